"""On which days a monthly meeting falls, and whether one is a holiday: pure, by iCalendar's rules."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from services.workdays import WorkDays
from storage.vocabulary import Repeat

WEEK = 7
COMMON_WEEKS = 4
"""Every month has a fourth Friday; a fifth has not."""
SHORTEST_MONTH = 28
OWN_HOLIDAY = "放假"
"""What a rest day of the configuration is called, which has no name: holidays are named in Chinese."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def holiday_on(days: WorkDays, day: date) -> str:
    """Name the public holiday that a day is, also one that only the operator knows of; else empty."""
    return days.holiday(day) or (OWN_HOLIDAY if day in days.rest else "")


def nth_weekday(day: date) -> int:
    """Which of its month's Fridays (or whichever it is) a day is, from 1."""
    return (day.day - 1) // WEEK + 1


def offered(day: date) -> list[Repeat]:
    """The ways in which a meeting first held on a day can be repeated."""
    found = [Repeat.ONCE, Repeat.MONTHLY_DAY]
    if nth_weekday(day) <= COMMON_WEEKS:
        found.append(Repeat.MONTHLY_WEEKDAY)
    if (day + timedelta(days=WEEK)).month != day.month:
        found.append(Repeat.MONTHLY_LAST_WEEKDAY)
    return found


def rule_of(since: date, repeat: Repeat) -> str:
    """Give the RRULE; a 31st is held on the last day of a month that has none. ValueError for what is held once."""
    weekday = _WEEKDAYS[since.weekday()]
    match repeat:
        case Repeat.MONTHLY_DAY if since.day <= SHORTEST_MONTH:
            return f"FREQ=MONTHLY;BYMONTHDAY={since.day}"
        case Repeat.MONTHLY_DAY:
            days = ",".join(str(day) for day in range(SHORTEST_MONTH, since.day + 1))
            return f"FREQ=MONTHLY;BYMONTHDAY={days};BYSETPOS=-1"
        case Repeat.MONTHLY_WEEKDAY:
            return f"FREQ=MONTHLY;BYDAY={nth_weekday(since)}{weekday}"
        case Repeat.MONTHLY_LAST_WEEKDAY:
            return f"FREQ=MONTHLY;BYDAY=-1{weekday}"
        case Repeat.ONCE:
            raise ValueError("a meeting that is held once has no rule")


def days_between(since: date, repeat: Repeat, first: date, last: date) -> list[date]:
    """The days after ``since`` on which it is held, from ``first`` to ``last``, both included."""
    rule = rrulestr(rule_of(since, repeat), dtstart=datetime.combine(since, time()))
    found = rule.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    return [moment.date() for moment in found if moment.date() > since]
