"""When a duty is due, and to which day what comes of it belongs. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, takewhile

from dateutil.relativedelta import relativedelta

from scoring.periods import MONTHS_OF, Period, enclosing
from storage.vocabulary import DutyEvery


def due_days(every: DutyEvery, first_due: date, since: date, until: date) -> Iterator[date]:
    """The days from ``since`` to ``until``, both included, on which a duty is due.

    All are counted from ``first_due``, so that one due on a 31st is due on the last day of a shorter month, and on
    the 31st again after it.
    """
    if every is DutyEvery.ONCE:
        return iter([first_due] if since <= first_due <= until else [])
    months = MONTHS_OF[every]
    passed = (since.year - first_due.year) * 12 + since.month - first_due.month
    begin = max(0, passed // months)
    days = (first_due + relativedelta(months=months * number) for number in count(begin))
    return (day for day in takewhile(lambda day: day <= until, days) if day >= since)


def period_of(every: DutyEvery, due_on: date) -> Period:
    """The month, quarter, half or year that a duty due on this day is for; once is for its month."""
    return enclosing(due_on, "month" if every is DutyEvery.ONCE else every)


def fact_day(every: DutyEvery, due_on: date, handed_in: date) -> date:
    """A day of the duty's period: that on which it was handed in, as far as it lies in it, never after the due day."""
    return max(period_of(every, due_on).start, min(handed_in, due_on))


def opens_on(due_on: date, open_days: int) -> date:
    """The first day on which it can be handed in."""
    return due_on - timedelta(days=open_days)
