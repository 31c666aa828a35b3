"""What a scheme leaves to the branch: a value with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.text import Text


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that a branch may change.

    ``key`` is a dotted path as in the scheme's TOML: into the ``item`` (``full``, ``rule.each``), or without
    an item into the scheme (``sections.base.full``, ``grading.quotas.0.percent``). Lists are entered by
    place, counted from 0, or by the id of an entry.
    """

    id: str
    title: Text
    key: str
    item: str = ""


def holder_of(data: Any, path: str) -> tuple[Any, str | int]:
    """The table or list in which a path ends, and the last step.

    Raises KeyError, IndexError, ValueError or TypeError when it leads nowhere.
    """
    *steps, last = path.split(".")
    for step in steps:
        data = data[_step(data, step)]
    return data, _step(data, last)


def setting_fault(setting: Setting, data: Mapping[str, Any]) -> str:
    """What would be allowed instead of a setting that leads to no number in this scheme; empty when it is right."""
    own = [data]
    if setting.item:
        items = [item for section in data["sections"] for item in section.get("items", ())]
        own = [item for item in items if item["id"] == setting.item]
        if not own:
            return f"allowed items: {', '.join(item['id'] for item in items)}"
    for table in own:
        try:
            holder, key = holder_of(table, setting.key)
            found = holder[key]
        except (KeyError, IndexError, ValueError, TypeError):
            return "a key that holds a number, such as full or rule.each of an item"
        if isinstance(found, bool) or not isinstance(found, int | Decimal):
            return f"{setting.key} is no number"
    return ""


def _step(data: Any, step: str) -> str | int:
    if not isinstance(data, list):
        return step
    ids = [entry.get("id", entry.get("code")) for entry in data]
    return ids.index(step) if step in ids else int(step)
