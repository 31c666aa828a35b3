"""A section of all members: what its items give in each unit, within the bounds of each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from scoring.bulk.cancelling import laid_out
from scoring.bulk.crowd import Crowd
from scoring.bulk.exact import Amounts, Bools, summed
from scoring.bulk.field import Field
from scoring.bulk.lay import Lay
from scoring.bulk.marks import Full, Marks
from scoring.bulk.room import Room
from scoring.bulk.vectors import marks_of
from scoring.items import Section
from scoring.periods import MONTHS_OF
from scoring.plan import PlannedItem
from scoring.points import ZERO

_NOTHING = Amounts.even((), 0)


@dataclass(frozen=True, slots=True, eq=False)
class UnitTallies:
    """Bounded points by unit and member, which of them wait for a result, and which have none at all."""

    points: Amounts
    pending: Bools
    empty: Bools


def tally_units(
    section: Section,
    planned: Sequence[PlannedItem],
    field: Field,
    crowd: Crowd,
    lay: Lay,
    cancelled: Mapping[int, frozenset[int]],
    room: Room | None,
) -> UnitTallies:
    """Score every item in each unit for those to whom it applies, add them up and bound the sum.

    ``cancelled`` are the months of members whose points are cancelled.
    """
    shape = lay.here.shape
    pending, all_pending = np.zeros(shape, np.bool_), np.ones(shape, np.bool_)
    parts = [Amounts.even((), section.full if section.starts == "full" and section.full is not None else ZERO)]
    pools: dict[str, list[Amounts]] = {pool.id: [] for pool in section.pools}
    for entry in planned:
        marks, counts = _in_units(entry, field, crowd, lay), _counts(entry, crowd, lay)
        waits = _or_false(marks.pending) & counts
        pending |= waits
        if entry.idle.pending:
            all_pending &= waits | ~counts
        points = marks.points if counts.all() else marks.points.where(counts, _NOTHING)
        (pools[entry.item.pool] if entry.item.pool else parts).append(points)
    parts += [_shared(pools[pool.id], pool.full) for pool in section.pools]
    points, gone = _bounded(section, summed(parts, shape), room), laid_out(cancelled, lay)
    if gone is not None:  # a cancelled unit has nothing and waits for nothing
        points, pending = _NOTHING.where(gone, points), pending & ~gone
    return UnitTallies(points, pending, pending & all_pending)


def _or_false(pending: Bools | None) -> Bools:
    return np.zeros((), np.bool_) if pending is None else pending


def _in_units(entry: PlannedItem, field: Field, crowd: Crowd, lay: Lay) -> Marks:
    """An item's marks by unit and member; one that gathers by shorter units has theirs together."""
    item = entry.item
    parts = lay.months // MONTHS_OF[item.gather]
    if parts <= 1:
        return _gathered(entry, item.full, field, lay)
    short = Lay.of(crowd, item.gather)
    marks = _gathered(entry, None, field, short)
    points = marks.points.where(short.here, _NOTHING).shaped(len(lay.units), parts, -1)
    pending = (_or_false(marks.pending) & short.here).reshape(len(lay.units), parts, -1)
    return Marks(points.total(1), np.asarray(pending.any(axis=1), np.bool_))


def _gathered(entry: PlannedItem, full: Full, field: Field, lay: Lay) -> Marks:
    """An item's marks by unit and member; where nothing was recorded it has what it has without facts."""
    item = entry.item
    idle = [item.rule.score((), full, over=bool(over)) for over in lay.over]
    points = Amounts.listed(score.points for score in idle).shaped(-1, 1)
    waits = np.array([[score.pending] for score in idle], np.bool_)
    grid = lay.grid(item.gather)
    batch = field.batch(item.rule.sources, grid)
    if not len(batch):
        return Marks(points, waits)
    marks = marks_of(item.rule, batch, full, lay.grid_over(grid))
    found = marks.laid_out(lay.rows(grid), (grid.units, grid.members))
    if found.touched is None:
        return found
    pending = np.where(found.touched, _or_false(found.pending), waits)
    return Marks(found.points.where(found.touched, points), pending)


def _counts(entry: PlannedItem, crowd: Crowd, lay: Lay) -> Bools:
    """In which units (first axis) and for whom (second axis) the item counts; one value where that is all the same."""
    in_force = lay.in_force(entry.item)[:, np.newaxis]
    if in_force.all() and not entry.item.applies_to:
        return np.ones((), np.bool_)
    return in_force & crowd.fits(entry.item.applies_to)


def _shared(parts: Sequence[Amounts], cap: Decimal) -> Amounts:
    """Fill the cap in the order of the items; what no longer fits is taken from the later ones."""
    raw, filled, left = _NOTHING, _NOTHING, Amounts.even((), cap)
    for points in parts:
        raw += points
        fitting = points.smaller(left)
        left -= fitting
        filled += fitting
    return filled.where(raw.above(Amounts.even((), cap)), raw)


def _bounded(section: Section, raw: Amounts, room: Room | None) -> Amounts:
    """Every unit within the section's bounds."""
    if section.starts == "minus":
        return _taking(section, raw, room)
    points = raw.at_least(0)
    return points if section.full is None else points.at_most(section.full)


def _taking(section: Section, raw: Amounts, room: Room | None) -> Amounts:
    """What a section takes: at most its full, and no more than there is."""
    points = raw if section.full is None else raw.at_least(-section.full)
    return (points if room is None else room.bound(points)).at_most(0)
