"""What two schemes differ in, entry by entry."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from scoring.language.schemes import dump_scheme
from scoring.points import plain
from scoring.scheme import Scheme

Change = Literal["added", "removed", "changed"]
_NAMES: Final = ("id", "code")
_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that only one of two schemes has, or that they have with other values.

    ``section`` and ``item`` say where; ``key`` is the path from there, such as ``rule.each``, empty for a
    whole section or item. ``old`` and ``new`` are written as in the scheme's file; empty where there is none.
    """

    change: Change
    key: str
    old: str = ""
    new: str = ""
    section: str = ""
    item: str = ""


def differences(old: Scheme, new: Scheme) -> tuple[Difference, ...]:
    """Everything in which two schemes differ, head first, then section by section; empty when they are equal.

    Sections, items, grades and other named entries are told apart by their ids, so that their order is
    without meaning; an item whose value is dated is told apart by its first day as well.
    """
    before, after = (tomllib.loads(dump_scheme(one), parse_float=Decimal) for one in (old, new))
    return tuple(_in_table(before, after, "", "", ""))


def _in_table(
    old: Mapping[str, Any], new: Mapping[str, Any], path: str, section: str, item: str
) -> Iterator[Difference]:
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key, _ABSENT), new.get(key, _ABSENT)
        if before == after:
            continue
        if key in ("sections", "items"):
            yield from _in_parts(before, after, key, section)
            continue
        yield from _in_value(before, after, f"{path}{key}", section, item)


def _in_parts(old: object, new: object, key: str, section: str) -> Iterator[Difference]:
    """Walk through sections, or through the items of a section."""
    before, after = _by_name(old) or {}, _by_name(new) or {}
    for name in dict.fromkeys([*before, *after]):
        where, item = (name, "") if key == "sections" else (section, name)
        if name not in after:
            yield Difference("removed", "", old=_title(before[name]), section=where, item=item)
        elif name not in before:
            yield Difference("added", "", new=_title(after[name]), section=where, item=item)
        else:
            yield from _in_table(before[name], after[name], "", where, item)


def _in_value(old: object, new: object, path: str, section: str, item: str) -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _in_table(old, new, f"{path}.", section, item)
        return
    before, after = _by_name(old), _by_name(new)
    if before is not None and after is not None:
        yield from _in_table(before, after, f"{path}.", section, item)
    elif old is _ABSENT:
        yield Difference("added", path, new=_written(new), section=section, item=item)
    elif new is _ABSENT:
        yield Difference("removed", path, old=_written(old), section=section, item=item)
    else:
        yield Difference("changed", path, _written(old), _written(new), section, item)


def _by_name(value: object) -> dict[str, Any] | None:
    """Key a list of named tables by their names; nothing for any other value, or when names repeat."""
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        return None
    named = {_name(entry): entry for entry in value}
    return named if len(named) == len(value) and "" not in named else None


def _name(entry: Mapping[str, Any]) -> str:
    name = next((str(entry[key]) for key in _NAMES if key in entry), "")
    return f"{name}@{entry['since']}" if "since" in entry else name


def _title(entry: Mapping[str, Any]) -> str:
    return str(entry["title"]["zh"])


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_written, value)) + "]"
    return str(value)
