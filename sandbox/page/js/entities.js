/** A message's text with its entities as nodes. Offsets and lengths are UTF-16 units, as JavaScript strings count. */
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { deepLink, safeAddress } from "./links.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

/** Nodes for `text`. `actions` has send(text) for commands and openLink(link) for the bot's own links. */
export function renderText(text, entities = [], actions) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return renderSpan(text, { start: 0, end: text.length }, ordered, actions);
}

/** The nodes of one stretch; entities that start inside it and reach past its end are cut there. */
function renderSpan(text, span, entities, actions) {
  const nodes = [];
  let at = span.start;
  for (let index = 0; index < entities.length; ) {
    const entity = entities[index];
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, span.end);
    const inner = entities.slice(index + 1).filter((other) => other.offset < end);
    index += 1 + inner.length;
    if (end <= start) continue;
    nodes.push(text.slice(at, start));
    nodes.push(wrap(entity, text.slice(start, end), renderSpan(text, { start, end }, inner, actions), actions));
    at = end;
  }
  nodes.push(text.slice(at, span.end));
  return nodes.filter((node) => node !== "");
}

function wrap(entity, text, children, actions) {
  if (entity.type in TAGS) return h(TAGS[entity.type], {}, children);
  return (WRAPPERS[entity.type] ?? plain)(entity, text, children, actions);
}

const plain = (_entity, _text, children) => h("span", {}, children);
const marked = (_entity, _text, children) => h("span", { class: "mention" }, children);

const WRAPPERS = {
  spoiler: (_entity, _text, children) => spoiler(children),
  blockquote: (_entity, _text, children) => h("blockquote", {}, children),
  expandable_blockquote: (_entity, _text, children) => h("blockquote", {}, children),
  pre: (entity, text) => h("pre", { "data-language": entity.language, tabindex: "0" }, h("code", {}, text)),
  text_link: (entity, _text, children, actions) => link(entity.url, children, actions),
  url: (_entity, text, children, actions) => link(text, children, actions),
  email: (_entity, text, children, actions) => link(`mailto:${text}`, children, actions),
  phone_number: (_entity, text, children, actions) => link(`tel:${text}`, children, actions),
  bot_command: (_entity, text, _children, actions) =>
    h("button", { type: "button", class: "link", on: { click: () => actions.send(text) } }, text),
  mention: marked,
  text_mention: marked,
  hashtag: marked,
  cashtag: marked,
};

/** An anchor; one to the bot itself is opened here, as the panel's person. An unsafe address stays text. */
function link(address, children, actions) {
  const href = safeAddress(address) ?? (deepLink(address) && "#");
  if (!href) return h("span", {}, children);
  const open = (event) => {
    if (actions.openLink(address)) event.preventDefault();
  };
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", on: { click: open } }, children);
}

/** Text that stays covered until its reader asks for it. */
function spoiler(children) {
  const hidden = h("span", { class: "spoiler-text", "aria-hidden": "true" }, children);
  const cover = h("span", { class: "spoiler", role: "button", tabindex: "0", tName: "spoiler" }, hidden);
  const reveal = () => {
    cover.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label", "data-t-name"]) cover.removeAttribute(name);
    hidden.removeAttribute("aria-hidden");
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && reveal());
  return cover;
}

/** One line that stands for a message: in quotes, the pinned bar and notices. */
export function summary(message) {
  const kinds = ["photo", "video", "animation", "voice", "audio", "sticker", "contact", "location", "poll"];
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ");
  if (words) return words;
  if (message.document) return message.document.file_name ?? t("document");
  const kind = kinds.find((name) => message[name]);
  return kind ? t(kind) : t("unsupported");
}
