/** Toasts, alerts and small forms. */
import { h } from "./dom.js";
import { t } from "./i18n.js";

/** Milliseconds that a toast stays: long enough to read slowly. */
const TOAST_MIN = 4500;
const TOAST_PER_CHARACTER = 90;

/** Show `text` in `place` (a live region) for a while; a click takes it away. */
export function toast(place, text, { failed = false } = {}) {
  const element = h("p", { class: failed ? "toast toast-failed" : "toast" }, text);
  element.addEventListener("click", () => element.remove());
  place.append(element);
  setTimeout(() => element.remove(), TOAST_MIN + TOAST_PER_CHARACTER * text.length);
}

/** Run `deed`; what went wrong is told in `place` and ends there. Answers undefined then. */
export async function attempt(place, deed) {
  try {
    return await deed();
  } catch (error) {
    toast(place, t("failed", { error: error.message }), { failed: true });
    if (error.status === undefined) throw error;
    return undefined;
  }
}

/** A modal with one text and one button; resolves when it is closed. */
export function showAlert({ title, text }) {
  const ok = h("button", { type: "button", class: "button primary", t: "ok" });
  const box = modal(title, h("p", { class: "alert-text" }, text), h("div", { class: "modal-buttons" }, ok));
  box.setAttribute("role", "alertdialog");
  ok.addEventListener("click", () => box.close());
  return opened(box, ok).then(() => undefined);
}

/**
 * A modal form; resolves to {name: value} or null when it was given up.
 * `fields`: [{name, key, value, hint, placeholder, check(value) → an error sentence or ""}]; `extra` goes above them.
 */
export function askForm({ title, fields, submit, extra = null }) {
  const inputs = fields.map(input);
  const cancel = h("button", { type: "button", class: "button", t: "cancel" });
  const buttons = h("div", { class: "modal-buttons" }, cancel, h("button", { type: "submit", class: "button primary", t: submit }));
  const form = h("form", { novalidate: true }, extra, inputs.map(({ row }) => row), buttons);
  const box = modal(title, form);
  let answer = null;
  cancel.addEventListener("click", () => box.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = inputs.filter((each) => !each.isRight());
    if (wrong.length) return wrong[0].control.focus();
    answer = Object.fromEntries(inputs.map(({ name, read }) => [name, read()]));
    return box.close();
  });
  return opened(box, inputs[0]?.control ?? cancel).then(() => answer);
}

function input({ name, key, value = "", hint, type = "text", placeholder, check = () => "" }) {
  const id = `field-${name}`;
  const error = h("span", { class: "field-error", id: `${id}-error` });
  const isBox = type === "checkbox";
  const control = h("input", { id, type, value: isBox ? null : value, checked: isBox && value, placeholder, autocomplete: "off", "aria-describedby": `${id}-error` });
  const row = h("div", { class: isBox ? "field field-box" : "field" }, h("label", { for: id, t: key }), control, hint && h("span", { class: "field-hint", t: hint }), error);
  const isRight = () => {
    error.textContent = check(control.value);
    control.ariaInvalid = String(Boolean(error.textContent));
    return !error.textContent;
  };
  return { name, row, control, isRight, read: () => (isBox ? control.checked : control.value.trim()) };
}

function modal(title, ...children) {
  const heading = h("h2", { id: `modal-${crypto.randomUUID()}` }, title);
  return h("dialog", { class: "modal", "aria-labelledby": heading.id }, heading, children);
}

/** Show `box`, put the focus on `first`; resolves when it closes (Esc included). */
function opened(box, first) {
  document.body.append(box);
  box.showModal();
  first.focus();
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      resolve();
    });
  });
}
