"""A mark that somebody gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, cite
from scoring.rules.counting import latest

CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Mark(Rule):
    """The latest mark, held within ``least`` and full; of two on one day, the lower.

    Once there is a corrected mark, only corrected ones count. Without a mark it is pending, not zero.
    """

    starts_full: ClassVar[bool] = False

    reads: tuple[Reads, ...]
    least: Decimal = ZERO

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        if not facts:
            return RuleScore(ZERO, (Reason("pending_mark"),), pending=True)
        corrected = [fact for fact in facts if fact.outcome == CORRECTED]
        given = min(fact.quantity for fact in latest(corrected or facts))
        why = [reason("mark_corrected" if corrected else "mark_given", points=given)]
        points = max(given, self.least)
        if points > given:
            why.append(reason("raised_to_least", entered=given, least=self.least))
        if full is not None and points > full:
            points = full
            why.append(reason("held_to_most", entered=given, most=full))
        return RuleScore(points, tuple(why), cite(facts), bound_hit=points != given)
