/** The sandbox's control API: each call is one thing that a person or the clock does. */
import { t } from "./i18n.js";

/** Seconds that a tap waits for the bot's answer before the button is given back. */
const TAP_WAIT = 20;

/** The server said no (status ≥ 400), or could not be reached (status 0). */
export class ControlError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function request(method, path, body, query = {}) {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = asked.length ? `?${new URLSearchParams(asked)}` : "";
  let response;
  try {
    response = await fetch(`control/${path}${search}`, { method, ...encode(body) });
  } catch (error) {
    throw new ControlError(0, t("unreachable"), { cause: error });
  }
  return decode(response);
}

function encode(body) {
  if (body === undefined) return {};
  if (body instanceof FormData) return { body };
  return { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

async function decode(response) {
  const text = await response.text();
  const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
  const answer = isJson && text ? JSON.parse(text) : {};
  if (!response.ok) throw new ControlError(response.status, answer.error ?? `${response.status} ${text.slice(0, 200)}`);
  return answer;
}

const get = (path, query) => request("GET", path, undefined, query);
const post = (path, body) => request("POST", path, body);
const act = (user, deed, body = {}) => post(`users/${user}/${deed}`, body);

export const control = {
  world: () => get("world"),
  messages: (chat, viewer, { limit, before } = {}) => get(`chats/${chat}/messages`, { viewer, limit, before }),
  commands: (chat, viewer) => get("commands", { viewer, chat_id: chat }),
  moveClock: (move) => post("clock", move),
  start: (user, payload) => act(user, "start", payload ? { payload } : {}),
  send: (user, chat, text, replyTo) =>
    act(user, "send", { chat_id: chat, text, ...(replyTo ? { reply_to_message_id: replyTo } : {}) }),
  sendFile: (user, chat, upload) => act(user, "send", form({ chat_id: chat, ...upload })),
  edit: (user, chat, message, text) => act(user, "edit", { chat_id: chat, message_id: message, text }),
  tap: (user, chat, message, data) =>
    act(user, "tap", { chat_id: chat, message_id: message, data, wait: TAP_WAIT }),
  press: (user, chat, message, place) => act(user, "press", { chat_id: chat, message_id: message, ...place }),
  vote: (user, chat, message, options) =>
    act(user, "vote", { chat_id: chat, message_id: message, option_ids: options }),
  contact: (user, chat, card) => act(user, "contact", { chat_id: chat, ...card }),
  location: (user, chat, point) => act(user, "location", { chat_id: chat, ...point }),
  read: (user, chat) => act(user, "read", { chat_id: chat }),
  block: (user) => act(user, "block"),
  unblock: (user) => act(user, "unblock"),
};

function form(fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== "") data.append(name, value);
  return data;
}

/** Where a file's bytes are; with `name` the browser saves it under that name. */
export const fileUrl = (id, name) =>
  `control/files/${encodeURIComponent(id)}${name ? `?name=${encodeURIComponent(name)}` : ""}`;
