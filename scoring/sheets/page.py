"""The page docs/facts.md, made from the vocabulary so that it can never say something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scoring.sheets.facts import HEADINGS
from scoring.sheets.member_words import CATEGORY_WORDS, ROLE_WORDS
from scoring.sheets.members import MEMBER_HEADINGS
from scoring.text import Text
from scoring.vocabulary import VOCABULARY, Kind

EXAMPLE: Final = """\
id,member,kind,outcome,on,quantity,detail,event,reverses
1,张建国,meeting,present,2026-07-03,1,theme_day,theme-2026-07,
2,李秀英,meeting,absent,2026-07-03,1,theme_day,theme-2026-07,
3,王海,meeting,leave,2026-07-03,1,theme_day,theme-2026-07,
4,王海,dues,late,2026-07-15,1,,,
5,张建国,service,done,2026-07-11,3.5,,flood-2026-07,
6,李秀英,claim,approved,2026-07-20,1,grid,,
7,王海,quiz,points,2026-07-31,14,,,
8,李秀英,meeting,absent,2026-07-03,1,theme_day,theme-2026-07,2
"""
_INTRO: Final = """\
# Facts 事实

Every point comes from a fact. A sheet of facts is a CSV file (Excel: "CSV UTF-8" or the plain Chinese "CSV")
with one fact a row. Headings, kinds, outcomes and meeting types may be written in English or in Chinese.

| Heading | 中文 | What it holds |
|---|---|---|
"""
_COLUMNS: Final = {
    "id": "unique in the sheet; may be left out",
    "member": "who it is about",
    "kind": "a kind of the tables below",
    "outcome": "an outcome of that kind",
    "on": "the day that it belongs to, such as 2026-07-01 or 2026/7/1, in the branch's time zone",
    "quantity": "a number from 0; left out it is 1",
    "detail": "what the kind asks for below",
    "event": "the same text for all facts of one event, so that it is never charged twice",
    "reverses": "the id of a fact that this one cancels; such a row is a copy of it with an id of its own",
}
_DETAIL: Final = {
    "listed": "one of those listed",
    "item": "the id of the scheme's item that it is for",
    "free": "free text, or nothing",
}


_MEMBERS: Final = """\

## Members 党员名单

`xianfeng score` and `compare` take a second sheet, `--members members.csv`, with one member, branch or unit a row. Only
the id is needed; without the sheet everybody in the facts is an ordinary member in service, or an ordinary branch where
the scheme scores branches or units. Categories and roles may be written as codes or in Chinese.

| Heading | 中文 | What it holds |
|---|---|---|
"""
_MEMBER_COLUMNS: Final = {
    "id": "as the facts name him",
    "category": "one of the categories below; left out it is in_service, or branch where branches or units are scored",
    "probationary": "yes (是) or no (否)",
    "joined": "the first day in the branch",
    "left": "the first day no longer in the branch",
    "admitted": "the day of admission to the party",
    "roles": "roles below, parted by semicolons",
    "exempt": "first and last day of each exemption, such as 2026-03-01..2026-05-31, several parted by semicolons",
}


def facts_page() -> str:
    """Write the whole page."""
    chinese = {column: heading for heading, column in HEADINGS.items()}
    rows = "".join(f"| {name} | {chinese[name]} | {means} |\n" for name, means in _COLUMNS.items())
    example = f"\nRow 8 cancels row 2: 李秀英 was there after all.\n\n```csv\n{EXAMPLE}```\n"
    kinds = "".join(line + "\n" for kind in VOCABULARY.values() for line in _kind(kind))
    return f"{_INTRO}{rows}{example}{_members()}\n## Kinds 类别\n{kinds}"


def _members() -> str:
    chinese = {column: heading for heading, column in MEMBER_HEADINGS.items()}
    rows = "".join(f"| {name} | {chinese[name]} | {means} |\n" for name, means in _MEMBER_COLUMNS.items())
    return f"{_MEMBERS}{rows}{_words('Category', CATEGORY_WORDS)}{_words('Role', ROLE_WORDS)}"


def _words(heading: str, words: Mapping[str, Text]) -> str:
    rows = "".join(f"| {code} | {name.zh} | {name.en} |\n" for code, name in words.items())
    return f"\n| {heading} | 中文 | Means |\n|---|---|---|\n{rows}"


def _kind(kind: Kind) -> Iterator[str]:
    yield f"\n### {kind.code} {kind.name.zh} · {kind.name.en}\n"
    yield f"- Quantity: {kind.quantity.en} ({kind.quantity.zh})"
    yield f"- Day: {kind.day.en} ({kind.day.zh})"
    yield f"- Detail: {_DETAIL[kind.detail_use]}"
    yield "\n| Outcome | 中文 | Means |\n|---|---|---|"
    yield from (f"| {code} | {name.zh} | {name.en} |" for code, name in kind.outcomes.items())
    if kind.details:
        yield "\n| Detail | 中文 | Means |\n|---|---|---|"
        yield from (f"| {code} | {name.zh} | {name.en} |" for code, name in kind.details.items())
