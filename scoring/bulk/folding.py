"""How the units of a section become what it has in a longer period, for all members."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.bulk.exact import Amounts, Bools, Ints, quotients
from scoring.bulk.lay import Lay
from scoring.bulk.sections import UnitTallies
from scoring.items import Section

_NOTHING = Amounts.even((), 0)


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """What each member has in a section, whether it waits for a result, and by the full of how many units it is bound.

    ``bounds`` is more than one only in a sum.
    """

    points: Amounts
    pending: Bools
    bounds: Ints


def fold_units(section: Section, tallies: UnitTallies, lay: Lay) -> Folded:
    """Combine the units that count as `scoring.cards.folding` does for one member; who waits has 0."""
    counted = lay.here & ~tallies.empty if section.empty == "left_out" else lay.here
    if section.combine in ("latest", "best"):
        points, pending = _chosen(section, tallies, counted)
    else:
        points = tallies.points.where(counted, _NOTHING).total().by(_weights(section, counted, lay))
        pending = np.logical_or((tallies.pending & counted).any(axis=0), ~counted.any(axis=0))
    return Folded(_NOTHING.where(pending, points), pending, _bounds(section, counted, lay))


def _bounds(section: Section, counted: Bools, lay: Lay) -> Ints:
    number = counted.sum(axis=0)
    if section.combine != "sum":
        return np.ones(len(number), np.int64)
    due = number if section.empty == "pending" else _due(counted, lay)
    return np.asarray(np.where(number > 0, np.maximum(due, number), lay.here.sum(axis=0)), np.int64)


def _due(counted: Bools, lay: Lay) -> Ints:
    """How many units a sum is over: all that are over, and those that count already."""
    return np.asarray(lay.over.sum() + (counted & ~lay.over[:, np.newaxis]).sum(axis=0), np.int64)


def _weights(section: Section, counted: Bools, lay: Lay) -> Amounts:
    """What the sum of the counted units is to be taken times."""
    number = counted.sum(axis=0)
    if section.combine == "mean":
        return quotients(np.ones_like(number), np.maximum(number, 1))
    if section.empty == "pending":
        return Amounts.even((), 1)
    return quotients((counted | lay.over[:, np.newaxis]).sum(axis=0), np.maximum(number, 1))


def _chosen(section: Section, tallies: UnitTallies, counted: Bools) -> tuple[Amounts, Bools]:
    """The latest or the best unit that does not wait; without one, all that there is waits."""
    settled = counted & ~tallies.pending
    points, found = Amounts.even(settled.shape[1], 0), np.zeros(settled.shape[1], np.bool_)
    for unit, has in enumerate(settled):
        here = tallies.points.take(unit)
        better = has if section.combine == "latest" else has & (~found | here.above(points))
        points, found = here.where(better, points), found | has
    return points, ~found
