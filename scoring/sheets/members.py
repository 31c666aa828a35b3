"""Members, branches or units as a CSV sheet, beside the sheet of their facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, cast

from scoring.errors import CellFault, FactsFaults
from scoring.member import Category, MemberProfile, UnitCategory
from scoring.periods import Period
from scoring.sheets.csv_sheet import Row, read_rows
from scoring.sheets.member_words import CATEGORY_WORDS, ROLE_WORDS

MEMBER_HEADINGS: Final[Mapping[str, str]] = {
    "党员": "id",
    "类别": "category",
    "预备": "probationary",
    "转入日期": "joined",
    "转出日期": "left",
    "入党日期": "admitted",
    "身份": "roles",
    "免考核": "exempt",
}
_YES: Final = {"yes": True, "true": True, "1": True, "是": True, "no": False, "false": False, "0": False, "否": False}
_BETWEEN: Final = re.compile(r"[;；、,，\n]+")
_TO: Final = re.compile(r"\.\.|~|～|至")
_SPAN: Final = "first and last day such as 2026-03-01..2026-05-31, several parted by ;"


def read_members(sheet: str | bytes, usual: Category | UnitCategory = "in_service") -> list[MemberProfile]:
    """Read members from CSV text, or from bytes in UTF-8 (with or without BOM) or GBK.

    Only id is needed; headings and codes may be English or Chinese. ``usual`` is the category of those
    that name none, ``left`` the first day no longer in the branch; roles are parted by semicolons, exempt
    spans too, each naming its first and last day.
    Raises FactsFaults naming every faulty cell.
    """
    members, faults, rows = list[MemberProfile](), list[CellFault](), dict[str, int]()
    for row in read_rows(sheet, MEMBER_HEADINGS, ("id",), faults):
        if member := _member(row, usual):
            if member.id in rows:
                row.fault("id", member.id, f"an id that row {rows[member.id]} does not have")
            rows.setdefault(member.id, row.number)
            members.append(member)
    if faults:
        raise FactsFaults(tuple(faults))
    return members


def _member(row: Row, usual: Category | UnitCategory) -> MemberProfile | None:
    """Build the profile, or nothing when any cell is faulty."""
    before = len(row.faults)
    profile = MemberProfile(
        id=row.needed("id"),
        category=cast("Category", row.code("category", row.text("category"), CATEGORY_WORDS) or usual),
        probationary=_yes(row, "probationary"),
        joined=row.day("joined", row.text("joined")),
        left=row.day("left", row.text("left")),
        exempt=tuple(_spans(row)),
        admitted=row.day("admitted", row.text("admitted")),
        roles=tuple(filter(None, (row.code("roles", word, ROLE_WORDS) for word in _words(row, "roles")))),
    )
    if profile.joined and profile.left and profile.left <= profile.joined:
        row.fault("left", row.text("left"), f"a day after joined ({profile.joined})")
    return profile if len(row.faults) == before else None


def _yes(row: Row, column: str) -> bool:
    value = row.text(column)
    if value and value.lower() not in _YES:
        row.fault(column, value, "yes (是) or no (否)")
    return _YES.get(value.lower(), False)


def _words(row: Row, column: str) -> list[str]:
    return [word for part in _BETWEEN.split(row.text(column)) if (word := part.strip())]


def _spans(row: Row) -> Iterator[Period]:
    for text in _words(row, "exempt"):
        ends = [part.strip() for part in _TO.split(text)]
        if len(ends) != 2 or not all(ends):  # noqa: PLR2004 - a first and a last day
            row.fault("exempt", text, _SPAN)
            continue
        first, last = (row.day("exempt", end) for end in ends)
        if first and last and first <= last < date.max:
            yield Period(first, last + timedelta(days=1))
        elif first and last:
            row.fault("exempt", text, _SPAN)
