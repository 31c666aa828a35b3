"""Occurrences that become dearer the more there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, awarded, deducted, untouched
from scoring.rules.counting import amount
from scoring.rules.occurrence import Effect


@dataclass(frozen=True, slots=True)
class Step:
    """From the ``from_``-th occurrence on (counted from 1), each is worth ``each`` points."""

    from_: Decimal
    each: Decimal


@dataclass(frozen=True, slots=True)
class Ladder(Rule):
    """The n-th occurrence of the unit costs or earns what the step that it lies on says.

    Those before the first step are free. A quantity is that many occurrences, an event is counted once;
    so only how many there are matters, and not in which order they came. Steps ascend.
    """

    effect: Effect
    reads: tuple[Reads, ...]
    steps: tuple[Step, ...]

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
        count, points, why = amount(facts), ZERO, list[Reason]()
        if free := self.steps[0].from_ - 1:
            why.append(reason("ladder_free", count=min(count, free), free=free))
        for step, lying in self._stood_on(count):
            points += lying * step.each
            why.append(
                reason(f"ladder_{self.effect}", start=step.from_, count=lying, each=step.each, sum=lying * step.each)
            )
        return (deducted if self.starts_full else awarded)(points, full, why, facts)

    def _stood_on(self, count: Decimal) -> Iterator[tuple[Step, Decimal]]:
        """The steps that so many occurrences reach, each with how many lie on it."""
        ends = [step.from_ - 1 for step in self.steps[1:]] + [count]
        for step, end in zip(self.steps, ends, strict=True):
            lying = min(count, end) - (step.from_ - 1)
            if lying > 0:
                yield step, lying
