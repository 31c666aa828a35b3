"""Reading the roster sheet: every row right, or every faulty cell named. Knows nothing of the branch's members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from reports import roster_columns as columns
from reports.roster_columns import COLUMNS, RosterColumn
from services import roster_cells as cells
from services.roster_cells import CellFault, text_of, word_of
from services.workbooks import CellValue, Grid, TooLarge, area_name, cell_name, read_first_sheet
from storage.notices.roster import Fault, FaultCode
from storage.vocabulary import Category, Role

HEADER_WITHIN = 10
"""The heading row is among the first so many; above it a title may stand."""
MAX_MEMBERS = 1000


class RosterRow(BaseModel):
    """One member as a sheet names him. A column that the sheet has not leaves its field at the default.

    ``exempt_until`` is the first day after the exemption; the sheet's cell names the last day in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    row: int
    number: str
    name: str
    group: str = ""
    category: Category
    roles: tuple[Role, ...] = ()
    admitted_on: date | None = None
    joined_on: date | None = None
    dues_amount: Decimal = Decimal(0)
    probationary: bool = False
    leading: bool = False
    exempt_from: date | None = None
    exempt_until: date | None = None


class RosterSheet(BaseModel):
    """A sheet without a fault of its own: which columns it has (code to column from 0), its rows, what was ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    columns: dict[str, int]
    header_row: int
    rows: tuple[RosterRow, ...]
    ignored: tuple[str, ...] = ()

    def cell(self, row: int, code: str) -> str:
        """Name the cell of a column in a row, or the row's first cell if the sheet has no such column."""
        return cell_name(row, self.columns.get(code, 0))


class SheetFaults(Exception):
    """Everything that is wrong in the sheet, in reading order."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults in the sheet")
        self.faults = faults


def read_roster(content: bytes, *, today: date, language: str) -> RosterSheet:
    """Read a roster from the bytes of an .xlsx file. Blocks: call it off the loop.

    Raises `workbooks.NotAWorkbook`, or `SheetFaults` with all faults at once. ``language`` picks the right words
    that a fault offers; the sheet itself may be in either.
    """
    try:
        grid = read_first_sheet(content)
    except TooLarge as error:
        fault = Fault(cell=error.cell or "A1", code=FaultCode.TOO_LARGE, allowed=(str(MAX_MEMBERS),))
        raise SheetFaults([fault]) from error
    return _Reading(grid, today, language).result()


@dataclass(slots=True)
class _Reading:
    """One pass over a sheet, gathering faults."""

    grid: Grid
    today: date
    language: str
    faults: list[tuple[tuple[int, int], Fault]] = field(default_factory=list)

    def result(self) -> RosterSheet:
        header_row = self._find_header()
        positions, ignored = self._read_header(header_row)
        self._check_merged(header_row)
        self._stop_if_faulty()
        rows = self._read_rows(header_row, positions)
        self._check_doubles(rows, positions)
        self._stop_if_faulty()
        return RosterSheet(columns=positions, header_row=header_row, rows=tuple(rows), ignored=tuple(ignored))

    def _stop_if_faulty(self) -> None:
        if self.faults:
            raise SheetFaults([fault for _place, fault in sorted(self.faults, key=lambda placed: placed[0])])

    def _fault(self, row: int, column: int, code: FaultCode, **details: Any) -> None:
        self.faults.append(((row, column), Fault(cell=cell_name(row, column), code=code, **details)))

    def _title(self, column: RosterColumn) -> str:
        return column.en if self.language == "en" else column.zh

    def _find_header(self) -> int:
        """Take the row with the most known headings; at least two, as one word may stand anywhere."""
        known = {word_of(heading) for column in COLUMNS for heading in column.headings}
        best, score = 0, 1
        for index, row in enumerate(self.grid.rows[:HEADER_WITHIN]):
            hits = sum(word_of(value) in known for value in row)
            if hits > score:
                best, score = index, hits
        if score < 2:  # noqa: PLR2004 (see the docstring)
            required = tuple(self._title(column) for column in COLUMNS if column.required)
            raise SheetFaults([Fault(cell="A1", code=FaultCode.NO_HEADER, allowed=required)])
        return best

    def _read_header(self, header_row: int) -> tuple[dict[str, int], list[str]]:
        by_word = {word_of(heading): column for column in COLUMNS for heading in column.headings}
        positions: dict[str, int] = {}
        ignored: list[str] = []
        for index, value in enumerate(self.grid.rows[header_row]):
            column = by_word.get(word_of(value))
            if column is None:
                ignored += [text_of(value)[: cells.SHOWN_LENGTH]] if text_of(value) else []
            elif column.code in positions:
                first = cell_name(header_row, positions[column.code])
                self._fault(header_row, index, FaultCode.HEADER_DOUBLE, found=text_of(value), other=first)
            else:
                positions[column.code] = index
        for column in COLUMNS:
            if column.required and column.code not in positions:
                self._fault(header_row, 0, FaultCode.HEADER_MISSING, found=self._title(column))
        return positions, ignored

    def _check_merged(self, header_row: int) -> None:
        """A merged title above the headings is harmless; anywhere else it is unclear which row a value belongs to."""
        for area in self.grid.merged:
            if area[1][0] >= header_row:
                self.faults.append((area[0], Fault(cell=area_name(area), code=FaultCode.MERGED)))

    def _read_rows(self, header_row: int, positions: dict[str, int]) -> list[RosterRow]:
        rows: list[RosterRow] = []
        filled = 0
        for index, values in enumerate(self.grid.rows[header_row + 1 :], start=header_row + 1):
            given = {code: values[at] if at < len(values) else "" for code, at in positions.items()}
            if not any(text_of(value) for value in given.values()):
                continue
            filled += 1
            row = self._read_row(index, given, positions)
            if row is not None:
                rows.append(row)
        if not filled:
            self._fault(header_row + 1, 0, FaultCode.NO_ROWS)
        if filled > MAX_MEMBERS:
            self._fault(header_row + 1 + MAX_MEMBERS, 0, FaultCode.TOO_LARGE, allowed=(str(MAX_MEMBERS),))
        return rows

    def _read_row(self, index: int, given: dict[str, CellValue], positions: dict[str, int]) -> RosterRow | None:
        """Read every cell of a row even after a fault, so that the secretary hears of all at once."""
        read: dict[str, Any] = {}
        before = len(self.faults)
        for code, value in given.items():
            try:
                read[code] = self._readers()[code](value)
            except CellFault as fault:
                self._fault(index, positions[code], fault.code, found=fault.found, allowed=fault.allowed)
        for code, missing in (("number", FaultCode.NUMBER_MISSING), ("name", FaultCode.NAME_MISSING)):
            if read.get(code) == "":
                self._fault(index, positions[code], missing, other=str(read.get("name") or "?"))
        start, end = read.get("exempt_from"), read.get("exempt_until")
        if start is not None and end is not None and end <= start:
            self._fault(index, positions["exempt_until"], FaultCode.DATE_ORDER, other=str(start))
        return RosterRow(row=index, **read) if len(self.faults) == before else None

    def _readers(self) -> dict[str, Callable[[CellValue], Any]]:
        return {
            columns.NUMBER.code: cells.short_text,
            columns.NAME.code: cells.short_text,
            columns.GROUP.code: cells.short_text,
            columns.CATEGORY.code: lambda value: cells.category(value, self.language),
            columns.ROLES.code: lambda value: cells.roles(value, self.language),
            columns.ADMITTED.code: lambda value: cells.day(value, self.today),
            columns.JOINED.code: lambda value: cells.day(value, self.today),
            columns.DUES.code: cells.amount,
            columns.PROBATIONARY.code: lambda value: cells.yes_no(value, self.language),
            columns.LEADING.code: lambda value: cells.yes_no(value, self.language),
            columns.EXEMPT_FROM.code: cells.any_day,
            columns.EXEMPT_UNTIL.code: cells.day_after,
        }

    def _check_doubles(self, rows: list[RosterRow], positions: dict[str, int]) -> None:
        """A number names one person; two persons of one name are told apart by their numbers only."""
        seen: dict[str, RosterRow] = {}
        for row in rows:
            first = seen.setdefault(number_key(row.number), row)
            if first is row:
                continue
            same_name = first.name == row.name
            column = columns.NAME.code if same_name else columns.NUMBER.code
            code = FaultCode.NAME_DOUBLE if same_name else FaultCode.NUMBER_DOUBLE
            found = row.name if same_name else row.number
            self._fault(row.row, positions[column], code, found=found, other=cell_name(first.row, positions[column]))


def number_key(number: str) -> str:
    """Give a roster number as it is compared: a spreadsheet turns 007 into 7 at the slightest touch."""
    word = number.casefold().replace(" ", "")
    return word.lstrip("0") or "0" if word.isdigit() else word
