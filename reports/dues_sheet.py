"""A member's dues of a year as a sheet, and the sheet in which payments are handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

_HEADING_COLOUR = "#B3261E"
_WIDTHS = (14, 12, 12, 14, 16)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A month in words: which, what was due and when, what was paid and when, how it stands."""

    month: str
    amount: Decimal
    paid: Decimal
    paid_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class StatementSheet:
    """A whole year; ``headings`` stand over month, amount, paid, day of payment and state."""

    title: str
    headings: tuple[str, str, str, str, str]
    rows: Sequence[StatementRow]
    total: str


def write_statement(sheet: StatementSheet) -> bytes:
    """Write the year with its sums. Blocks some milliseconds."""
    with _Book() as book:
        page = book.page
        page.merge_range(0, 0, 0, len(_WIDTHS) - 1, sheet.title, book.title)
        for column, (heading, width) in enumerate(zip(sheet.headings, _WIDTHS, strict=True)):
            page.write_string(1, column, heading, book.heading)
            page.set_column(column, column, width)
        for number, row in enumerate(sheet.rows, start=2):
            page.write_string(number, 0, row.month)
            page.write_number(number, 1, row.amount, book.money)
            page.write_number(number, 2, row.paid, book.money)
            if row.paid_on is not None:
                page.write_datetime(number, 3, row.paid_on, book.day)
            page.write_string(number, 4, row.state)
        last = len(sheet.rows) + 2
        page.write_string(last, 0, sheet.total, book.heading)
        page.write_number(last, 1, sum((row.amount for row in sheet.rows), Decimal(0)), book.money)
        page.write_number(last, 2, sum((row.paid for row in sheet.rows), Decimal(0)), book.money)
        page.freeze_panes(2, 1)
    return book.content()


def write_template(headings: Sequence[str], rows: Sequence[Sequence[str | Decimal | None]]) -> bytes:
    """Write a sheet to fill in: headings, and rows of words, amounts and empty cells. Blocks some milliseconds."""
    with _Book() as book:
        for column, heading in enumerate(headings):
            book.page.write_string(0, column, heading, book.heading)
            book.page.set_column(column, column, 14)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, Decimal):
                    book.page.write_number(number, column, value, book.money)
                elif value is not None:
                    book.page.write_string(number, column, value, book.text)
        book.page.freeze_panes(1, 2)
    return book.content()


class _Book:
    """A workbook of one page with the formats that both sheets use."""

    def __init__(self) -> None:
        import xlsxwriter  # here, as most runs of the bot never write a sheet

        self._buffer = BytesIO()
        self._book: Any = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        self.page: Any = self._book.add_worksheet()
        self.title = self._book.add_format({"bold": True, "align": "center", "font_size": 14})
        self.heading = self._book.add_format({"bold": True, "font_color": "white", "bg_color": _HEADING_COLOUR})
        self.money = self._book.add_format({"num_format": "0.00"})
        self.day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self.text = self._book.add_format({"num_format": "@"})

    def __enter__(self) -> _Book:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._book.close()

    def content(self) -> bytes:
        """The file's bytes, once the block is over."""
        return self._buffer.getvalue()
