"""Schemes and what they differ in, as tables on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text as Line

from messages.i18n import language
from messages.scheme_tables import heading
from scoring import Scheme
from scoring.items import Section
from scoring.points import plain
from scoring.telling.differences import Difference
from scoring.telling.gradings import grading_rows
from scoring.telling.ladders import ladder_rows
from scoring.telling.schemes import SUBJECTS, UNITS, describe_item, describe_section, head_rows, lists
from scoring.text import Text

WIDTH = 110
"""Characters of a line where no terminal says how wide it is."""


def console() -> Console:
    """Make the console that tables are printed to: as wide as the terminal, or WIDTH."""
    found = Console(highlight=False, markup=False)
    return found if found.is_terminal else Console(highlight=False, markup=False, width=WIDTH)


def said(text: Text) -> str:
    """Put a text of a scheme in the language that is being spoken."""
    return text.to(language())


def table(*headings: str) -> Table:
    """Begin a table with these headings."""
    made = Table()
    for code in headings:
        made.add_column(heading(code), overflow="fold")
    return made


def bold(words: str) -> Line:
    """Make a line that stands out, such as the heading of a table."""
    return Line(words, style="bold")


def scheme_list(schemes: Iterable[Scheme]) -> Table:
    """Lay out all presets."""
    made = table("scheme", "title", "subject", "cycle", "since")
    for scheme in schemes:
        subject, cycle = SUBJECTS[scheme.subject], UNITS[scheme.cycle]
        made.add_row(scheme.id, said(scheme.title), said(subject), said(cycle), scheme.since.isoformat())
    return made


def difference_table(found: Iterable[Difference]) -> Table:
    """Lay out what two schemes differ in."""
    made = table("section", "item", "entry", "change", "old", "new")
    for one in found:
        made.add_row(one.section, one.item, one.key, heading(one.change), one.old, one.new)
    return made


def scheme_page(scheme: Scheme) -> Iterator[RenderableType]:
    """Show a whole scheme: its head, every section with its items, grading, and lists."""
    yield bold(f"{scheme.id} · {said(scheme.title)}")
    head = Table.grid(padding=(0, 2))
    for label, value in head_rows(scheme):
        head.add_row(said(label), said(value))
    yield head
    for section in scheme.sections:
        yield bold(f"{said(section.title)} · {said(describe_section(section))}")
        yield _section_table(section)
    for label, entries in (*grading_rows(scheme), *ladder_rows(scheme), *lists(scheme)):
        yield bold(said(label))
        yield from (Line(f"  · {said(entry)}") for entry in entries)


def _section_table(section: Section) -> Table:
    made = table("item", "full", "rule", "article")
    for item in section.items:
        full = "" if item.full is None else plain(item.full)
        made.add_row(said(item.title), full, said(describe_item(section, item)), item.article)
    return made
