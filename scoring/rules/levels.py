"""Honours by level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import reason
from scoring.rules.base import Reads, Rule, RuleScore, awarded, event_of, untouched


@dataclass(frozen=True, slots=True)
class Levels(Rule):
    """Each event counts once, whatever its quantity, at the dearest of its levels."""

    starts_full: ClassVar[bool] = False

    reads: tuple[Reads, ...]
    points: tuple[tuple[str, Decimal], ...]

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        if not facts:
            return untouched(full, starts_full=False)
        worth, dearest = dict(self.points), dict[str, tuple[Decimal, str, str]]()
        for fact in facts:
            key, level = event_of(fact), (worth[fact.outcome], fact.kind, fact.outcome)
            dearest[key] = max(level, dearest.get(key, level))
        won = sorted(Counter(dearest.values()).items(), reverse=True)
        why = [
            reason("award_each", kind=kind, outcome=outcome, count=times, each=each, sum=times * each)
            for (each, kind, outcome), times in won
        ]
        return awarded(sum((times * each for (each, _, _), times in won), ZERO), full, why, facts)
