/** What the page knows of the sandbox: people, chats, the clock, and how much each person has not read. */
import { control } from "./api.js";
import { t } from "./i18n.js";
import { fullName } from "./peers.js";

const PRESENT = new Set(["creator", "administrator", "member", "restricted"]);
const key = (viewer, chat) => `${viewer}/${chat}`;

export class World extends EventTarget {
  bots = [];
  users = new Map();
  chats = new Map();
  #unread = new Map();
  #clock = { at: Date.now(), seenAt: Date.now(), flowing: false };

  /** Read everything again; "change" follows. */
  async load() {
    const world = await control.world();
    this.bots = world.bots;
    this.users = new Map(world.users.map((user) => [user.id, user]));
    this.chats = new Map(world.chats.map((chat) => [chat.id, chat]));
    for (const user of world.users) this.#readUnread(user);
    this.setClock(world.clock);
    this.#changed("change");
  }

  #readUnread(user) {
    for (const [chat, count] of Object.entries(user.unread ?? {})) this.#unread.set(key(user.id, chat), count);
  }

  #changed(type) {
    this.dispatchEvent(new Event(type));
  }

  /** The bot whose private chats are shown. A sandbox can hold several; a messenger of one is easier to grasp. */
  get bot() {
    return this.bots[0] ?? null;
  }

  /** The chats that `viewer` has: the bot's private chat first, then his groups, as {id, title, person, status}. */
  chatsOf(viewer) {
    const groups = [...this.chats.values()].filter((chat) => chat.type !== "private" && isMember(chat, viewer));
    return [...(this.bot ? [this.#privateChat(viewer)] : []), ...groups.map(describeGroup)];
  }

  #privateChat(viewer) {
    return { id: viewer, peer: this.bot.id, title: fullName(this.bot), isPrivate: true, status: () => t("bot") };
  }

  chatOf(viewer, id) {
    return this.chatsOf(viewer).find((chat) => chat.id === id) ?? null;
  }

  personName(id) {
    const user = this.users.get(id);
    return user ? fullName(user) : String(id);
  }

  hasStarted = (viewer) => (this.users.get(viewer)?.started ?? []).includes(this.bot?.id);
  hasBlocked = (viewer) => (this.users.get(viewer)?.blocked ?? []).includes(this.bot?.id);

  setClock({ now, flowing }) {
    this.#clock = { at: Date.parse(now), seenAt: Date.now(), flowing: flowing ?? this.#clock.flowing };
    this.#changed("clock");
  }

  /** The sandbox's present instant. */
  now() {
    const { at, seenAt, flowing } = this.#clock;
    return new Date(flowing ? at + Date.now() - seenAt : at);
  }

  unread = (viewer, chat) => this.#unread.get(key(viewer, chat)) ?? 0;

  unreadOf(viewer) {
    return this.chatsOf(viewer).reduce((sum, chat) => sum + this.unread(viewer, chat.id), 0);
  }

  countUnread(viewer, chat) {
    this.#setUnread(viewer, chat, this.unread(viewer, chat) + 1);
  }

  /** Note that `viewer` has seen all of `chat`; the server is told only when there was something new. */
  async markRead(viewer, chat) {
    if (this.unread(viewer, chat) === 0) return;
    this.#setUnread(viewer, chat, 0);
    await control.read(viewer, chat);
  }

  #setUnread(viewer, chat, count) {
    this.#unread.set(key(viewer, chat), count);
    this.#changed("unread");
  }
}

const isMember = (chat, viewer) =>
  (chat.members ?? []).some((member) => member.user_id === viewer && PRESENT.has(member.status));

function describeGroup(chat) {
  const present = (chat.members ?? []).filter((member) => PRESENT.has(member.status)).length;
  return { id: chat.id, peer: chat.id, title: chat.title, isPrivate: false, status: () => t("members", { n: present }) };
}

/** What a newcomer should see: the first person's and the second's chat with the bot, and a group of theirs. */
export function defaultPanels(world) {
  const people = [...world.users.keys()];
  const [first, second] = people;
  if (first === undefined) return [];
  const inGroup = people.map((viewer) => groupPanel(world, viewer)).find(Boolean);
  const others = second === undefined ? [] : [{ viewer: second, chat: second }];
  return [{ viewer: first, chat: first }, ...others, ...(inGroup ? [inGroup] : [])];
}

function groupPanel(world, viewer) {
  const group = world.chatsOf(viewer).find((chat) => !chat.isPrivate);
  return group && { viewer, chat: group.id };
}
