"""Which facts go to which items: a scheme's items indexed by what they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scoring.card import ScoreLine
from scoring.facts import Fact
from scoring.items import Item, Section
from scoring.points import settle
from scoring.rules.base import Reads, RuleScore


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item with its number in the scheme, and what it has in a unit and on a card without facts."""

    number: int
    item: Item
    idle: RuleScore
    idle_line: ScoreLine

    @classmethod
    def of(cls, number: int, item: Item) -> PlannedItem:
        """Score the item without facts once for all cards."""
        idle = item.rule.score((), item.full)
        points = settle(idle.points)
        return cls(
            number,
            item,
            idle,
            ScoreLine(item.id, item.title, points, item.full, False, (), idle.reasons, item.article, idle.pending),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The index. ``readers`` maps kind and outcome to the items that read them, with their details."""

    items: tuple[tuple[PlannedItem, ...], ...]
    readers: dict[tuple[str, str], tuple[tuple[Item, int, frozenset[str]], ...]]

    @classmethod
    def of(cls, sections: Sequence[Section]) -> Plan:
        """Index the items of these sections; ``items`` keeps them section by section."""
        numbers = iter(range(sum(len(section.items) for section in sections)))
        planned = tuple(tuple(PlannedItem.of(next(numbers), item) for item in section.items) for section in sections)
        readers: dict[tuple[str, str], list[tuple[Item, int, frozenset[str]]]] = {}
        for entry in (entry for section in planned for entry in section):
            for key, details in _keys(entry.item.rule.sources):
                readers.setdefault(key, []).append((entry.item, entry.number, details))
        return cls(planned, {key: tuple(found) for key, found in readers.items()})

    def sort(self, facts: Iterable[Fact]) -> dict[int, dict[int, list[Fact]]]:
        """Lay facts out by item number and by the number of the unit that they are gathered in."""
        piles: dict[int, dict[int, list[Fact]]] = {}
        readers = self.readers
        for fact in facts:
            for item, number, details in readers.get((fact.kind, fact.outcome), ()):
                if details and fact.detail not in details:
                    continue
                unit = unit_number(fact.on.year * 12 + fact.on.month - 1, item.gather)
                piles.setdefault(number, {}).setdefault(unit, []).append(fact)
        return piles


def unit_number(month_number: int, unit: str) -> int:
    """The number of the month, quarter or year that a month (counted from year 0) lies in."""
    if unit == "month":
        return month_number
    return month_number // 3 if unit == "quarter" else month_number // 12


def _keys(sources: Iterable[Reads]) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    for reads in sources:
        for outcome in reads.outcomes:
            yield (reads.kind, outcome), frozenset(reads.details)
