"""The line of an item over the units that count: points, facts, and its reasons with their months."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from scoring.card import ScoreLine
from scoring.cards.folding import Fold
from scoring.items import Section
from scoring.periods import MONTHS_OF
from scoring.plan import MEMORIES, PlannedItem, line_of, lost
from scoring.points import ZERO, settle
from scoring.reasons import Reason
from scoring.rules.base import RuleScore

Told = Sequence[tuple[int, RuleScore]]


class Cells(NamedTuple):
    """What an item has by unit: where nothing is told, what it has without facts, or nothing when ``dense``."""

    told: dict[int, RuleScore]
    dense: bool = False


def line_over(entry: PlannedItem, cells: Cells, folded: Fold, section: Section) -> ScoreLine:
    """Fold an item's units as its section's are."""
    told, idle = cells.told, entry.idle
    if not told and not cells.dense:
        return _idle_line(entry, folded)
    counted = [(unit, told[unit]) for unit in folded.units if unit in told]
    if not folded.reasons and len(folded.units) == len(counted) == 1:
        return _line_of_one(entry, *counted[0], section)
    worth = _told_once(entry, counted)
    quiet = 0 if cells.dense else len(folded.units) - len(counted)
    if not worth and folded.divisor == len(counted) + quiet and folded.times == 1:
        return entry.idle_line
    item = entry.item
    return ScoreLine(
        item.id,
        item.title,
        settle(folded.of(sum([score.points for _, score in counted], idle.points * quiet))),
        folded.full_of(item.full),
        any(score.bound_hit for _, score in worth),
        tuple([fact_id for _, score in worth for fact_id in score.fact_ids]),
        _reasons(entry, worth, section) + folded.reasons,
        item.article,
        bool(quiet and idle.pending) or any(score.pending for _, score in counted),
        settle(folded.of(sum([lost(item, score) for _, score in counted], ZERO))),
    )


def _idle_line(entry: PlannedItem, folded: Fold) -> ScoreLine:
    """The line of an item without anything to tell in any unit."""
    count = len(folded.units)
    if folded.times == 1 and folded.divisor == count:
        return entry.idle_line
    points = settle(folded.of(entry.idle.points * count))
    return entry.idle_line._replace(
        points=points, full=folded.full_of(entry.item.full), reasons=entry.idle.reasons + folded.reasons
    )


def _line_of_one(entry: PlannedItem, unit: int, score: RuleScore, section: Section) -> ScoreLine:
    """The line of an item in the only unit that counts."""
    if score is entry.idle:
        return entry.idle_line
    if entry.item.gather != section.every:
        when = unit_label(unit * MONTHS_OF[section.every], entry.item.gather)
        score = score._replace(reasons=_dated(entry, score.reasons, when))
    return line_of(entry.item, score)


def _told_once(entry: PlannedItem, counted: Told) -> Told:
    """Each result that has something to say, with its first unit: the months of a quarter share one."""
    told: list[tuple[int, RuleScore]] = []
    for unit, score in counted:
        if score is not entry.idle and not (told and told[-1][1] is score):
            told.append((unit, score))
    return told


def _reasons(entry: PlannedItem, told: Told, section: Section) -> tuple[Reason, ...]:
    """The item's reasons, each with the unit that it is about."""
    if not told:
        return entry.idle.reasons
    gather, months = entry.item.gather, MONTHS_OF[section.every]
    reasons: list[Reason] = []
    for unit, score in told:
        reasons += _dated(entry, score.reasons, unit_label(unit * months, gather))
    return tuple(reasons)


def _dated(entry: PlannedItem, reasons: tuple[Reason, ...], when: str) -> tuple[Reason, ...]:
    """The reasons with their unit; one that names a shorter unit already keeps it.

    What the item remembers of lone facts comes again and again, so that what was dated is kept as well.
    """
    key = (id(reasons), when)
    known = entry.dated.get(key)
    if known is None or known[0] is not reasons:
        if len(entry.dated) >= MEMORIES:
            entry.dated.clear()
        made = tuple([Reason(why.code, why.params, why.when or when) for why in reasons])
        known = entry.dated[key] = (reasons, made)
    return known[1]


@lru_cache(maxsize=1024)
def unit_label(month: int, unit: str) -> str:
    """The label of the unit that a month, counted from year 0, lies in: 2026-07, 2026-Q3, 2026-H2, 2026."""
    year, number = divmod(month, 12)
    if unit == "month":
        return f"{year}-{number + 1:02}"
    if unit == "quarter":
        return f"{year}-Q{number // 3 + 1}"
    return f"{year}-H{number // 6 + 1}" if unit == "half" else str(year)
