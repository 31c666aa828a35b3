/** The bar on top: the sandbox's clock and the page's language. */
import { control } from "./api.js";
import { attempt } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { LANGUAGES, language, onLanguage, t } from "./i18n.js";
import { longDate, nextMonth, timeOfDay, weekday } from "./time.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** Month's work is due on the 1st at nine; five minutes later it has been sent. */
const MONTH_END = { hour: 9, minute: 5 };
const NAMES = { zh: "中文", en: "English" };

export class ClockBar {
  #move = null;

  /** `setLanguage(code)` is called with the chosen language. */
  constructor(bar, world, notices, setLanguage) {
    this.world = world;
    this.notices = notices;
    this.time = h("time", { class: "clock-time" });
    this.date = h("span", { class: "clock-date" });
    this.progress = h("progress", { class: "clock-progress", max: "1", tName: "clockMoving", hidden: true });
    this.state = h("span", { class: "state", role: "status" }, h("span", { class: "state-dot" }), h("span", { class: "state-words", t: "online" }));
    this.steps = this.#steps();
    this.moving = h("span", { class: "clock-moving", role: "status" });
    const clock = h("div", { class: "clock", role: "group", tName: "clock" }, icon("clock", 22), h("div", { class: "clock-words" }, this.time, this.date), h("div", { class: "clock-steps" }, this.steps), this.moving);
    bar.append(this.#brand(), clock, this.#languages(setLanguage), this.progress);
    world.addEventListener("clock", () => this.draw());
    onLanguage(() => this.draw());
    setInterval(() => this.draw(), 1000);
  }

  #brand() {
    return h("div", { class: "brand" }, h("img", { src: "page/icon.svg", alt: "", width: 30, height: 30 }), h("h1", { t: "brand" }), this.state);
  }

  #steps() {
    const step = (key, move, hint) => h("button", { type: "button", class: "step", t: key, title: hint ?? null, on: { click: () => this.move(move()) } });
    const end = step("toMonthEnd", () => ({ to: nextMonth(this.world.now(), MONTH_END.hour, MONTH_END.minute).toISOString() }));
    onLanguage(() => (end.title = t("toMonthEndHint")));
    end.title = t("toMonthEndHint");
    return [step("plusHour", () => ({ advance: HOUR })), step("plusDay", () => ({ advance: DAY })), end];
  }

  #languages(setLanguage) {
    const choice = (code) => h("button", { type: "button", class: "language", lang: code, "aria-pressed": String(code === language()), on: { click: () => setLanguage(code) } }, NAMES[code]);
    const group = h("div", { class: "languages", role: "group", tName: "language" }, LANGUAGES.map(choice));
    onLanguage(() => [...group.children].forEach((button) => button.setAttribute("aria-pressed", String(button.lang === language()))));
    return group;
  }

  /** Move the clock and wait until the bot has followed; the buttons rest meanwhile. */
  async move(order) {
    if (this.#move) return;
    const from = this.world.now().getTime();
    this.#move = { from, to: order.to ? Date.parse(order.to) : from + order.advance * 1000 };
    this.#setMoving(true);
    const clock = await attempt(this.notices, () => control.moveClock(order));
    this.#move = null;
    this.#setMoving(false);
    if (clock?.now) this.world.setClock(clock);
  }

  #setMoving(isMoving) {
    for (const button of this.steps) button.setAttribute("aria-disabled", String(isMoving));
    this.progress.hidden = !isMoving;
    this.progress.value = 0;
    this.moving.textContent = isMoving ? t("clockMoving") : "";
  }

  draw() {
    const now = this.world.now();
    this.time.textContent = timeOfDay(now);
    this.time.dateTime = now.toISOString();
    this.date.textContent = `${longDate(now)} ${weekday(now)}`;
    if (this.#move) this.progress.value = Math.min(1, (now - this.#move.from) / (this.#move.to - this.#move.from));
  }

  /** Show whether events arrive. */
  setOnline(isOnline) {
    this.state.classList.toggle("offline", !isOnline);
    const words = this.state.lastElementChild;
    words.dataset.t = isOnline ? "online" : "offline";
    words.textContent = t(words.dataset.t);
  }
}
