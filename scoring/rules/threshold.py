"""All or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import reason
from scoring.rules.base import Reads, Rule, RuleScore, cite
from scoring.rules.counting import amount


@dataclass(frozen=True, slots=True)
class Threshold(Rule):
    """Full when the quantities of the unit together reach ``target``, otherwise 0. An event counts once."""

    starts_full: ClassVar[bool] = False
    needs_full: ClassVar[bool] = True

    reads: tuple[Reads, ...]
    target: Decimal

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule; it needs a full, which the loader sees to."""
        most, got = full or ZERO, amount(facts)
        if got < self.target:
            return RuleScore(ZERO, (reason("threshold_missed", got=got, target=self.target, full=most),), cite(facts))
        return RuleScore(most, (reason("threshold_reached", got=got, target=self.target, full=most),), cite(facts))
