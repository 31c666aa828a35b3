"""Rules without a road of their own: one cell after the other, by the rule itself."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import numpy as np

from scoring.bulk.batch import Batch
from scoring.bulk.exact import Amounts, Bools, Ints
from scoring.bulk.marks import Full, Marks, placed
from scoring.rules import Rule

FINE: Final = 10**12
"""No rule divides by more; so a quotient that was rounded to 28 digits has one fraction that it can be."""


def cell_by_cell(rule: Rule, batch: Batch, full: Full, over: Bools) -> Marks:
    """What the rule gives for the facts of each cell that has any."""
    scores = [
        (cell, rule.score([batch.table.fact(row) for row in rows], full, over=bool(over[cell // batch.grid.members])))
        for cell, rows in _rows_by_cell(batch.keep(batch.cells < batch.grid.spare))
    ]
    cells = np.array([cell for cell, _ in scores], np.int64)
    points = Amounts.listed(Fraction(score.points).limit_denominator(FINE) for _, score in scores)
    pending = np.zeros(batch.grid.size, np.bool_)
    pending[cells[np.array([score.pending for _, score in scores], np.bool_)]] = True
    return Marks(placed(batch, cells, points), pending, batch.touched())


def _rows_by_cell(batch: Batch) -> Iterator[tuple[int, Ints]]:
    order = np.argsort(batch.cells, kind="stable")
    cells, starts = np.unique(batch.cells[order], return_index=True)
    for cell, places in zip(cells.tolist(), np.split(order, starts[1:]), strict=True):
        yield cell, batch.row_numbers()[places]
