/** The bar at the foot of a narrow window: which of the panels is in front. */
import { h } from "./dom.js";
import { setLabel, t } from "./i18n.js";
import { avatar } from "./peers.js";

export class Tabs {
  /** `onShow(index)` is called after another panel came to the front. */
  constructor(nav, main, world, onShow) {
    this.nav = nav;
    this.main = main;
    this.world = world;
    this.onShow = onShow;
    this.at = 0;
    setLabel(nav, "tabs");
    nav.removeAttribute("title");
  }

  /** Bring panel `index` to the front. Where two fit, the window of two moves only as far as needed. */
  show(index) {
    const count = this.main.children.length;
    this.at = Math.min(Math.max(index, 0), Math.max(count - 1, 0));
    const first = Number(this.main.dataset.first ?? 0);
    this.main.dataset.tab = this.at;
    this.main.dataset.first = Math.max(0, Math.min(first, this.at, count - 2), this.at - 1);
    this.onShow(this.at);
  }

  draw(panels) {
    this.nav.hidden = panels.length < 2;
    this.main.dataset.count = panels.length;
    const focused = [...this.nav.children].indexOf(document.activeElement);
    this.nav.replaceChildren(...panels.map((panel, index) => this.#tab(panel, index)));
    if (focused >= 0) this.nav.children[focused]?.focus();
  }

  #tab(panel, index) {
    const { viewer, chat: chatId } = panel.place;
    const name = this.world.personName(viewer);
    const unread = this.world.unread(viewer, chatId);
    return h(
      "button",
      { type: "button", class: "tab", "aria-current": index === this.at ? "true" : null, on: { click: () => this.show(index) } },
      avatar(viewer, name, { small: true }),
      h("span", { class: "tab-words" }, h("span", { class: "tab-name" }, name), h("span", { class: "tab-chat" }, panel.chat?.title ?? "")),
      unread > 0 && h("span", { class: "badge" }, h("span", { "aria-hidden": "true" }, unread), h("span", { class: "hidden" }, t("unread", { n: unread }))),
    );
  }
}
