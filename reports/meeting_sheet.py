"""A meeting's record as a workbook: what it was, and how everybody stood to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

_HEADING_COLOUR = "#B3261E"
_WIDTHS = (6, 16, 12, 12, 16, 20)


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """The words of the record: a title, facts as label and value, and a table below them."""

    title: str
    facts: Sequence[tuple[str, str]]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def write_meeting(sheet: MeetingSheet) -> bytes:
    """Write the workbook. Everything in it is text: what a member is called is never taken for a formula."""
    import xlsxwriter  # here, as most runs of the bot never write a sheet

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet()
        bold = book.add_format({"bold": True, "font_size": 14})
        label = book.add_format({"bold": True})
        heading = book.add_format({"bold": True, "font_color": "white", "bg_color": _HEADING_COLOUR})
        for column, width in enumerate(_WIDTHS):
            page.set_column(column, column, width)
        page.write_string(0, 0, sheet.title, bold)
        for row, (name, value) in enumerate(sheet.facts, start=1):
            page.write_string(row, 0, name, label)
            page.write_string(row, 1, value)
        top = len(sheet.facts) + 2
        for column, text in enumerate(sheet.headings):
            page.write_string(top, column, text, heading)
        for row, line in enumerate(sheet.rows, start=top + 1):
            for column, text in enumerate(line):
                page.write_string(row, column, text)
        page.fit_to_pages(1, 0)
    return buffer.getvalue()
