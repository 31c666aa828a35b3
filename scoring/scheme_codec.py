"""Schemes from TOML text and back."""

from __future__ import annotations

from typing import cast, get_args

from scoring.errors import SchemeFaults
from scoring.grading_codec import plain_grading, read_grading
from scoring.item_codec import parse_toml, plain_section, plain_title, read_section, repeated
from scoring.scheme import Choice, Cycle, Deadline, Scheme, Source
from scoring.toml_table import Place, Table
from scoring.toml_text import to_toml

_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def load_scheme(text: str, where: str) -> Scheme:
    """Build a scheme; raises SchemeFaults with every fault at once, ``where`` naming the file in each."""
    place = Place(where, [])
    root = Table(parse_toml(text, where), place)
    sections = tuple(read_section(entry, place) for entry in root.tables("sections", needed=True))
    source = root.table("source")
    scheme = Scheme(
        id=root.text("id"),
        title=root.title("title"),
        source=Source(source.text("document"), source.text("title")),
        since=root.day("since"),
        cycle=cast("Cycle", root.choice("cycle", get_args(Cycle))),
        sections=sections,
        grading=read_grading(root.table("grading"), [section.id for section in sections]),
        notes=tuple(entry.title("text") for entry in root.tables("notes")),
        calendar=tuple(map(_read_deadline, root.tables("calendar"))),
        reverse_items=tuple(map(_read_choice, root.tables("reverse_items"))),
        publication_working_days=root.whole("publication_working_days", 0, 60, default=0),
    )
    source.close()
    root.close()
    _check_whole(scheme, place)
    if place.faults:
        raise SchemeFaults(tuple(place.faults))
    return scheme


def _check_whole(scheme: Scheme, place: Place) -> None:
    for section_id in repeated([section.id for section in scheme.sections]):
        place.fault(f'section id "{section_id}" is taken', "give each section an id of its own")
    for item_id in repeated([item.id for _, item in scheme.items()]):
        place.fault(f'item id "{item_id}" is taken', "give each item an id of its own")
    for section in scheme.sections:
        if scheme.cycle == "year" and section.every == "month":
            place.inside(section=section.id).fault("every is 'month'", "a yearly scheme has yearly sections")


def _read_deadline(table: Table) -> Deadline:
    month = table.whole("month", 1, 12)
    entry = Deadline(table.text("id"), table.title("title"), month, table.whole("day", 1, _DAYS_IN[month - 1]))
    table.close()
    return entry


def _read_choice(table: Table) -> Choice:
    entry = Choice(table.text("id"), table.title("title"))
    table.close()
    return entry


def dump_scheme(scheme: Scheme) -> str:
    """Write a scheme as TOML that loads to an equal scheme."""
    return to_toml(
        {
            "id": scheme.id,
            "title": plain_title(scheme.title),
            "source": {"document": scheme.source.document, "title": scheme.source.title},
            "since": scheme.since,
            "cycle": scheme.cycle,
            "publication_working_days": scheme.publication_working_days,
            "grading": plain_grading(scheme.grading),
            "notes": [{"text": plain_title(note)} for note in scheme.notes],
            "calendar": [
                {"id": d.id, "title": plain_title(d.title), "month": d.month, "day": d.day} for d in scheme.calendar
            ],
            "reverse_items": [{"id": c.id, "title": plain_title(c.title)} for c in scheme.reverse_items],
            "sections": [plain_section(section) for section in scheme.sections],
        }
    )
