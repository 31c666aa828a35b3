"""What an item has in each cell, and the bounds that all rules share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from scoring.bulk.batch import Batch
from scoring.bulk.exact import ROOM, Amounts, Bools, Ints, alike
from scoring.bulk.table import FactType
from scoring.points import ZERO

Full = Decimal | None


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Points by cell, and which cells wait for a result.

    ``touched`` says where they hold, as elsewhere nothing was recorded; None when that makes no difference.
    """

    points: Amounts
    pending: Bools | None = None
    touched: Bools | None = None

    def laid_out(self, rows: Ints, shape: tuple[int, int]) -> Marks:
        """The same on two axes, the first one being the given rows of theirs."""
        points = self.points.first(shape[0] * shape[1]).shaped(*shape)
        if len(rows) != len(points.units):
            points = points.take(rows)
        return Marks(points, _rows(self.pending, rows, shape), _rows(self.touched, rows, shape))


def _rows(cells: Bools | None, rows: Ints, shape: tuple[int, int]) -> Bools | None:
    return None if cells is None else np.asarray(cells[:-1].reshape(shape)[rows], np.bool_)


Vector = Callable[[Any, Batch, Full, Bools], Marks]
"""A rule over all cells at once, as `Rule.score` has it for one: the rule, its facts, the item's full, and which
units of the grid are over."""


def deducted(loss: Amounts, full: Full) -> Amounts:
    """Full less the loss, never below 0; without a full the bare loss."""
    return -loss if full is None else (Amounts.even((), full) - loss).at_least(0)


def awarded(gain: Amounts, full: Full) -> Amounts:
    """The gain, at most full."""
    return gain if full is None else gain.at_most(full)


def moved(effect: str, points: Amounts, full: Full) -> Amounts:
    """Points taken or given."""
    return (deducted if effect == "deduct" else awarded)(points, full)


def bounded(points: Amounts, full: Full) -> Amounts:
    """Within 0 and full; without a full as they are."""
    return points if full is None else points.at_least(0).at_most(full)


def placed(batch: Batch, cells: Ints, points: Amounts, elsewhere: Decimal = ZERO) -> Amounts:
    """A grid with these points in these cells and the same elsewhere."""
    points, rest = alike(points, Amounts.even((), elsewhere))
    units = np.full(batch.grid.size, rest.units, np.int64 if max(points.most, rest.most) < ROOM else object)
    units[cells] = points.units
    return Amounts(units, points.per, max(points.most, rest.most))


def latest(batch: Batch) -> Batch:
    """The rows of the last day that each cell has."""
    last = np.zeros(batch.grid.size, np.int32)
    np.maximum.at(last, batch.cells, batch.day)
    return batch.keep(batch.day == last[batch.cells])


def lowest(batch: Batch, values: Ints, per: int) -> tuple[Ints, Amounts]:
    """The cells that have rows, and the smallest number among the rows of each."""
    cells = np.flatnonzero(batch.touched())
    least = np.full(batch.grid.size, np.iinfo(np.int64).max)
    np.minimum.at(least, batch.cells, values)
    return cells, Amounts.of(least[cells], per)


def worth(batch: Batch, price: Callable[[FactType], Decimal]) -> tuple[Ints, int]:
    """What each row is worth by its type, and over which denominator."""
    by_type = Amounts.listed(map(price, batch.table.types))
    return by_type.units[batch.table.type_[batch.rows]], by_type.per


def full_or_nothing(full: Full) -> Decimal:
    """A full that the loader has seen to."""
    return full or ZERO
