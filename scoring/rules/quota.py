"""At least so many in a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar

from scoring.facts import ONE, Fact
from scoring.points import ZERO
from scoring.reasons import Param, Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, cite, deducted
from scoring.rules.counting import amount, named, read_by


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things of which there must be ``target``."""

    reads: tuple[Reads, ...]
    target: Decimal


@dataclass(frozen=True, slots=True)
class Quota(Rule):
    """Each one short of a part's target costs ``each``; with ``once`` any lack costs ``each`` once.

    What is begun and not whole is short. Nothing is charged before the unit is over: until then the
    reasons tell how far it is.
    """

    waits: ClassVar[bool] = True
    makes_up: ClassVar[bool] = True

    parts: tuple[Part, ...]
    each: Decimal
    once: bool = False

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return tuple(reads for part in self.parts for reads in part.reads)

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        lacks, why = ZERO, list[Reason]()
        for part in self.parts:
            got = amount(read_by(part.reads, facts))
            short = max(ZERO, part.target - got).to_integral_value(ROUND_CEILING)
            lacks += short
            why.append(self._reason(part, got, short, over=over))
        if not over:
            return RuleScore(full or ZERO, tuple(why), cite(facts))
        if lacks and self.once:
            why.append(reason("quota_once", sum=self.each))
        times = min(lacks, ONE) if self.once else lacks
        return deducted(times * self.each, full, why, facts)

    def _reason(self, part: Part, got: Decimal, short: Decimal, *, over: bool) -> Reason:
        params: dict[str, Param] = {**named(part.reads[0]), "got": got, "target": part.target}
        if not short:
            return reason("quota_reached", **params)
        if not over:
            return reason("quota_so_far_once" if self.once else "quota_so_far", **params, each=self.each)
        if self.once:
            return reason("quota_lacks", **params)
        return reason("quota_short", **params, short=short, each=self.each, sum=short * self.each)
