/** The head of a panel: whose phone it is, which of his chats is open, what is unread in the others. */
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { avatar } from "./peers.js";

export class PanelHead {
  /** `choose({viewer, chat})` opens another chat; `menu(anchor)` opens the panel's menu. */
  constructor(world, choose, menu) {
    this.world = world;
    this.choose = choose;
    this.face = h("span", { class: "owner-face" });
    this.person = h("select", { class: "person", tLabel: "person" });
    this.person.addEventListener("change", () => this.#changePerson(Number(this.person.value)));
    this.more = iconButton("more", "panelMenu", (event) => menu(event.currentTarget), { "aria-haspopup": "menu" });
    const owner = h("div", { class: "owner" }, this.face, h("span", { class: "select" }, this.person, icon("chevronDown", 18)), this.more);
    this.chats = h("div", { class: "chats", role: "group", tName: "chats" });
    this.element = h("header", { class: "panel-head" }, owner, this.chats);
  }

  /** A new person opens in the same chat when it is his too, else in his private chat. */
  #changePerson(viewer) {
    const same = !this.current?.isPrivate && this.world.chatOf(viewer, this.current?.id);
    this.choose({ viewer, chat: same ? same.id : viewer });
  }

  /** Show `viewer` in `chat`; `action` is what the bot is doing there ("" when nothing). */
  draw(viewer, chat, action = "") {
    const { world } = this;
    this.viewer = viewer;
    this.current = chat;
    this.action = action;
    this.face.replaceChildren(avatar(viewer, world.personName(viewer), { small: true }));
    this.person.replaceChildren(...[...world.users.keys()].map((id) => this.#option(id)));
    this.person.value = String(viewer);
    this.#drawChats();
  }

  #option(id) {
    const unread = id === this.viewer ? 0 : this.world.unreadOf(id);
    return h("option", { value: id }, unread ? `${this.world.personName(id)} (${unread})` : this.world.personName(id));
  }

  /** The focus stays on the chat that had it. */
  #drawChats() {
    const focused = this.chats.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
    this.chats.replaceChildren(...this.world.chatsOf(this.viewer).map((chat) => this.#chatButton(chat)));
    if (focused) this.chats.querySelector(`[data-chat="${focused}"]`)?.focus();
  }

  #chatButton(chat) {
    const isOpen = chat.id === this.current?.id;
    const unread = this.world.unread(this.viewer, chat.id);
    const status = isOpen && this.action ? this.action : chat.status();
    const badge = unread > 0 && h("span", { class: "badge" }, h("span", { "aria-hidden": "true" }, unread), h("span", { class: "hidden" }, t("unread", { n: unread })));
    return h(
      "button",
      { type: "button", class: "chat", "aria-current": isOpen ? "true" : null, data: { chat: chat.id }, on: { click: () => this.choose({ viewer: this.viewer, chat: chat.id }) } },
      avatar(chat.peer, chat.title, { person: false }),
      h("span", { class: "chat-words" }, h("span", { class: "chat-title" }, chat.title), h("span", { class: "chat-status" }, status)),
      badge,
    );
  }
}
