"""Rule kinds: each a small frozen class that turns facts into points and says why."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from scoring.rules.base import Reads, Rule, RuleScore
from scoring.rules.discretionary import Discretionary
from scoring.rules.grade import GradePoints
from scoring.rules.occurrence import PerOccurrence
from scoring.rules.rate import RateSteps
from scoring.rules.share import ShareAttended
from scoring.rules.shortfall import Shortfall

RULE_KINDS: Final[Mapping[str, type[Rule]]] = MappingProxyType(
    {
        "occurrence": PerOccurrence,
        "share": ShareAttended,
        "shortfall": Shortfall,
        "rate": RateSteps,
        "grade": GradePoints,
        "discretionary": Discretionary,
    }
)

__all__ = [
    "RULE_KINDS",
    "Discretionary",
    "GradePoints",
    "PerOccurrence",
    "RateSteps",
    "Reads",
    "Rule",
    "RuleScore",
    "ShareAttended",
    "Shortfall",
]
