"""Points by the names that gradings use: the total, named sums, sections."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from scoring.card import ScoreCard
from scoring.points import ZERO
from scoring.scheme import Scheme

TOTAL: Final = "total"


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
