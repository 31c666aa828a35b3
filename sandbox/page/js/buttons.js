/** The buttons under a bubble. */
import { h, icon } from "./dom.js";
import { safeAddress } from "./links.js";

/** Rows of buttons; `actions` has tap(message, button, element), openLink, fill(text) and copy(text). */
export function renderButtons(message, actions) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.some((row) => row.length)) return null;
  return h("div", { class: "keys" }, rows.map((row) => h("div", { class: "keys-row" }, row.map((button) => key(message, button, actions)))));
}

function key(message, button, actions) {
  const address = button.url ?? button.login_url?.url ?? button.web_app?.url;
  if (address) return linkKey(button, address, actions);
  const style = button.style ? ` key-${button.style}` : "";
  const element = h("button", { type: "button", class: `key${style}` }, h("span", {}, button.text));
  element.addEventListener("click", () => press(message, button, element, actions));
  return element;
}

function linkKey(button, address, actions) {
  const open = (event) => {
    if (actions.openLink(address)) event.preventDefault();
  };
  const href = safeAddress(address) ?? "#";
  return h(
    "a",
    { class: "key key-link", href, target: "_blank", rel: "noopener noreferrer", on: { click: open } },
    h("span", {}, button.text),
    icon("link", 14),
  );
}

function press(message, button, element, actions) {
  const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (query !== undefined) actions.fill(query);
  else if (button.copy_text) actions.copy(button.copy_text.text);
  else tapOnce(message, button, element, actions);
}

/** A second press while the bot is thinking does nothing; the key keeps the focus meanwhile. */
async function tapOnce(message, button, element, actions) {
  if (element.ariaBusy === "true") return;
  element.ariaBusy = "true";
  try {
    await actions.tap(message, button);
  } finally {
    element.ariaBusy = "false";
  }
}
