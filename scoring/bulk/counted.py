"""Rules that count what happened, over all cells at once; each says what its class in `scoring.rules` says."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scoring.bulk.batch import Batch, lets_through
from scoring.bulk.calendar import MONTHS, month_numbers
from scoring.bulk.exact import Amounts, Bools, Ints, quotients
from scoring.bulk.marks import Full, Marks, awarded, deducted, full_or_nothing, moved, placed, worth
from scoring.points import ZERO
from scoring.rules import (
    AttendanceQuota,
    Discretionary,
    Ladder,
    Levels,
    PerOccurrence,
    Quota,
    Reads,
    ShareAttended,
    Shortfall,
    Threshold,
)


def occurrence(rule: PerOccurrence, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See PerOccurrence."""
    points = moved(rule.effect, _occurrences(rule, _own(rule, batch)) * rule.each, full)
    if not rule.needs:
        return Marks(points)
    return Marks(points.where(batch.read(rule.needs).touched(), Amounts.even((), 0)))


def _occurrences(rule: PerOccurrence, own: Batch) -> Amounts:
    if rule.per == "quantity":
        return own.once().quantities()
    if rule.per == "event":
        return Amounts.of(own.once().count())
    if rule.per == "month":
        return Amounts.of(own.keep(_first_of(_month_keys(own))).count())
    return Amounts.of(own.touched().astype(np.int64))


def _own(rule: PerOccurrence, batch: Batch) -> Batch:
    """The rows that are this rule's to count."""
    if not rule.unless and not rule.needs:
        return batch
    mine, theirs = _those(batch, rule.reads), _those(batch, rule.unless)
    if rule.per == "once":
        return batch.keep(mine & ~batch.mark(batch.cells[theirs])[batch.cells])
    keys = _month_keys(batch) if rule.per == "month" else _event_keys(batch)
    return batch.keep(mine & ~np.isin(keys, keys[theirs]))


def _those(batch: Batch, reads: Iterable[Reads]) -> Bools:
    reads = tuple(reads)
    return batch.those(lambda type_: lets_through(reads, type_))


def _month_keys(batch: Batch) -> Ints:
    """A number for each cell and month."""
    return batch.cells * MONTHS + month_numbers(batch.day)


def _event_keys(batch: Batch) -> Ints:
    """A number for each cell and event; rows that are events of their own have one each, below 0."""
    event = batch.event.astype(np.int64)
    return np.where(event > 0, batch.cells * (event.max(initial=0) + 1) + event, -1 - np.arange(len(batch)))


def _first_of(keys: Ints) -> Bools:
    chosen = np.zeros(len(keys), np.bool_)
    chosen[np.unique(keys, return_index=True)[1]] = True
    return chosen


def share(rule: ShareAttended, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See ShareAttended: only cells with something missed are looked at closely."""
    most = full_or_nothing(full)
    there = batch.those(lambda type_: type_.outcome in rule.attended)
    if there.all():
        return Marks(Amounts.even(batch.grid.size, most))
    missed = batch.mark(batch.cells[~there])
    close = missed[batch.cells]
    held, there = batch.keep(close), there[close]
    if rule.per == "month":
        spoilt = held.keep(~there)
        months, gone = held.keep(_first_of(_month_keys(held))), spoilt.keep(_first_of(_month_keys(spoilt)))
        all_, kept = months.count(), months.count() - gone.count()
    else:
        held = held.once(there.astype(np.int64))
        all_ = held.count()
        kept = held.keep(held.those(lambda type_: type_.outcome in rule.attended)).count()
    cells = np.flatnonzero(missed)
    return Marks(placed(batch, cells, quotients(kept[cells], all_[cells]) * most, elsewhere=most))


def shortfall(rule: Shortfall, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See Shortfall."""
    short = (Amounts.even((), rule.target) - batch.once().quantities()).at_least(0)
    return Marks(deducted(short.steps(rule.step) * rule.each, full), touched=batch.touched())


def discretionary(rule: Discretionary, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See Discretionary."""
    entered = _unexcused(rule, batch).once()
    points = Amounts.of(entered.quantity, batch.table.per).at_least(rule.least)
    points = points if rule.most is None else points.at_most(rule.most)
    counted = entered.greatest(points.units) if rule.per == "once" else entered.sums(points.units)
    return Marks(moved(rule.effect, Amounts.of(counted, points.per), full))


def _unexcused(rule: Discretionary, batch: Batch) -> Batch:
    """The rows of the cells in which nothing excuses."""
    if not rule.unless:
        return batch
    excused = batch.mark(batch.cells[_those(batch, rule.unless)])
    return batch.keep(~excused[batch.cells])


def ladder(rule: Ladder, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See Ladder: what lies above a step's start costs the step, less what the step before asks already."""
    count = batch.once().quantities()
    points, before = Amounts.even(batch.grid.size, 0), ZERO
    for step in rule.steps:
        lying = (count - Amounts.even((), step.from_ - 1)).at_least(0)
        points += lying * (step.each - before)
        before = step.each
    return Marks(moved(rule.effect, points, full))


def quota(rule: Quota, batch: Batch, full: Full, over: Bools) -> Marks:
    """See Quota."""
    lacks = Amounts.even(batch.grid.size, 0)
    for part in rule.parts:
        got = batch.read(part.reads).once().quantities()
        lacks -= (got - Amounts.even((), part.target)).at_most(0).steps(1)
    if rule.once:
        lacks = lacks.at_most(1)
    open_ = Amounts.even((), full_or_nothing(full))
    points = deducted(lacks * rule.each, full).where(np.append(np.repeat(over, batch.grid.members), True), open_)
    return Marks(points, touched=batch.touched())


def attendance_quota(rule: AttendanceQuota, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See AttendanceQuota."""
    there = batch.those(lambda type_: type_.outcome in rule.attended)
    once = batch.once(there.astype(np.int64))
    attended = once.keep(once.those(lambda type_: type_.outcome in rule.attended))
    short = Amounts.of(once.count()).at_most(rule.target) - Amounts.of(attended.count())
    return Marks(deducted(short.at_least(0) * rule.each, full))


def threshold(rule: Threshold, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See Threshold."""
    missed = Amounts.even((), rule.target).above(batch.once().quantities())
    return Marks(Amounts.even((), 0).where(missed, Amounts.even((), full_or_nothing(full))))


def levels(rule: Levels, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See Levels."""
    prices = dict(rule.points)
    dearest = batch.once(worth(batch, lambda type_: prices.get(type_.outcome, ZERO))[0])
    values, per = worth(dearest, lambda type_: prices.get(type_.outcome, ZERO))
    return Marks(awarded(Amounts.of(dearest.sums(values), per), full))
