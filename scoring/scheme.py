"""A scheme: sections of items with one rule each, its grading, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from scoring.errors import WrongPeriod
from scoring.grading import Grading
from scoring.items import UNITS, Item, Section, Unit
from scoring.ladder import Ladder
from scoring.member import MemberProfile
from scoring.periods import Period, enclosing
from scoring.plan import Plan, PlannedItem
from scoring.rules.base import Reads
from scoring.rules.occurrence import PerOccurrence
from scoring.settings import Setting
from scoring.text import Text

Cycle = Unit
Subject = Literal["member", "branch", "unit"]


@dataclass(frozen=True, slots=True)
class Source:
    """The document that a scheme comes from."""

    document: str
    title: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of the year by which the branch has something done."""

    id: str
    title: Text
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list that a branch may change, such as the reverse items of an appraisal."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class SectionSum:
    """A named sum of sections, for gates, alerts and tie-breaks."""

    id: str
    title: Text
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cancel:
    """A ground on which all points of a cycle's unit are cancelled: such a fact, in ``months`` months running."""

    reads: tuple[Reads, ...]
    months: int = 1


@dataclass(frozen=True, slots=True)
class CardPeriod:
    """How a scheme scores a period: the days whose facts count, and the last day looked at."""

    period: Period
    covers: Period
    as_of: date


@dataclass(frozen=True, slots=True)
class ClaimableItem:
    """What a member may claim: ``each`` for one time, event or point, at most ``cap`` in a unit.

    ``pool_cap`` is the cap that it shares with the items of the same ``pool``.
    """

    item_id: str
    section_id: str
    title: Text
    each: Decimal
    per: str
    every: Unit
    cap: Decimal | None
    pool: str = ""
    pool_cap: Decimal | None = None


@dataclass(frozen=True)
class Scheme:
    """One set of assessment rules as it stands from ``since`` on; never changed, only succeeded.

    ``before`` is what it was until a branch changed it on ``changed_on``.
    """

    id: str
    title: Text
    source: Source
    since: date
    cycle: Cycle
    sections: tuple[Section, ...]
    grading: Grading
    notes: tuple[Text, ...] = ()
    calendar: tuple[Deadline, ...] = ()
    reverse_items: tuple[Choice, ...] = ()
    publication_working_days: int = 0
    publication_days: int = 0
    subject: Subject = "member"
    behaviours: tuple[Choice, ...] = ()
    totals: tuple[SectionSum, ...] = ()
    cancel: tuple[Cancel, ...] = ()
    settings: tuple[Setting, ...] = ()
    total_full: Decimal | None = None
    scale_to: Decimal | None = None
    ladder: Ladder | None = None
    before: Scheme | None = None
    changed_on: date = date.min

    def items(self) -> Iterator[tuple[Section, Item]]:
        """Every item with its section, in the order of the scheme."""
        for section in self.sections:
            for item in section.items:
                yield section, item

    def card_period(self, period: Period) -> CardPeriod:
        """How this period is scored; WrongPeriod when it is not a month, quarter, half or year.

        A period shorter than the cycle is scored as its cycle up to that period's end.
        """
        if not period.name:
            raise WrongPeriod(f"{self.id} scores a month, quarter, half or year, not {period.label}")
        names: list[str] = list(UNITS)
        covers = enclosing(period.start, max(self.cycle, period.name, key=names.index))
        return CardPeriod(period, covers, period.last)

    def claimable_items(self, profile: MemberProfile | None = None) -> tuple[ClaimableItem, ...]:
        """What a member may claim, with what one claim is worth; everything claimable without a profile."""
        return tuple(
            _claimable(section, item)
            for section, item in self.items()
            if item.claimable
            and (profile is None or (profile.fits(section.applies_to) and profile.fits(item.applies_to)))
        )

    def on(self, day: date) -> Scheme:
        """The scheme as it stood on a day, before later changes of the branch to its grading and sections."""
        return self.before.on(day) if self.before is not None and day < self.changed_on else self

    def facts_from(self, period: Period) -> date:
        """The first day whose facts a card of this period may need: of its year, or of a run that reaches into it."""
        year = enclosing(period.start, "year")
        longest = max((ground.months - 1 for ground in self.cancel), default=0)
        first = year.start.year * 12 - longest
        return date(first // 12, first % 12 + 1, 1)

    @cached_property
    def tallied(self) -> tuple[tuple[Section, tuple[PlannedItem, ...]], ...]:
        """The sections with their items in the order of scoring: those that only take, from the others, come last."""
        pairs = zip(self.sections, self.plan.items, strict=True)
        return tuple(sorted(pairs, key=lambda pair: pair[0].starts == "minus"))

    @cached_property
    def spans(self) -> dict[Any, Any]:
        """Room for `scoring.cards.span` to keep what is the same for all who were here all along."""
        return {}

    @cached_property
    def plan(self) -> Plan:
        """Which facts go to which items; worked out once for a scheme."""
        return Plan.of(self.sections)


def _claimable(section: Section, item: Item) -> ClaimableItem:
    caps = {pool.id: pool.full for pool in section.pools}
    each = item.rule.each if isinstance(item.rule, PerOccurrence) else Decimal(1)
    per = item.rule.per if isinstance(item.rule, PerOccurrence) else "quantity"
    return ClaimableItem(
        item.id,
        section.id,
        item.title,
        each,
        per,
        section.every,
        item.full,
        item.pool,
        caps.get(item.pool),
    )
