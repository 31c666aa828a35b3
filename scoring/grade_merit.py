"""Points by name, and what orders members in a ranking."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from scoring.card import ScoreCard
from scoring.grade_case import GradingCase
from scoring.points import ZERO
from scoring.scheme import Scheme

TOTAL: Final = "total"
DEDUCTED: Final = "deducted"
ADMITTED: Final = "admitted"


def sections_of(scheme: Scheme, name: str) -> frozenset[str]:
    """The sections behind a name: all that the ``total`` consists of, those of a named sum, or the one with this id."""
    if name == TOTAL:
        return frozenset(section.id for section in scheme.sections if not section.beside)
    named = {total.id: frozenset(total.sections) for total in scheme.totals}
    return named.get(name, frozenset((name,)))


def points_of(card: ScoreCard, scheme: Scheme, name: str) -> Decimal:
    """Points of the total, of a named sum or of a section; sections that the card has not count 0."""
    if name == TOTAL:
        return card.total
    wanted = sections_of(scheme, name)
    return sum((section.points for section in card.sections if section.id in wanted), ZERO)


def waits_for(card: ScoreCard, scheme: Scheme, name: str) -> bool:
    """Whether one of the sections behind the name still waits for an appraisal or a ballot."""
    wanted = sections_of(scheme, name)
    return any(section.pending for section in card.sections if section.id in wanted)


def merit_of(case: GradingCase, scheme: Scheme) -> tuple[Decimal, ...]:
    """The total, then each declared tie-break; more is better throughout."""
    return (case.card.total, *ties_of(case, scheme))


def ties_of(case: GradingCase, scheme: Scheme) -> tuple[Decimal, ...]:
    """What breaks ties, in its order."""
    return tuple(_tie(case, scheme, name) for name in scheme.grading.tie_breaks)


def _tie(case: GradingCase, scheme: Scheme, name: str) -> Decimal:
    if name == DEDUCTED:
        return -case.card.deducted
    if name == ADMITTED:
        return Decimal(-(case.profile.admitted or date.max).toordinal())
    return points_of(case.card, scheme, name)


def lost_in(card: ScoreCard, scheme: Scheme, items: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the items in which the card lost points: below 0, or below the full points that it starts with."""
    starting = {item.id for _, item in scheme.items() if item.rule.starts_full}
    lines = {line.item_id: line for section in card.sections for line in section.lines}
    return tuple(
        item
        for item in items
        if (line := lines.get(item)) is not None
        and (line.points < 0 or (item in starting and line.full is not None and line.points < line.full))
    )
