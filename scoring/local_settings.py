"""Values that a scheme leaves to the branch, and how one is changed without touching what is past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.errors import SchemeFault, SchemeFaults
from scoring.item_codec import check_items, plain_item, read_item
from scoring.items import Item, Section
from scoring.text import Text
from scoring.toml_table import Place, Table


@dataclass(frozen=True, slots=True)
class Setting:
    """A value of an item that a branch may change: its ``full``, or a number of its rule (``rule.each``).

    ``key`` is a dotted path into the item as it is written in TOML.
    """

    id: str
    title: Text
    item: str
    key: str


def change_item(
    sections: Sequence[Section], settings: Sequence[Setting], setting_id: str, value: Decimal, since: date
) -> tuple[Section, ...]:
    """The sections with the item of this setting ended at ``since`` and followed by one with the value."""
    setting = next((one for one in settings if one.id == setting_id), None)
    if setting is None:
        allowed = ", ".join(one.id for one in settings) or "none, this scheme leaves nothing open"
        raise SchemeFaults((SchemeFault("settings", f'setting "{setting_id}" is unknown', f"allowed: {allowed}"),))
    return tuple(_in_section(section, setting, value, since) for section in sections)


def _in_section(section: Section, setting: Setting, value: Decimal, since: date) -> Section:
    items: list[Item] = []
    for item in section.items:
        ends_later = item.until is None or item.until > since
        if item.id != setting.item or not ends_later:
            items.append(item)
            continue
        if item.since is None or item.since < since:
            items.append(replace(item, until=since))
        begins = since if item.since is None else max(since, item.since)
        items.append(replace(_changed(item, section, setting, value), since=begins, until=item.until))
    return replace(section, items=tuple(items))


def _changed(item: Item, section: Section, setting: Setting, value: Decimal) -> Item:
    data = plain_item(item)
    place = Place(f"setting {setting.id}", [], section.id, item.id)
    holder, key = _holder(data, setting.key)
    holder[key] = value
    changed = read_item(Table(data, place), place, section.every)
    check_items(replace(section, items=(changed,)), place)
    if place.faults:
        raise SchemeFaults(tuple(place.faults))
    return changed


def setting_fault(setting: Setting, items: Sequence[Item]) -> str:
    """What would be allowed instead of a setting that leads to no number; empty when it is right."""
    own = [item for item in items if item.id == setting.item]
    if not own:
        return f"allowed items: {', '.join(item.id for item in items)}"
    for item in own:
        try:
            holder, key = _holder(plain_item(item), setting.key)
            found = holder[key]
        except (KeyError, IndexError, ValueError, TypeError):
            return "a key of the item that holds a number, such as full or rule.each"
        if not isinstance(found, Decimal):
            return f"{setting.key} of {item.id} is no number"
    return ""


def _holder(data: Any, path: str) -> tuple[Any, str | int]:
    """The table or list in which a dotted path ends, and the last step; numbers count into lists from 0."""
    *steps, last = path.split(".")
    for step in steps:
        data = data[int(step) if isinstance(data, list) else step]
    return data, int(last) if isinstance(data, list) else last
