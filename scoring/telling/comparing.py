"""The same members under two schemes: who moves up or down, and by which items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from scoring.card import ScoreCard
from scoring.points import ZERO, settle
from scoring.text import Text

BOUNDS: Final = Text("起始分、上下限与换算", "starting points, bounds and scaling")


@dataclass(frozen=True, slots=True)
class Shift:
    """What one item, or what bounds and starting points (``item_id`` empty), do to a member's total.

    ``before`` and ``after`` are its points under the two schemes, ``usual`` the mean change of all members.
    Only what departs from the usual change moves a member among the others.
    """

    item_id: str
    title: Text
    before: Decimal
    after: Decimal
    usual: Decimal

    @property
    def change(self) -> Decimal:
        """How many points it gives more under the second scheme."""
        return self.after - self.before

    @property
    def beyond(self) -> Decimal:
        """How far it lifts the member against the others."""
        return self.change - self.usual


@dataclass(frozen=True, slots=True)
class Move:
    """A member under both schemes; ranks are None where he is not rated. ``shifts`` add up to the change."""

    member: str
    before: Decimal
    after: Decimal
    rank_before: int | None
    rank_after: int | None
    shifts: tuple[Shift, ...]

    @property
    def rise(self) -> int | None:
        """How many places he moves up; None unless he is rated under both."""
        if self.rank_before is None or self.rank_after is None:
            return None
        return self.rank_before - self.rank_after


def compare_cards(
    before: Iterable[ScoreCard],
    after: Iterable[ScoreCard],
    ranks_before: Mapping[str, int],
    ranks_after: Mapping[str, int],
) -> tuple[Move, ...]:
    """Compare the cards of the same members under two schemes, in the order of the ranks under the second.

    Ranks are by member; who holds none is left out of them. Shifts are sorted by how much they move the
    member, those that move nobody left out. Usual changes are the means of the members who hold a rank under
    both. KeyError when a member has a card in one list only.
    """
    old, new = ({card.member: card for card in cards} for cards in (before, after))
    if old.keys() != new.keys():
        raise KeyError(", ".join(sorted(old.keys() ^ new.keys())))
    parts = {member: (_parts(old[member]), _parts(new[member])) for member in old}
    titles = _titles([*old.values(), *new.values()])
    usual = _usual([parts[member] for member in old if member in ranks_before and member in ranks_after], titles)
    moves = [
        Move(
            member,
            old[member].total,
            new[member].total,
            ranks_before.get(member),
            ranks_after.get(member),
            tuple(_shifts(*parts[member], titles, usual)),
        )
        for member in old
    ]
    return tuple(sorted(moves, key=lambda move: (move.rank_after is None, move.rank_after or 0, move.member)))


def _parts(card: ScoreCard) -> dict[str, Decimal]:
    """A card's total by items; what lines do not explain stands under the empty id."""
    parts: dict[str, Decimal] = {}
    for line in (line for section in card.sections if not section.beside for line in section.lines):
        parts[line.item_id] = parts.get(line.item_id, ZERO) + line.points
    return {**parts, "": settle(card.total - sum(parts.values(), ZERO))}


def _titles(cards: Iterable[ScoreCard]) -> dict[str, Text]:
    """Every item's title, in the order of the schemes; the later scheme's words hold."""
    lines = (line for card in cards for section in card.sections for line in section.lines)
    return {**{line.item_id: line.title for line in lines}, "": BOUNDS}


def _usual(
    parts: Sequence[tuple[Mapping[str, Decimal], Mapping[str, Decimal]]], titles: Iterable[str]
) -> dict[str, Decimal]:
    if not parts:
        return {}
    return {
        item: settle(sum((new.get(item, ZERO) - old.get(item, ZERO) for old, new in parts), ZERO) / len(parts))
        for item in titles
    }


def _shifts(
    old: Mapping[str, Decimal], new: Mapping[str, Decimal], titles: Mapping[str, Text], usual: Mapping[str, Decimal]
) -> Iterator[Shift]:
    shifts = [
        Shift(item, title, old.get(item, ZERO), new.get(item, ZERO), usual.get(item, ZERO))
        for item, title in titles.items()
    ]
    yield from sorted((one for one in shifts if one.change or one.beyond), key=lambda one: -abs(one.beyond))
