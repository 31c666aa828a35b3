"""Write plain data as TOML; the standard library only reads it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from scoring.points import plain

Plain = str | bool | int | Decimal | date | Sequence["Plain"] | Mapping[str, "Plain"]
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_toml(data: Mapping[str, Plain]) -> str:
    """Lists of tables that hold lists of tables become ``[[headings]]``, all other tables stay inline."""
    return "\n".join(_lines(data, "")).strip() + "\n"


def _lines(data: Mapping[str, Plain], path: str) -> Iterator[str]:
    headed = {key: tables for key, value in data.items() if (tables := _tables(value))}
    for key, value in data.items():
        if key not in headed:
            yield f"{key} = {_value(value)}"
    for key, tables in headed.items():
        for table in tables:
            yield f"\n[[{path}{key}]]"
            yield from _lines(table, f"{path}{key}.")


def _tables(value: Plain) -> list[Mapping[str, Plain]]:
    """The tables of a list that holds nothing else; empty for anything else."""
    if not isinstance(value, list | tuple):
        return []
    tables = [entry for entry in value if isinstance(entry, Mapping)]
    return tables if len(tables) == len(value) else []


def _value(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(_ESCAPES.get(letter) or _control(letter) for letter in value) + '"'
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_value, value)) + "]"
    return plain(value) if isinstance(value, Decimal) else str(value)


def _control(letter: str) -> str:
    return letter if unicodedata.category(letter) != "Cc" else f"\\u{ord(letter):04x}"
