"""Rules in short Chinese and English sentences, made from their data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from scoring.rules import (
    AttendanceQuota,
    Check,
    Discretionary,
    GradePoints,
    Ladder,
    Levels,
    Mark,
    MeanRating,
    PerOccurrence,
    Proportion,
    Quota,
    RateSteps,
    Rule,
    ShareAttended,
    Shortfall,
    Tariff,
    Threshold,
    Tiers,
)
from scoring.telling.counts import attendance_share, discretionary, ladder, occurrence, tariff
from scoring.telling.results import check, grade_points, levels, mark, mean_rating, proportion, rate_steps
from scoring.telling.targets import attendance_quota, quota, shortfall, threshold, tiers
from scoring.text import Text

# The key is the class of the argument, which the type of a mapping cannot say.
_SENTENCES: Final[Mapping[type[Rule], Callable[[Any, str], Text]]] = {
    PerOccurrence: occurrence,
    Tariff: tariff,
    Ladder: ladder,
    ShareAttended: attendance_share,
    Shortfall: shortfall,
    Quota: quota,
    AttendanceQuota: attendance_quota,
    Threshold: threshold,
    Tiers: tiers,
    RateSteps: rate_steps,
    GradePoints: grade_points,
    Levels: levels,
    Mark: mark,
    MeanRating: mean_rating,
    Proportion: proportion,
    Discretionary: discretionary,
    Check: check,
}


def describe_rule(rule: Rule, item_id: str = "") -> Text:
    """Say what a rule does, without a full stop; ``item_id`` goes without saying where facts name it.

    Bounds are the item's and the section's, not the rule's. KeyError for a kind of rule that nobody
    describes, which a test makes impossible.
    """
    return _SENTENCES[type(rule)](rule, item_id)
