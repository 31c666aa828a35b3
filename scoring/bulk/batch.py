"""The facts of one item, laid out in cells: a cell is one member in one unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.bulk.exact import Amounts, Bools, Ints
from scoring.bulk.table import FactTable, FactType
from scoring.rules.base import Reads

Rows = slice | Ints


@dataclass(frozen=True, slots=True)
class Grid:
    """``units`` of so many ``months``, numbered from ``first``, for each of so many members.

    The cell of a member in a unit is ``(unit - first) * members + member``. One cell more is nobody's: rows
    that do not count are put there, and what is found in it never matters.
    """

    first: int
    units: int
    months: int
    members: int

    @property
    def size(self) -> int:
        """How many cells there are, the spare one included."""
        return self.units * self.members + 1

    @property
    def spare(self) -> int:
        """The cell that is nobody's, which is the last."""
        return self.units * self.members


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Rows of a table with the cell of each. Every count and sum by cell leaves 0 in the spare one."""

    table: FactTable
    grid: Grid
    rows: Rows
    cells: Ints

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def quantity(self) -> Ints:
        """In fractions of the table's ``1 / per``."""
        return self.table.quantity[self.rows]

    @property
    def day(self) -> NDArray[np.int32]:
        """Ordinals."""
        return self.table.day[self.rows]

    @property
    def event(self) -> NDArray[np.int32]:
        """Numbers of events, 0 for one of its own."""
        return self.table.event[self.rows]

    def keep(self, chosen: Bools) -> Batch:
        """Only the chosen rows."""
        return Batch(self.table, self.grid, self.row_numbers()[chosen], self.cells[chosen])

    def row_numbers(self) -> Ints:
        """Which rows of the table they are."""
        return np.arange(self.rows.start, self.rows.stop) if isinstance(self.rows, slice) else self.rows

    def each_type(self, value: Callable[[FactType], int]) -> Ints:
        """A number that depends on the row's type only."""
        by_type = np.array([value(type_) for type_ in self.table.types], np.int64)
        return by_type[self.table.type_[self.rows]]

    def those(self, chosen: Callable[[FactType], bool]) -> Bools:
        """Which rows are of a type that is chosen."""
        by_type = np.array([chosen(type_) for type_ in self.table.types], np.bool_)
        return by_type[self.table.type_[self.rows]]

    def read(self, reads: Iterable[Reads]) -> Batch:
        """Only what is read."""
        reads = tuple(reads)
        return self.keep(self.those(lambda type_: lets_through(reads, type_)))

    def once(self, weight: Ints | None = None) -> Batch:
        """One row for each event of a cell: the heaviest, by quantity when no weight is given."""
        weight = self.quantity if weight is None else weight
        crowded = np.flatnonzero(self._crowded())
        event = self.event[crowded].astype(np.int64)
        key = self.cells[crowded] * (event.max(initial=0) + 1) + event
        order = np.sort(key)
        repeated = order[1:][order[1:] == order[:-1]]
        if not len(repeated):
            return self
        again = np.isin(key, repeated)
        crowded, key = crowded[again], key[again]
        order = np.lexsort((weight[crowded], key))
        lighter = np.append(key[order][1:] == key[order][:-1], False)
        chosen = np.ones(len(self), np.bool_)
        chosen[crowded[order[lighter]]] = False
        return self.keep(chosen)

    def _crowded(self) -> Bools:
        """Rows of a named event that are not alone in their cell: only there can an event come twice."""
        named = self.event > 0
        if not named.any():
            return named
        return np.asarray(named & (self.count()[self.cells] > 1), np.bool_)

    def count(self) -> Ints:
        """How many rows each cell has."""
        return self._closed(np.bincount(self.cells, minlength=self.grid.size))

    def touched(self) -> Bools:
        """Which cells have rows."""
        return self.mark(self.cells)

    def mark(self, cells: Ints) -> Bools:
        """A grid in which these cells are true."""
        marked = np.zeros(self.grid.size, np.bool_)
        marked[cells] = True
        marked[self.grid.spare] = False
        return marked

    def sums(self, values: Ints) -> Ints:
        """The sum of a number of each row, by cell."""
        total = np.zeros(self.grid.size, np.int64)
        np.add.at(total, self.cells, values)
        return self._closed(total)

    def greatest(self, values: Ints) -> Ints:
        """The greatest of a number from 0 of each row, by cell; 0 for a cell without rows."""
        most = np.zeros(self.grid.size, np.int64)
        np.maximum.at(most, self.cells, values)
        return self._closed(most)

    def _closed(self, grid: Ints) -> Ints:
        grid[self.grid.spare] = 0
        return grid

    def quantities(self) -> Amounts:
        """The sum of quantities, by cell."""
        return Amounts.of(self.sums(self.quantity), self.table.per)


def lets_through(reads: Iterable[Reads], type_: FactType) -> bool:
    """Whether one of them reads facts of this type."""
    return any(
        one.kind == type_.kind and type_.outcome in one.outcomes and (not one.details or type_.detail in one.details)
        for one in reads
    )
