"""Days and times as the reader writes them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from messages.i18n import language


def moment(at: datetime, zone: str) -> str:
    """Write a day with its weekday and time: 7月10日 周五 19:00."""
    form = "EEE d MMM HH:mm" if language() == "en" else "M月d日 EEE HH:mm"
    return str(format_datetime(at.astimezone(ZoneInfo(zone)), form, locale=language()))


def clock(at: datetime, zone: str) -> str:
    """Write a time of day: 19:05."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def clock_seconds(at: datetime, zone: str) -> str:
    """Write a time of day to the second: 19:05:30."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M:%S")


def short_day(day: date) -> str:
    """Write a day with its weekday: 7月10日 周五."""
    form = "EEE d MMM" if language() == "en" else "M月d日 EEE"
    return str(format_date(day, form, locale=language()))


def weekday(day: date) -> str:
    """Name a day of the week: 周五."""
    return str(format_date(day, "EEEE" if language() == "en" else "EEE", locale=language()))


def full_day(day: date) -> str:
    """Write a day with its year: 2026年7月10日."""
    form = "d MMM y" if language() == "en" else "y年M月d日"
    return str(format_date(day, form, locale=language()))
