"""Several prices in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.facts import ONE, Fact
from scoring.points import ZERO
from scoring.reasons import Param, Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, awarded, deducted, event_of, untouched
from scoring.rules.occurrence import Effect, Per


@dataclass(frozen=True, slots=True)
class Price:
    """``each`` points for each occurrence of what it reads; ``per`` as in PerOccurrence.

    With ``below``, the quantity is a figure, and one that is below it is an occurrence.
    """

    reads: tuple[Reads, ...]
    each: Decimal
    per: Per = "quantity"
    below: Decimal | None = None

    def charges(self, fact: Fact) -> bool:
        """Whether the fact has to pay it."""
        return any(reads.matches(fact) for reads in self.reads) and (self.below is None or fact.quantity < self.below)

    def size(self, fact: Fact) -> Decimal:
        """How many occurrences the fact is."""
        return fact.quantity if self.per == "quantity" else ONE


@dataclass(frozen=True, slots=True, order=True)
class _Charge:
    """What one event would pay by one price; of several the greatest holds, of equal ones the first listed."""

    cost: Decimal
    rank: int
    size: Decimal
    month: tuple[int, int]
    kind: str
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True)
class Tariff(Rule):
    """Each event pays the dearest of the prices that it meets, and no other.

    A price per month is paid once a month by what is of one kind, again by the dearest; a price ``once``
    is paid once in the unit. With ``looked_at`` it is pending until one of those facts or of the priced ones
    stands: nothing against it means nothing before somebody looked.
    """

    effect: Effect
    prices: tuple[Price, ...]
    looked_at: tuple[Reads, ...] = ()

    @property
    def starts_full(self) -> bool:  # type: ignore[override]
        """Deductions start full, awards at zero."""
        return self.effect == "deduct"

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return tuple(reads for price in self.prices for reads in price.reads) + self.looked_at

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        if self.looked_at and not facts:
            return RuleScore(ZERO, (Reason("pending_check"),), pending=True)
        paid = self._once_each(self._by_event(facts))
        if not paid:
            return untouched(full, starts_full=self.starts_full, looked_at=facts)
        counts: dict[tuple[int, str, str, str], Decimal] = {}
        for charge in paid:
            key = (-charge.rank, charge.kind, charge.outcome, charge.detail)
            counts[key] = counts.get(key, ZERO) + charge.size
        why = [self._reason(*key, counts[key]) for key in sorted(counts)]
        return (deducted if self.starts_full else awarded)(sum((one.cost for one in paid), ZERO), full, why, facts)

    def _by_event(self, facts: Sequence[Fact]) -> dict[str, _Charge]:
        """Each event with the dearest that it can pay."""
        dearest: dict[str, _Charge] = {}
        for number, price in enumerate(self.prices):
            for fact in filter(price.charges, facts):
                size = price.size(fact)
                month = (fact.on.year, fact.on.month)
                charge = _Charge(size * price.each, -number, size, month, fact.kind, fact.outcome, fact.detail)
                key = event_of(fact)
                dearest[key] = max(charge, dearest.get(key, charge))
        return dearest

    def _once_each(self, charges: dict[str, _Charge]) -> list[_Charge]:
        """The charges that stand after those of one month, or of one unit, became one."""
        paid: dict[object, _Charge] = {}
        for event, charge in charges.items():
            per = self.prices[-charge.rank].per
            key: object = event
            if per == "month":
                key = (charge.kind, charge.month)
            elif per == "once":
                key = charge.rank
            paid[key] = max(charge, paid.get(key, charge))
        return list(paid.values())

    def _reason(self, number: int, kind: str, outcome: str, detail: str, count: Decimal) -> Reason:
        price = self.prices[number]
        told: dict[str, Param] = {
            "kind": kind,
            "details": detail,
            "outcome": outcome,
            "count": count,
            "each": price.each,
            "sum": count * price.each,
        }
        if price.below is not None:
            return reason("deduct_below", **told, below=price.below)
        return reason(f"{self.effect}_priced", **told)
