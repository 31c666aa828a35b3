/** Sentences for what happened to a group rather than what was said in it. */
import { summary } from "./entities.js";
import { t } from "./i18n.js";
import { fullName } from "./peers.js";

const names = (users) => users.map(fullName).join("、");

const SENTENCES = {
  new_chat_members: (message, by) => joined(message, by),
  left_chat_member: ({ left_chat_member: gone, from }, by) =>
    gone.id === from?.id ? t("left", { name: by }) : t("removed", { by, name: fullName(gone) }),
  new_chat_title: ({ new_chat_title: title }, by) => t("newTitle", { by, title }),
  pinned_message: ({ pinned_message: pinned }, by) => t("pinnedBy", { by, text: summary(pinned) }),
  group_chat_created: (_message, by) => t("groupCreated", { by }),
  supergroup_chat_created: (_message, by) => t("groupCreated", { by }),
  migrate_to_chat_id: () => t("migrated"),
  migrate_from_chat_id: () => t("migrated"),
  new_chat_photo: (_message, by) => t("newPhoto", { by }),
  delete_chat_photo: () => t("serviceOther"),
  message_auto_delete_timer_changed: () => t("serviceOther"),
};

function joined({ new_chat_members: members, from }, by) {
  const alone = members.length === 1 && members[0].id === from?.id;
  return alone ? t("joined", { name: by }) : t("added", { by, name: names(members) });
}

/** The sentence for a service message, or null when `message` is an ordinary one. */
export function serviceSentence(message) {
  const kind = Object.keys(SENTENCES).find((name) => message[name] !== undefined);
  return kind ? SENTENCES[kind](message, message.sender_name ?? fullName(message.from ?? {})) : null;
}
