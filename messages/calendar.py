"""A month to pick a day from, as rows of small buttons. Any form can show it with buttons of its own."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from babel.dates import format_date, get_day_names
from pydantic import Field

from messages.base import Button, Keyboard, Wording, button
from messages.i18n import _, language, speaking
from messages.times import full_day


class CalendarBlank(CallbackData, prefix="cal"):
    """A square of the calendar that is no day to pick: a heading, a gap, a day out of bounds."""


Ordinal = Annotated[int, Field(ge=date(1900, 1, 1).toordinal(), le=date(2200, 12, 31).toordinal())]
"""A day as a number: short enough for three of them in one button."""


class CalendarLook(CallbackData, prefix="calm"):
    """Show the month of a day; ``fresh``: as a message of its own."""

    day: Ordinal
    earliest: Ordinal
    latest: Ordinal
    fresh: bool = False


class CalendarPick(CallbackData, prefix="cald"):
    """A day that was tapped: as good as one that was written."""

    day: Ordinal


MONDAY_FIRST = Calendar(firstweekday=0)


def calendar_button(today: date, earliest: date, latest: date) -> Button:
    """Make the button that any form can offer which takes a written day: it opens a calendar within the bounds."""
    look = CalendarLook(
        day=min(max(today, earliest), latest).toordinal(),
        earliest=earliest.toordinal(),
        latest=latest.toordinal(),
        fresh=True,
    )
    return button(_("📅 Calendar"), look)


def calendar_page(look: CalendarLook, language: str) -> Wording:
    """Show a month to pick from; a month beyond the bounds becomes the nearest within them."""
    with speaking(language):
        earliest, latest = date.fromordinal(look.earliest), date.fromordinal(look.latest)
        month = min(max(date.fromordinal(look.day), earliest), max(earliest, latest))
        rows = calendar_rows(
            month,
            pick=lambda day: CalendarPick(day=day.toordinal()),
            turn=lambda first: CalendarLook(day=first.toordinal(), earliest=look.earliest, latest=look.latest),
            earliest=earliest,
            latest=latest,
        )
        return Wording(_("Please tap a day."), rows)


def picked_day(pick: CalendarPick, language: str) -> Wording:
    """Show the day that was tapped in place of the calendar."""
    with speaking(language):
        return Wording(f"📅 {full_day(date.fromordinal(pick.day))}")


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
    has_before = earliest is None or before >= earliest
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
