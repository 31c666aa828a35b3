/** The foot of a panel: writing, replying, commands, attachments, the bot's keyboard. */
import { CommandList } from "./commands.js";
import { h, icon, iconButton } from "./dom.js";
import { summary } from "./entities.js";
import { t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { renderReplyKeys } from "./replykeys.js";

const MAX_ROWS_PX = 160;

/**
 * `deeds` is what the composer asks its panel to do: send(text, replyTo), edit(id, text), attach(kind), files(list),
 * press(message, row, column, button), start(), unblock().
 */
export class Composer {
  #subject = null;
  #order = null;

  constructor(deeds) {
    this.deeds = deeds;
    this.input = h("textarea", { rows: "1", tPlaceholder: "write", tName: "write", enterkeyhint: "send" });
    this.list = new CommandList(this.input, (command) => this.#submit(command));
    this.subject = h("div", { class: "subject", hidden: true });
    this.keys = h("div", { class: "reply-keys", role: "group", tName: "replyKeys", hidden: true });
    this.form = this.#form();
    this.start = this.#bigButton("start", () => deeds.start());
    this.unblock = this.#bigButton("unblock", () => deeds.unblock());
    this.element = h("footer", { class: "foot" }, this.form, this.start, this.unblock);
    this.#listen();
    this.show("write");
  }

  #form() {
    this.commandButton = iconButton("commands", "commands", () => this.#toggleCommands(), { hidden: true });
    this.keysButton = iconButton("keyboard", "replyKeys", () => this.#toggleKeys(), { hidden: true });
    const clip = iconButton("attach", "attach", (event) => this.#attachMenu(event.currentTarget), { class: "clip", "aria-haspopup": "menu" });
    this.sendButton = h("button", { type: "submit", class: "icon-button send", tLabel: "send" }, icon("send"));
    const row = h("div", { class: "write-row" }, this.commandButton, this.input, this.keysButton, clip, this.sendButton);
    return h("form", { class: "composer" }, this.list.element, this.subject, row, this.keys);
  }

  #bigButton(key, run) {
    return h("button", { type: "button", class: "button primary big", t: key, on: { click: run } });
  }

  #listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(this.input.value);
    });
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.list.hide());
  }

  /** "write", or one of the big buttons: "start" (never started) and "unblock". */
  show(mode) {
    this.form.hidden = mode !== "write";
    this.start.hidden = mode !== "start";
    this.unblock.hidden = mode !== "unblock";
  }

  get draft() {
    return this.input.value;
  }

  set draft(text) {
    this.input.value = text;
    this.#grow();
  }

  set commands(commands) {
    this.list.commands = commands;
    this.commandButton.hidden = this.list.isEmpty;
  }

  focus() {
    this.input.focus();
  }

  /** Answer `message` with the next text. */
  replyTo(message, name) {
    this.#about({ message, isEdit: false }, "reply", t("replyTo", { name }));
  }

  /** Let the next text replace that of `message`. */
  edit(message) {
    this.#about({ message, isEdit: true }, "edit", t("editMessage"));
    this.draft = message.text ?? "";
  }

  #about(subject, symbol, title) {
    this.#subject = subject;
    const words = h("span", { class: "subject-words" }, h("strong", {}, title), h("span", {}, summary(subject.message)));
    this.subject.replaceChildren(icon(symbol, 20), words, iconButton("close", "cancel", () => this.dropSubject()));
    this.subject.hidden = false;
  }

  dropSubject() {
    if (this.#subject?.isEdit) this.draft = "";
    this.#subject = null;
    this.subject.hidden = true;
    if (this.subject.contains(document.activeElement) || document.activeElement === document.body) this.focus();
  }

  /** Follow the bot's newest keyboard order ({message, keyboard} or null); one already followed is left alone. */
  follow(order) {
    if (order?.message.message_id === this.#order?.message.message_id) return;
    this.#order = order;
    const rows = order?.keyboard.keyboard;
    this.keysButton.hidden = !rows;
    this.keys.hidden = !rows;
    this.keys.replaceChildren(...(rows ? renderReplyKeys(order.keyboard, (...place) => this.#press(...place)) : []));
    const hint = order?.keyboard.input_field_placeholder;
    this.input.placeholder = hint ?? t("write");
    if (hint) delete this.input.dataset.tPlaceholder;
    else this.input.dataset.tPlaceholder = "write";
  }

  #press(row, column, button) {
    const { message, keyboard } = this.#order;
    if (keyboard.one_time_keyboard) this.#hideKeys();
    this.deeds.press(message, row, column, button);
  }

  #hideKeys() {
    const hadFocus = this.keys.contains(document.activeElement);
    this.keys.hidden = true;
    if (hadFocus) this.focus();
  }

  #toggleKeys() {
    this.keys.hidden = !this.keys.hidden;
  }

  #toggleCommands() {
    if (this.list.isOpen) this.list.hide();
    else {
      this.focus();
      this.list.offer("/");
    }
  }

  #attachMenu(anchor) {
    const item = (key, symbol, kind) => ({ key, icon: symbol, run: () => this.deeds.attach(kind) });
    openMenu(anchor, [
      item("attachPhoto", "photo", "photo"),
      item("attachFile", "file", "document"),
      item("attachLocation", "location", "location"),
      item("attachContact", "contact", "contact"),
    ]);
  }

  #typed() {
    this.list.offer(this.input.value);
    this.#grow();
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, MAX_ROWS_PX)}px`;
    this.form.classList.toggle("has-text", this.input.value.trim() !== "");
  }

  /** Enter sends and Shift+Enter breaks the line; while an input method composes, its keys are its own. */
  #key(event) {
    if (event.isComposing || this.list.key(event)) return;
    if (event.key === "Escape" && this.#subject) this.dropSubject();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#submit(this.input.value);
  }

  async #submit(text) {
    if (text.trim() === "") return;
    const subject = this.#subject;
    this.list.hide();
    this.draft = "";
    this.#subject = null;
    this.subject.hidden = true;
    const sent = subject?.isEdit
      ? await this.deeds.edit(subject.message.message_id, text)
      : await this.deeds.send(text, subject?.message.message_id);
    if (!sent && this.draft === "") this.draft = text;
  }
}
