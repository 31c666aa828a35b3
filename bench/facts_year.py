"""A seeded year of a town's members under `changzhou-2021`, as columns: 60 facts for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from scoring import MemberProfile, Period
from scoring.bulk import FactTable, FactType

YEAR: Final = 2026
BRANCH: Final = 25
_SEED: Final = 20260701
_MEETINGS: Final = {"theme_day": 12, "study": 6, "other_study": 1, "group": 3, "general": 4, "lecture": 4, "life": 1}
"""How many of each a branch holds, spread over the year."""
_ATTENDED: Final = {"present": 88, "late": 3, "left_early": 1, "leave": 4, "absent": 4}
_ASSESSED: Final = {"excellent": 20, "competent": 70, "basic": 8, "incompetent": 2}
_QUIZ: Final = (2000, 1800, 1600, 1500, 1400, 1250, 800)

Column = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Facts:
    """One column for each part of a fact, by day: quantities in hundredths, days as ordinals, event 0 for its own."""

    types: list[FactType]
    member: Column
    type_: Column
    day: Column
    quantity: Column
    event: Column

    def table(self, members: int) -> FactTable:
        """The same facts as the core wants them."""
        return FactTable.of(
            [str(number) for number in range(members)],
            self.types,
            member=self.member,
            type_=self.type_,
            day=self.day,
            quantity=self.quantity,
            event=self.event,
        )


class _Sheet:
    """Facts being written, one for each member at a time."""

    def __init__(self, members: int) -> None:
        self.random = np.random.default_rng(_SEED)
        self.members = np.arange(members)
        self.branches = self.members // BRANCH
        self.types: dict[FactType, int] = {}
        self.parts: list[list[Column]] = []
        self.events = 0

    def add(self, type_: Column, day: Any, quantity: Any = 100, event: Any = 0) -> None:
        """One fact for each member."""
        given = (self.members, type_, day, quantity, event)
        self.parts.append([np.broadcast_to(np.asarray(part, np.int64), self.members.shape) for part in given])

    def draw(self, kind: str, weights: Mapping[str, int], detail: str = "") -> Column:
        """An outcome for each member, drawn by its weight."""
        numbers = [self.types.setdefault(FactType(kind, one, detail), len(self.types)) for one in weights]
        return self.random.choice(
            numbers, len(self.members), p=np.array(list(weights.values())) / sum(weights.values())
        )

    def some_day(self) -> Column:
        """A day of the year for each member."""
        return date(YEAR, 1, 1).toordinal() + self.random.integers(0, 365, len(self.members))

    def meet(self, first: int, days: int) -> tuple[Column, Column]:
        """A meeting of each branch: its day, so many days from the first at most, and its event."""
        branches = int(self.branches[-1]) + 1
        self.events += branches
        return first + self.random.integers(0, days, branches)[self.branches], self.events - self.branches

    def facts(self) -> Facts:
        """All that was written, by day, as a database has it."""
        member, type_, day, quantity, event = (np.concatenate(parts) for parts in zip(*self.parts, strict=True))
        order = np.argsort(day, kind="stable")
        return Facts(list(self.types), member[order], type_[order], day[order], quantity[order], event[order])


def a_year(members: int) -> Facts:
    """60 facts for each of so many members: records of each month, meetings, deeds, the appraisal."""
    sheet = _Sheet(members)
    for month in range(1, 13):
        day = date(YEAR, month, 28).toordinal()
        sheet.add(sheet.draw("quiz", {"points": 1}), day, sheet.random.choice(_QUIZ, members))
        sheet.add(sheet.draw("dues", {"on_time": 97, "late": 2, "short": 1}), day)
    for detail, times in _MEETINGS.items():
        for number in range(times):
            held, event = sheet.meet(date(YEAR, 1, 1).toordinal() + 365 * number // times, 365 // times)
            sheet.add(sheet.draw("meeting", _ATTENDED, detail), held, event=event)
    _seldom(sheet, held, event)
    for kind, outcome, detail in (
        ("claim", "approved", "grid"),
        ("claim", "approved", "own_work"),
        ("service", "done", ""),
    ):
        sheet.add(sheet.draw(kind, {outcome: 1}, detail), sheet.some_day(), 100 * sheet.random.integers(1, 6, members))
    sheet.add(sheet.draw("assessment", _ASSESSED), date(YEAR, 12, 31).toordinal())
    return sheet.facts()


def _seldom(sheet: _Sheet, held: Column, event: Column) -> None:
    """Some days missed in the study app; for one of twenty a second fact of the last meeting instead."""
    twice = sheet.random.random(len(sheet.members)) < 0.05
    second, missed = sheet.draw("meeting", {"left_early": 1}, "life"), sheet.draw("study_app", {"missed": 1})
    times = np.where(twice, 100, 100 * sheet.random.integers(1, 4, len(sheet.members)))
    sheet.add(
        np.where(twice, second, missed), np.where(twice, held, sheet.some_day()), times, np.where(twice, event, 0)
    )


def profiles(members: int) -> list[MemberProfile]:
    """Of a hundred members three joined in the year, two left and one was exempt for three months."""
    random = np.random.default_rng(_SEED + 1)
    days = random.integers(0, 330, members).tolist()
    return [_profile(number, number % 100, date(YEAR, 1, 1) + timedelta(day)) for number, day in enumerate(days)]


def _profile(number: int, of_hundred: int, day: date) -> MemberProfile:
    return MemberProfile(
        str(number),
        "agency",
        joined=day if of_hundred < 3 else date(2015, 7, 1),
        left=day if 3 <= of_hundred < 5 else None,
        exempt=(Period(day, day + timedelta(90)),) if of_hundred == 5 else (),
    )
