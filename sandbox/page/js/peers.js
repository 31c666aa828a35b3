/** How people, bots and groups look: name, initials, colour. */
import { h } from "./dom.js";

const COLOURS = 7;
const CJK = /^[\u3400-\u9fff]+$/;

export const fullName = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

/** One of seven colour classes, always the same for the same id. */
export const colourOf = (id) => `peer-${Math.abs(Number(id)) % COLOURS}`;

/** Up to two characters: a Chinese person by the given name, others by the first letters of two words. */
export function initials(name, { person = true } = {}) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const joined = [...words.join("")];
  if (joined.length === 0) return "?";
  if (CJK.test(words.join(""))) return (person && joined.length <= 4 ? joined.slice(-2) : joined.slice(0, 2)).join("");
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0]).join("").toUpperCase();
}

/** A round picture with initials; decoration, because the name stands beside it. */
export function avatar(id, name, { person = true, small = false } = {}) {
  const size = small ? " avatar-small" : "";
  return h("span", { class: `avatar ${colourOf(id)}${size}`, "aria-hidden": "true" }, initials(name, { person }));
}
