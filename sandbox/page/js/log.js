/** The scrolling list of a chat's messages, kept in step by id. */
import { renderMessage } from "./bubble.js";
import { h, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { dayKey, dayTitle, fromUnix } from "./time.js";

/** Messages of one sender closer together than this many seconds stand as one group. */
const GROUP_SECONDS = 300;
/** Pixels from the end within which the reader counts as reading the newest message. */
const NEAR_END = 90;

export class MessageLog {
  #rows = new Map();
  #days = new Map();
  #context = null;

  /** `onOlder` loads earlier messages; `now` answers the sandbox's present. */
  constructor({ onOlder, now }) {
    this.now = now;
    this.older = h("button", { type: "button", class: "older", t: "older", hidden: true, on: { click: onOlder } });
    this.empty = h("p", { class: "empty", t: "noMessages", hidden: true });
    this.list = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0", tName: "messages" }, this.older, this.empty);
    this.jump = iconButton("chevronDown", "toNewest", () => this.toEnd(), { class: "jump", hidden: true });
    this.element = h("div", { class: "log-frame" }, this.list, this.jump);
    this.list.addEventListener("scroll", () => (this.jump.hidden = this.#atEnd()), { passive: true });
    this.list.addEventListener("keydown", (event) => this.#walk(event));
    new ResizeObserver(() => this.#stuck && this.toEnd()).observe(this.list);
  }

  #stuck = true;

  /** Start with another chat: `context` is what messages are rendered with. */
  clear(context) {
    this.#context = context;
    for (const { element } of this.#rows.values()) element.remove();
    this.#rows.clear();
    this.#stuck = true;
    this.#arrange();
  }

  /** Put the newest messages in; known ones that are no longer among them go. */
  merge(messages, hasMore) {
    const fresh = new Set(messages.map((message) => message.message_id));
    const first = hasMore ? Math.min(...fresh) : -Infinity;
    const gone = [...this.#rows.keys()].filter((id) => id >= first && !fresh.has(id));
    this.#quietly(() => {
      this.remove(gone);
      for (const message of messages) this.#place(message);
    });
    if (!hasMore || this.#rows.size === fresh.size) this.older.hidden = !hasMore;
    this.#arrange();
    if (this.#stuck) this.toEnd();
  }

  /** Put earlier messages in front without moving what is being read. */
  prepend(messages, hasMore) {
    const fromEnd = this.list.scrollHeight - this.list.scrollTop;
    this.#quietly(() => messages.forEach((message) => this.#place(message)));
    this.older.hidden = !hasMore;
    this.#arrange();
    this.list.scrollTop = this.list.scrollHeight - fromEnd;
  }

  /** Add a message or replace the one with its id. */
  put(message) {
    const follow = this.#atEnd() || (message.outgoing && !this.#rows.has(message.message_id));
    this.#place(message);
    this.#arrange();
    if (follow) this.toEnd();
    else this.jump.hidden = false;
  }

  remove(ids) {
    for (const id of ids) {
      this.#rows.get(id)?.element.remove();
      this.#rows.delete(id);
    }
    this.#arrange();
  }

  /** Render all rows again, in the page's present language. */
  redraw() {
    this.#days.forEach((day) => day.remove());
    this.#days.clear();
    this.#quietly(() => this.messages.forEach((message) => this.#place(message)));
    this.#arrange();
  }

  get messages() {
    return [...this.#rows.values()].map(({ message }) => message);
  }

  get firstId() {
    return this.messages[0]?.message_id;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.#stuck = true;
    this.jump.hidden = true;
  }

  /** Bring a message into view and let it flash; one that is not loaded is left alone. */
  show(id) {
    const element = this.#rows.get(id)?.element;
    if (!element) return;
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
    element.classList.add("flash");
    element.addEventListener("animationend", () => element.classList.remove("flash"), { once: true });
  }

  #atEnd() {
    this.#stuck = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_END;
    return this.#stuck;
  }

  /** History is not news: a screen reader hears only what arrives afterwards. */
  #quietly(change) {
    this.list.setAttribute("aria-live", "off");
    change();
    requestAnimationFrame(() => this.list.setAttribute("aria-live", "polite"));
  }

  #place(message) {
    const element = renderMessage(message, this.#context);
    const old = this.#rows.get(message.message_id);
    if (old) replaceKeepingFocus(old.element, element);
    else this.#insert(message.message_id, element);
    this.#rows.set(message.message_id, { message, element });
    if (!old) this.#rows = new Map([...this.#rows].sort(([a], [b]) => a - b));
  }

  #insert(id, element) {
    const next = [...this.#rows.keys()].find((other) => other > id);
    if (next === undefined) this.list.append(element);
    else this.#rows.get(next).element.before(element);
  }

  /** Day separators and the grouping of neighbours, after any change. */
  #arrange() {
    const used = new Set();
    let previous = null;
    for (const row of this.#rows.values()) {
      const day = dayKey(fromUnix(row.message.date));
      if (!used.has(day)) this.#separate(day, row);
      const follows = used.has(day) && previous !== null && isContinued(previous.message, row.message);
      used.add(day);
      row.element.classList.toggle("follows", follows);
      previous?.element.classList.toggle("followed", follows);
      previous = row;
    }
    previous?.element.classList.remove("followed");
    this.#dropDays(used);
    this.empty.hidden = this.#rows.size > 0;
  }

  #separate(day, row) {
    if (!this.#days.has(day)) {
      const title = dayTitle(fromUnix(row.message.date), this.now());
      this.#days.set(day, h("div", { class: "day" }, h("span", { class: "pill" }, title)));
    }
    const separator = this.#days.get(day);
    if (row.element.previousElementSibling !== separator) row.element.before(separator);
  }

  #dropDays(used) {
    for (const [day, separator] of this.#days) {
      if (used.has(day)) continue;
      separator.remove();
      this.#days.delete(day);
    }
  }

  /** Arrow keys walk from message to message; Enter opens its menu. */
  #walk(event) {
    const rows = [...this.#rows.values()].map(({ element }) => element);
    const at = rows.indexOf(event.target);
    if (at < 0 && event.target !== this.list) return;
    if (event.key === "Enter" && at >= 0) {
      this.#context.actions.messageMenu(this.messages[at], rows[at]);
      event.preventDefault();
    }
    const step = { ArrowUp: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (step === undefined || !rows[step]) return;
    event.preventDefault();
    rows[step].focus();
  }

  /** Photos in order, for the viewer: [{id, sizes, caption, name}]. */
  get photos() {
    return this.messages.filter((message) => message.photo);
  }

  label(person, chat) {
    this.list.setAttribute("aria-label", `${t("messages")} · ${person} · ${chat}`);
  }
}

/** Whether `message` belongs to the same group of bubbles as the one before it. */
function isContinued(before, message) {
  const speaker = (other) => (other.sender_chat ?? other.from)?.id;
  const isService = (other) => other.text === undefined && other.new_chat_members !== undefined;
  return speaker(before) === speaker(message) && !isService(before) && message.date - before.date < GROUP_SECONDS;
}

/** An edit must not throw a keyboard user out of the message: the control at the same place gets the focus. */
function replaceKeepingFocus(old, fresh) {
  const controls = (root) => [...root.querySelectorAll("button, a, [tabindex]")];
  const at = controls(old).indexOf(document.activeElement);
  const wasRow = document.activeElement === old;
  old.replaceWith(fresh);
  if (at >= 0) (controls(fresh)[at] ?? fresh).focus({ preventScroll: true });
  else if (wasRow) fresh.focus({ preventScroll: true });
}
