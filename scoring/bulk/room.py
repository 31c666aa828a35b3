"""What a section that only takes can take: what the others give in the same unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.bulk.exact import Amounts, Bools
from scoring.items import Section

_NOTHING = Amounts.even((), 0)


@dataclass(frozen=True, slots=True, eq=False)
class Tallied:
    """A section that has been tallied: who has it, its points by unit, and for whom it waits."""

    section: Section
    on_card: Bools
    points: Amounts
    pending: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """The points that are left in each unit of each member, for those members who are held by them."""

    left: Amounts
    held: Bools

    def bound(self, points: Amounts) -> Amounts:
        """Take no more than is left."""
        return points.greater(-self.left).where(self.held, points)


def room_for(section: Section, before: Sequence[Tallied]) -> Room | None:
    """The room of a section that only takes; None where nothing but its own full bounds it.

    A member who has a section of another length is not held: such a section says nothing of a unit.
    """
    alike = [one for one in before if one.section.every == section.every and not one.section.beside]
    if section.starts != "minus" or not alike:
        return None
    held, left = np.zeros(alike[0].on_card.shape, np.bool_), _NOTHING
    for one in alike:
        held |= one.on_card
        left += one.points.where(one.on_card & ~one.pending, _NOTHING)
    for one in before:
        if one.section.every != section.every:
            held &= ~one.on_card
    return Room(left, held)
