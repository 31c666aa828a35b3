"""Reading a day and a time the way people write them, Chinese or not: ``7月10日 19:00``, ``明天下午3点半``."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.clock import local_day

NEXT_YEAR_WITHIN = timedelta(days=180)
"""A day written without its year and past in this one means next year's, if that is not further away."""

LONGEST = 60
"""Characters beyond which a text is no moment, however it goes on."""

_RELATIVE = {"今天": 0, "明天": 1, "后天": 2, "today": 0, "tomorrow": 1}
_DAY = re.compile(r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*[日号]?")
_CLOCK = re.compile(
    r"(?P<half>上午|早上|中午|下午|晚上|am|pm)?\s*"
    r"(?:(?P<hour>\d{1,2})\s*(?:[:.]\s*(?P<minute>\d{2})|[点时]\s*(?:(?P<spoken>\d{1,2})\s*分?|(?P<thirty>半)|整)?)"
    r"|(?P<plain>\d{4}))\s*(?P<after>am|pm)?"
)
_AFTERNOON = {"下午", "晚上", "pm"}
_MIDDAY = 12


def read_clock(text: str) -> time | None:
    """Read a time of day; None when it is none, or could be two."""
    found = _CLOCK.fullmatch(_plain(text))
    if found is None:
        return None
    if found["plain"]:
        hour, minute = divmod(int(found["plain"]), 100)
    else:
        hour = int(found["hour"])
        minute = 30 if found["thirty"] else int(found["minute"] or found["spoken"] or 0)
    part = found["half"] or found["after"] or ""
    if part == "晚上" and hour == _MIDDAY:
        return None  # midnight to some, a slip for noon to others: not guessed
    if hour < _MIDDAY and (part in _AFTERNOON or (part == "中午" and hour < _MIDDAY - 1)):
        hour += _MIDDAY
    try:
        return time(hour, minute)
    except ValueError:
        return None


def read_day(text: str, today: date) -> date | None:
    """Read a day; None when it is none or is not in the calendar."""
    written = _plain(text)
    if written in _RELATIVE:
        return today + timedelta(days=_RELATIVE[written])
    found = _DAY.fullmatch(written)
    if found is None:
        return None
    month, day = int(found["month"]), int(found["day"])
    if found["year"]:
        return _date(int(found["year"]), month, day)
    this_year = _date(today.year, month, day)
    if this_year is None or this_year >= today:
        return this_year
    next_year = _date(today.year + 1, month, day)
    return next_year if next_year is not None and next_year - today <= NEXT_YEAR_WITHIN else this_year


def read_moment(text: str, now: datetime, zone: str) -> datetime | None:
    """Read a day with a time on the zone's wall clock; None when it cannot be read."""
    if len(text) > LONGEST:
        return None
    today = local_day(now, zone)
    written = _plain(text)
    for cut in range(len(written) - 1, 0, -1):
        day, at = read_day(written[:cut], today), read_clock(written[cut:])
        if day is not None and at is not None:
            return on_clock(day, at, zone)
    return None


def on_clock(day: date, at: time, zone: str) -> datetime:
    """Give the instant of a wall-clock time."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Turn full-width digits and colons into plain ones."""
    return unicodedata.normalize("NFKC", text).strip().lower()
