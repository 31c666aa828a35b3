/** Photos, files, sound and film in a bubble. */
import { fileUrl } from "./api.js";
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";

const PREVIEW_WIDTH = 800;
const UNITS = ["B", "KB", "MB", "GB"];

/** "1.4 MB": one decimal below ten, none above. */
export function fileSize(bytes = 0) {
  const power = bytes > 0 ? Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1) : 0;
  const amount = bytes / 1024 ** power;
  return `${power && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[power]}`;
}

export const largest = (sizes) => sizes.reduce((best, size) => (size.width > best.width ? size : best));

/** The smallest size that is sharp in a bubble. */
function preview(sizes) {
  const enough = sizes.filter((size) => size.width >= PREVIEW_WIDTH);
  return enough.length ? enough.reduce((best, size) => (size.width < best.width ? size : best)) : largest(sizes);
}

/** The media of `message` as a node, or null for a message without any. */
export function renderMedia(message, actions) {
  const kind = Object.keys(RENDERERS).find((name) => message[name]);
  return kind ? RENDERERS[kind](message, actions) : null;
}

const RENDERERS = {
  photo: (message, actions) => photo(message, actions),
  animation: ({ animation }) => film(animation, "animation", { loop: true, muted: true }),
  video: ({ video }) => film(video, "video"),
  video_note: ({ video_note: note }) => film(note, "video"),
  voice: ({ voice }) => sound(voice, "voice"),
  audio: ({ audio }) => sound(audio, "audio"),
  sticker: ({ sticker }) => stickerPicture(sticker),
  document: ({ document: file }) => fileCard(file),
};

function photo(message, actions) {
  const size = preview(message.photo);
  const picture = h("img", {
    src: fileUrl(size.file_id), alt: message.caption ?? t("photo"), width: size.width, height: size.height, loading: "lazy",
  });
  const open = () => actions.openPhoto(message.message_id);
  return h("button", { type: "button", class: "photo", tLabel: "openPhoto", on: { click: open } }, picture);
}

function film(video, kind, options = {}) {
  return h("video", { class: "film", src: fileUrl(video.file_id), controls: true, tName: kind, ...options });
}

const sound = (track, kind) =>
  h("audio", { class: "sound", src: fileUrl(track.file_id), controls: true, tName: kind, preload: "metadata" });

function stickerPicture(sticker) {
  const still = !sticker.is_animated && !sticker.is_video;
  if (!still) return h("span", { class: "sticker-emoji" }, sticker.emoji ?? t("sticker"));
  return h("img", { class: "sticker", src: fileUrl(sticker.file_id), alt: sticker.emoji ?? t("sticker") });
}

/** A link that saves the file under its own name. */
function fileCard(file) {
  const name = file.file_name ?? t("document");
  const size = fileSize(file.file_size);
  const extension = /\.(\w{1,4})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return h(
    "a",
    { class: "file", href: fileUrl(file.file_id, name), download: name, "aria-label": t("downloadFile", { name, size }) },
    h("span", { class: `file-badge kind-${extension || "any"}`, "aria-hidden": "true" }, extension || icon("file")),
    h("span", { class: "file-words" }, h("span", { class: "file-name" }, name), h("span", { class: "file-size" }, size)),
    h("span", { class: "file-save" }, icon("download", 20)),
  );
}
