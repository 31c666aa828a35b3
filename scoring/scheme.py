"""A scheme: sections of items with one rule each, its grading, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from scoring.errors import WrongPeriod
from scoring.grading import Grading
from scoring.item_codec import add_local_items
from scoring.items import Every, Item, Section
from scoring.periods import Period, enclosing
from scoring.plan import Plan
from scoring.rules.occurrence import PerOccurrence
from scoring.text import Text

Cycle = Literal["month", "year"]


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
    every: Every
    cap: Decimal | None
    pool: str = ""
    pool_cap: Decimal | None = None


@dataclass(frozen=True)
class Scheme:
    """One set of assessment rules as it stands from ``since`` on; never changed, only succeeded."""

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

    def items(self) -> Iterator[tuple[Section, Item]]:
        """Every item with its section, in the order of the scheme."""
        for section in self.sections:
            for item in section.items:
                yield section, item

    def card_period(self, period: Period) -> CardPeriod:
        """How this period is scored; WrongPeriod when it is not a month, quarter, half or year.

        A yearly scheme scores the year up to the period's end.
        """
        if not period.name:
            raise WrongPeriod(f"{self.id} scores a month, quarter, half or year, not {period.label}")
        if self.cycle == "year":
            return CardPeriod(period, enclosing(period.start, "year"), period.last)
        return CardPeriod(period, period, period.last)

    def claimable_items(self, category: str | None = None) -> tuple[ClaimableItem, ...]:
        """What a member may claim, with what one claim is worth; all categories when none is given."""
        return tuple(
            _claimable(section, item)
            for section, item in self.items()
            if item.claimable and (category is None or not item.applies_to or category in item.applies_to)
        )

    def with_local_items(self, text: str, where: str = "local items") -> Scheme:
        """Add a branch's own items, given as TOML ``[[items]]`` that name their section.

        Raises SchemeFaults with everything that is wrong in them.
        """
        return replace(self, sections=add_local_items(self.sections, text, where))

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
