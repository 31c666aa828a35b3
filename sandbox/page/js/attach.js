/** Getting files into a chat: chosen, dropped or pasted; and cards for a contact or a place. */
import { h, icon } from "./dom.js";
import { askForm } from "./dialogs.js";
import { t } from "./i18n.js";
import { fileSize } from "./media.js";

const PLACE = { latitude: "27.80580", longitude: "114.93080" };

/** Let the person choose files of `kind` (photo or document); resolves to them, [] when given up. */
export function chooseFiles(kind) {
  const picker = h("input", { type: "file", multiple: true, accept: kind === "photo" ? "image/*" : null, hidden: true });
  document.body.append(picker);
  return new Promise((resolve) => {
    const settle = () => {
      picker.remove();
      resolve([...picker.files]);
    };
    picker.addEventListener("change", settle);
    picker.addEventListener("cancel", settle);
    picker.click();
  });
}

/** Show what is about to be sent; resolves to [{kind, file, caption, media_group}] or [] when given up. */
export async function confirmUpload(files, kind) {
  const pictures = files.every((file) => file.type.startsWith("image/"));
  const fields = [{ name: "caption", key: "caption" }];
  if (pictures) fields.push({ name: "asFile", key: "asFile", type: "checkbox", value: kind === "document" });
  const { preview, release } = previewOf(files);
  const answer = await askForm({ title: t("uploadTitle"), fields, submit: "send", extra: preview });
  release();
  if (!answer) return [];
  const asPhoto = pictures && !answer.asFile;
  const group = files.length > 1 ? crypto.randomUUID() : "";
  return files.map((file, index) => ({
    kind: asPhoto ? "photo" : "document", file, caption: index === 0 ? answer.caption : "", media_group: group,
  }));
}

function previewOf(files) {
  const urls = [];
  const tile = (file) => {
    if (!file.type.startsWith("image/")) return fileLine(file);
    urls.push(URL.createObjectURL(file));
    return h("img", { src: urls.at(-1), alt: file.name });
  };
  const preview = h("div", { class: "upload-preview" }, files.map(tile));
  return { preview, release: () => urls.forEach((url) => URL.revokeObjectURL(url)) };
}

const fileLine = (file) =>
  h("p", { class: "upload-file" }, icon("file"), h("span", {}, file.name), h("span", { class: "file-size" }, fileSize(file.size)));

/** Take files that are dropped on `target` or pasted into it. */
export function acceptFiles(target, onFiles) {
  let depth = 0;
  const dragging = (change) => (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    depth = Math.max(0, depth + change);
    target.classList.toggle("dropping", depth > 0);
  };
  target.addEventListener("dragenter", dragging(1));
  target.addEventListener("dragover", dragging(0));
  target.addEventListener("dragleave", dragging(-1));
  target.addEventListener("drop", (event) => {
    depth = 0;
    target.classList.remove("dropping");
    take(event, event.dataTransfer.files);
  });
  target.addEventListener("paste", (event) => take(event, event.clipboardData.files));
  const take = (event, files) => {
    if (files.length === 0) return;
    event.preventDefault();
    onFiles([...files]);
  };
}

const isNumber = (example) => (value) => (value.trim() !== "" && Number.isFinite(Number(value)) ? "" : t("badNumber", { example }));

/** Resolves to {latitude, longitude} in degrees, or null. */
export async function askPlace() {
  const fields = Object.entries(PLACE).map(([name, value]) => ({ name, key: name, value, check: isNumber(value) }));
  const answer = await askForm({ title: t("shareLocation"), fields, submit: "send" });
  return answer && { latitude: Number(answer.latitude), longitude: Number(answer.longitude) };
}

/** Resolves to {first_name, phone_number}, or null; the person's own card is suggested. */
export async function askContact(name) {
  const fields = [
    { name: "first_name", key: "firstName", value: name },
    { name: "phone_number", key: "phone", value: "+86 138 0000 0000" },
  ];
  return askForm({ title: t("shareContact"), fields, submit: "send" });
}
