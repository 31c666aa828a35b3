"""Sections and items from TOML tables and back, and a branch's own items."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast, get_args

from scoring.errors import SchemeFault, SchemeFaults
from scoring.items import Every, Item, Pool, Section, Starts, Unit
from scoring.member import CATEGORIES
from scoring.points import ZERO, plain
from scoring.rule_codec import plain_rule, read_rule
from scoring.rules import PerOccurrence, ShareAttended
from scoring.text import Text
from scoring.toml_table import Place, Table
from scoring.toml_text import Plain


def parse_toml(text: str, where: str) -> dict[str, object]:
    """Parse TOML with exact numbers; a syntax error is the only fault that comes alone."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise SchemeFaults((SchemeFault(where, f"not TOML: {fault}", "correct the syntax first"),)) from fault


def read_section(table: Table, place: Place) -> Section:
    """Build a section with its items."""
    section_id = table.text("id")
    place = table.place = place.inside(section=section_id)
    table.path = ""
    every = cast("Every", table.choice("every", get_args(Every)))
    section = Section(
        id=section_id,
        title=table.title("title"),
        items=tuple(read_item(entry, place, every) for entry in table.tables("items")),
        every=every,
        starts=cast("Starts", table.choice("starts", get_args(Starts), default="zero")),
        full=table.optional_number("full"),
        pools=tuple(_read_pool(entry, place) for entry in table.tables("pools")),
        open=table.flag("open"),
    )
    table.close()
    _check_items(section, section.items, place)
    _check_weights(section, place)
    return section


def _read_pool(table: Table, place: Place) -> Pool:
    table.place = place
    pool = Pool(table.text("id"), table.title("title"), table.number("full"))
    table.close()
    return pool


def read_item(table: Table, place: Place, every: Every) -> Item:
    """Build an item; ``gather`` defaults to the unit of its section."""
    item_id = table.text("id")
    table.place, table.path = place.inside(item=item_id), ""
    item = Item(
        id=item_id,
        title=table.title("title"),
        rule=read_rule(table.table("rule"), item_id),
        full=table.optional_number("full"),
        article=table.text("article", ""),
        gather=cast("Unit", table.choice("gather", get_args(Unit), default=every)),
        applies_to=table.words("applies_to", CATEGORIES),
        pool=table.text("pool", ""),
        claimable=table.flag("claimable"),
        local=table.flag("local"),
    )
    table.close()
    return item


def _check_items(section: Section, items: Iterable[Item], place: Place) -> None:
    for item in items:
        at = place.inside(item=item.id)
        pools = [pool.id for pool in section.pools]
        if item.pool and item.pool not in pools:
            at.fault(f'pool "{item.pool}" is unknown', f"allowed: {', '.join(pools) or 'none'}")
        if item.full is None and isinstance(item.rule, ShareAttended):
            at.fault("full is missing", "a share is a share of full points")
        if section.every == "year" and item.gather != "year":
            at.fault(f"gather is {item.gather!r}", "a yearly section gathers by year")
        _check_one_occurrence(item, at)
        _check_claim(item, at)


def _check_one_occurrence(item: Item, at: Place) -> None:
    rule = item.rule
    if isinstance(rule, PerOccurrence) and item.full is not None and rule.each > item.full:
        at.fault(
            f"full {plain(item.full)} is below one occurrence ({plain(rule.each)})",
            "raise full or lower the points",
        )


def _check_claim(item: Item, at: Place) -> None:
    claims = [reads for reads in item.rule.sources if reads.kind == "claim"]
    if item.claimable and not any(item.id in reads.details for reads in claims):
        at.fault("claimable, but no claim reaches it", f'read kind "claim" with detail "{item.id}"')


def _check_weights(section: Section, place: Place) -> None:
    """Note it when what the items can give does not add up to what the section says."""
    if not section.items and not section.open:
        place.fault("it has no items", "a closed section needs at least one")
    fulls = [item.full for item in section.items if not item.pool] + [pool.full for pool in section.pools]
    if section.starts == "full":
        if section.full is None:
            place.fault("full is missing", "a section that starts full must say how much that is")
        return
    known = [full for full in fulls if full is not None]
    if section.full is not None and not section.open and known and sum(known, ZERO) != section.full:
        place.fault(f"its items add up to {plain(sum(known, ZERO))}", f"they must add up to full {plain(section.full)}")


def repeated(ids: Sequence[str]) -> list[str]:
    """The ids that occur more than once, each once."""
    return sorted({one for one in ids if ids.count(one) > 1})


def add_local_items(sections: Sequence[Section], text: str, where: str) -> tuple[Section, ...]:
    """Put a branch's own items at the end of the open sections that they name."""
    place = Place(where, [])
    root = Table(parse_toml(text, where), place)
    added: dict[str, list[Item]] = {section.id: [] for section in sections if section.open}
    for table in root.tables("items", needed=True):
        section_id = table.choice("section", added) if added else ""
        section = next((one for one in sections if one.id == section_id), None)
        if section is None:
            place.fault("this scheme has no open section", "it takes no local items")
            break
        inside = place.inside(section=section_id)
        item = replace(read_item(table, inside, section.every), local=True)
        _check_items(section, [item], inside)
        added[section_id].append(item)
    root.close()
    grown = tuple(replace(one, items=one.items + tuple(added.get(one.id, ()))) for one in sections)
    for item_id in repeated([item.id for section in grown for item in section.items]):
        place.fault(f'item id "{item_id}" is taken', "give each item an id of its own")
    if place.faults:
        raise SchemeFaults(tuple(place.faults))
    return grown


def plain_title(title: Text) -> dict[str, Plain]:
    """Lay out words in both languages."""
    return {"zh": title.zh, "en": title.en}


def plain_section(section: Section) -> dict[str, Plain]:
    """Lay a section out as a TOML table, defaults left out."""
    data: dict[str, Plain] = {
        "id": section.id,
        "title": plain_title(section.title),
        "every": section.every,
        "starts": section.starts,
        "open": section.open,
    }
    if section.full is not None:
        data["full"] = section.full
    if section.pools:
        pools = section.pools
        data["pools"] = [{"id": p.id, "title": plain_title(p.title), "full": p.full} for p in pools]
    if section.items:
        data["items"] = [_plain_item(item) for item in section.items]
    return data


def _plain_item(item: Item) -> dict[str, Plain]:
    data: dict[str, Plain] = {"id": item.id, "title": plain_title(item.title), "gather": item.gather}
    if item.full is not None:
        data["full"] = item.full
    optional: dict[str, Plain] = {
        "article": item.article,
        "applies_to": list(item.applies_to),
        "pool": item.pool,
        "claimable": item.claimable,
        "local": item.local,
    }
    return data | {key: value for key, value in optional.items() if value} | {"rule": plain_rule(item.rule)}
