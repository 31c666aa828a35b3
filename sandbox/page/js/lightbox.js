/** Photos at full size. */
import { fileUrl } from "./api.js";
import { h, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { largest } from "./media.js";

export class Lightbox {
  #photos = [];
  #at = 0;

  constructor() {
    this.image = h("img", { class: "lightbox-image", alt: "" });
    this.caption = h("p", { class: "lightbox-caption" });
    this.count = h("span", { class: "lightbox-count", role: "status" });
    this.save = h("a", { class: "icon-button", tLabel: "download", download: "photo.jpg" });
    this.save.append(iconButton("download", "download", () => {}).firstElementChild);
    this.previous = iconButton("chevronLeft", "previous", () => this.#step(-1), { class: "lightbox-previous" });
    this.next = iconButton("chevronRight", "next", () => this.#step(1), { class: "lightbox-next" });
    const shut = iconButton("close", "close", () => this.box.close());
    const tools = h("div", { class: "lightbox-tools" }, this.count, this.save, shut);
    this.box = h("dialog", { class: "lightbox", tName: "photo" }, tools, this.previous, this.image, this.next, this.caption);
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.box.addEventListener("click", (event) => event.target === this.box && this.box.close());
    document.body.append(this.box);
  }

  /** Show the photo of message `id` among `photos` (messages, oldest first). */
  open(photos, id) {
    this.#photos = photos;
    this.#at = Math.max(0, photos.findIndex((message) => message.message_id === id));
    this.#draw();
    this.box.showModal();
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) this.#step(step);
  }

  #step(by) {
    const next = this.#at + by;
    if (!this.#photos[next]) return;
    this.#at = next;
    this.#draw();
  }

  #draw() {
    const message = this.#photos[this.#at];
    const file = largest(message.photo).file_id;
    this.image.src = fileUrl(file);
    this.image.alt = message.caption ?? t("photo");
    this.save.href = fileUrl(file, `photo-${message.message_id}.jpg`);
    this.caption.textContent = message.caption ?? "";
    this.count.textContent = t("ofCount", { n: this.#at + 1, total: this.#photos.length });
    this.previous.disabled = this.#at === 0;
    this.next.disabled = this.#at === this.#photos.length - 1;
  }
}
