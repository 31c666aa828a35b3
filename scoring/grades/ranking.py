"""Ranks, averages and how ranks moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.card import ScoreCard
from scoring.points import ZERO, settle

DEDUCTED = "deducted"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A member's place. ``change`` is how many places he rose since last time, None if he had none."""

    member: str
    total: Decimal
    rank: int
    change: int | None = None


def rank(
    cards: Iterable[ScoreCard],
    tie_breaks: Sequence[str] = (),
    previous: Mapping[str, int] | None = None,
) -> tuple[Ranked, ...]:
    """Competition ranking 1-2-2-4 by total, then by ``tie_breaks``; unrated cards hold no rank.

    A tie-break is a section id (more is better) or ``deducted`` (less is better). Equals share a rank and
    stand in the order of their ids. ``previous`` are the ranks of last time, by member.
    """
    rated = {card.member: card for card in cards if card.rated}
    before = previous or {}
    return tuple(
        Ranked(member, rated[member].total, place, before[member] - place if member in before else None)
        for member, place in competition({one: _merit(card, tie_breaks) for one, card in rated.items()}).items()
    )


def competition(merits: Mapping[str, tuple[Decimal, ...]]) -> dict[str, int]:
    """Places 1-2-2-4 by merit, more being better, in the order of places and then of ids."""
    order = sorted(sorted(merits), key=lambda one: merits[one], reverse=True)
    places: dict[str, int] = {}
    for index, one in enumerate(order):
        shared = index > 0 and merits[order[index - 1]] == merits[one]
        places[one] = places[order[index - 1]] if shared else index + 1
    return places


def _merit(card: ScoreCard, tie_breaks: Sequence[str]) -> tuple[Decimal, ...]:
    ties = (-card.deducted if one == DEDUCTED else card.section(one).points for one in tie_breaks)
    return (card.total, *ties)


def average(cards: Iterable[ScoreCard]) -> Decimal | None:
    """The mean total of the rated cards, settled to a millionth; None when there is none."""
    totals = [card.total for card in cards if card.rated]
    return settle(sum(totals, ZERO) / len(totals)) if totals else None
