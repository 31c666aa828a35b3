"""A grade given elsewhere, worth so many points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, bounded
from scoring.rules.counting import latest

Ungraded = Literal["pending", "zero"]


@dataclass(frozen=True, slots=True)
class GradePoints(Rule):
    """The latest grade counts; of two on one day, the lower.

    Not graded yet is pending, not zero, unless ``ungraded`` says that it is. Without a full, points may be
    negative.
    """

    starts_full: ClassVar[bool] = False

    reads: tuple[Reads, ...]
    points: tuple[tuple[str, Decimal], ...]
    ungraded: Ungraded = "pending"

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def at_best(self, full: Decimal | None) -> Decimal | None:
        """The best grade, or none at all where that is worth 0."""
        best = max(points for _, points in self.points)
        if self.ungraded == "zero":
            best = max(best, ZERO)
        return best if full is None else min(best, full)

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        if not facts and self.ungraded == "zero":
            return RuleScore(ZERO, (Reason("ungraded_zero"),))
        if not facts:
            return RuleScore(ZERO, (Reason("pending_assessment"),), pending=True)
        worth = dict(self.points)
        points, grade = min((worth[fact.outcome], fact.outcome) for fact in latest(facts))
        return bounded(points, full, [reason("grade_points", grade=grade, points=points)], facts)
