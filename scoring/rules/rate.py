"""Points lost for each complete step that a rate of votes stays below 100 %."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, cite, deducted


@dataclass(frozen=True, slots=True)
class RateSteps(Rule):
    """``each`` points for every complete ``step`` percentage points below 100 % of valid votes.

    ``good`` are the outcomes that count as passed. Without a vote it is pending, not zero.
    """

    reads: tuple[Reads, ...]
    good: tuple[str, ...]
    step: Decimal
    each: Decimal

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule; the division is by whole steps, so no rate is ever rounded."""
        valid = sum((fact.quantity for fact in facts), ZERO)
        if not valid:
            return RuleScore(ZERO, (Reason("pending_ballot"),), cite(facts), pending=True)
        passed = sum((fact.quantity for fact in facts if fact.outcome in self.good), ZERO)
        steps = 100 * (valid - passed) // (self.step * valid)
        loss = steps * self.each
        why = reason("pass_rate", passed=passed, valid=valid, steps=steps, step=self.step, each=self.each, sum=loss)
        return deducted(loss, full, [why], facts)
