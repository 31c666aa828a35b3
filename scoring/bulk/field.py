"""Where the rows of a table lie: whose they are, which count, and in which unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from scoring.bulk.batch import Batch, Grid, Rows, lets_through
from scoring.bulk.calendar import month_numbers
from scoring.bulk.crowd import Crowd
from scoring.bulk.exact import Bools, Ints
from scoring.bulk.table import FactTable
from scoring.rules.base import Reads

_MOSTLY: Final = 0.75
"""When more rows of an item count, it is cheaper to put the others aside than to pick out those that do."""


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
        out = _out(table, who, crowd, (first > widest[0]) | (last < widest[1]))
        if strangers is not None:
            out = strangers if out is None else out | strangers
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
        if np.count_nonzero(inside) > _MOSTLY * len(cells):
            cells[~inside] = grid.spare
            return Batch(self.table, grid, rows, cells)
        return Batch(self.table, grid, rows, cells).keep(inside)

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


def _out(table: FactTable, who: NDArray[Any], crowd: Crowd, tight: Bools) -> Bools | None:
    """Rows that do not count for their member; ``tight`` are those for whom fewer days count than for others."""
    special = tight | (crowd.each([len(periods) for periods in crowd.exempt]) > 0)
    if not special.any():
        return None
    rows = np.flatnonzero(special[who])
    day, whose = table.day[rows], who[rows]
    first, last = crowd.days
    gone = (day < first[whose]) | (day > last[whose])
    for start, end in _exemptions(crowd):
        gone |= (start[whose] <= day) & (day < end[whose])
    found = np.zeros(len(table), np.bool_)
    found[rows] = gone
    return found


def _exemptions(crowd: Crowd) -> Iterator[tuple[Ints, Ints]]:
    """First day, and day after the last, of everybody's first exemption, of his second, and so on; 0 for none."""
    for number in range(max(map(len, crowd.exempt), default=0)):
        some = [periods[number] if number < len(periods) else None for periods in crowd.exempt]
        yield (
            crowd.each([period.start.toordinal() if period else 0 for period in some]),
            crowd.each([period.end.toordinal() if period else 0 for period in some]),
        )


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
