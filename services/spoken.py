"""Reading days and numbers as people type them in a chat."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

LONGEST = 9
"""Characters of a number that a chat needs; a longer one is a slip or an attack."""

_AGO = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
_WITH_YEAR = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_DAY = re.compile(r"(\d{1,2})\s*[日号]")
_UNITS = re.compile(r"(个?小时|个?钟头|hours?|h|次|分|元|块|yuan)$", re.IGNORECASE)


def parse_day(text: str, today: date) -> date | None:
    """Read a past day: 今天, 昨天, 2026-07-03, 7月3日, 7.3, 3日; None for what is not a day.

    A day without its year is the latest such day that is not in the future, one without its month likewise.
    """
    said = _plain(text)
    if said in _AGO:
        return today - timedelta(days=_AGO[said])
    if match := _WITH_YEAR.fullmatch(said):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_DAY.fullmatch(said):
        return _latest([_day(today.year - back, int(match[1]), int(match[2])) for back in (0, 1)], today)
    if match := _DAY.fullmatch(said):
        last_month = today.replace(day=1) - timedelta(days=1)
        return _latest([_day(first.year, first.month, int(match[1])) for first in (today, last_month)], today)
    return None


def _plain(text: str) -> str:
    """Half-width, lower case: people type full-width digits on Chinese keyboards."""
    return unicodedata.normalize("NFKC", text).replace("。", ".").strip().lower()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(days: list[date | None], today: date) -> date | None:
    """The first that is not in the future; one in the future only when there is no other."""
    known = [day for day in days if day is not None]
    return next((day for day in known if day <= today), known[0] if known else None)


def parse_number(text: str) -> Decimal | None:
    """Read a number with or without its unit: 2, 2.5, 2小时, 20元, 半小时; None for what is not one."""
    said = _plain(text).replace(",", ".").lstrip("¥").strip()
    said = _UNITS.sub("", said).strip()
    if said in ("半", "半个"):
        return Decimal("0.5")
    try:
        number = Decimal(said)
    except InvalidOperation:
        return None
    return number if number.is_finite() and len(said) <= LONGEST else None
