/** Making elements. Text always goes in as text nodes: no part of the page parses markup. */
import { setLabel, t } from "./i18n.js";
import { ICONS } from "./icons.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with its properties and children (nodes, strings, nested lists; null and false are left out).
 * `t`, `tLabel`, `tName` and `tPlaceholder` are word keys that follow the language; `on` holds listeners.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) apply(element, name, value);
  const present = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  element.append(...present);
  return element;
}

function apply(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "t") translated(element, "t", value, (words) => (element.textContent = words));
  else if (name === "tName") translated(element, "tName", value, (words) => element.setAttribute("aria-label", words));
  else if (name === "tPlaceholder") translated(element, "tPlaceholder", value, (words) => (element.placeholder = words));
  else if (name === "tLabel") setLabel(element, value);
  else element.setAttribute(name, value === true ? "" : String(value));
}

function translated(element, slot, key, write) {
  element.dataset[slot] = key;
  write(t(key));
}

/** A decorative line icon; its control carries the words. */
export function icon(name, size = 24) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: size, height: size, class: "icon" })) {
    svg.setAttribute(key, String(value));
  }
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon and is named by the word `key`. */
export function iconButton(name, key, onClick, props = {}) {
  const { class: extra = "", ...rest } = props;
  return h(
    "button",
    { type: "button", class: `icon-button ${extra}`.trim(), tLabel: key, on: { click: onClick }, ...rest },
    icon(name),
  );
}
