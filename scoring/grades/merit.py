"""What orders members in a ranking."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from scoring.card import ScoreCard
from scoring.grades.case import GradingCase
from scoring.measures import points_of
from scoring.scheme import Scheme

DEDUCTED: Final = "deducted"
ADMITTED: Final = "admitted"


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
