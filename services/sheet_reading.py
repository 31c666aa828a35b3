"""Reading a sheet by its headings: every row right, or every faulty cell named. Knows nothing of the branch."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from services.roster_cells import CellFault, amount, any_day, text_of, word_of
from services.workbooks import CellValue, Grid, TooLarge, area_name, cell_name, read_first_sheet
from storage.notices.sheets import SheetFault, SheetFaultCode

HEADER_WITHIN = 10
"""The heading row is among the first so many; above it a title may stand."""
MAX_ROWS = 2000
LONGEST_TEXT = 40
SHOWN = 24
_MONTH = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?(?:[-/.]\d{1,2})?")


class BadCell(Exception):
    """A cell's value is not right."""

    def __init__(self, code: SheetFaultCode, found: str = "") -> None:
        super().__init__(f"{code}: {found!r}")
        self.code = code
        self.found = found[:SHOWN]


class TableFaults(Exception):
    """Everything that is wrong in the sheet, in reading order."""

    def __init__(self, faults: list[SheetFault]) -> None:
        super().__init__(f"{len(faults)} faults in the sheet")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code, the headings by which it is known (the first is named in faults), how a cell is read."""

    code: str
    headings: tuple[str, ...]
    read: Callable[[CellValue], Any]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds anything; a column that the sheet has not is missing from ``values``."""

    index: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet without a fault of its own."""

    positions: dict[str, int]
    rows: tuple[Row, ...]

    def cell(self, row: int, code: str) -> str:
        """Name the cell of a column in a row, or the row's first if the sheet has no such column."""
        return cell_name(row, self.positions.get(code, 0))


def read_table(content: bytes, columns: Sequence[Column]) -> Table:
    """Read a table from the bytes of an .xlsx file. Blocks: call it off the loop.

    Raises `workbooks.NotAWorkbook`, or `TableFaults` with all faults at once.
    """
    try:
        grid = read_first_sheet(content)
    except TooLarge as error:
        raise TableFaults([SheetFault(cell=error.cell or "A1", code=SheetFaultCode.TOO_LARGE)]) from error
    return _Reading(grid, columns).result()


def short_text(value: CellValue) -> str:
    """Read a name or a number."""
    text = text_of(value)
    if len(text) > LONGEST_TEXT:
        raise BadCell(SheetFaultCode.TOO_LONG, text)
    return text


def money(value: CellValue) -> Decimal | None:
    """Read an amount in yuan, or points, with at most two decimals; an empty cell is None."""
    if not text_of(value):
        return None
    try:
        return amount(value)
    except CellFault as fault:
        raise BadCell(SheetFaultCode.NUMBER_BAD, fault.found) from fault


def day(value: CellValue) -> date | None:
    """Read a day; an empty cell is None."""
    try:
        return any_day(value)
    except CellFault as fault:
        raise BadCell(SheetFaultCode.DATE_BAD, fault.found) from fault


def month(value: CellValue) -> date | None:
    """Read a month as its first day: 2026-07, 2026年7月, or any day of it; an empty cell is None."""
    text = text_of(value)
    if not text:
        return None
    found = _MONTH.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), 1) if found else _bad_month(text)
    except ValueError as error:
        raise BadCell(SheetFaultCode.MONTH_BAD, text) from error


def _bad_month(text: str) -> date:
    raise BadCell(SheetFaultCode.MONTH_BAD, text)


@dataclass(slots=True)
class _Reading:
    """One pass over a sheet, gathering faults."""

    grid: Grid
    columns: Sequence[Column]
    faults: list[tuple[tuple[int, int], SheetFault]] = field(default_factory=list)

    def result(self) -> Table:
        header = self._find_header()
        positions = self._read_header(header)
        self._check_merged(header)
        self._stop_if_faulty()
        rows = self._read_rows(header, positions)
        self._stop_if_faulty()
        return Table(positions, tuple(rows))

    def _stop_if_faulty(self) -> None:
        if self.faults:
            raise TableFaults([fault for _, fault in sorted(self.faults, key=lambda placed: placed[0])])

    def _fault(self, row: int, column: int, code: SheetFaultCode, found: str = "", other: str = "") -> None:
        self.faults.append(
            ((row, column), SheetFault(cell=cell_name(row, column), code=code, found=found, other=other))
        )

    def _find_header(self) -> int:
        """Take the row with the most known headings; it needs as many as are required."""
        known = {word_of(heading) for column in self.columns for heading in column.headings}
        scores = [sum(word_of(value) in known for value in row) for row in self.grid.rows[:HEADER_WITHIN]]
        required = [column.headings[0] for column in self.columns if column.required]
        best = max(scores, default=0)
        if best < min(2, len(required)):
            fault = SheetFault(cell="A1", code=SheetFaultCode.NO_HEADER, other="、".join(required))
            raise TableFaults([fault])
        return scores.index(best)

    def _read_header(self, header: int) -> dict[str, int]:
        by_word = {word_of(heading): column for column in self.columns for heading in column.headings}
        positions: dict[str, int] = {}
        for index, value in enumerate(self.grid.rows[header]):
            column = by_word.get(word_of(value))
            if column is None:
                continue
            if column.code in positions:
                first = cell_name(header, positions[column.code])
                self._fault(header, index, SheetFaultCode.HEADER_DOUBLE, text_of(value)[:SHOWN], first)
            else:
                positions[column.code] = index
        for column in self.columns:
            if column.required and column.code not in positions:
                self._fault(header, 0, SheetFaultCode.HEADER_MISSING, column.headings[0])
        return positions

    def _check_merged(self, header: int) -> None:
        for area in self.grid.merged:
            if area[1][0] >= header:
                self.faults.append((area[0], SheetFault(cell=area_name(area), code=SheetFaultCode.MERGED)))

    def _read_rows(self, header: int, positions: dict[str, int]) -> list[Row]:
        readers = {column.code: column.read for column in self.columns}
        rows: list[Row] = []
        for index, cells in enumerate(self.grid.rows[header + 1 :], start=header + 1):
            given = {code: cells[at] if at < len(cells) else "" for code, at in positions.items()}
            if any(text_of(value) for value in given.values()):
                rows.append(Row(index, self._read_row(index, given, positions, readers)))
        if not rows:
            self._fault(header + 1, 0, SheetFaultCode.NO_ROWS)
        if len(rows) > MAX_ROWS:
            self._fault(rows[MAX_ROWS].index, 0, SheetFaultCode.TOO_LARGE)
        return rows

    def _read_row(
        self,
        index: int,
        given: dict[str, CellValue],
        positions: dict[str, int],
        readers: dict[str, Callable[[CellValue], Any]],
    ) -> dict[str, Any]:
        """Read every cell of a row even after a fault, so that the keeper hears of all at once."""
        read: dict[str, Any] = {}
        for code, value in given.items():
            try:
                read[code] = readers[code](value)
            except BadCell as fault:
                self._fault(index, positions[code], fault.code, fault.found)
        return read
