"""A grade given elsewhere, worth so many points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, cite


@dataclass(frozen=True, slots=True)
class GradePoints(Rule):
    """The latest grade counts; of two on one day, the lower. Not graded yet is pending, not zero."""

    reads: tuple[Reads, ...]
    points: tuple[tuple[str, Decimal], ...]

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        if not facts:
            return RuleScore(ZERO, (Reason("pending_assessment"),), pending=True)
        worth = dict(self.points)
        last = max(fact.on for fact in facts)
        points, grade = min((worth[fact.outcome], fact.outcome) for fact in facts if fact.on == last)
        return RuleScore(points, (reason("grade_points", grade=grade, points=points),), cite(facts))
