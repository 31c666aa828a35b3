"""From facts laid out by item to the lines and sections of a card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from scoring.card import ScoreLine
from scoring.cards.folding import Fold, UnitTally, exact, fold
from scoring.cards.lines import Cells, line_over, unit_label
from scoring.facts import Fact
from scoring.items import Item, Section
from scoring.member import MemberProfile
from scoring.periods import MONTHS_OF
from scoring.plan import Piles, PlannedItem
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.rules.base import RuleScore

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


class Tallied(NamedTuple):
    """An item and what it has in the units of its section."""

    entry: PlannedItem
    cells: Cells


_SILENT: Final = Cells({})  # nobody writes into what has no pool while nothing is cancelled


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
    tallied = _score_items(section, planned, piles, units, profile)
    if units.cancelled:
        _cancel(tallied, section, units)
    for pool in section.pools:
        _share_pool(pool.id, pool.full, tallied, units.by_length[section.every])
    by_unit = _by_unit(section, tallied, units, room)
    folded = fold(section, by_unit, units.ended(section.every) if section.combine == "sum" else ())
    lines = tuple([line_over(entry, cells, folded, section) for entry, cells in tallied])
    return _folded(section, by_unit, folded, lines)


def _score_items(
    section: Section, planned: Sequence[PlannedItem], piles: Piles, units: Units, profile: MemberProfile
) -> list[Tallied]:
    """Every item that applies, most of which have nothing to tell."""
    found, silent = list[Tallied](), not units.hope and not units.cancelled
    for entry in planned:
        applies_to, pile = entry.item.applies_to, piles[entry.number]
        if applies_to and not profile.fits(applies_to):
            continue
        if silent and not pile and entry.even:
            found.append(Tallied(entry, _SILENT))
        else:
            found.append(_score_item(entry, pile, section, units))
    return found


def _score_item(entry: PlannedItem, pile: Mapping[int, Sequence[Fact]], section: Section, units: Units) -> Tallied:
    """What the item has where that is not what it has without facts."""
    item, months = entry.item, MONTHS_OF[section.every]
    numbers: Sequence[int] = units.by_length[section.every]
    if not entry.even or units.hope or MONTHS_OF[item.gather] < months:
        return Tallied(entry, Cells(_score_each(entry, pile, section, units), dense=True))
    if not pile:
        return Tallied(entry, Cells({}))
    if item.gather == section.every:
        over = units.over
        return Tallied(
            entry, Cells({unit: entry.score(pile[unit], over=over(unit, months)) for unit in numbers if unit in pile})
        )
    cells = dict.fromkeys(numbers, entry.idle)
    _spread(entry, pile, cells, MONTHS_OF[item.gather] // months, units)
    return Tallied(entry, Cells(cells))


def _score_each(
    entry: PlannedItem, pile: Mapping[int, Sequence[Fact]], section: Section, units: Units
) -> dict[int, RuleScore]:
    """What the item has in each unit in which it is in force."""
    item, months = entry.item, MONTHS_OF[section.every]
    numbers: Sequence[int] = units.by_length[section.every]
    if item.since or item.until:
        numbers = [unit for unit in numbers if item.in_force(first_day(unit * months))]
    if MONTHS_OF[item.gather] < months:
        return {unit: _added_up(section, item, pile, unit, units) for unit in numbers}
    cells = {unit: entry.idle_in(over=units.over(unit, months)) for unit in numbers}
    _spread(entry, pile, cells, MONTHS_OF[item.gather] // months, units)
    if units.hope:
        hope, over = units.hope, units.over
        cells = {unit: one if over(unit, months) else hope(section, item, one) for unit, one in cells.items()}
    return cells


def _spread(
    entry: PlannedItem, pile: Mapping[int, Sequence[Fact]], cells: dict[int, RuleScore], parts: int, units: Units
) -> None:
    """Give the result of what was gathered to each of its parts."""
    for gathered, facts in pile.items():
        within = [unit for unit in range(gathered * parts, (gathered + 1) * parts) if unit in cells]
        if within:
            over = units.over(gathered, MONTHS_OF[entry.item.gather])
            cells.update(dict.fromkeys(within, entry.score(facts, over=over)))


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


def _cancel(tallied: Sequence[Tallied], section: Section, units: Units) -> None:
    """Leave nothing in the units that a fact cancels."""
    for unit in units.by_length[section.every]:
        facts = units.cancelled.get(unit * MONTHS_OF[section.every])
        if facts is not None:
            nothing = RuleScore(ZERO, (reason("cancelled"),), facts, bound_hit=True)
            for _, cells in tallied:
                cells.told[unit] = nothing


def _share_pool(pool: str, cap: Decimal, tallied: Sequence[Tallied], numbers: Sequence[int]) -> None:
    """Fill the cap in the order of the items; what no longer fits is taken from the later ones."""
    members = [cells.told for entry, cells in tallied if entry.item.pool == pool]
    for unit in numbers:
        inside = [told for told in members if unit in told]
        raw = sum((told[unit].points for told in inside), ZERO)
        if raw <= cap:
            continue
        left, why = cap, reason("pool_capped", pool=pool, cap=cap, raw=raw)
        for told in inside:
            score = told[unit]
            points = min(score.points, left)
            left -= points
            if points < score.points:
                told[unit] = score._replace(points=points, reasons=(*score.reasons, why), bound_hit=True)


def _by_unit(section: Section, tallied: Sequence[Tallied], units: Units, room: Room) -> dict[int, UnitTally]:
    """Sum each unit up and hold it within the section's bounds.

    What an item has without facts is added once for all units; where it has something else, the difference.
    """
    quiet = section.full if section.starts == "full" and section.full is not None else ZERO
    waits, telling = 0, list[Tallied]()
    for one in tallied:
        if not one.cells.dense:
            quiet += one.entry.idle.points
            waits += one.entry.idle.pending
        if one.cells.told:
            telling.append(one)
    numbers = units.by_length[section.every]
    raw, waiting, due = dict.fromkeys(numbers, quiet), dict.fromkeys(numbers, waits), dict.fromkeys(numbers, waits)
    for entry, cells in telling:
        idle, dense = entry.idle, cells.dense
        for unit, score in cells.told.items():
            raw[unit] += score.points if dense else score.points - idle.points
            waiting[unit] += score.pending if dense else score.pending - idle.pending
            due[unit] += dense and idle.pending
    months = MONTHS_OF[section.every]
    return {
        unit: UnitTally(ZERO, ZERO)
        if unit * months in units.cancelled
        else _held_within(section, raw[unit], room.get(unit), waiting[unit], due[unit])
        for unit in numbers
    }


def _held_within(section: Section, raw: Decimal, room: Decimal | None, waiting: int, due: int) -> UnitTally:
    low, high = _bounds(section, room)
    points = raw if low is None or low <= raw else low
    points = points if high is None or points <= high else high
    return UnitTally(points, raw, waiting > 0, 0 < waiting >= due)


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
