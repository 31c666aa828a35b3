"""Rules that read a result, over all cells at once; each says what its class in `scoring.rules` says."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np

from scoring.bulk.batch import Batch
from scoring.bulk.exact import Amounts, Bools, Ints, quotients
from scoring.bulk.marks import Full, Marks, awarded, bounded, deducted, full_or_nothing, latest, lowest, placed, worth
from scoring.points import ZERO
from scoring.rules import Check, GradePoints, Mark, MeanRating, Proportion, RateSteps, Tiers
from scoring.rules.check import HALF_MET, MARK, MET
from scoring.rules.mark import CORRECTED
from scoring.rules.tiers import Tier


def rate(rule: RateSteps, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See RateSteps."""
    valid = batch.quantities()
    failed = valid - batch.keep(batch.those(lambda type_: type_.outcome in rule.good)).quantities()
    held = np.flatnonzero(valid.units)
    steps = _whole_quotients(failed.take(held) * 100, valid.take(held) * rule.step)
    loss = placed(batch, held, steps * rule.each)
    return Marks(deducted(loss, full), pending=valid.units == 0)


def _whole_quotients(left: Amounts, right: Amounts) -> Amounts:
    tops, bottoms = left.times(right.per), right.times(left.per)
    return Amounts.of(tops // bottoms)


def grade(rule: GradePoints, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See GradePoints."""
    last, prices = latest(batch), dict(rule.points)
    cells, points = lowest(last, *worth(last, lambda type_: prices.get(type_.outcome, ZERO)))
    pending = ~batch.touched() if rule.ungraded == "pending" else None
    return Marks(placed(batch, cells, bounded(points, full)), pending)


def mark(rule: Mark, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See Mark."""
    is_corrected = batch.those(lambda type_: type_.outcome == CORRECTED)
    corrected = batch.mark(batch.cells[is_corrected])
    last = latest(batch.keep(is_corrected | ~corrected[batch.cells]))
    cells, given = lowest(last, last.quantity, batch.table.per)
    return Marks(placed(batch, cells, awarded(given.at_least(rule.least), full)), ~batch.touched())


def mean(rule: MeanRating, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See MeanRating."""
    most, cells = full_or_nothing(full), np.flatnonzero(batch.touched())
    given = quotients(batch.sums(batch.quantity)[cells], batch.count()[cells])
    points = given * (Fraction(most) / Fraction(rule.out_of) / batch.table.per)
    return Marks(placed(batch, cells, awarded(points, most)), ~batch.touched())


def proportion(_rule: Proportion, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See Proportion."""
    most, last = full_or_nothing(full), latest(batch)
    cells, percent = lowest(last, last.quantity, batch.table.per * 100)
    return Marks(placed(batch, cells, awarded(percent * most, most)), ~batch.touched())


def tiers(rule: Tiers, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See Tiers."""
    cells, parts, whole = _measure(rule, batch)
    points = Amounts.even(len(cells), rule.otherwise)
    for tier in reversed(rule.tiers):
        points = Amounts.even((), tier.points).where(_reached(tier, parts, whole), points)
    if rule.unmeasured == "full":
        return Marks(placed(batch, cells, bounded(points, full), elsewhere=full_or_nothing(full)))
    pending = np.ones(batch.grid.size, np.bool_)
    pending[cells] = False
    return Marks(placed(batch, cells, bounded(points, full)), pending)


def _reached(tier: Tier, parts: Amounts, whole: Amounts) -> Bools:
    bound = whole * tier.bound
    return parts.above(bound) if tier.above is not None else ~bound.above(parts)


def _measure(rule: Tiers, batch: Batch) -> tuple[Ints, Amounts, Amounts]:
    """The cells that have a measure, and it as a fraction."""
    cells = np.flatnonzero(batch.touched())
    if rule.of == "latest":
        last = latest(batch)
        return *lowest(last, last.quantity, batch.table.per), Amounts.even((), 1)
    if rule.of == "sum":
        return cells, batch.once().quantities().take(cells), Amounts.even((), 1)
    if rule.of == "mean":
        return cells, batch.quantities().take(cells), Amounts.of(batch.count()[cells])
    everything = batch.quantities()
    cells = np.flatnonzero(everything.units)
    good = batch.keep(batch.those(lambda type_: type_.outcome in rule.good)).quantities()
    return cells, good.take(cells) * 100, everything.take(cells)


def check(rule: Check, batch: Batch, full: Full, _over: Bools) -> Marks:
    """See Check."""
    most = full_or_nothing(full)
    lacking = batch.those(lambda type_: bool(rule.each) and type_.outcome in rule.missing)
    last = latest(batch.keep(~lacking))
    verdicts = _verdicts(rule, last, most)
    cells, verdict = lowest(last, verdicts.units, verdicts.per)
    loss = batch.keep(lacking).once().quantities() * rule.each
    points = placed(batch, cells, verdict, elsewhere=most) - loss
    return Marks(points.at_least(0), ~batch.touched(), batch.touched())


def _verdicts(rule: Check, batch: Batch, most: Decimal) -> Amounts:
    """What each row gives: a mark its points, any other verdict what that is worth."""
    values = {MET: most, HALF_MET: most / 2 if rule.half is None else rule.half}
    by_type = Amounts.of(*worth(batch, lambda type_: values.get(type_.outcome, ZERO)))
    marked = batch.those(lambda type_: type_.kind == MARK)
    return Amounts.of(batch.quantity, batch.table.per).at_most(most).where(marked, by_type)
