/** The page put together. */
import { readAddress, writeAddress } from "./address.js";
import { ClockBar } from "./clockbar.js";
import { attempt } from "./dialogs.js";
import { h } from "./dom.js";
import { EventStream } from "./events.js";
import { language, onLanguage, setLanguage } from "./i18n.js";
import { Lightbox } from "./lightbox.js";
import { Panel } from "./panel.js";
import { Tabs } from "./tabs.js";
import { setZone } from "./time.js";
import { World, defaultPanels } from "./world.js";

/** Up to this many people are followed at once, so that the choice of persons shows who has news. */
const FOLLOW_ALL = 60;

class Page {
  panels = [];

  constructor() {
    const { lang, zone } = readAddress();
    this.zone = zone;
    if (zone) setZone(zone);
    setLanguage(lang ?? "zh");
    this.world = new World();
    this.main = document.getElementById("panels");
    this.notices = document.getElementById("notices");
    this.clock = new ClockBar(document.getElementById("bar"), this.world, this.notices, (code) => this.speak(code));
    this.lightbox = new Lightbox();
    this.tabs = new Tabs(document.getElementById("tabs"), this.main, this.world, () => this.#cameToFront());
    this.stream = new EventStream({
      onEvent: (event) => this.#onEvent(event),
      onOpen: () => attempt(this.notices, () => this.#catchUp()),
      onState: (isOnline) => this.clock.setOnline(isOnline),
    });
    this.#listen();
  }

  #listen() {
    this.main.setAttribute("aria-label", "");
    onLanguage(() => this.#redraw({ messages: true }));
    this.world.addEventListener("change", () => this.#redraw());
    this.world.addEventListener("unread", () => this.#redraw());
    window.addEventListener("hashchange", () => this.#followAddress());
    document.addEventListener("visibilitychange", () => this.#markRead());
  }

  /** Read the world, open the chats of the address, follow what happens. */
  async start() {
    await attempt(this.notices, () => this.world.load());
    await this.#followAddress();
    this.#watch();
  }

  speak(code) {
    setLanguage(code);
    this.save();
  }

  /** Keep the choice of chats, language and tab in the address. */
  save() {
    const panels = this.panels.map((panel) => panel.place).filter(({ viewer }) => viewer !== undefined);
    writeAddress({ panels, lang: language(), zone: this.zone, tab: this.tabs.at });
    this.#drawTabs();
  }

  async #followAddress() {
    const { panels, tab, lang } = readAddress();
    if (lang && lang !== language()) setLanguage(lang);
    const wanted = panels.map((place) => this.#possible(place)).filter(Boolean);
    await this.#show(wanted.length ? wanted : defaultPanels(this.world));
    this.tabs.show(tab);
  }

  /** The place itself, the person's private chat when the chat is not his, null for an unknown person. */
  #possible({ viewer, chat }) {
    if (!this.world.users.has(viewer)) return null;
    return { viewer, chat: this.world.chatOf(viewer, chat) ? chat : viewer };
  }

  async #show(places) {
    this.panels = places.map((_, index) => this.panels[index] ?? new Panel(this));
    this.main.replaceChildren(...this.panels.map((panel) => panel.element));
    if (places.length === 0) this.main.append(h("p", { class: "nobody", t: "noChat" }));
    await Promise.all(this.panels.map((panel, index) => panel.open(places[index])));
    this.main.setAttribute("aria-busy", "false");
  }

  #watch() {
    const everyone = [...this.world.users.keys()];
    this.stream.watch(everyone.length <= FOLLOW_ALL ? everyone : this.panels.map((panel) => panel.viewer));
  }

  /** After a (re)connect: the world may have moved on, or have begun anew. */
  async #catchUp() {
    await this.world.load();
    const lost = this.panels.length === 0 || this.panels.some((panel) => this.#possible(panel.place)?.chat !== panel.chatId);
    if (lost) await this.#followAddress();
    else await Promise.all(this.panels.map((panel) => panel.refresh()));
  }

  #onEvent(event) {
    if (event.type === "clock") this.world.setClock(event);
    else if (["chat", "user", "bot"].includes(event.type)) this.#worldChanged();
    else if (event.type === "message" && !event.message.outgoing) this.world.countUnread(event.viewer, event.chat_id);
    for (const panel of this.panels) panel.onEvent(event);
  }

  /** Several changes in one go are read once. */
  #worldChanged() {
    this.reading ??= Promise.resolve().then(() => {
      this.reading = null;
      return attempt(this.notices, () => this.#reload());
    });
  }

  async #reload() {
    await this.world.load();
    if (this.panels.length === 0) await this.#followAddress();
    this.#watch();
  }

  #redraw({ messages = false } = {}) {
    for (const panel of this.panels) {
      if (panel.viewer === undefined) continue;
      panel.redraw();
      if (messages) panel.log.redraw();
    }
    this.#drawTabs();
  }

  #drawTabs() {
    this.tabs.draw(this.panels.filter((panel) => panel.viewer !== undefined));
  }

  #cameToFront() {
    if (this.panels.length) this.save();
    for (const panel of this.panels) if (panel.isShown) panel.log.toEnd();
    this.#markRead();
  }

  #markRead() {
    for (const panel of this.panels) panel.attempt(() => panel.markRead());
  }
}

await new Page().start();
