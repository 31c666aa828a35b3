"""As many attended as asked for, or as were held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import reason
from scoring.rules.base import Reads, Rule, RuleScore, cite, deducted, event_of, untouched


@dataclass(frozen=True, slots=True)
class AttendanceQuota(Rule):
    """Each one attended less than ``target``, or than were held when fewer, costs ``each``.

    ``reads`` lists all outcomes, ``attended`` those that count as having been there. When one event has
    several facts, the best counts. Since what was not held is never asked, it charges without waiting.
    """

    reads: tuple[Reads, ...]
    attended: tuple[str, ...]
    target: Decimal
    each: Decimal
    makes_up: ClassVar[bool] = True

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        if not facts:
            return untouched(full, starts_full=True)
        held = len({event_of(fact) for fact in facts})
        there = len({event_of(fact) for fact in facts if fact.outcome in self.attended})
        asked = min(self.target, Decimal(held))
        short = asked - there
        if short <= 0:
            why = reason("attended_enough", attended=there, asked=asked, held=held)
            return RuleScore(full or ZERO, (why,), cite(facts))
        loss = short * self.each
        why = reason("attended_short", attended=there, asked=asked, held=held, short=short, each=self.each, sum=loss)
        return deducted(loss, full, [why], facts)
