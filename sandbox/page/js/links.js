/** Which addresses may be followed, and which of them the messenger opens itself. */

const FOLLOWED = new Set(["http:", "https:", "mailto:", "tel:"]);
const HOSTS = new Set(["t.me", "telegram.me"]);

/** An address that is safe to put in a link, or null: javascript: and data: are never followed. */
export function safeAddress(text) {
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : null;
  return url && FOLLOWED.has(url.protocol) ? url.href : null;
}

/** {username, payload} of a bot's deep link (t.me/name?start=x, tg://resolve?domain=name&start=x), else null. */
export function deepLink(text) {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol === "tg:") return deepLinkOf(url.searchParams.get("domain"), url);
  return HOSTS.has(url.hostname) ? deepLinkOf(url.pathname.slice(1), url) : null;
}

function deepLinkOf(username, url) {
  const isName = /^\w{3,32}$/.test(username ?? "");
  return isName ? { username, payload: url.searchParams.get("start") ?? "" } : null;
}

/** What a person typed into the invitation field: a link, or only its parameter. */
export function typedPayload(text) {
  const typed = text.trim();
  if (/^[\w-]{0,64}$/.test(typed)) return { username: null, payload: typed };
  return deepLink(typed);
}
