"""The points of a line worked out from what its reasons say, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from scoring import Reason, ScoreLine
from scoring.items import Item
from scoring.rules import Mark

Told = Mapping[str, str]

FOLDED = {"mean_of_units", "sum_of_units", "latest_of_units", "best_of_units", "scaled_up", "pool_capped"}
"""Reasons after which a line is one of several units, which this does not take apart."""


def _points(told: Told) -> Decimal:
    return Decimal(told["points"])


def _full(told: Told) -> Decimal:
    return Decimal(told["full"])


def _nothing(_told: Told) -> Decimal:
    return Decimal(0)


WHOLE: Mapping[str, Callable[[Told], Decimal]] = {
    "full_kept": _full,
    "not_held_counts_full": _full,
    "share_attended": lambda told: _full(told) * Decimal(told["attended"]) / Decimal(told["held"]),
    "share_with_leave": lambda told: _full(told) * Decimal(told["attended"]) / Decimal(told["held"]),
    "share_of_months": lambda told: _full(told) * Decimal(told["kept"]) / Decimal(told["months"]),
    "threshold_reached": _full,
    "threshold_missed": _nothing,
    "tier_at_least": _points,
    "tier_above": _points,
    "tier_missed": _points,
    "grade_points": _points,
    "mark_given": _points,
    "mark_corrected": _points,
    "mean_rating": lambda told: _full(told) * Decimal(told["mean"]) / Decimal(told["out_of"]),
    "proportion": lambda told: _full(told) * min(Decimal(100), Decimal(told["percent"])) / 100,
    "check_met": _points,
    "check_half_met": _points,
    "check_unmet": _points,
    "cancelled": _nothing,
    "capped": lambda told: Decimal(told["cap"]),
    "floored": lambda told: Decimal(told["floor"]),
}
"""What a line has when it says this, whatever it said before."""

ADDS = {"award_each", "award_once", "award_priced", "ladder_award", "discretionary_award"}
TAKES = {
    "deduct_each",
    "deduct_once",
    "deduct_priced",
    "deduct_below",
    "ladder_deduct",
    "discretionary_deduct",
    "shortfall",
    "quota_short",
    "quota_once",
    "attended_short",
    "pass_rate",
    "check_missing",
}


def explained(line: ScoreLine, item: Item) -> Decimal | None:
    """The points; None for a line that waits or is folded from several units."""
    if line.pending or any(why.code in FOLDED or why.when for why in line.reasons):
        return None
    points = (item.full or Decimal(0)) if item.rule.starts_full else Decimal(0)
    for why in line.reasons:
        points = _held(points, why) if isinstance(item.rule, Mark) else _after(points, why)
    return points


def _held(points: Decimal, why: Reason) -> Decimal:
    """A mark that is held within its bounds; entries of an assessor are summed as they were held."""
    bound = {"raised_to_least": "least", "held_to_most": "most"}.get(why.code)
    return Decimal(why.params[bound]) if bound else _after(points, why)


def _after(points: Decimal, why: Reason) -> Decimal:
    if why.code in WHOLE:
        return WHOLE[why.code](why.params)
    amount = Decimal(why.params.get("sum", "0"))
    return points + amount if why.code in ADDS else points - amount if why.code in TAKES else points
