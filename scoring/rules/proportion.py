"""Full points times a result that was reached elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, awarded
from scoring.rules.counting import latest


@dataclass(frozen=True, slots=True)
class Proportion(Rule):
    """Full times the latest percentage (of two on one day the lower), at most full; pending without one."""

    starts_full: ClassVar[bool] = False
    needs_full: ClassVar[bool] = True

    reads: tuple[Reads, ...]

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule; it needs a full, which the loader sees to."""
        if not facts:
            return RuleScore(ZERO, (Reason("pending_result"),), pending=True)
        most, percent = full or ZERO, min(fact.quantity for fact in latest(facts))
        return awarded(most * percent / 100, most, [reason("proportion", percent=percent, full=most)], facts)
