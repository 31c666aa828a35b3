/** The page's state in its address, so that a link or a reload opens the same chats: #panels=1001:1001,1001:-500&lang=en */

const MOST_PANELS = 3;

/** {panels: [{viewer, chat}], lang, zone, tab}; what is missing or malformed is left out. */
export function readAddress(hash = location.hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const panels = (fields.get("panels") ?? "").split(",").map(parsePanel).filter(Boolean).slice(0, MOST_PANELS);
  return { panels, lang: fields.get("lang"), zone: fields.get("zone"), tab: Number(fields.get("tab") ?? 0) || 0 };
}

function parsePanel(text) {
  const found = /^(\d+):(-?\d+)$/.exec(text.trim());
  return found && { viewer: Number(found[1]), chat: Number(found[2]) };
}

/** Rewrite the address in place: going back leaves the page instead of walking through every choice. */
export function writeAddress({ panels, lang, zone, tab }) {
  const fields = [`panels=${panels.map(({ viewer, chat }) => `${viewer}:${chat}`).join(",")}`];
  if (lang !== "zh") fields.push(`lang=${lang}`);
  if (zone) fields.push(`zone=${zone}`);
  if (tab) fields.push(`tab=${tab}`);
  history.replaceState(null, "", `#${fields.join("&")}`);
}
