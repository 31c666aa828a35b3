"""How the units of a section become what it has in a longer period, for all members."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.bulk.exact import Amounts, Bools, quotients
from scoring.bulk.lay import Lay
from scoring.bulk.sections import UnitTallies
from scoring.items import Section

_NOTHING = Amounts.even((), 0)


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """What each member has in a section, and whether it waits for a result."""

    points: Amounts
    pending: Bools


def fold_units(section: Section, tallies: UnitTallies, lay: Lay) -> Folded:
    """Combine the units that count as `scoring.folding` does for one member; who waits has 0."""
    counted = lay.here & ~tallies.empty if section.empty == "left_out" else lay.here
    if section.combine in ("latest", "best"):
        points, pending = _chosen(section, tallies, counted)
    else:
        points = tallies.points.where(counted, _NOTHING).total().by(_weights(section, counted, lay))
        pending = np.logical_or((tallies.pending & counted).any(axis=0), ~counted.any(axis=0))
    return Folded(_NOTHING.where(pending, points), pending)


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
