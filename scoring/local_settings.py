"""A branch's own scheme: the preset with local items and changed values, and never a change of what is past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from scoring.errors import SchemeFaults
from scoring.items import Item, Section
from scoring.language.items import add_local_items, check_items, parse_toml, plain_item, read_item
from scoring.language.schemes import dump_scheme, load_scheme
from scoring.language.table import Place, Table
from scoring.language.writing import to_toml
from scoring.scheme import Scheme
from scoring.settings import Setting, holder_of


def localised(scheme: Scheme, text: str, where: str = "local settings") -> Scheme:
    """The scheme of a branch, from TOML: ``[[items]]`` that name their open section, and ``[[changes]]``.

    A change names a ``setting``, its ``value`` and the day ``since`` which it holds. Raises SchemeFaults with
    everything that is wrong in them.
    """
    place = Place(where, [])
    root = Table(parse_toml(text, where), place)
    items = root.tables("items")
    grown = replace(scheme, sections=add_local_items(scheme.sections, items, place)) if items else scheme
    known = {setting.id: setting for setting in scheme.settings}
    changes = [_read_change(table, known) for table in root.tables("changes")]
    root.close()
    if place.faults:
        raise SchemeFaults(tuple(place.faults))
    for setting, value, since in sorted(changes, key=lambda change: change[2]):
        grown = with_setting(grown, known[setting], value, since)
    return grown


def _read_change(table: Table, known: dict[str, Setting]) -> tuple[str, Decimal, date]:
    if not known:
        table.place.fault("this scheme leaves nothing open", "no changes")
    change = table.choice("setting", known or ("",)), table.number("value"), table.day("since")
    table.close()
    return change


def with_setting(scheme: Scheme, setting: Setting, value: Decimal, since: date) -> Scheme:
    """Change a value for everything that starts from ``since`` on: units for an item's, periods for any other.

    What started earlier keeps the old value, so that it scores as before. Raises SchemeFaults when the value
    makes the scheme impossible.
    """
    if setting.item:
        return replace(scheme, sections=tuple(_in_section(one, setting, value, since) for one in scheme.sections))
    where = f"setting {setting.id}"
    data = parse_toml(dump_scheme(scheme), where)
    holder, key = holder_of(data, setting.key)
    holder[key] = value
    return replace(load_scheme(to_toml(data), where), before=scheme, changed_on=since)  # type: ignore[arg-type] # TOML


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
    holder, key = holder_of(data, setting.key)
    holder[key] = value
    changed = read_item(Table(data, place), place, section.every)
    check_items(replace(section, items=(changed,)), place)
    if place.faults:
        raise SchemeFaults(tuple(place.faults))
    return changed
