"""Column types that several tables use."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer

from storage.types import EnumText, Hundredths, UtcDateTime


def instant(*, nullable: bool = False) -> Any:
    """A moment in UTC."""
    return Column(UtcDateTime(), nullable=nullable)


def enum(kind: type, *, default: Any = None) -> Any:
    """One word of a vocabulary."""
    return Column(EnumText(kind), nullable=False, default=default)


def later_enum(kind: type, default: StrEnum) -> Any:
    """One word of a vocabulary in a column that came after its table: rows of before have the default."""
    return Column(EnumText(kind), nullable=False, default=default, server_default=default.value)


def number(*, nullable: bool = False) -> Any:
    """An exact number of hundredths."""
    return Column(Hundredths(), nullable=nullable)


def later_key(target: str, *, name: str) -> Any:
    """A reference in a column that came after its table; by its name a later version can take it away again."""
    return Column(Integer, ForeignKey(target, name=name), nullable=True)
