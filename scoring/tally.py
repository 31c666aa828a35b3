"""From facts laid out by item to the lines and sections of a card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from scoring.card import ScoreLine
from scoring.facts import Fact
from scoring.folding import Fold, UnitTally, exact, fold
from scoring.items import Item, Section
from scoring.lines import line_over, unit_label
from scoring.member import MemberProfile
from scoring.periods import MONTHS_OF
from scoring.plan import Piles, PlannedItem
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import RuleScore

Scores = dict[int, RuleScore]
Tallied = list[tuple[PlannedItem, Scores]]
Room = Mapping[int, Decimal]
_UNBOUNDED: Final[Room] = MappingProxyType({})
Hope = Callable[[Section, Item, RuleScore], RuleScore]


@dataclass(frozen=True, slots=True)
class Units:
    """The rated units of a card, numbered from year 0 in each length (2026-01 is month 2026 * 12).

    ``open_from`` is the first month that is not over, None when all are; ``cancelled`` maps the months
    whose points are cancelled to the facts that did it. ``hope`` replaces what items have in units that are
    not over.
    """

    by_length: Mapping[str, tuple[int, ...]]
    open_from: int | None = None
    cancelled: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    hope: Hope | None = None

    def over(self, unit: int, months: int) -> bool:
        """Whether the unit of so many months has ended."""
        return self.open_from is None or (unit + 1) * months <= self.open_from

    def ended(self, length: str) -> list[int]:
        """All units of this length in the card's period that are over, also those that are not rated."""
        longest, months = list(self.by_length)[-1], MONTHS_OF[length]
        several = MONTHS_OF[longest] // months
        inside = (unit * several + part for unit in self.by_length[longest] for part in range(several))
        return [unit for unit in inside if self.over(unit, months)]


@dataclass(frozen=True, slots=True)
class SectionTally:
    """A section before it is rounded for showing; ``exact`` is its points at full precision, of ``by_unit``.

    ``full`` is its bound in the card's period.
    """

    section: Section
    exact: Decimal
    lines: tuple[ScoreLine, ...]
    bound_hit: bool
    pending: bool
    reasons: tuple[Reason, ...]
    lost: Decimal
    by_unit: Mapping[int, UnitTally]
    full: Decimal | None


def tally_section(
    section: Section,
    planned: Sequence[PlannedItem],
    piles: Piles,
    units: Units,
    profile: MemberProfile,
    room: Room = _UNBOUNDED,
) -> SectionTally:
    """Score every item that applies in each unit of the section, bound each unit, and fold them.

    ``room`` is how much a section that only takes can take in a unit.
    """
    tallied: Tallied = [
        (entry, _score_item(entry, piles[entry.number], section, units))
        for entry in planned
        if profile.fits(entry.item.applies_to)
    ]
    if units.cancelled:
        _cancel(tallied, section, units)
    for pool in section.pools:
        _share_pool(pool.id, pool.full, tallied, units.by_length[section.every])
    by_unit = {unit: _in_unit(section, tallied, unit, units, room) for unit in units.by_length[section.every]}
    folded = fold(section, by_unit, units.ended(section.every) if section.combine == "sum" else ())
    lines = tuple(line_over(entry, scores, folded, section) for entry, scores in tallied)
    return _folded(section, by_unit, folded, lines)


def _score_item(entry: PlannedItem, pile: Mapping[int, Sequence[Fact]], section: Section, units: Units) -> Scores:
    """What the item has in each unit in which it is in force."""
    item, months = entry.item, MONTHS_OF[section.every]
    numbers: Sequence[int] = units.by_length[section.every]
    if item.since or item.until:
        numbers = [unit for unit in numbers if item.in_force(first_day(unit * months))]
    if MONTHS_OF[item.gather] < months:
        return {unit: _added_up(section, item, pile, unit, units) for unit in numbers}
    scores = dict.fromkeys(numbers, entry.idle)
    if item.rule.waits:
        scores = {unit: entry.idle_in(over=units.over(unit, months)) for unit in numbers}
    if item.gather == section.every:
        for unit in pile.keys() & scores:
            scores[unit] = item.rule.score(pile[unit], item.full, over=units.over(unit, months))
    else:
        _spread(item, pile, scores, MONTHS_OF[item.gather] // months, units)
    if units.hope:
        hope, over = units.hope, units.over
        scores = {unit: one if over(unit, months) else hope(section, item, one) for unit, one in scores.items()}
    return scores


def _spread(item: Item, pile: Mapping[int, Sequence[Fact]], scores: Scores, parts: int, units: Units) -> None:
    """Give the result of a longer unit to each of its parts."""
    for gathered, facts in pile.items():
        within = [unit for unit in range(gathered * parts, (gathered + 1) * parts) if unit in scores]
        if within:
            over = units.over(gathered, MONTHS_OF[item.gather])
            scores.update(dict.fromkeys(within, item.rule.score(facts, item.full, over=over)))


def _added_up(section: Section, item: Item, pile: Mapping[int, Sequence[Fact]], whole: int, units: Units) -> RuleScore:
    """What an item that gathers by shorter units than its section's has in those of a whole one, together."""
    length, points, pending, ids, why = MONTHS_OF[item.gather], ZERO, False, list[str](), list[Reason]()
    parts = MONTHS_OF[section.every] // length
    for unit in units.by_length[item.gather]:
        if unit // parts != whole:
            continue
        over = units.over(unit, length)
        score = item.rule.score(pile.get(unit, ()), None, over=over)
        score = units.hope(section, item, score) if units.hope and not over else score
        points, when = points + score.points, unit_label(unit * length, item.gather)
        pending |= score.pending
        ids += score.fact_ids
        why += [Reason(one.code, one.params, when) for one in score.reasons]
    return RuleScore(points, tuple(why), tuple(ids), pending=pending)


def first_day(month: int) -> date:
    """The first day of a month that is counted from year 0."""
    return date(month // 12, month % 12 + 1, 1)


def _cancel(tallied: Tallied, section: Section, units: Units) -> None:
    """Leave nothing in the units that a fact cancels."""
    for unit in units.by_length[section.every]:
        facts = units.cancelled.get(unit * MONTHS_OF[section.every])
        if facts is not None:
            nothing = RuleScore(ZERO, (reason("cancelled"),), facts, bound_hit=True)
            for _, scores in tallied:
                scores[unit] = nothing


def _share_pool(pool: str, cap: Decimal, tallied: Tallied, numbers: Sequence[int]) -> None:
    """Fill the cap in the order of the items; what no longer fits is taken from the later ones."""
    members = [scores for entry, scores in tallied if entry.item.pool == pool]
    for unit in numbers:
        inside = [scores for scores in members if unit in scores]
        raw = sum((scores[unit].points for scores in inside), ZERO)
        if raw <= cap:
            continue
        left, why = cap, reason("pool_capped", pool=pool, cap=cap, raw=raw)
        for scores in inside:
            score = scores[unit]
            points = min(score.points, left)
            left -= points
            if points < score.points:
                scores[unit] = replace(score, points=points, reasons=(*score.reasons, why), bound_hit=True)


def _in_unit(section: Section, tallied: Tallied, unit: int, units: Units, room: Room) -> UnitTally:
    """Sum a unit up and hold it within the section's bounds."""
    if unit * MONTHS_OF[section.every] in units.cancelled:
        return UnitTally(ZERO, ZERO)
    here = [(entry, scores[unit]) for entry, scores in tallied if unit in scores]
    start = section.full if section.starts == "full" and section.full is not None else ZERO
    raw = sum((score.points for _, score in here), start)
    low, high = _bounds(section, room.get(unit))
    points = raw if low is None else max(low, raw)
    points = points if high is None else min(high, points)
    if not any(score.pending for _, score in here):
        return UnitTally(points, raw)
    empty = all(score.pending for entry, score in here if entry.idle.pending)
    return UnitTally(points, raw, True, empty)


def _bounds(section: Section, room: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if section.starts == "minus":
        return max((-most for most in (section.full, room) if most is not None), default=None), ZERO
    return ZERO, section.full


def _folded(
    section: Section, by_unit: Mapping[int, UnitTally], folded: Fold, lines: tuple[ScoreLine, ...]
) -> SectionTally:
    """A section that waits for a ballot has 0; otherwise its points, and every unit in which a bound held it."""
    full = folded.full_of(section.full)
    if folded.pending:
        return SectionTally(section, ZERO, lines, False, True, (), ZERO, by_unit, full)
    points = exact(folded, by_unit)
    reasons = tuple(_held(section, by_unit, folded))
    emptied = section.starts == "full" and not points
    lost = sum((line.lost for line in lines), ZERO)
    if section.starts == "full" and section.full is not None:
        lost = folded.of(sum((section.full - by_unit[unit].points for unit in folded.units), ZERO))
    return SectionTally(section, points, lines, emptied or bool(reasons), False, reasons, lost, by_unit, full)


def _held(section: Section, by_unit: Mapping[int, UnitTally], folded: Fold) -> Iterator[Reason]:
    """Name each unit whose sum went past a bound of the section."""
    for unit in folded.units:
        tally = by_unit[unit]
        when = "" if len(by_unit) == 1 else unit_label(unit * MONTHS_OF[section.every], section.every)
        if tally.raw < tally.points:
            floor = reason("floored", floor=tally.points, raw=tally.raw)
            yield Reason(floor.code, floor.params, when)
        elif tally.raw > tally.points:
            cap = reason("capped", cap=tally.points, raw=tally.raw)
            yield Reason(cap.code, cap.params, when)
