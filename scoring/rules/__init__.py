"""Rule kinds: each a small frozen class that turns facts into points and says why."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from scoring.rules.attendance_quota import AttendanceQuota
from scoring.rules.base import Reads, Rule, RuleScore
from scoring.rules.check import Check
from scoring.rules.discretionary import Discretionary
from scoring.rules.grade import GradePoints
from scoring.rules.ladder import Ladder, Step
from scoring.rules.levels import Levels
from scoring.rules.mark import Mark
from scoring.rules.mean import MeanRating
from scoring.rules.occurrence import PerOccurrence
from scoring.rules.proportion import Proportion
from scoring.rules.quota import Part, Quota
from scoring.rules.rate import RateSteps
from scoring.rules.share import ShareAttended
from scoring.rules.shortfall import Shortfall
from scoring.rules.tariff import Price, Tariff
from scoring.rules.threshold import Threshold
from scoring.rules.tiers import Tier, Tiers

RULE_KINDS: Final[Mapping[str, type[Rule]]] = MappingProxyType(
    {
        "occurrence": PerOccurrence,
        "tariff": Tariff,
        "ladder": Ladder,
        "share": ShareAttended,
        "shortfall": Shortfall,
        "quota": Quota,
        "attendance_quota": AttendanceQuota,
        "threshold": Threshold,
        "tiers": Tiers,
        "rate": RateSteps,
        "grade": GradePoints,
        "levels": Levels,
        "mark": Mark,
        "mean": MeanRating,
        "proportion": Proportion,
        "discretionary": Discretionary,
        "check": Check,
    }
)

__all__ = [
    "RULE_KINDS",
    "AttendanceQuota",
    "Check",
    "Discretionary",
    "GradePoints",
    "Ladder",
    "Levels",
    "Mark",
    "MeanRating",
    "Part",
    "PerOccurrence",
    "Price",
    "Proportion",
    "Quota",
    "RateSteps",
    "Reads",
    "Rule",
    "RuleScore",
    "ShareAttended",
    "Shortfall",
    "Step",
    "Tariff",
    "Threshold",
    "Tier",
    "Tiers",
]
