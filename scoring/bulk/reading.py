"""Facts from objects, or from rows of a database, into columns."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import numpy as np

from scoring.bulk.exact import ROOM
from scoring.bulk.table import HUNDREDTHS, FactTable, FactType, TooLarge
from scoring.facts import Fact, standing

_POWERS: Final = tuple(int(10**places) for places in range(2, 10))

Row = tuple[Any, Any, Any, Any, Any, Any, Any]


class _Numbers(dict[Any, int]):
    """A number for each different value, in the order in which they come."""

    def __missing__(self, value: Hashable) -> int:
        self[value] = number = len(self)
        return number

    def of(self, values: Iterable[Any]) -> Iterator[int]:
        """The number of each value."""
        return map(self.__getitem__, values)


def from_facts(facts: Iterable[Fact]) -> FactTable:
    """Lay facts out as columns: those that stand, as `scoring.facts.standing` has it for each member.

    Ids are taken to be unique for each member. Raises TangledReversal, and TooLarge for a quantity with more
    than nine decimals or more than 64 bits can hold.
    """
    kept = _standing_of_each(facts)
    per = max(map(_per, kept), default=HUNDREDTHS)
    rows = ((f.member, f.kind, f.outcome, f.on, int(f.quantity * per), f.detail, f.event) for f in kept)
    return from_rows([list(rows)], per)


def _standing_of_each(facts: Iterable[Fact]) -> list[Fact]:
    by_member: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_member[fact.member].append(fact)
    return [fact for own in by_member.values() for fact in standing(own)]


def _per(fact: Fact) -> int:
    """The smallest denominator of rows in which the quantity is a whole number."""
    top, bottom = fact.quantity.as_integer_ratio()
    per = next((per for per in _POWERS if per % bottom == 0), None)
    if per is None or top >= ROOM:
        raise TooLarge(f"fact {fact.id}: quantity {fact.quantity}; allowed: nine decimals, and less than {ROOM}")
    return per


def from_rows(chunks: Iterable[Sequence[Row]], per: int = HUNDREDTHS) -> FactTable:
    """Lay rows out as columns, chunk by chunk, so that only one chunk of them is in memory at a time.

    A row is member, kind, outcome, day (a date or its ISO text), quantity in fractions of ``1 / per``, detail
    and event. They are facts that stand: what is reversed has been left out. Chunks of some hundred rows stay
    in the processor's cache and are read three times as fast as large ones.
    """
    members, types, days, events = _Numbers(), _Numbers(), _Numbers(), _Numbers({"": 0})
    columns = [array("q") for _ in range(5)]
    member_, type_, day_, quantity_, event_ = columns
    for chunk in filter(None, chunks):
        member, kind, outcome, on, quantity, detail, event = zip(*chunk, strict=True)
        member_.extend(members.of(member))
        type_.extend(types.of(zip(kind, outcome, detail, strict=True)))
        day_.extend(days.of(on))
        quantity_.extend(quantity)
        event_.extend(events.of(event))
    ordinals = np.array([_ordinal(value) for value in days], np.int64)
    member_n, type_n, day_n, quantity_n, event_n = (np.frombuffer(column, np.int64) for column in columns)
    return FactTable.of(
        [str(member) for member in members],
        [FactType(*type_) for type_ in types],
        member=member_n,
        type_=type_n,
        day=ordinals[day_n],
        quantity=quantity_n,
        event=event_n,
        per=per,
    )


def _ordinal(value: date | str) -> int:
    return (date.fromisoformat(value) if isinstance(value, str) else value).toordinal()
