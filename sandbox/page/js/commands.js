/** The list of the bot's commands above the input. */
import { h } from "./dom.js";

export class CommandList {
  #commands = [];
  #shown = [];
  #at = 0;

  /** `choose(command)` is called with "/name"; `input` keeps the focus and points at the active entry. */
  constructor(input, choose) {
    this.input = input;
    this.choose = choose;
    this.element = h("div", { class: "command-list", role: "listbox", tName: "commands", id: `commands-${crypto.randomUUID()}`, hidden: true });
    input.setAttribute("aria-controls", this.element.id);
  }

  set commands(commands) {
    this.#commands = commands;
    this.hide();
  }

  get isEmpty() {
    return this.#commands.length === 0;
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Show the commands that begin as `typed` does ("/" shows all); nothing fitting hides the list. */
  offer(typed) {
    const fits = /^\/\w*$/.test(typed) ? this.#commands.filter(({ command }) => `/${command}`.startsWith(typed)) : [];
    this.#shown = fits;
    this.#at = 0;
    this.element.replaceChildren(...fits.map((entry, index) => this.#option(entry, index)));
    this.element.hidden = fits.length === 0;
    this.#mark();
  }

  hide() {
    this.offer("");
  }

  #option({ command, description }, index) {
    const option = h("div", { class: "command", role: "option", id: `${this.element.id}-${index}` }, h("span", { class: "command-name" }, `/${command}`), h("span", { class: "command-words" }, description));
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.#take(index));
    return option;
  }

  #take(index) {
    const { command } = this.#shown[index];
    this.hide();
    this.choose(`/${command}`);
  }

  #mark() {
    const options = [...this.element.children];
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.#at)));
    options[this.#at]?.scrollIntoView({ block: "nearest" });
    if (options[this.#at]) this.input.setAttribute("aria-activedescendant", options[this.#at].id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** Handle a key while the list is open; answers whether it was one of the list's. */
  key(event) {
    if (!this.isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#at = (this.#at + step + this.#shown.length) % this.#shown.length;
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.#at);
    else if (event.key === "Escape") this.hide();
    else return false;
    this.#mark();
    event.preventDefault();
    return true;
  }
}
