"""Sections and items from TOML tables and back, and a branch's own items."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import cast, get_args

from scoring.errors import SchemeFault, SchemeFaults
from scoring.items import UNITS, Combine, Empty, Item, Pool, Section, Starts, Unit
from scoring.language.rule_checks import faults_with_full
from scoring.language.rules import plain_rule, read_rule
from scoring.language.table import Place, Table
from scoring.language.writing import Plain
from scoring.member import APPLICABLE
from scoring.points import ZERO, plain
from scoring.text import Text


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
    every = cast("Unit", table.choice("every", UNITS))
    section = Section(
        id=section_id,
        title=table.title("title"),
        items=tuple(read_item(entry, place, every) for entry in table.tables("items")),
        every=every,
        starts=cast("Starts", table.choice("starts", get_args(Starts), default="zero")),
        full=table.optional_number("full"),
        pools=tuple(_read_pool(entry, place) for entry in table.tables("pools")),
        open=table.flag("open"),
        combine=cast("Combine", table.choice("combine", get_args(Combine), default="mean")),
        empty=cast("Empty", table.choice("empty", get_args(Empty), default="pending")),
        applies_to=table.words("applies_to", APPLICABLE),
        beside=table.flag("beside"),
    )
    table.close()
    check_items(section, place)
    _check_weights(section, place)
    return section


def _read_pool(table: Table, place: Place) -> Pool:
    table.place = place
    pool = Pool(table.text("id"), table.title("title"), table.number("full"))
    table.close()
    return pool


def read_item(table: Table, place: Place, every: Unit) -> Item:
    """Build an item; ``gather`` defaults to the unit of its section."""
    item_id = table.text("id")
    table.place, table.path = place.inside(item=item_id), ""
    item = Item(
        id=item_id,
        title=table.title("title"),
        rule=read_rule(table.table("rule"), item_id),
        full=table.optional_number("full"),
        article=table.text("article", ""),
        gather=cast("Unit", table.choice("gather", UNITS, default=every)),
        applies_to=table.words("applies_to", APPLICABLE),
        pool=table.text("pool", ""),
        claimable=table.flag("claimable"),
        local=table.flag("local"),
        since=table.optional_day("since"),
        until=table.optional_day("until"),
    )
    table.close()
    return item


def check_items(section: Section, place: Place) -> None:
    """Note every item of the section that could not work."""
    pools = [pool.id for pool in section.pools]
    for item in section.items:
        at = place.inside(item=item.id)
        if item.pool and item.pool not in pools:
            at.fault(f'pool "{item.pool}" is unknown', f"allowed: {', '.join(pools) or 'none'}")
        for found, allowed in faults_with_full(item.rule, item.full):
            at.fault(found, allowed)
        if UNITS.index(item.gather) < UNITS.index(section.every) and item.full is not None:
            at.fault(f"gather is {item.gather!r} and full is given", f"no full, or at least {section.every!r}")
        if item.since and item.until and item.since >= item.until:
            at.fault(f"until {item.until} is not after since {item.since}", "a later day")
        _check_claim(item, at)


def _check_claim(item: Item, at: Place) -> None:
    claims = [reads for reads in item.rule.sources if reads.kind == "claim"]
    if item.claimable and not any(item.id in reads.details for reads in claims):
        at.fault("claimable, but no claim reaches it", f'read kind "claim" with detail "{item.id}"')


def _check_weights(section: Section, place: Place) -> None:
    """Note it when what the items can give does not add up to what the section says."""
    if not section.items and not section.open:
        place.fault("it has no items", "a closed section needs at least one")
    if section.beside and section.starts == "minus":
        place.fault("it is beside the total and starts at minus", "what takes from the total is a part of it")
    if section.starts == "full" and section.full is None:
        place.fault("full is missing", "a section that starts full must say how much that is")
    if section.starts != "zero" or section.full is None or section.open:
        return
    for whom, found in dict(_sums(section)).items():
        if found != section.full:
            given = f" for {whom}" if whom else ""
            place.fault(f"its items add up to {plain(found)}{given}", f"they must add up to full {plain(section.full)}")


def _sums(section: Section) -> Iterator[tuple[str, Decimal]]:
    """What items with bounds add up to, for each category or role told apart and from each day of change."""
    words = sorted(section.applies_to or {word for item in section.items for word in item.applies_to}) or [""]
    days = sorted({item.since for item in section.items if item.since} | {date.min})
    pools = {pool.id: pool.full for pool in section.pools}
    for word in words:
        for day in days:
            items = [item for item in section.items if _counts(item, word, day)]
            shared = {item.pool for item in items if item.pool}
            fulls = [item.full for item in items if not item.pool and item.full is not None]
            if fulls or shared:
                yield word, sum(fulls, ZERO) + sum((pools.get(pool, ZERO) for pool in shared), ZERO)


def _counts(item: Item, word: str, day: date) -> bool:
    return item.in_force(day) and (not item.applies_to or word in item.applies_to)


def repeated(ids: Sequence[str]) -> list[str]:
    """The ids that occur more than once, each once."""
    return sorted({one for one in ids if ids.count(one) > 1})


def add_local_items(sections: Sequence[Section], tables: Iterable[Table], place: Place) -> tuple[Section, ...]:
    """Put a branch's own items at the end of the open sections that they name; faults go to the place."""
    added: dict[str, list[Item]] = {section.id: [] for section in sections if section.open}
    for table in tables:
        section_id = table.choice("section", added) if added else ""
        section = next((one for one in sections if one.id == section_id), None)
        if section is None:
            place.fault("this scheme has no open section", "it takes no local items")
            break
        inside = place.inside(section=section_id)
        item = replace(read_item(table, inside, section.every), local=True)
        check_items(replace(section, items=(item,)), inside)
        added[section_id].append(item)
    grown = tuple(replace(one, items=one.items + tuple(added.get(one.id, ()))) for one in sections)
    check_ids(grown, place)
    return grown


def check_ids(sections: Sequence[Section], place: Place) -> None:
    """Note every item whose id is taken; only one that ends where the next begins may share it."""
    items = [item for section in sections for item in section.items]
    for item_id in repeated([item.id for item in items]):
        same = sorted((item for item in items if item.id == item_id), key=lambda item: item.since or date.min)
        if any(one.until is None or next_.since is None or one.until > next_.since for one, next_ in pairwise(same)):
            place.fault(f'item id "{item_id}" is taken', "give each item an id of its own")


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
        "combine": section.combine,
        "empty": section.empty,
        "beside": section.beside,
    }
    if section.applies_to:
        data["applies_to"] = list(section.applies_to)
    if section.full is not None:
        data["full"] = section.full
    if section.pools:
        pools = section.pools
        data["pools"] = [{"id": p.id, "title": plain_title(p.title), "full": p.full} for p in pools]
    if section.items:
        data["items"] = [plain_item(item) for item in section.items]
    return data


def plain_item(item: Item) -> dict[str, Plain]:
    """Lay an item out as a TOML table, defaults left out."""
    data: dict[str, Plain] = {"id": item.id, "title": plain_title(item.title), "gather": item.gather}
    if item.full is not None:
        data["full"] = item.full
    optional: dict[str, Plain] = {
        "article": item.article,
        "applies_to": list(item.applies_to),
        "pool": item.pool,
        "claimable": item.claimable,
        "local": item.local,
        "since": item.since or "",
        "until": item.until or "",
    }
    return data | {key: value for key, value in optional.items() if value} | {"rule": plain_rule(item.rule)}
