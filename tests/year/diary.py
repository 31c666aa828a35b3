"""What happened in the year, in its order: what people did and when the house swept. Nothing that the house said.

The model folds over it; a slice adds its own kinds of entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from storage.vocabulary import LeaveKind, MeetingKind


@dataclass(frozen=True, slots=True)
class Entry:
    """Something at a moment of the branch's wall clock."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Swept(Entry):
    """The hourly jobs ran."""


@dataclass(frozen=True, slots=True)
class Acted(Entry):
    """Somebody wrote or tapped, whatever it was."""

    who: str


@dataclass(frozen=True, slots=True)
class Planned(Entry):
    """A meeting was planned; ``group`` empty: for the whole branch."""

    meeting: int
    kind: MeetingKind
    starts: datetime
    minutes: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class CalledOff(Entry):
    """A meeting was cancelled."""

    meeting: int


@dataclass(frozen=True, slots=True)
class AskedLeave(Entry):
    """Somebody asked leave from a meeting."""

    meeting: int
    who: str
    kind: LeaveKind


@dataclass(frozen=True, slots=True)
class DecidedLeave(Entry):
    """Leave was decided."""

    meeting: int
    who: str
    approved: bool


@dataclass(frozen=True, slots=True)
class Came(Entry):
    """Somebody checked in, or was checked in."""

    meeting: int
    who: str


@dataclass(frozen=True, slots=True)
class Confirmed(Entry):
    """The secretary confirmed a roll."""

    meeting: int


@dataclass(frozen=True, slots=True)
class DecidedLetter(Entry):
    """A proposed letter was signed, or not."""

    who: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Paid(Entry):
    """Dues of a month were received, all or ``only`` a part."""

    who: str
    month: date
    only: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TookBack(Entry):
    """A tick was undone."""

    who: str
    month: date


@dataclass(frozen=True, slots=True)
class HandedIn(Entry):
    """A duty was done, or handed in."""

    code: str
    due: date
    who: str


@dataclass(frozen=True, slots=True)
class JudgedDuty(Entry):
    """What was handed in was confirmed, or returned."""

    code: str
    due: date
    who: str
    good: bool


@dataclass(frozen=True, slots=True)
class Claimed(Entry):
    """A claim was filed, or filed again; ``item`` empty: volunteer service in hours."""

    number: int
    who: str
    item: str
    day: date
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class JudgedClaim(Entry):
    """A claim was approved, or returned."""

    number: int
    good: bool


E = TypeVar("E", bound=Entry)


@dataclass
class Diary:
    """All entries, in order."""

    entries: list[Entry] = field(default_factory=list)

    def note(self, entry: Entry) -> None:
        """Write one more."""
        self.entries.append(entry)

    def of(self, *kinds: type[E]) -> Iterator[E]:
        """Those of some kinds, in order."""
        return (entry for entry in self.entries if isinstance(entry, kinds))
