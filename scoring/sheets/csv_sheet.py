"""What the core's CSV sheets share: encodings, headings, and cells that name what is wrong with them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from scoring.errors import CellFault, FactsFaults
from scoring.text import Text

_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class Row:
    """One row being read; faults go to the common list."""

    def __init__(self, number: int, cells: Mapping[str, str], faults: list[CellFault]) -> None:
        self.number, self.cells, self.faults = number, cells, faults

    def fault(self, column: str, found: str, allowed: str) -> None:
        """Note a faulty cell."""
        self.faults.append(CellFault(self.number, column, found, allowed))

    def surplus(self, cells: Sequence[str]) -> None:
        """Note what stands right of the last heading."""
        for cell in filter(None, map(str.strip, cells)):
            self.fault("(no heading)", cell, "nothing right of the last heading")

    def text(self, column: str) -> str:
        """A cell that may be empty."""
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        """A cell that must be filled in; empty after a fault."""
        value = self.text(column)
        if not value:
            self.fault(column, "", "it must be filled in")
        return value

    def code(self, column: str, value: str, allowed: Mapping[str, Text]) -> str:
        """The code that a cell writes as such or in Chinese; empty after a fault or for an empty value."""
        code = next((code for code, name in allowed.items() if value in (code, name.zh)), "")
        if value and not code:
            self.fault(column, value, ", ".join(f"{code} ({name.zh})" for code, name in allowed.items()))
        return code

    def day(self, column: str, value: str) -> date | None:
        """The day that a value writes; nothing after a fault or for an empty value."""
        if match := _DAY.fullmatch(value):
            try:
                return date(*map(int, match.groups()))
            except ValueError:
                pass
        if value:
            self.fault(column, value, "a day such as 2026-07-01")
        return None


def read_rows(
    sheet: str | bytes, headings: Mapping[str, str], needed: Sequence[str], faults: list[CellFault]
) -> Iterator[Row]:
    """Give every row that is not empty; ``headings`` are the Chinese headings of all columns.

    Takes text, or bytes in UTF-8 (with or without BOM) or GBK; headings may be English or Chinese. Raises
    FactsFaults when the sheet cannot be read or its headings are wrong; surplus cells go to ``faults``.
    """
    text = sheet if isinstance(sheet, str) else _decoded(sheet)
    rows = _cells(text.removeprefix("\ufeff"))
    header = [headings.get(cell.strip(), cell.strip().lower()) for cell in rows[0]] if rows else []
    if wrong := _header_faults(header, tuple(headings.values()), needed):
        raise FactsFaults(tuple(wrong))
    for number, cells in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in cells):
            row = Row(number, dict(zip(header, map(str.strip, cells), strict=False)), faults)
            row.surplus(cells[len(header) :])
            yield row


def _decoded(sheet: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return sheet.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FactsFaults((CellFault(1, "id", "bytes that are no text", "UTF-8 or GBK"),))


def _cells(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        return list(reader)
    except csv.Error as fault:
        broken = CellFault(reader.line_num, "id", str(fault), "comma-separated cells, as Excel saves them")
        raise FactsFaults((broken,)) from fault


def _header_faults(header: list[str], columns: Sequence[str], needed: Sequence[str]) -> list[CellFault]:
    allowed = ", ".join(columns)
    faults = [CellFault(1, name, "", "this column is needed") for name in needed if name not in header]
    faults += [CellFault(1, name, name, allowed) for name in header if name not in columns]
    repeated = sorted({name for name in header if name in columns and header.count(name) > 1})
    return faults + [CellFault(1, name, name, "each column once") for name in repeated]
