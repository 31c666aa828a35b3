"""So many points for each thing that happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scoring.facts import ONE, Fact
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, awarded, cite, deducted, event_of, untouched
from scoring.rules.counting import named, read_by

Effect = Literal["deduct", "award"]
Per = Literal["quantity", "event", "month", "once"]


@dataclass(frozen=True, slots=True)
class PerOccurrence(Rule):
    """``each`` points per occurrence, taken from the full points or added from zero.

    ``per`` says what one occurrence is: ``quantity`` counts the quantities, ``event`` counts events
    whatever their quantity (an afternoon's service, not its hours), ``month`` at most one a month,
    ``once`` at most one in the unit. Facts of one event are one occurrence, with the largest quantity.
    ``unless`` facts take the occurrence (the event, or the month) over: another item charges it. With
    ``needs`` it gives 0 until one of those facts stands in the unit; they are not counted themselves.
    """

    effect: Effect
    reads: tuple[Reads, ...]
    each: Decimal
    per: Per = "quantity"
    unless: tuple[Reads, ...] = ()
    needs: tuple[Reads, ...] = ()

    @property
    def starts_full(self) -> bool:  # type: ignore[override]
        """Deductions start full, awards at zero."""
        return self.effect == "deduct"

    @property
    def sources(self) -> tuple[Reads, ...]:
        """What it counts, what takes its occurrences over, and what must be there."""
        return self.reads + self.unless + self.needs

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule; facts past a bound are cited, so that a member sees that none was lost."""
        if self.needs and not read_by(self.needs, facts):
            return self._nothing_without(facts)
        if not facts:
            return untouched(full, starts_full=self.starts_full)
        own, taken_over = self._split(facts)
        sums = self._occurrences(own)
        points, why = ZERO, list[Reason]()
        for kind, outcome in sorted(sums):
            count = sums[kind, outcome]
            points += count * self.each
            why.append(self._reason(kind, outcome, count))
        if taken_over:
            why.append(reason("charged_elsewhere" if self.starts_full else "award_barred", count=taken_over))
        elif not own:
            return untouched(full, starts_full=self.starts_full, looked_at=facts if self.needs else ())
        cited = facts if self.needs else own or facts
        return (deducted if self.starts_full else awarded)(points, full, why, cited)

    def _nothing_without(self, facts: Sequence[Fact]) -> RuleScore:
        need = self.needs[0]
        return RuleScore(ZERO, (reason("nothing_without", **named(need), outcome=need.outcomes[0]),), cite(facts))

    def _split(self, facts: Sequence[Fact]) -> tuple[Sequence[Fact], int]:
        """The facts that are this rule's to count, and how many occurrences another item took over."""
        if not self.unless and not self.needs:
            return facts, 0
        theirs = {self._key(fact) for fact in read_by(self.unless, facts)}
        mine = read_by(self.reads, facts)
        own = [fact for fact in mine if self._key(fact) not in theirs]
        return own, len({self._key(fact) for fact in mine} & theirs)

    def _key(self, fact: Fact) -> object:
        if self.per == "once":
            return None
        return (fact.on.year, fact.on.month) if self.per == "month" else event_of(fact)

    def _occurrences(self, facts: Sequence[Fact]) -> dict[tuple[str, str], Decimal]:
        """How many occurrences there are of each kind and outcome; each occurrence has one of them."""
        if self.per in ("quantity", "event") and not any(fact.event for fact in facts):
            return self._each_by_itself(facts)
        found: dict[object, tuple[Decimal, str, str]] = {}
        for fact in facts:
            size = fact.quantity if self.per == "quantity" else ONE
            key, entry = self._key(fact), (size, fact.kind, fact.outcome)
            if key not in found or entry > found[key]:
                found[key] = entry
        sums: dict[tuple[str, str], Decimal] = {}
        for size, kind, outcome in found.values():
            sums[kind, outcome] = sums.get((kind, outcome), ZERO) + size
        return sums

    def _each_by_itself(self, facts: Sequence[Fact]) -> dict[tuple[str, str], Decimal]:
        """The same where no two facts are of one event, which is the most of them."""
        sums: dict[tuple[str, str], Decimal] = {}
        by_quantity = self.per == "quantity"
        for fact in facts:
            key = fact.kind, fact.outcome
            sums[key] = sums.get(key, ZERO) + (fact.quantity if by_quantity else ONE)
        return sums

    def _reason(self, kind: str, outcome: str, count: Decimal) -> Reason:
        if self.per == "once":
            return reason(f"{self.effect}_once", kind=kind, outcome=outcome, sum=self.each)
        total = count * self.each
        return reason(f"{self.effect}_each", kind=kind, outcome=outcome, count=count, each=self.each, sum=total)
