"""Column types: exact numbers, UTC instants, enums kept as their text."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, TypeDecorator

HUNDREDTH = Decimal("0.01")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, stored in UTC; a naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC before the database sees it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime has no place in the database: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back that SQLite drops."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Hundredths(TypeDecorator[Decimal]):
    """A number with at most two decimals, stored as an integer count of hundredths; anything finer is refused."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Refuse what two decimals cannot hold instead of rounding it."""
        if value is None:
            return None
        scaled = value.scaleb(2)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than two decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Restore the decimal point."""
        return None if value is None else Decimal(value).scaleb(-2)


class EnumText(TypeDecorator[StrEnum]):
    """A StrEnum stored as its value, so that a row can be read without the program."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """Refuse a value that the enum does not know."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Give the enum's member back."""
        return None if value is None else self.kind(value)

    def __repr__(self) -> str:
        return f"EnumText({self.kind.__name__})"


ChatId: Any = BigInteger()
"""Telegram's ids of users and chats: up to 52 bits, groups are negative."""
