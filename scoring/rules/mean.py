"""The mean of what many heads gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts import Fact
from scoring.points import ZERO, settle
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, awarded


@dataclass(frozen=True, slots=True)
class MeanRating(Rule):
    """The mean of all ratings scaled from ``out_of`` to full, each fact being one head that counts equally.

    Without a rating it is pending, not zero.
    """

    starts_full: ClassVar[bool] = False
    needs_full: ClassVar[bool] = True

    reads: tuple[Reads, ...]
    out_of: Decimal

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule; it needs a full, which the loader sees to."""
        if not facts:
            return RuleScore(ZERO, (Reason("pending_rating"),), pending=True)
        most, given = full or ZERO, sum((fact.quantity for fact in facts), ZERO)
        mean = settle(given / len(facts))
        why = [reason("mean_rating", count=len(facts), mean=mean, out_of=self.out_of, full=most)]
        return awarded(most * given / (self.out_of * len(facts)), most, why, facts)
