/** The keyboard that a bot puts in place of typing. */
import { h } from "./dom.js";

/** What the newest keyboard order among `messages` (oldest first) says: {message, keyboard} or null. */
export function currentOrder(messages) {
  const found = messages.findLast((message) => message.keyboard);
  return found ? { message: found, keyboard: found.keyboard } : null;
}

/** The message that asks for a reply, unless the person has written since. */
export function pendingForceReply(messages) {
  const order = currentOrder(messages);
  const isAsking = order?.keyboard.force_reply && messages.every((other) => !other.outgoing || other.message_id < order.message.message_id);
  return isAsking ? order.message : null;
}

/** Buttons in rows; `press(row, column, button)` is called with the place of the pressed one. */
export function renderReplyKeys(keyboard, press) {
  const key = (button, row, column) => {
    const text = typeof button === "string" ? button : button.text;
    return h("button", { type: "button", class: "reply-key", on: { click: () => press(row, column, button) } }, text);
  };
  return keyboard.keyboard.map((buttons, row) => h("div", { class: "reply-row" }, buttons.map((button, column) => key(button, row, column))));
}
