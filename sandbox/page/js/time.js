/** Instants as people of one time zone read them. The zone is the branch's, not the browser's. */
import { locale } from "./i18n.js";

const DEFAULT_ZONE = "Asia/Shanghai";
let zone = DEFAULT_ZONE;

/** Show times in `name` (IANA); an unknown name falls back to the default. */
export function setZone(name) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    zone = name;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    zone = DEFAULT_ZONE;
  }
}

const format = (date, options, language = locale()) =>
  new Intl.DateTimeFormat(language, { timeZone: zone, ...options }).format(date);

export const fromUnix = (seconds) => new Date(seconds * 1000);

/** "2026-07-31": equal for instants of the same day. */
export const dayKey = (date) => format(date, { year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA");

export const timeOfDay = (date) => format(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** A date separator: "7月31日 星期五"; the year only when it is not the one of `now`. */
export function dayTitle(date, now) {
  const sameYear = dayKey(date).slice(0, 4) === dayKey(now).slice(0, 4);
  const day = format(date, { year: sameYear ? undefined : "numeric", month: "long", day: "numeric" });
  return `${day} ${format(date, { weekday: "long" })}`;
}

export const longDate = (date) => format(date, { year: "numeric", month: "long", day: "numeric" });
export const weekday = (date) => format(date, { weekday: "long" });

/** The instant of the 1st of the month after `date`, at `hour`:`minute` on the zone's wall clock. */
export function nextMonth(date, hour, minute) {
  const [year, month] = dayKey(date).split("-").map(Number);
  return fromWall(Date.UTC(year, month, 1, hour, minute));
}

/** The instant at which the zone's wall clock shows what `wall` shows in UTC. */
function fromWall(wall) {
  const guess = wall - offset(wall);
  return new Date(wall - offset(guess));
}

/** Milliseconds by which the zone's wall clock is ahead of UTC at `instant`. */
function offset(instant) {
  const shown = format(new Date(instant), {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
    hourCycle: "h23",
  }, "sv-SE");
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(instant / 1000) * 1000;
}
