"""Points that an authorised assessor enters with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import reason
from scoring.rules.base import Reads, Rule, RuleScore, awarded, deducted, event_of, untouched
from scoring.rules.occurrence import Effect


@dataclass(frozen=True, slots=True)
class Discretionary(Rule):
    """The quantities are points; the item's or the section's bounds hold. One event counts once."""

    effect: Effect
    reads: tuple[Reads, ...]

    @property
    def starts_full(self) -> bool:  # type: ignore[override]
        """Deductions start full, awards at zero."""
        return self.effect == "deduct"

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        if not facts:
            return untouched(full, starts_full=self.starts_full)
        by_event: dict[str, Decimal] = {}
        for fact in facts:
            key = event_of(fact)
            by_event[key] = max(fact.quantity, by_event.get(key, ZERO))
        total = sum(by_event.values(), ZERO)
        why = [reason(f"discretionary_{self.effect}", count=len(by_event), sum=total)]
        return (deducted if self.starts_full else awarded)(total, full, why, facts)
