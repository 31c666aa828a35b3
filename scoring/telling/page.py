"""The pages docs/schemes/*.md, made from the presets so that they can never say something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoring.items import Item, Section
from scoring.points import plain
from scoring.scheme import Scheme
from scoring.telling.gradings import grading_rows
from scoring.telling.ladders import ladder_rows
from scoring.telling.schemes import SUBJECTS, UNITS, describe_item, describe_section, head_rows, lists
from scoring.text import Text

_INDEX = """\
# Schemes 办法

One page for each preset, made from its file in `schemes/` by `python -m docs.make_scheme_pages`: sections, items and
their rules, grading, and what the preset decided where its source is silent. The language of those files is described
in [scheme-language.md](../scheme-language.md), the facts that they read in [facts.md](../facts.md).

| Scheme | 名称 | Title | Who is scored | Cycle | In force since |
|---|---|---|---|---|---|
"""
_ITEMS = "| 项目 Item | 满分 Full | 细则 | Rule | 条款 Article |\n|---|---|---|---|---|"


def scheme_index(schemes: Iterable[Scheme]) -> str:
    """Write the page that lists all presets."""
    return _INDEX + "".join(f"{_row(_entry(scheme))}\n" for scheme in schemes)


def _entry(scheme: Scheme) -> tuple[str, ...]:
    subject, cycle = SUBJECTS[scheme.subject], UNITS[scheme.cycle]
    return (
        f"[{scheme.id}]({scheme.id}.md)",
        scheme.title.zh,
        scheme.title.en,
        f"{subject.zh} {subject.en}",
        f"{cycle.zh} {cycle.en}",
        scheme.since.isoformat(),
    )


def scheme_page(scheme: Scheme) -> str:
    """Write a scheme's page, in both languages."""
    return "\n".join(_page(scheme)) + "\n"


def _page(scheme: Scheme) -> Iterator[str]:
    yield f"# {scheme.title.zh} · {scheme.title.en}\n"
    yield f"`{scheme.id}`\n"
    yield "| | 中文 | English |\n|---|---|---|"
    yield from (_row((f"{label.zh} {label.en}", value.zh, value.en)) for label, value in head_rows(scheme))
    for section in scheme.sections:
        yield from _section(section)
    for heading, entries in (*grading_rows(scheme), *ladder_rows(scheme), *lists(scheme)):
        yield f"\n## {heading.zh} · {heading.en}\n"
        yield from (f"- {_both(entry)}" for entry in entries)


def _section(section: Section) -> Iterator[str]:
    yield f"\n## {section.title.zh} · {section.title.en}\n"
    yield _both(describe_section(section))
    if section.items:
        yield f"\n{_ITEMS}"
        yield from (_row(_item(section, item)) for item in section.items)


def _item(section: Section, item: Item) -> tuple[str, ...]:
    rule = describe_item(section, item)
    full = "" if item.full is None else plain(item.full)
    return f"{item.title.zh} {item.title.en}", full, rule.zh, rule.en, item.article


def _both(text: Text) -> str:
    return text.zh if text.zh == text.en else f"{text.zh}<br>{text.en}"


def _row(cells: Iterable[str]) -> str:
    inside = " | ".join(cell.replace("|", r"\|") for cell in cells)
    return f"| {inside} |"
