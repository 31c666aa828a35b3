"""The units of a section laid out for all members: units on the first axis, members on the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.bulk.batch import Grid
from scoring.bulk.crowd import Crowd
from scoring.bulk.exact import Bools, Ints
from scoring.cards.tally import first_day
from scoring.items import Item
from scoring.periods import MONTHS_OF


@dataclass(frozen=True, slots=True, eq=False)
class Lay:
    """All ``units`` of so many ``months`` in the period; ``here`` says who has which of them on his card.

    ``open_from`` is the first month that is not over, None when all are.
    """

    units: range
    months: int
    here: Bools
    open_from: int | None

    @classmethod
    def of(cls, crowd: Crowd, length: str) -> Lay:
        """Lay out the units of this length."""
        units, here = crowd.units(length)
        return cls(units, MONTHS_OF[length], here, crowd.open_from)

    @property
    def over(self) -> Bools:
        """Which units have ended."""
        return self._over(self.units, self.months)

    def grid(self, gather: str) -> Grid:
        """The units of a length that is not shorter in which these lie."""
        spread = MONTHS_OF[gather] // self.months
        first, last = self.units.start // spread, (self.units.stop - 1) // spread
        return Grid(first, last - first + 1, MONTHS_OF[gather], self.here.shape[1])

    def grid_over(self, grid: Grid) -> Bools:
        """Which units of a grid have ended."""
        return self._over(range(grid.first, grid.first + grid.units), grid.months)

    def rows(self, grid: Grid) -> Ints:
        """In which unit of a grid each unit lies."""
        return np.array(self.units, np.int64) * self.months // grid.months - grid.first

    def in_force(self, item: Item) -> Bools:
        """In which units an item counts."""
        return np.array([item.in_force(first_day(unit * self.months)) for unit in self.units], np.bool_)

    def _over(self, units: Sequence[int], months: int) -> Bools:
        return np.array([self.open_from is None or (unit + 1) * months <= self.open_from for unit in units], np.bool_)
