"""Schemes from TOML text and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, get_args

from scoring.errors import SchemeFaults
from scoring.items import UNITS, Section
from scoring.language.gradings import plain_grading, read_grading
from scoring.language.items import check_ids, parse_toml, plain_section, plain_title, read_section, repeated
from scoring.language.ladder_checks import check_grades
from scoring.language.ladders import plain_ladder, read_ladder
from scoring.language.rules import plain_reads, read_reads
from scoring.language.table import MISSING, Place, Table
from scoring.language.writing import Plain, to_toml
from scoring.scheme import Cancel, Choice, Cycle, Deadline, Scheme, SectionSum, Source, Subject
from scoring.settings import Setting, setting_fault

_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def load_scheme(text: str, where: str) -> Scheme:
    """Build a scheme; raises SchemeFaults with every fault at once, ``where`` naming the file in each."""
    place = Place(where, [])
    root = Table(parse_toml(text, where), place)
    sections = tuple(read_section(entry, place) for entry in root.tables("sections", needed="ladder" not in root.data))
    totals = tuple(_read_sum(entry, sections) for entry in root.tables("totals"))
    source = root.table("source")
    scheme = Scheme(
        id=root.text("id"),
        title=root.title("title"),
        source=Source(source.text("document"), source.text("title")),
        since=root.day("since"),
        cycle=cast("Cycle", root.choice("cycle", UNITS)),
        sections=sections,
        grading=read_grading(
            root.table("grading"),
            [one.id for one in sections] + [one.id for one in totals],
            [item.id for section in sections for item in section.items],
        ),
        notes=tuple(entry.title("text") for entry in root.tables("notes")),
        calendar=tuple(map(_read_deadline, root.tables("calendar"))),
        reverse_items=tuple(map(_read_choice, root.tables("reverse_items"))),
        publication_working_days=root.whole("publication_working_days", 0, 60, default=0),
        publication_days=root.whole("publication_days", 0, 60, default=0),
        subject=cast("Subject", root.choice("subject", get_args(Subject), default="member")),
        behaviours=tuple(map(_read_choice, root.tables("behaviours"))),
        totals=totals,
        cancel=tuple(map(_read_cancel, root.tables("cancel"))),
        settings=tuple(map(_read_setting, root.tables("settings"))),
        total_full=root.optional_number("total_full"),
        scale_to=root.optional_number("scale_to"),
        ladder=read_ladder(root.table("ladder"), place) if "ladder" in root.data else None,
    )
    source.close()
    root.close()
    _check_whole(scheme, place)
    if not place.faults:
        _check_settings(scheme.settings, root, place)
    if place.faults:
        raise SchemeFaults(tuple(place.faults))
    return scheme


def _check_whole(scheme: Scheme, place: Place) -> None:
    for section_id in repeated([one.id for one in scheme.sections] + [one.id for one in scheme.totals]):
        place.fault(f'section id "{section_id}" is taken', "give each section and sum an id of its own")
    check_ids(scheme.sections, place)
    if scheme.ladder:
        check_grades(scheme.ladder, scheme.grading.codes, place)
    if scheme.sections and all(section.beside for section in scheme.sections):
        place.fault("every section is beside the total", "at least one that the total consists of")
    if scheme.publication_days and scheme.publication_working_days:
        place.fault("publication_days and publication_working_days are given", "one of them")
    if scheme.scale_to is not None and any(section.full is None for section in scheme.sections):
        place.fault("scale_to is given, but a section has no full", "give every section its full points")


def _check_settings(settings: Sequence[Setting], root: Table, place: Place) -> None:
    """Note every setting that leads to no number of the scheme's own text."""
    for setting in settings:
        if allowed := setting_fault(setting, root.data):
            path = f"{setting.item}.{setting.key}" if setting.item else setting.key
            place.fault(f'setting "{setting.id}" leads to {path}', allowed)


def _read_sum(table: Table, sections: Sequence[Section]) -> SectionSum:
    known = [section.id for section in sections]
    entry = SectionSum(table.text("id"), table.title("title"), table.words("sections", known, default=MISSING))
    table.close()
    return entry


def _read_cancel(table: Table) -> Cancel:
    entry = Cancel(read_reads(table, "reads"), table.whole("months", 1, 60, default=1))
    table.close()
    return entry


def _read_setting(table: Table) -> Setting:
    entry = Setting(table.text("id"), table.title("title"), table.text("key"), table.text("item", ""))
    table.close()
    return entry


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
    return to_toml(_plain_head(scheme) | _plain_lists(scheme))


def _plain_head(scheme: Scheme) -> dict[str, Plain]:
    data: dict[str, Plain] = {
        "id": scheme.id,
        "title": plain_title(scheme.title),
        "source": {"document": scheme.source.document, "title": scheme.source.title},
        "since": scheme.since,
        "cycle": scheme.cycle,
        "subject": scheme.subject,
        "publication_working_days": scheme.publication_working_days,
        "publication_days": scheme.publication_days,
        "grading": plain_grading(scheme.grading),
    }
    bounds = {"total_full": scheme.total_full, "scale_to": scheme.scale_to}
    data |= {key: number for key, number in bounds.items() if number is not None}
    return data | ({"ladder": plain_ladder(scheme.ladder)} if scheme.ladder else {})


def _plain_lists(scheme: Scheme) -> dict[str, Plain]:
    return {
        "notes": [{"text": plain_title(note)} for note in scheme.notes],
        "calendar": [
            {"id": d.id, "title": plain_title(d.title), "month": d.month, "day": d.day} for d in scheme.calendar
        ],
        "reverse_items": [{"id": c.id, "title": plain_title(c.title)} for c in scheme.reverse_items],
        "behaviours": [{"id": c.id, "title": plain_title(c.title)} for c in scheme.behaviours],
        "totals": [{"id": t.id, "title": plain_title(t.title), "sections": list(t.sections)} for t in scheme.totals],
        "cancel": [{"reads": [plain_reads(one) for one in c.reads], "months": c.months} for c in scheme.cancel],
        "settings": [
            {"id": s.id, "title": plain_title(s.title), **({"item": s.item} if s.item else {}), "key": s.key}
            for s in scheme.settings
        ],
        "sections": [plain_section(section) for section in scheme.sections],
    }
