/** One message as it stands in the log. */
import { renderButtons } from "./buttons.js";
import { renderCard } from "./cards.js";
import { h, icon, iconButton } from "./dom.js";
import { renderText, summary } from "./entities.js";
import { t } from "./i18n.js";
import { renderMedia } from "./media.js";
import { avatar, colourOf, fullName } from "./peers.js";
import { serviceSentence } from "./service.js";
import { fromUnix, timeOfDay } from "./time.js";

/** Who speaks: a group's anonymous administrator speaks as the group. */
export function senderOf(message) {
  const peer = message.sender_chat ?? message.from ?? {};
  return { id: peer.id ?? 0, name: message.sender_name ?? peer.title ?? fullName(peer), person: !message.sender_chat && !peer.is_bot };
}

/** A row of the log. `context` says whether the chat is private and has the actions that a message can ask for. */
export function renderMessage(message, context) {
  const sentence = serviceSentence(message);
  return sentence ? serviceRow(message, sentence) : spokenRow(message, context);
}

const serviceRow = (message, sentence) =>
  h("div", { class: "row service", data: { id: message.message_id }, tabindex: "-1" }, h("span", { class: "pill" }, sentence));

function spokenRow(message, context) {
  const sender = senderOf(message);
  const side = message.outgoing ? "out" : "in";
  const face = !message.outgoing && !context.isPrivate ? avatar(sender.id, sender.name, { person: sender.person }) : null;
  return h(
    "div",
    { class: `row ${side}`, role: "article", "aria-label": spokenLabel(message, sender), tabindex: "-1", data: { id: message.message_id } },
    face,
    h("div", { class: "stack" }, bubble(message, sender, context), renderButtons(message, context.actions)),
    iconButton("more", "panelMenu", (event) => context.actions.messageMenu(message, event.currentTarget), {
      class: "row-menu", tabindex: "-1", "aria-haspopup": "menu",
    }),
  );
}

const spokenLabel = (message, sender) => `${sender.name}, ${timeOfDay(fromUnix(message.date))}`;

function bubble(message, sender, context) {
  const { actions } = context;
  const media = renderMedia(message, actions);
  const text = message.text ?? message.caption;
  const bare = Boolean(message.sticker);
  const look = [bare && "bare", message.photo && "has-photo", message.photo && !text && "only-photo"].filter(Boolean);
  const named = !message.outgoing && !context.isPrivate;
  return h(
    "div",
    { class: ["bubble", ...look].join(" ") },
    named && h("span", { class: `sender ${colourOf(sender.id)}` }, sender.name),
    message.forward_origin && h("span", { class: "forward" }, t("forwarded", { name: originName(message.forward_origin) })),
    message.reply_to_message && quote(message.reply_to_message, actions),
    media,
    renderCard(message, actions),
    h("div", { class: "text", dir: "auto" }, body(message, text, media, actions), meta(message)),
  );
}

function body(message, text, media, actions) {
  if (text) return renderText(text, message.entities ?? message.caption_entities, actions);
  const known = media || ["contact", "venue", "location", "poll", "dice"].some((kind) => message[kind]);
  return known ? [] : [h("em", { class: "unsupported", t: "unsupported" })];
}

function originName(origin) {
  const chat = origin.sender_chat ?? origin.chat;
  return origin.sender_user ? fullName(origin.sender_user) : origin.sender_user_name ?? chat?.title ?? "";
}

function quote(message, actions) {
  const sender = senderOf(message);
  return h(
    "button",
    { type: "button", class: `quote ${colourOf(sender.id)}`, on: { click: () => actions.show(message.message_id) } },
    h("span", { class: "quote-name" }, sender.name),
    h("span", { class: "quote-text" }, summary(message)),
  );
}

function meta(message) {
  const sentAt = fromUnix(message.date);
  return h(
    "span",
    { class: "meta" },
    message.edit_date && h("span", { class: "edited", t: "edited" }),
    h("time", { datetime: sentAt.toISOString() }, timeOfDay(sentAt)),
    message.outgoing && h("span", { class: "ticks", role: "img", tName: "sent" }, icon("check", 16)),
  );
}
