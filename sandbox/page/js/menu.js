/** A menu that opens at a control and gives the focus back to it. */
import { h, icon } from "./dom.js";

const MARGIN = 8;

/** Open a menu of [{key, icon, run}] at `anchor`. Esc, a choice or a click elsewhere closes it. */
export function openMenu(anchor, items) {
  const menu = h("div", { class: "menu", role: "menu", popover: "auto" }, items.map((item) => entry(item, () => menu.hidePopover())));
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && close(menu, anchor));
  menu.addEventListener("keydown", (event) => walk(menu, event));
  document.body.append(menu);
  anchor.setAttribute("aria-expanded", "true");
  menu.showPopover();
  place(menu, anchor.getBoundingClientRect());
  menu.firstElementChild.focus();
}

function entry(item, close) {
  const choose = () => {
    close();
    item.run();
  };
  return h("button", { type: "button", role: "menuitem", class: "menu-item", tabindex: "-1", on: { click: choose } }, icon(item.icon, 20), h("span", { t: item.key }));
}

function close(menu, anchor) {
  const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
  menu.remove();
  anchor.removeAttribute("aria-expanded");
  if (hadFocus) anchor.focus({ preventScroll: true });
}

/** Below the anchor, or above it where there is more room; never outside the window. */
function place(menu, box) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = box.bottom + height + MARGIN <= innerHeight;
  const top = below ? box.bottom + 4 : Math.max(MARGIN, box.top - height - 4);
  const left = Math.min(Math.max(MARGIN, box.right - width), innerWidth - width - MARGIN);
  menu.style.top = `${top}px`;
  menu.style.left = `${left}px`;
}

function walk(menu, event) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  items[next % items.length].focus();
}
