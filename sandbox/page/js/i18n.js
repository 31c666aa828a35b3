/** The language of the page's own chrome. What the bot and people write is never touched. */
import { WORDS } from "./words.js";

export const LANGUAGES = ["zh", "en"];
const LOCALES = { zh: "zh-CN", en: "en-GB" };
const listeners = new Set();
let current = "zh";

export const language = () => current;
export const locale = () => LOCALES[current];

/** The words for `key`, with {name} filled from `values`. An unknown key is a fault of ours and is shown as itself. */
export function t(key, values = {}) {
  const sentence = WORDS[current][key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Rewrite every element under `root` that carries a data-t* key. */
export function localise(root) {
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll("[data-t-label]")) setLabel(element, element.dataset.tLabel);
  for (const element of root.querySelectorAll("[data-t-name]")) {
    element.setAttribute("aria-label", t(element.dataset.tName));
  }
  for (const element of root.querySelectorAll("[data-t-placeholder]")) {
    element.placeholder = t(element.dataset.tPlaceholder);
  }
}

/** Name an icon-only control for screen readers and as its tooltip. */
export function setLabel(element, key) {
  element.dataset.tLabel = key;
  element.setAttribute("aria-label", t(key));
  element.title = t(key);
}

export function setLanguage(code) {
  current = LANGUAGES.includes(code) ? code : "zh";
  document.documentElement.lang = locale();
  document.title = t("title");
  localise(document);
  for (const listener of listeners) listener();
}

/** Call `listener` after each switch; answers a function that ends it. */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
