"""The roster as a sheet to fill in: the columns, lists to choose from, and the members that there are already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from reports.roster_columns import (
    ADMITTED,
    CATEGORY,
    CATEGORY_WORDS,
    COLUMNS,
    DUES,
    EXEMPT_FROM,
    EXEMPT_UNTIL,
    JOINED,
    LEADING,
    NO,
    NUMBER,
    PROBATIONARY,
    ROLE_WORDS,
    YES,
    RosterColumn,
)
from storage.vocabulary import Category, Role

Value = str | date | Decimal | bool | Category | Sequence[Role] | None
"""What a cell can hold, before it is put into words."""

ROOM = 300
"""Empty rows below the members that have formats and lists to choose from."""

_DAYS = frozenset({ADMITTED.code, JOINED.code, EXEMPT_FROM.code, EXEMPT_UNTIL.code})
_YES_NO = frozenset({PROBATIONARY.code, LEADING.code})
_HEADING_COLOUR = "#B3261E"
_MUST_COLOUR = "#7A120C"
_WIDTHS = {"number": 9, "name": 12, "group": 16, "category": 12, "roles": 18}


def roster_file_name(language: str) -> str:
    """Name the file."""
    return "roster.xlsx" if language == "en" else "党员名册.xlsx"


def write_roster(language: str, members: Sequence[Mapping[str, Value]] = ()) -> bytes:
    """Write the sheet in a language; each member maps column codes to values. Blocks some milliseconds."""
    import xlsxwriter  # here, as most runs of the bot never write a sheet

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Roster" if language == "en" else "党员名册")
        formats = {
            "must": book.add_format({"bold": True, "font_color": "white", "bg_color": _MUST_COLOUR}),
            "may": book.add_format({"bold": True, "font_color": "white", "bg_color": _HEADING_COLOUR}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "amount": book.add_format({"num_format": "0.00"}),
            "text": book.add_format({"num_format": "@"}),
        }
        for index, column in enumerate(COLUMNS):
            _write_column(sheet, index, column, formats, language)
        for row, member in enumerate(members, start=1):
            _write_member(sheet, row, member, formats, language)
        sheet.freeze_panes(1, 2)
    return buffer.getvalue()


def _write_column(sheet: Any, index: int, column: RosterColumn, formats: dict[str, Any], language: str) -> None:
    """Write a heading; formats and lists reach down the whole room."""
    heading = column.en if language == "en" else column.zh
    sheet.write_string(0, index, heading, formats["must" if column.required else "may"])
    sheet.set_column(index, index, _WIDTHS.get(column.code, 14), _format_of(column.code, formats))
    choices = _choices(column.code, language)
    if choices:
        sheet.data_validation(1, index, ROOM, index, {"validate": "list", "source": choices})


def _format_of(code: str, formats: dict[str, Any]) -> Any:
    if code in _DAYS:
        return formats["day"]
    if code == DUES.code:
        return formats["amount"]
    return formats["text"] if code == NUMBER.code else None


def _choices(code: str, language: str) -> list[str]:
    """Offer the words of a column that has few; a roles cell may hold several, so that a list would be in the way."""
    place = 1 if language == "en" else 0
    if code == CATEGORY.code:
        return [words[place] for words in CATEGORY_WORDS.values()]
    return [YES[place], NO[place]] if code in _YES_NO else []


def _write_member(sheet: Any, row: int, member: Mapping[str, Value], formats: dict[str, Any], language: str) -> None:
    for index, column in enumerate(COLUMNS):
        value = member.get(column.code)
        if isinstance(value, date):
            sheet.write_datetime(row, index, value, formats["day"])
        elif isinstance(value, Decimal):
            sheet.write_number(row, index, value, formats["amount"])
        elif value:
            sheet.write_string(row, index, _word(value, language), _format_of(column.code, formats))


def _word(value: str | bool | Category | Sequence[Role], language: str) -> str:
    """Put a code into the template's word."""
    place = 1 if language == "en" else 0
    if isinstance(value, Category):
        return CATEGORY_WORDS[value][place]
    if isinstance(value, bool):
        return YES[place]
    if isinstance(value, str):
        return value
    return (", " if language == "en" else "、").join(ROLE_WORDS[role][place] for role in value)
