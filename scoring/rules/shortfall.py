"""Points lost for each step below a target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts import ONE, Fact
from scoring.points import ZERO
from scoring.reasons import reason
from scoring.rules.base import Reads, Rule, RuleScore, cite, deducted, untouched
from scoring.rules.counting import amount


@dataclass(frozen=True, slots=True)
class Shortfall(Rule):
    """``each`` points for every complete ``step`` that the sum of quantities stays below ``target``.

    Nothing recorded means nothing asked: full points. A member who reached nothing has a fact with 0.
    """

    reads: tuple[Reads, ...]
    target: Decimal
    each: Decimal
    step: Decimal = ONE
    makes_up: ClassVar[bool] = True

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        if not facts:
            return untouched(full, starts_full=True)
        got = amount(facts)
        steps = max(ZERO, self.target - got) // self.step
        if not steps:
            why = reason("target_reached", got=got, target=self.target)
            return RuleScore(full or ZERO, (why,), cite(facts))
        loss, short = steps * self.each, self.target - got
        step, each = self.step, self.each
        why = reason("shortfall", got=got, target=self.target, short=short, step=step, each=each, sum=loss)
        return deducted(loss, full, [why], facts)
