"""Points that an authorised assessor enters with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, awarded, deducted, untouched
from scoring.rules.counting import named, read_by, sizes
from scoring.rules.occurrence import Effect

PerEntry = Literal["event", "once"]


@dataclass(frozen=True, slots=True)
class Discretionary(Rule):
    """The quantities are points; the item's or the section's bounds hold. One event counts once.

    What is entered for one event is held within ``least`` and ``most``. With ``per`` once, only the highest
    entry of the unit counts: the bounds are those of the whole item. An ``unless`` fact excuses from the item:
    while one stands in the unit, nothing that was entered counts.
    """

    effect: Effect
    reads: tuple[Reads, ...]
    least: Decimal = ZERO
    most: Decimal | None = None
    unless: tuple[Reads, ...] = ()
    per: PerEntry = "event"

    @property
    def starts_full(self) -> bool:  # type: ignore[override]
        """Deductions start full, awards at zero."""
        return self.effect == "deduct"

    @property
    def sources(self) -> tuple[Reads, ...]:
        """What is entered, and what excuses from it."""
        return self.reads + self.unless

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        if not facts:
            return untouched(full, starts_full=self.starts_full)
        if excuses := read_by(self.unless, facts):
            return self._excused(excuses, facts, full)
        entered = sorted(sizes(facts).values())[-1 if self.per == "once" else 0 :]
        counted = [self._held(points) for points in entered]
        total = sum((points for points, _ in counted), ZERO)
        why = [reason(f"discretionary_{self.effect}", count=len(counted), sum=total)]
        why += [held for _, held in counted if held is not None]
        return (deducted if self.starts_full else awarded)(total, full, why, facts)

    def _excused(self, excuses: Sequence[Fact], facts: Sequence[Fact], full: Decimal | None) -> RuleScore:
        excuse = next(one for one in self.unless if read_by([one], excuses))
        why = reason("excused", **named(excuse), outcome=excuse.outcomes[0])
        return untouched(full, starts_full=self.starts_full, looked_at=facts)._replace(reasons=(why,))

    def _held(self, points: Decimal) -> tuple[Decimal, Reason | None]:
        """What counts of the points entered for one event, and why that is not what was entered."""
        if points < self.least:
            return self.least, reason("raised_to_least", entered=points, least=self.least)
        if self.most is not None and points > self.most:
            return self.most, reason("held_to_most", entered=points, most=self.most)
        return points, None
