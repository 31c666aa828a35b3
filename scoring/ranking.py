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
    rated = [(_merit(card, tie_breaks), card) for card in cards if card.rated]
    rated.sort(key=lambda entry: entry[1].member)
    rated.sort(key=lambda entry: entry[0], reverse=True)
    before, ranked = previous or {}, list[Ranked]()
    for index, (merit, card) in enumerate(rated):
        shared = index > 0 and rated[index - 1][0] == merit
        place = ranked[-1].rank if shared else index + 1
        change = before[card.member] - place if card.member in before else None
        ranked.append(Ranked(card.member, card.total, place, change))
    return tuple(ranked)


def _merit(card: ScoreCard, tie_breaks: Sequence[str]) -> tuple[Decimal, ...]:
    ties = (-card.deducted if one == DEDUCTED else card.section(one).points for one in tie_breaks)
    return (card.total, *ties)


def average(cards: Iterable[ScoreCard]) -> Decimal | None:
    """The mean total of the rated cards, settled to a millionth; None when there is none."""
    totals = [card.total for card in cards if card.rated]
    return settle(sum(totals, ZERO) / len(totals)) if totals else None
