"""Where the rows of a table lie: whose they are, which count, and in which unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.bulk.batch import Batch, Grid, Rows, lets_through
from scoring.bulk.calendar import month_numbers
from scoring.bulk.crowd import Crowd
from scoring.bulk.exact import Bools, Ints
from scoring.bulk.table import FactTable
from scoring.rules.base import Reads


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A table seen by a crowd.

    ``who`` counts in the crowd's members, -1 for somebody else's row. ``out`` are rows of theirs that do not
    count, None when there are none. Days run from ``lowest`` in the table, and from ``first`` to ``last``
    where anything counts.
    """

    table: FactTable
    who: NDArray[Any]
    out: Bools | None
    lowest: int
    highest: int
    first: int
    last: int

    @classmethod
    def of(cls, table: FactTable, crowd: Crowd) -> Field:
        """Find out whose each row is and whether it counts for him."""
        first, last = crowd.days
        widest = int(first[crowd.rated].min(initial=date.max.toordinal())), int(last.max(initial=0))
        who, strangers = _whose(table, crowd)
        out = _merge(strangers, _outside(table, who, (first, last), widest), _exempt(table, who, crowd))
        days = table.day
        return cls(table, who, out, int(days.min(initial=widest[1])), int(days.max(initial=0)), *widest)

    def rows(self, sources: Sequence[Reads]) -> Ints:
        """All rows that the sources let through, whosever they are."""
        rows = _rows(list(_runs(self.table, sources)))
        return np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows

    def batch(self, sources: Sequence[Reads], grid: Grid) -> Batch:
        """The rows that count and that the sources let through, in the cells of the grid."""
        rows = _rows(list(_runs(self.table, sources)))
        cells = self._offsets(grid)[self.table.day[rows] - self.lowest]
        inside = cells >= 0
        if self.out is not None:
            inside &= ~self.out[rows]
        cells += self.who[rows]
        batch = Batch(self.table, grid, rows, cells)
        return batch if inside.all() else batch.keep(inside)

    def _offsets(self, grid: Grid) -> Ints:
        """For each day of the table where the cells of its unit begin; -1 where it lies outside."""
        days = np.arange(self.lowest, max(self.lowest, self.highest) + 1)
        units = month_numbers(days) // grid.months - grid.first
        inside = (units >= 0) & (units < grid.units) & (days >= self.first) & (days <= self.last)
        return np.where(inside, units * grid.members, -1)


def _whose(table: FactTable, crowd: Crowd) -> tuple[NDArray[Any], Bools | None]:
    """The member of each row as the crowd counts, and which rows are nobody's."""
    if table.members == crowd.ids:
        return table.member, None
    places = {member: place for place, member in enumerate(crowd.ids)}
    who = np.array([places.get(member, -1) for member in table.members], np.int32)[table.member]
    return who, who < 0


def _outside(table: FactTable, who: NDArray[Any], days: tuple[Ints, Ints], widest: tuple[int, int]) -> Bools | None:
    """Rows before or after the days that count for their member, where these are fewer than for others."""
    first, last = days
    tight = (first > widest[0]) | (last < widest[1])
    if not tight.any():
        return None
    rows = np.flatnonzero(tight[who])
    found = np.zeros(len(table), np.bool_)
    day, whose = table.day[rows], who[rows]
    found[rows] = (day < first[whose]) | (day > last[whose])
    return found


def _exempt(table: FactTable, who: NDArray[Any], crowd: Crowd) -> Bools | None:
    """Rows inside an exemption of their member."""
    most = max(map(len, crowd.exempt), default=0)
    if not most:
        return None
    rows = np.flatnonzero((crowd.each([len(periods) for periods in crowd.exempt]) > 0)[who])
    day, whose, found = table.day[rows], who[rows], np.zeros(len(table), np.bool_)
    for number in range(most):
        some = [periods[number] if number < len(periods) else None for periods in crowd.exempt]
        start = crowd.each([period.start.toordinal() if period else 0 for period in some])[whose]
        end = crowd.each([period.end.toordinal() if period else 0 for period in some])[whose]
        found[rows] |= (start <= day) & (day < end)
    return found


def _merge(*masks: Bools | None) -> Bools | None:
    merged = None
    for mask in masks:
        if mask is not None:
            merged = mask if merged is None else merged | mask
    return merged


def _runs(table: FactTable, sources: Sequence[Reads]) -> Iterator[tuple[int, int]]:
    """First and last row of the types that are read; neighbours in one piece."""
    start = end = 0
    for number, type_ in enumerate(table.types):
        if lets_through(sources, type_):
            if table.bounds[number] != end:
                yield start, end
                start = table.bounds[number]
            end = table.bounds[number + 1]
    yield start, end


def _rows(runs: list[tuple[int, int]]) -> Rows:
    filled = [run for run in runs if run[0] < run[1]]
    if len(filled) == 1:
        return slice(*filled[0])
    return np.concatenate([np.arange(*run) for run in filled]) if filled else np.zeros(0, np.int64)
