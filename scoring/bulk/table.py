"""Facts as columns: what millions of facts are scored from, without an object for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.bulk.exact import ROOM, Ints
from scoring.errors import ScoringError
from scoring.facts import Fact

HUNDREDTHS: Final = 100
_SOME_DAY: Final = date(2000, 1, 1)


class TooLarge(ScoringError, ValueError):
    """Quantities whose sum 64 bits could not hold."""


class FactType(NamedTuple):
    """What a fact says beside member, day and quantity."""

    kind: str
    outcome: str
    detail: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class FactTable:
    """Facts that stand, laid out by type: those of ``types[n]`` are the rows ``bounds[n] : bounds[n + 1]``.

    ``member`` counts in ``members``, ``type_`` in ``types``, ``day`` is the ordinal of a date, ``quantity``
    counts in fractions of ``1 / per``, ``event`` is 0 where a fact is an event of its own, otherwise the
    number of an event.
    """

    members: tuple[str, ...]
    types: tuple[FactType, ...]
    bounds: tuple[int, ...]
    member: NDArray[np.int32]
    type_: NDArray[np.int32]
    day: NDArray[np.int32]
    quantity: Ints
    event: NDArray[np.int32]
    per: int = HUNDREDTHS

    @classmethod
    def of(
        cls,
        members: Sequence[str],
        types: Sequence[FactType],
        *,
        member: NDArray[Any],
        type_: NDArray[Any],
        day: NDArray[Any],
        quantity: NDArray[Any],
        event: NDArray[Any],
        per: int = HUNDREDTHS,
    ) -> FactTable:
        """Lay columns out by type; they hold facts that stand, one a row, in any order.

        Raises UnknownFact when the vocabulary does not know a type, ValueError when columns do not fit
        together, TooLarge when 64 bits are too few.
        """
        columns = {"member": member, "type_": type_, "day": day, "quantity": quantity, "event": event}
        _check(members, types, columns)
        rank, ordered = _side_by_side(types)
        place = rank[type_]
        order = np.argsort(place, kind="stable")
        sizes = np.bincount(place, minlength=len(types))
        return cls(
            tuple(members),
            ordered,
            (0, *map(int, np.cumsum(sizes))),
            member[order].astype(np.int32, copy=False),
            np.repeat(np.arange(len(types), dtype=np.int32), sizes),
            day[order].astype(np.int32, copy=False),
            quantity[order].astype(np.int64, copy=False),
            event[order].astype(np.int32, copy=False),
            per,
        )

    def __len__(self) -> int:
        return len(self.member)

    def fact(self, row: int) -> Fact:
        """One row as a fact, with an id and an event that only tell it from others."""
        kind, outcome, detail = self.types[self.type_[row]]
        event = int(self.event[row])
        return Fact(
            str(row),
            self.members[self.member[row]],
            kind,
            outcome,
            date.fromordinal(int(self.day[row])),
            Decimal(int(self.quantity[row])) / self.per,
            detail,
            f"event {event}" if event else "",
        )


def _side_by_side(types: Sequence[FactType]) -> tuple[NDArray[Any], tuple[FactType, ...]]:
    """Each type's place among all; the outcomes of one kind and detail are neighbours, as rules read them."""
    order = sorted(range(len(types)), key=lambda n: (types[n].kind, types[n].detail, types[n].outcome))
    narrow = len(types) <= np.iinfo(np.int16).max  # these are sorted by radix, ten times as fast
    rank = np.empty(len(types), np.int16 if narrow else np.int32)
    rank[order] = np.arange(len(types))
    return rank, tuple(types[n] for n in order)


def _check(members: Sequence[str], types: Sequence[FactType], columns: dict[str, NDArray[Any]]) -> None:
    for kind, outcome, detail in types:
        Fact("", "", kind, outcome, _SOME_DAY, detail=detail)  # raises what the vocabulary does not know
    if len({len(column) for column in columns.values()}) > 1:
        raise ValueError(f"columns of different lengths: { {name: len(column) for name, column in columns.items()} }")
    if len(set(members)) < len(members):
        raise ValueError("a member comes twice; allowed: one number for each")
    below = {"member": len(members), "type_": len(types), "day": date.max.toordinal() + 1}
    for name, column in columns.items():
        if not np.issubdtype(column.dtype, np.integer):
            raise ValueError(f"{name} holds {column.dtype}; allowed: integers")
        low, high = int(column.min(initial=0)), int(column.max(initial=-1))
        if low < 0 or high >= below.get(name, ROOM):
            raise ValueError(f"{name} from {low} to {high}; allowed: from 0, below {below.get(name, ROOM)}")
    quantity = columns["quantity"]
    if int(quantity.max(initial=0)) * len(quantity) >= ROOM:
        raise TooLarge(f"quantity {quantity.max()} among {len(quantity)}; together they must stay below {ROOM}")
