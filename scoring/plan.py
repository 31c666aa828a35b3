"""Which facts go to which items: a scheme's items indexed by what they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from scoring.card import ScoreLine
from scoring.facts import Fact
from scoring.items import UNITS, Item, Section
from scoring.periods import MONTHS_OF
from scoring.points import ZERO, settle
from scoring.reasons import Reason
from scoring.rules.base import Reads, RuleScore

MEMORIES: Final = 512
"""What is remembered of facts that were seen: a branch has a few dozen sorts, a hostile sheet any number."""

Piles = list[dict[int, list[Fact]]]


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item with its number in the scheme, and what it has in a unit and on a card without facts.

    ``idle`` is what it has in a unit that is over, ``idle_open`` in one that is not; they differ only
    where a rule waits for the unit's end. ``even`` when what it has without facts is the same in every unit
    and shared with no other item.
    """

    number: int
    item: Item
    idle: RuleScore
    idle_open: RuleScore
    idle_line: ScoreLine
    even: bool = True
    memo: dict[tuple[str, str, str, Decimal, bool], RuleScore] = field(default_factory=dict, compare=False)
    dated: dict[tuple[int, str], tuple[tuple[Reason, ...], tuple[Reason, ...]]] = field(
        default_factory=dict, compare=False
    )

    @classmethod
    def of(cls, number: int, item: Item) -> PlannedItem:
        """Score the item without facts once for all cards."""
        rule, full = item.rule, item.full
        idle = rule.score((), full)
        idle_open = rule.score((), full, over=False) if rule.waits else idle
        even = not (item.since or item.until or rule.waits or item.pool)
        return cls(number, item, idle, idle_open, line_of(item, idle), even)

    def score(self, facts: Sequence[Fact], *, over: bool) -> RuleScore:
        """What the rule gives. A lone fact gives the same as any other like it, which is most of a card."""
        if len(facts) > 1:
            return self.item.rule.score(facts, self.item.full, over=over)
        fact = facts[0]
        key = (fact.kind, fact.outcome, fact.detail, fact.quantity, over)
        known = self.memo.get(key)
        if known is None:
            if len(self.memo) >= MEMORIES:
                self.memo.clear()
            known = self.memo[key] = self.item.rule.score(facts, self.item.full, over=over)
        return RuleScore(
            known.points, known.reasons, (fact.id,) if known.fact_ids else (), known.bound_hit, known.pending
        )

    def idle_in(self, *, over: bool) -> RuleScore:
        """What it has in a unit without facts."""
        return self.idle if over else self.idle_open


def line_of(item: Item, score: RuleScore) -> ScoreLine:
    """The line of an item that has this in the only unit, or the same in each."""
    return ScoreLine(
        item.id,
        item.title,
        settle(score.points),
        item.full,
        score.bound_hit,
        score.fact_ids,
        score.reasons,
        item.article,
        score.pending,
        lost(item, score),
    )


def lost(item: Item, score: RuleScore) -> Decimal:
    """What the item took away, from 0: nothing where it only adds, or waits."""
    if score.pending or not item.rule.starts_full:
        return ZERO
    return (item.full or ZERO) - score.points


@dataclass(frozen=True, slots=True)
class Plan:
    """The index. ``readers`` maps kind and outcome to the items that read them, with their details.

    ``reach`` is the longest unit over which an item gathers more facts than those of its section's unit.
    """

    items: tuple[tuple[PlannedItem, ...], ...]
    readers: dict[tuple[str, str], tuple[tuple[int, int, frozenset[str]], ...]]
    reach: str
    size: int
    roads: dict[tuple[str, str, str], tuple[tuple[int, int], ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, sections: Sequence[Section]) -> Plan:
        """Index the items of these sections; ``items`` keeps them section by section."""
        numbers = iter(range(sum(len(section.items) for section in sections)))
        planned = tuple(tuple(PlannedItem.of(next(numbers), item) for item in section.items) for section in sections)
        readers: dict[tuple[str, str], list[tuple[int, int, frozenset[str]]]] = {}
        entries = [entry for section in planned for entry in section]
        for entry in entries:
            for key, details in _keys(entry.item.rule.sources):
                readers.setdefault(key, []).append((MONTHS_OF[entry.item.gather], entry.number, details))
        pairs = [(one.every, item.gather) for one in sections for item in one.items]
        spread = [gather for every, gather in pairs if MONTHS_OF[gather] > MONTHS_OF[every]]
        reach = max(spread, key=UNITS.index, default="month")
        return cls(planned, {key: tuple(found) for key, found in readers.items()}, reach, len(entries))

    def sort(self, facts: Iterable[Fact]) -> Piles:
        """Lay facts out by item number and by the number of the unit that they are gathered in."""
        piles: Piles = [{} for _ in range(self.size)]
        roads = self.roads
        for fact in facts:
            sort = (fact.kind, fact.outcome, fact.detail)
            road = roads.get(sort)
            if road is None:
                road = self._road(sort)
            if road:
                on = fact.on
                month = on.year * 12 + on.month - 1
                for months, number in road:
                    pile, unit = piles[number], month // months
                    if unit in pile:
                        pile[unit].append(fact)
                    else:
                        pile[unit] = [fact]
        return piles

    def _road(self, sort: tuple[str, str, str]) -> tuple[tuple[int, int], ...]:
        """The items that read facts of this kind, outcome and detail; kept for the next such fact."""
        kind, outcome, detail = sort
        readers = self.readers.get((kind, outcome), ())
        road = tuple((months, number) for months, number, details in readers if not details or detail in details)
        if len(self.roads) >= MEMORIES:
            self.roads.clear()
        self.roads[sort] = road
        return road


def _keys(sources: Iterable[Reads]) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    merged: dict[tuple[str, str], frozenset[str]] = {}
    for reads in sources:
        details = frozenset(reads.details)
        for outcome in reads.outcomes:
            key = (reads.kind, outcome)
            # No details at all lets every detail through, whatever else is read.
            whole = not details or (key in merged and not merged[key])
            merged[key] = frozenset() if whole else merged.get(key, frozenset()) | details
    yield from merged.items()
