"""Rules in short Chinese and English sentences, made from their data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from scoring.describe_counts import attendance_share, discretionary, occurrence, shortfall
from scoring.describe_results import grade_points, rate_steps
from scoring.rules import (
    Discretionary,
    GradePoints,
    PerOccurrence,
    RateSteps,
    Rule,
    ShareAttended,
    Shortfall,
)
from scoring.text import Text

# The key is the class of the argument, which the type of a mapping cannot say.
_SENTENCES: Final[Mapping[type[Rule], Callable[[Any, str], Text]]] = {
    PerOccurrence: occurrence,
    ShareAttended: attendance_share,
    Shortfall: shortfall,
    RateSteps: rate_steps,
    GradePoints: grade_points,
    Discretionary: discretionary,
}


def describe_rule(rule: Rule, item_id: str = "") -> Text:
    """Say what a rule does, without a full stop; ``item_id`` goes without saying where facts name it.

    Bounds are the item's and the section's, not the rule's. KeyError for a kind of rule that nobody
    describes, which a test makes impossible.
    """
    return _SENTENCES[type(rule)](rule, item_id)
