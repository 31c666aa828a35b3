"""Read a TOML table key by key and collect every fault instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from scoring.errors import SchemeFault
from scoring.points import ZERO
from scoring.text import Text

MISSING: Final = object()
_NO_TEXT: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a scheme text one is, and the list in which its faults end up."""

    where: str
    faults: list[SchemeFault]
    section: str = ""
    item: str = ""

    def fault(self, found: str, allowed: str) -> None:
        """Note what is wrong here."""
        self.faults.append(SchemeFault(self.where, found, allowed, self.section, self.item))

    def inside(self, *, section: str | None = None, item: str | None = None) -> Place:
        """Go down into a section or an item."""
        return replace(self, section=section or self.section, item=item or self.item)


@dataclass(slots=True)
class Table:
    """A TOML table being read. Each getter answers with a harmless value after noting a fault."""

    data: Mapping[str, object]
    place: Place
    path: str = ""
    _read: set[str] = field(default_factory=set)

    def _take(self, key: str, default: object) -> object:
        self._read.add(key)
        if key not in self.data and default is MISSING:
            self._fault(key, "missing", "it must be given")
        return self.data.get(key, default)

    def _fault(self, key: str, found: object, allowed: str) -> None:
        self.place.fault(f"{self.path}{key} is {found}", allowed)

    def text(self, key: str, default: object = MISSING) -> str:
        """Read a text; without a default it must be there and not be empty."""
        value = self._take(key, default)
        if isinstance(value, str) and (value or default is not MISSING):
            return value
        if value is not MISSING:
            self._fault(key, _seen(value), "a text that is not empty")
        return ""

    def choice(self, key: str, allowed: Collection[str], default: object = MISSING) -> str:
        """Read one of the allowed words."""
        value = self._take(key, default)
        if isinstance(value, str) and (value in allowed or value == default):
            return value
        if value is not MISSING:
            self._fault(key, _seen(value), f"allowed: {', '.join(allowed)}")
        return next(iter(allowed))

    def number(self, key: str, default: object = MISSING) -> Decimal:
        """Read a number from 0."""
        value = self._take(key, default)
        if _is_number(value) and (number := Decimal(str(value))).is_finite() and number >= 0:
            return number
        if value is not MISSING:
            self._fault(key, _seen(value), "a number from 0")
        return ZERO

    def signed(self, key: str, default: object = MISSING) -> Decimal:
        """Read a number that may be below 0."""
        value = self._take(key, default)
        if _is_number(value) and (number := Decimal(str(value))).is_finite():
            return number
        if value is not MISSING:
            self._fault(key, _seen(value), "a number")
        return ZERO

    def optional_number(self, key: str) -> Decimal | None:
        """Read a number that may be left out."""
        self._read.add(key)
        return self.number(key) if key in self.data else None

    def whole(self, key: str, low: int, high: int, default: object = MISSING) -> int:
        """Read a whole number within bounds."""
        value = self._take(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        if value is not MISSING:
            self._fault(key, _seen(value), f"a whole number from {low} to {high}")
        return low

    def flag(self, key: str) -> bool:
        """Read true or false; left out is false."""
        value = self._take(key, default=False)
        if isinstance(value, bool):
            return value
        self._fault(key, _seen(value), "true or false")
        return False

    def day(self, key: str) -> date:
        """Read a date."""
        value = self._take(key, MISSING)
        if type(value) is date:
            return value
        if value is not MISSING:
            self._fault(key, _seen(value), "a date such as 2021-09-01")
        return date.min

    def optional_day(self, key: str) -> date | None:
        """Read a date that may be left out."""
        self._read.add(key)
        return self.day(key) if key in self.data else None

    def words(self, key: str, allowed: Collection[str] | None = None, default: object = ()) -> tuple[str, ...]:
        """Read a list of texts, each among the allowed."""
        value = self._take(key, default)
        if value is MISSING or value == ():
            return ()
        if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
            self._fault(key, _seen(value), "a list of texts that is not empty")
            return ()
        for word in value:
            if allowed is not None and word not in allowed:
                self._fault(key, _seen(word), f"allowed: {', '.join(allowed)}")
        return tuple(value)

    def numbers(self, key: str) -> tuple[tuple[str, Decimal], ...]:
        """Read a table of numbers by word."""
        inner = self.table(key)
        return tuple((word, inner.number(word)) for word in inner.data)

    def signed_numbers(self, key: str) -> tuple[tuple[str, Decimal], ...]:
        """Read a table of numbers by word, which may be below 0."""
        inner = self.table(key)
        return tuple((word, inner.signed(word)) for word in inner.data)

    def title(self, key: str) -> Text:
        """Read words in both languages."""
        inner = self.table(key)
        if not inner.data:
            return _NO_TEXT
        text = Text(inner.text("zh"), inner.text("en"))
        inner.close()
        return text

    def table(self, key: str) -> Table:
        """Go into a table; an empty one after a fault."""
        value = self._take(key, MISSING)
        if isinstance(value, dict):
            return Table(value, self.place, f"{self.path}{key}.")
        if value is not MISSING:
            self._fault(key, _seen(value), "a table")
        return Table({}, self.place, f"{self.path}{key}.")

    def tables(self, key: str, *, needed: bool = False) -> list[Table]:
        """Go into a list of tables, which may be left out unless needed."""
        value = self._take(key, MISSING if needed else [])
        if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
            if needed and not value:
                self._fault(key, "empty", "at least one table")
            return [Table(entry, self.place, f"{self.path}{key}.") for entry in value]
        if value is not MISSING:
            self._fault(key, _seen(value), "a list of tables")
        return []

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in sorted(self.data.keys() - self._read):
            self._fault(key, "unknown", f"allowed: {', '.join(sorted(self._read))}")


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _seen(value: object) -> str:
    return str(value) if _is_number(value) else repr(value)
