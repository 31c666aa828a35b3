"""A month to pick a day from, as rows of small buttons. Any form can show it with buttons of its own."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable
from datetime import date, timedelta

from aiogram.filters.callback_data import CallbackData
from babel.dates import format_date, get_day_names

from messages.base import Button, Keyboard, button
from messages.i18n import language


class CalendarBlank(CallbackData, prefix="cal"):
    """A square of the calendar that is no day to pick: a heading, a gap, a day out of bounds."""


MONDAY_FIRST = Calendar(firstweekday=0)


def calendar_rows(
    month: date,
    *,
    pick: Callable[[date], CallbackData],
    turn: Callable[[date], CallbackData],
    earliest: date | None = None,
    latest: date | None = None,
) -> Keyboard:
    """Draw the month of a day: heading with the ways to its neighbours, weekdays, and the days within the bounds.

    ``pick`` makes the button of a day, ``turn`` that of another month, given by its first day. Bounds are included;
    days and months without any day within them cannot be tapped.
    """
    first = month.replace(day=1)
    weeks = MONDAY_FIRST.monthdatescalendar(first.year, first.month)
    return (
        _heading(first, turn, earliest, latest),
        tuple(_blank(name) for name in _weekdays()),
        *(tuple(_day(day, first, pick, earliest, latest) for day in week) for week in weeks),
    )


def _heading(
    first: date, turn: Callable[[date], CallbackData], earliest: date | None, latest: date | None
) -> tuple[Button, ...]:
    before, after = first - timedelta(days=1), next_month(first)
    title = format_date(first, "MMM y" if language() == "en" else "y年M月", locale=language())
    has_before = first > date.min and (earliest is None or before >= earliest)
    has_after = latest is None or after <= latest
    return (
        button("‹", turn(before.replace(day=1))) if has_before else _blank("·"),
        _blank(str(title)),
        button("›", turn(after)) if has_after else _blank("·"),
    )


def _day(
    day: date, first: date, pick: Callable[[date], CallbackData], earliest: date | None, latest: date | None
) -> Button:
    if day.month != first.month:
        return _blank("·")
    within = (earliest is None or day >= earliest) and (latest is None or day <= latest)
    return button(str(day.day), pick(day)) if within else _blank("·")


def next_month(first: date) -> date:
    """Give the first day of the month after."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _weekdays() -> list[str]:
    names = get_day_names("narrow" if language() != "en" else "short", locale=language())
    return [str(names[day])[:2] for day in range(7)]


def _blank(text: str) -> Button:
    return button(text, CalendarBlank())
