/** What the person of a panel can do in his chat. Each deed is one call; what the bot answers comes as an event. */
import { control } from "./api.js";
import { askContact, askPlace, chooseFiles, confirmUpload } from "./attach.js";
import { askForm, showAlert } from "./dialogs.js";
import { senderOf } from "./bubble.js";
import { t } from "./i18n.js";
import { deepLink, typedPayload } from "./links.js";
import { openMenu } from "./menu.js";

export class Deeds {
  constructor(panel) {
    this.panel = panel;
  }

  get #viewer() {
    return this.panel.viewer;
  }

  get #chat() {
    return this.panel.chatId;
  }

  /** Answers whether it went out; the text stays in the input otherwise. */
  async send(text, replyTo) {
    const sent = await this.panel.attempt(() => control.send(this.#viewer, this.#chat, text, replyTo));
    return sent !== undefined;
  }

  async edit(id, text) {
    const sent = await this.panel.attempt(() => control.edit(this.#viewer, this.#chat, id, text));
    return sent !== undefined;
  }

  /** Press a button under a message and show what the bot answers: a toast, a modal, a link. */
  async tap(message, button) {
    const result = await this.panel.attempt(() =>
      control.tap(this.#viewer, this.#chat, message.message_id, button.callback_data),
    );
    if (!result) return;
    if (!result.answered) this.panel.say(t("noAnswer"));
    else await this.#showAnswer(result.answer ?? {});
  }

  async #showAnswer({ text, show_alert: isAlert, url }) {
    if (url) this.openLink(url);
    if (text && isAlert) await showAlert({ title: this.#alertTitle(), text });
    else if (text) this.panel.say(text);
  }

  /** Three phones share the screen: an alert says on whose it is. */
  #alertTitle() {
    const { world } = this.panel;
    return `${world.personName(this.#viewer)} · ${world.bot ? world.bot.first_name : t("bot")}`;
  }

  /** A key of the bot's own keyboard; sharing a contact or a place is asked for first where it must be. */
  async press(message, row, column, button) {
    const place = button.request_location ? await askPlace() : {};
    if (place) await this.panel.attempt(() => control.press(this.#viewer, this.#chat, message.message_id, { row, column, ...place }));
  }

  async vote(id, options) {
    if (options.length) await this.panel.attempt(() => control.vote(this.#viewer, this.#chat, id, options));
  }

  /** Press Start, with the payload of a deep link if there is one; the private chat opens. */
  async start(payload = "") {
    const { panel } = this;
    const message = await panel.attempt(() => control.start(this.#viewer, payload));
    if (!message) return;
    await panel.attempt(() => panel.world.load());
    if (panel.chatId !== this.#viewer) await panel.open({ viewer: this.#viewer, chat: this.#viewer });
    panel.redraw();
    panel.composer.focus();
  }

  /** Open a link of the bot here; answers false for an address that the browser should follow. */
  openLink(address) {
    const found = deepLink(address);
    if (!found) return false;
    this.#openDeepLink(found);
    return true;
  }

  #openDeepLink({ username, payload }) {
    const own = this.panel.world.bot?.username.toLowerCase();
    if (username && username.toLowerCase() !== own) this.panel.say(t("notOurBot"));
    else if (payload) this.start(payload);
    else this.panel.open({ viewer: this.#viewer, chat: this.#viewer });
  }

  async #askDeepLink() {
    const check = (text) => (typedPayload(text) ? "" : t("deepLinkHint"));
    const fields = [{ name: "link", key: "deepLinkField", hint: "deepLinkHint", check }];
    const answer = await askForm({ title: t("deepLinkTitle"), fields, submit: "open" });
    if (answer) this.#openDeepLink(typedPayload(answer.link));
  }

  async #setBlocked(isBlocked) {
    const { panel } = this;
    await panel.attempt(() => (isBlocked ? control.block(this.#viewer) : control.unblock(this.#viewer)));
    await panel.attempt(() => panel.world.load());
    panel.redraw();
  }

  unblock() {
    return this.#setBlocked(false);
  }

  /** The entries of the panel's own menu. */
  menu() {
    const blocked = this.panel.world.hasBlocked(this.#viewer);
    return [
      { key: "deepLink", icon: "link", run: () => this.#askDeepLink() },
      blocked
        ? { key: "unblock", icon: "unlock", run: () => this.#setBlocked(false) }
        : { key: "block", icon: "lock", run: () => this.#setBlocked(true) },
    ];
  }

  /** The entries of a message's menu. */
  messageMenu(message, anchor) {
    const text = message.text ?? message.caption;
    const items = [{ key: "reply", icon: "reply", run: () => this.#reply(message) }];
    if (message.outgoing && message.text) items.push({ key: "editMessage", icon: "edit", run: () => this.#startEdit(message) });
    if (text) items.push({ key: "copyText", icon: "copy", run: () => this.copy(text) });
    openMenu(anchor, items);
  }

  #reply(message) {
    this.panel.composer.replyTo(message, senderOf(message).name);
    this.panel.composer.focus();
  }

  #startEdit(message) {
    this.panel.composer.edit(message);
    this.panel.composer.focus();
  }

  async copy(text) {
    await navigator.clipboard.writeText(text);
    this.panel.say(t("copied"));
  }

  /** Begin an inline query in the input, as a switch_inline_query button does. */
  fill(query) {
    this.panel.composer.draft = `@${this.panel.world.bot?.username ?? ""} ${query}`;
    this.panel.composer.focus();
  }

  openPhoto(id) {
    this.panel.page.lightbox.open(this.panel.log.photos, id);
  }

  show(id) {
    this.panel.log.show(id);
  }

  async attach(kind) {
    if (kind === "location") await this.#shareCard(await askPlace(), control.location);
    else if (kind === "contact") await this.#shareCard(await askContact(this.panel.world.personName(this.#viewer)), control.contact);
    else await this.files(await chooseFiles(kind), kind);
  }

  async #shareCard(card, share) {
    if (card) await this.panel.attempt(() => share(this.#viewer, this.#chat, card));
  }

  /** Ask for a caption and send; pictures go as photos unless the person wants them as files. */
  async files(files, kind = "photo") {
    if (files.length === 0) return;
    for (const upload of await confirmUpload(files, kind)) {
      await this.panel.attempt(() => control.sendFile(this.#viewer, this.#chat, upload));
    }
    this.panel.composer.focus();
  }
}
