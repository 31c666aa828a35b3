/** Contacts, places, polls and dice in a bubble. */
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { avatar, fullName } from "./peers.js";

/** The card of `message` as a node, or null for a message without any. */
export function renderCard(message, actions) {
  if (message.contact) return contactCard(message.contact);
  if (message.venue) return placeCard(message.venue.location, message.venue.title, message.venue.address);
  if (message.location) return placeCard(message.location);
  if (message.poll) return pollCard(message.poll, (options) => actions.vote(message.message_id, options));
  if (message.dice) return h("p", { class: "dice" }, `${message.dice.emoji} ${message.dice.value}`);
  return null;
}

function contactCard(contact) {
  const name = fullName(contact);
  return h(
    "div",
    { class: "card" },
    avatar(contact.user_id ?? 0, name),
    h("span", { class: "card-words" }, h("strong", {}, name), h("span", {}, contact.phone_number)),
  );
}

/** No map is fetched from anywhere: a drawn one with the coordinates. */
function placeCard(location, title = t("location"), address = null) {
  const coordinates = `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
  return h(
    "div",
    { class: "place" },
    h("span", { class: "place-map", "aria-hidden": "true" }, icon("location", 34)),
    h("span", { class: "card-words" }, h("strong", {}, title), address && h("span", {}, address), h("span", {}, coordinates)),
  );
}

function pollCard(poll, vote) {
  const kind = poll.type === "quiz" ? "quiz" : poll.is_anonymous === false ? "publicPoll" : "anonymousPoll";
  const options = h("div", { class: "poll-options", role: "group", "aria-label": poll.question });
  options.append(...poll.options.map((option, index) => pollOption(poll, option, index, vote)));
  return h(
    "div",
    { class: "poll" },
    h("strong", { class: "poll-question" }, poll.question),
    h("span", { class: "poll-kind", t: poll.is_closed ? "pollClosed" : kind }),
    options,
    poll.allows_multiple_answers && !poll.is_closed && submitButton(options, vote),
    h("span", { class: "poll-total" }, t("votes", { n: poll.total_voter_count })),
  );
}

function pollOption(poll, option, index, vote) {
  const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
  const multiple = poll.allows_multiple_answers;
  const choose = (event) => {
    if (!multiple) vote([index]);
    else event.currentTarget.setAttribute("aria-pressed", String(event.currentTarget.ariaPressed !== "true"));
  };
  const bar = h("meter", { class: "poll-bar", min: 0, max: 100, value: share, "aria-hidden": "true" });
  return h(
    "button",
    { type: "button", class: "poll-option", disabled: poll.is_closed, "aria-pressed": multiple ? "false" : null, on: { click: choose } },
    h("span", { class: "poll-share" }, `${share}%`),
    h("span", { class: "poll-text" }, option.text),
    bar,
  );
}

function submitButton(options, vote) {
  const chosen = () => [...options.children].flatMap((option, index) => (option.ariaPressed === "true" ? [index] : []));
  return h("button", { type: "button", class: "button", t: "vote", on: { click: () => vote(chosen()) } });
}
