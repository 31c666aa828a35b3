"""Full points times the share attended of what was held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from scoring.details import LEAVES
from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import reason
from scoring.rules.base import Reads, Rule, RuleScore, cite

ShareOf = Literal["event", "month"]


@dataclass(frozen=True, slots=True)
class ShareAttended(Rule):
    """Nothing held counts full; several held give the share attended.

    ``reads`` lists all outcomes, ``attended`` those that count as having been there; approved leave, being
    free, is among them. When one event has several facts, the best counts. ``per`` month takes months for
    events: one counts as attended when all its facts do.
    """

    reads: tuple[Reads, ...]
    attended: tuple[str, ...]
    per: ShareOf = "event"
    needs_full: ClassVar[bool] = True

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule; an item by share needs a full, which the loader sees to."""
        most = full or ZERO
        if not facts:
            return RuleScore(most, (reason("not_held_counts_full", full=most),))
        if self.per == "month":
            return self._by_month(facts, most)
        # The best of an event counts; leave is told beside it.
        there: dict[str, bool] = {}
        leave, attended = set(), self.attended
        for fact in facts:
            event = fact.event or "#" + fact.id
            there[event] = fact.outcome in attended or there.get(event, False)
            if fact.outcome in LEAVES:
                leave.add(event)
        held, came = len(there), sum(there.values())
        points = most if came == held else most * came / held
        why = reason("share_attended", attended=came, held=held, full=most)
        if leave:
            why = reason("share_with_leave", attended=came, held=held, leave=len(leave), full=most)
        return RuleScore(points, (why,), cite(facts), bound_hit=not came)

    def _by_month(self, facts: Sequence[Fact], most: Decimal) -> RuleScore:
        months = {(fact.on.year, fact.on.month) for fact in facts}
        spoilt = {(fact.on.year, fact.on.month) for fact in facts if fact.outcome not in self.attended}
        kept = len(months) - len(spoilt)
        why = reason("share_of_months", kept=kept, months=len(months), full=most)
        points = most if not spoilt else most * kept / len(months)
        return RuleScore(points, (why,), cite(facts), bound_hit=not kept)
