"""A criterion that somebody looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads, Rule, RuleScore, cite
from scoring.rules.counting import amount, latest

MET, HALF_MET, MISSING = "met", "half_met", "missing"
MARK = "mark"


@dataclass(frozen=True, slots=True)
class Check(Rule):
    """Met gives full, half met ``half`` (without it half of full), any other verdict 0.

    The latest verdict counts, of two on one day the lower. Where ``each`` is given, an outcome of
    ``missing`` is no verdict but takes ``each`` for every one that is missing from what there is, down to
    0; alone it stands for a criterion that is otherwise met. A mark that is read is a verdict too, worth its
    points up to full. Not looked at is pending, not zero.
    """

    starts_full: ClassVar[bool] = False
    needs_full: ClassVar[bool] = True

    reads: tuple[Reads, ...]
    each: Decimal = ZERO
    missing: tuple[str, ...] = (MISSING,)
    half: Decimal | None = None

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule; it needs a full, which the loader sees to."""
        if not facts:
            return RuleScore(ZERO, (Reason("pending_check"),), pending=True)
        lacking = [fact for fact in facts if self.each and fact.outcome in self.missing]
        points, verdict = self._verdict([fact for fact in facts if fact not in lacking], full or ZERO)
        why = [verdict]
        count = amount(lacking)
        loss = count * self.each
        if loss:
            why.append(reason("check_missing", count=count, each=self.each, sum=loss))
        if loss > points:
            why.append(reason("floored", floor=ZERO, raw=points - loss))
        return RuleScore(max(ZERO, points - loss), tuple(why), cite(facts), bound_hit=bool(loss) and loss >= points)

    def _verdict(self, facts: Sequence[Fact], full: Decimal) -> tuple[Decimal, Reason]:
        """What the criterion has before anything missing is taken."""
        if not facts:
            return full, reason("check_met", points=full)
        points, code = min(self._worth(fact, full) for fact in latest(facts))
        return points, reason(code, points=points)

    def _worth(self, fact: Fact, full: Decimal) -> tuple[Decimal, str]:
        """The points of one verdict, and the reason's code."""
        if fact.kind == MARK:
            return min(fact.quantity, full), "mark_given"
        half = full / 2 if self.half is None else self.half
        return {MET: (full, "check_met"), HALF_MET: (half, "check_half_met")}.get(fact.outcome, (ZERO, "check_unmet"))
