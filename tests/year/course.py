"""The course of the whole year: every slice's calendar, the house's own rounds, and its misfortunes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from tests.year.dues import Dues
from tests.year.duties import TERMS, Duties
from tests.year.life import BEGIN, DUES_DAY, END, OUTAGE, Year, at
from tests.year.meetings import Meetings
from tests.year.people import GONE, NEW, YEAR

SLICES = (Meetings, Dues, Duties)
"""A new one is named here: made of the year, and asked once to put what people do on the calendar."""

QUIET_ROUNDS = (0, 3)
"""Weekdays on which the house is asked even where nothing is due: the others would bring no more than time."""

Cut = tuple[date, int, Literal["before", "after"]]
CUTS: tuple[Cut, ...] = (
    (date(YEAR, 2, 17), 3, "before"),
    (date(YEAR, 6, 23), 2, "after"),
    (date(YEAR, 6, 30), 4, "after"),
    (date(YEAR, 11, 20), 1, "before"),
)
"""Mornings on which the power fails while the day's reminders go out: at which of them, and when."""
DEATHS = (
    at(date(YEAR, 1, 31), "23:30"),
    at(date(YEAR, 3, 20), "07:59"),
    at(date(YEAR, 5, 12), "15:02"),
    at(date(YEAR, 8, 12), "16:31"),
)
"""Moments at which the process is killed and started again."""


async def live_through(folder: Path, seed: int) -> Year:
    """Live the whole year; the house runs on at its end."""
    year = await whole_year(folder, seed)
    await year.live(END)
    return year


async def whole_year(folder: Path, seed: int) -> Year:
    """A year with everything on its calendar, and nothing of it lived yet."""
    year = await Year.begin(folder, seed)
    _rounds(year)
    _misfortunes(year)
    for made in SLICES:
        made(year).plan()
    for name, day in ((NEW, year.cast[NEW].joined), (GONE, year.cast[GONE].left)):
        assert day is not None
        year.on(at(day, "07:30"), _moving(year, name))
    return year


def _moving(year: Year, name: str) -> Callable[[], Awaitable[None]]:
    human = year.cast[name]
    return lambda: year.settle(human) if name == NEW else year.leave(human)


def _rounds(year: Year) -> None:
    """The house's own hours: a morning now and then, and each day morning and evening where something may be due."""
    day = BEGIN.date()
    while day <= END.date():
        hours = ["08:00"] if day.weekday() in QUIET_ROUNDS else []
        if _is_busy(day):
            hours = ["08:00", "18:00", "22:00"] if day.day % 3 == 0 else ["08:00", "18:00"]
        if day.day == 1:
            hours = ["00:00", "08:00", "09:00"]
        for hour in hours:
            year.on(at(day, hour), None)
        day += timedelta(days=1)


def _is_busy(day: date) -> bool:
    """Whether a reminder may be due."""
    return DUES_DAY - 3 <= day.day <= DUES_DAY + 5 or any(
        term.due - timedelta(days=7) <= day <= term.due for term in TERMS
    )


def _misfortunes(year: Year) -> None:
    for day, calls, when in CUTS:
        year.on(at(day, "07:50"), _cutting(year, calls, when))
    for moment in DEATHS:
        year.on(moment, lambda: _die(year))
    since, until = OUTAGE
    year.on(since - timedelta(seconds=1), year.home.stop)
    year.on(until, year.home.start)


def _cutting(year: Year, calls: int, when: Literal["before", "after"]) -> Callable[[], Awaitable[None]]:
    return lambda: year.home.kill(after=calls, when=when)


async def _die(year: Year) -> None:
    await year.home.kill()
    await year.home.start()
