"""Points by the tier that a measure reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scoring.facts import ONE, Fact
from scoring.points import ZERO, settle
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, bounded, cite, untouched
from scoring.rules.counting import amount, latest

Of = Literal["latest", "sum", "mean", "share"]
Unmeasured = Literal["pending", "full"]


@dataclass(frozen=True, slots=True)
class Tier:
    """``points`` for a measure of ``at_least`` so much, or ``above`` it; exactly one of the two is given."""

    points: Decimal
    at_least: Decimal | None = None
    above: Decimal | None = None

    @property
    def bound(self) -> Decimal:
        """Where it begins, itself included or not."""
        return next(bound for bound in (self.at_least, self.above, ZERO) if bound is not None)

    def reached_by(self, parts: Decimal, whole: Decimal) -> bool:
        """Whether parts / whole is in it or higher; compared without a division, so never rounded."""
        if self.above is not None:
            return parts > self.above * whole
        return parts >= self.bound * whole


@dataclass(frozen=True, slots=True)
class Tiers(Rule):
    """The first tier that is reached counts; tiers descend, below all of them it gives ``otherwise``.

    The measure is ``of`` the latest figure (of two on one day the lower), the sum of the quantities (an
    event once), their mean (each fact is a head), or the share in percent that the quantities of the
    ``good`` outcomes have in all. Without anything to measure it is pending, not zero, or ``full`` where only
    what was measured can take something away.
    """

    reads: tuple[Reads, ...]
    of: Of
    tiers: tuple[Tier, ...]
    good: tuple[str, ...] = ()
    otherwise: Decimal = ZERO
    unmeasured: Unmeasured = "pending"

    @property
    def starts_full(self) -> bool:  # type: ignore[override]
        """Whether there are full points to lose before anything is measured."""
        return self.unmeasured == "full"

    @property
    def needs_full(self) -> bool:  # type: ignore[override]
        """Full points cannot be had without a full."""
        return self.unmeasured == "full"

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def at_best(self, full: Decimal | None) -> Decimal | None:
        """The dearest tier, which may be less than full."""
        best = max(self.otherwise, *(tier.points for tier in self.tiers))
        return best if full is None else min(best, full)

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        parts, whole = self._measure(facts)
        if not whole and self.unmeasured == "full":
            return untouched(full, starts_full=True, looked_at=facts)
        if not whole:
            return RuleScore(ZERO, (Reason("pending_result"),), cite(facts), pending=True)
        measure = settle(parts / whole)
        for tier in self.tiers:
            if tier.reached_by(parts, whole):
                code = "tier_at_least" if tier.above is None else "tier_above"
                why = reason(code, measure=measure, bound=tier.bound, points=tier.points)
                return bounded(tier.points, full, [why], facts)
        why = reason("tier_missed", measure=measure, bound=self.tiers[-1].bound, points=self.otherwise)
        return bounded(self.otherwise, full, [why], facts)

    def _measure(self, facts: Sequence[Fact]) -> tuple[Decimal, Decimal]:
        """The measure as a fraction; its lower part is 0 when there is nothing to measure."""
        if not facts:
            return ZERO, ZERO
        if self.of == "latest":
            return min(fact.quantity for fact in latest(facts)), ONE
        if self.of == "sum":
            return amount(facts), ONE
        everything = sum((fact.quantity for fact in facts), ZERO)
        if self.of == "mean":
            return everything, Decimal(len(facts))
        return 100 * sum((fact.quantity for fact in facts if fact.outcome in self.good), ZERO), everything
