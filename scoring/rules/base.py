"""What all rules share: which facts they read, what they answer, and what one event is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import ClassVar, Final, NamedTuple

from scoring.facts import Fact
from scoring.points import ZERO, settle
from scoring.reasons import Reason, reason


@dataclass(frozen=True, slots=True)
class Reads:
    """Facts of one kind with one of these outcomes; without details, whatever their detail is."""

    kind: str
    outcomes: tuple[str, ...]
    details: tuple[str, ...] = ()

    def matches(self, fact: Fact) -> bool:
        """Whether this is one of the facts that are read."""
        return (
            fact.kind == self.kind
            and fact.outcome in self.outcomes
            and (not self.details or fact.detail in self.details)
        )


class RuleScore(NamedTuple):  # a card makes dozens: a tuple is made three times as fast as a frozen dataclass
    """What a rule gives for one unit (a month, a quarter, a year) and why."""

    points: Decimal
    reasons: tuple[Reason, ...]
    fact_ids: tuple[str, ...] = ()
    bound_hit: bool = False
    pending: bool = False


class Rule(ABC):
    """One way to turn the facts of a unit into points.

    ``starts_full`` says whether an item without facts has its full points or none; ``waits``, whether what
    it gives without facts depends on the unit being over; ``needs_full``, whether it gives a part of the
    item's full points; ``makes_up``, whether what it took can be made up for while the unit lasts.
    """

    __slots__ = ()
    starts_full: ClassVar[bool] = True
    waits: ClassVar[bool] = False
    needs_full: ClassVar[bool] = False
    makes_up: ClassVar[bool] = False

    @property
    @abstractmethod
    def sources(self) -> tuple[Reads, ...]:
        """All facts that it looks at."""

    @abstractmethod
    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """Points of one unit from its facts, all of which the sources let through.

        ``full`` bounds the points; None leaves bounds to the section and makes deductions negative. The
        order of the facts is without meaning. ``over`` says that the unit has ended: before that nothing
        is charged for what can still be done.
        """

    def at_best(self, full: Decimal | None) -> Decimal | None:
        """The most that it can give in one unit; None where nothing but the section bounds it."""
        if full is not None:
            return full
        return ZERO if self.starts_full else None


_BY_DAY: Final = attrgetter("on", "id")


def event_of(fact: Fact) -> str:
    """What it must not be charged twice for: its event, or itself."""
    return fact.event or "#" + fact.id


def cite(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The ids of the facts, by day, so that the same facts always read the same."""
    if len(facts) == 1:
        return (facts[0].id,)
    return tuple([fact.id for fact in sorted(facts, key=_BY_DAY)])


def deducted(loss: Decimal, full: Decimal | None, why: list[Reason], facts: Sequence[Fact]) -> RuleScore:
    """Full points less the loss, never below 0; without a full, the bare loss for the section to bear."""
    if full is None:
        return RuleScore(-loss, tuple(why), cite(facts))
    if loss > full:
        why.append(reason("floored", floor=ZERO, raw=full - loss))
    return RuleScore(max(ZERO, full - loss), tuple(why), cite(facts), bound_hit=loss >= full)


def awarded(gain: Decimal, full: Decimal | None, why: list[Reason], facts: Sequence[Fact]) -> RuleScore:
    """The gain, at most full."""
    if full is None:
        return RuleScore(gain, tuple(why), cite(facts))
    if gain > full:
        why.append(reason("capped", cap=full, raw=settle(gain)))
    return RuleScore(min(gain, full), tuple(why), cite(facts), bound_hit=gain >= full)


def bounded(points: Decimal, full: Decimal | None, why: list[Reason], facts: Sequence[Fact]) -> RuleScore:
    """The points held within 0 and full; without a full as they are, negative ones too."""
    if full is not None and points > full:
        return awarded(points, full, why, facts)
    if full is not None and points < 0:
        why.append(reason("floored", floor=ZERO, raw=points))
        return RuleScore(ZERO, tuple(why), cite(facts), bound_hit=True)
    return RuleScore(points, tuple(why), cite(facts))


def untouched(full: Decimal | None, *, starts_full: bool, looked_at: Sequence[Fact] = ()) -> RuleScore:
    """What an item has when nothing was recorded that moves it."""
    cited = cite(looked_at)
    if not starts_full:
        return RuleScore(ZERO, (Reason("none_yet"),), cited)
    if full is None:
        return RuleScore(ZERO, (Reason("no_loss"),), cited)
    return RuleScore(full, (reason("full_kept", full=full),), cited)
