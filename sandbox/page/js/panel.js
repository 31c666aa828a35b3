/** One phone of the page: a person in a chat. */
import { control } from "./api.js";
import { acceptFiles } from "./attach.js";
import { senderOf } from "./bubble.js";
import { Composer } from "./composer.js";
import { Deeds } from "./deeds.js";
import { attempt, toast } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { summary } from "./entities.js";
import { t } from "./i18n.js";
import { MessageLog } from "./log.js";
import { openMenu } from "./menu.js";
import { PanelHead } from "./panelhead.js";
import { currentOrder, pendingForceReply } from "./replykeys.js";

const PAGE = 60;
/** Milliseconds after which "typing…" is stale, as in the Bot API. */
const ACTION_LASTS = 5000;
const ACTIONS = { typing: "typing", upload_photo: "sendingPhoto", upload_document: "sendingFile" };

export class Panel {
  #ticket = 0;
  #drafts = new Map();
  #actionTimer = 0;

  /** `page` is what all panels share: world, lightbox and save(), which keeps the choice of chats in the address. */
  constructor(page) {
    this.page = page;
    this.world = page.world;
    this.deeds = new Deeds(this);
    this.head = new PanelHead(this.world, (place) => this.open(place), (anchor) => openMenu(anchor, this.deeds.menu()));
    this.pin = h("button", { type: "button", class: "pin", hidden: true });
    this.log = new MessageLog({ onOlder: () => this.#loadOlder(), now: () => this.world.now() });
    this.toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.composer = new Composer(this.deeds);
    const skip = h("button", { type: "button", class: "skip", t: "skip", on: { click: () => this.composer.focus() } });
    const drop = h("p", { class: "drop-hint", t: "dropHere", "aria-hidden": "true" });
    this.element = h("section", { class: "panel" }, this.head.element, skip, this.pin, this.log.element, this.toasts, this.composer.element, drop);
    acceptFiles(this.element, (files) => this.deeds.files(files));
  }

  get place() {
    return { viewer: this.viewer, chat: this.chatId };
  }

  get isShown() {
    return this.element.offsetParent !== null && document.visibilityState === "visible";
  }

  /** Tell the person who holds this phone something. */
  say = (text) => toast(this.toasts, text);

  /** Do it; a refusal is told here. */
  attempt = (deed) => attempt(this.toasts, deed);

  /** Show `chat` as `viewer` sees it. */
  async open({ viewer, chat }) {
    if (this.viewer !== undefined) this.#drafts.set(`${this.viewer}/${this.chatId}`, this.composer.draft);
    this.viewer = viewer;
    this.chatId = chat;
    this.composer.dropSubject();
    this.composer.draft = this.#drafts.get(`${viewer}/${chat}`) ?? "";
    this.composer.follow(null);
    this.composer.commands = [];
    this.redraw();
    this.log.clear({ isPrivate: this.chat?.isPrivate ?? true, actions: this.deeds });
    this.#drawPin(null);
    this.page.save();
    await this.attempt(() => this.refresh());
  }

  get chat() {
    return this.world.chatOf(this.viewer, this.chatId);
  }

  /** Read the newest messages again and put what differs right. */
  async refresh() {
    const ticket = ++this.#ticket;
    const [page, menu] = await Promise.all([
      control.messages(this.chatId, this.viewer, { limit: PAGE }),
      control.commands(this.chatId, this.viewer),
    ]);
    if (ticket !== this.#ticket) return;
    this.log.merge(page.messages, page.has_more ?? page.messages.length === PAGE);
    this.composer.commands = menu.commands ?? [];
    this.#drawPin(page.pinned ?? null);
    this.#followKeyboard();
    await this.markRead();
  }

  async #loadOlder() {
    const page = await this.attempt(() => control.messages(this.chatId, this.viewer, { limit: PAGE, before: this.log.firstId }));
    if (page) this.log.prepend(page.messages, page.has_more ?? page.messages.length === PAGE);
  }

  #followKeyboard() {
    const { messages } = this.log;
    this.composer.follow(currentOrder(messages));
    const asking = pendingForceReply(messages);
    if (asking) this.composer.replyTo(asking, senderOf(asking).name);
  }

  async markRead() {
    if (this.isShown) await this.world.markRead(this.viewer, this.chatId);
  }

  /** Everything but the messages, after a change of the world or the language. */
  redraw() {
    const { chat } = this;
    const person = this.world.personName(this.viewer);
    this.head.draw(this.viewer, chat, this.head.action);
    this.element.setAttribute("aria-label", t("panelOf", { person, chat: chat?.title ?? "" }));
    this.log.label(person, chat?.title ?? "");
    this.composer.show(this.#mode(chat));
  }

  #mode(chat) {
    if (!chat?.isPrivate) return "write";
    if (this.world.hasBlocked(this.viewer)) return "unblock";
    return this.world.hasStarted(this.viewer) ? "write" : "start";
  }

  /** Something happened to this person; what concerns another chat only changes the unread marks. */
  onEvent(event) {
    if (event.viewer !== this.viewer || event.chat_id !== this.chatId) return;
    (this.#reactions[event.type] ?? (() => {}))(event);
  }

  #reactions = {
    message: ({ message }) => this.#arrived(message),
    edited: ({ message }) => this.#arrived(message),
    reaction: ({ message }) => message && this.log.put(message),
    deleted: ({ message_ids: ids, message_id: id }) => this.log.remove(ids ?? [id]),
    pinned: ({ message }) => this.#drawPin(message ?? null),
    action: ({ action }) => this.#drawAction(t(ACTIONS[action] ?? "typing")),
  };

  #arrived(message) {
    if (!message.outgoing) this.#drawAction("");
    this.log.put(message);
    this.#followKeyboard();
    if (message.migrate_to_chat_id) this.#moveTo(message.migrate_to_chat_id);
    else this.attempt(() => this.markRead());
  }

  /** A group that became a supergroup goes on under its new id. */
  async #moveTo(chat) {
    await this.attempt(() => this.world.load());
    await this.open({ viewer: this.viewer, chat });
  }

  #drawAction(words) {
    clearTimeout(this.#actionTimer);
    if (words === (this.head.action ?? "")) return;
    this.head.draw(this.viewer, this.chat, words);
    if (words) this.#actionTimer = setTimeout(() => this.#drawAction(""), ACTION_LASTS);
  }

  #drawPin(message) {
    this.pin.hidden = !message;
    if (!message) return;
    const words = h("span", { class: "pin-words" }, h("strong", { t: "pinned" }), h("span", {}, summary(message)));
    this.pin.replaceChildren(icon("pin", 20), words);
    this.pin.onclick = () => this.log.show(message.message_id);
  }
}
