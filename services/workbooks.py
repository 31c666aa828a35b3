"""Opening a workbook that somebody sent: what is no workbook, or would fill the memory, is named and not read."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO

CellValue = str | int | float | bool | date | datetime | time | timedelta
Area = tuple[tuple[int, int], tuple[int, int]]
"""Upper left and lower right cell of a merged range, each (row, column) from 0."""

UNPACKED_LIMIT = 120_000_000
"""Bytes that a workbook may unpack to; a roster of a thousand members unpacks to less than one million."""
MAX_ROWS = 3000
MAX_COLUMNS = 200

_POSITION = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^>]*?\br=["']([A-Z]{0,3})(\d{1,7})["']""")
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
"""How an old .xls begins, and also a new workbook that is locked by a password."""


class NotAWorkbook(Exception):
    """The bytes are no .xlsx workbook. ``locked``: they are one that asks for a password."""

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__("locked by a password" if locked else "no .xlsx workbook")
        self.locked = locked


class TooLarge(Exception):
    """The sheet goes further than any roster does; ``cell`` is the far corner, or empty if it is the file itself."""

    def __init__(self, cell: str) -> None:
        super().__init__(f"too large: {cell or 'file'}")
        self.cell = cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's cells from A1 on, and its merged ranges."""

    rows: list[list[CellValue]]
    merged: list[Area]


def column_name(column: int) -> str:
    """Name a column as the sheet does: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def cell_name(row: int, column: int) -> str:
    """Name a cell as the sheet does: (6, 2) is C7."""
    return f"{column_name(column)}{row + 1}"


def area_name(area: Area) -> str:
    """Name a range as the sheet does: A1:C3."""
    return f"{cell_name(*area[0])}:{cell_name(*area[1])}"


def read_first_sheet(content: bytes) -> Grid:
    """Read the first sheet that is shown. Blocks: call it off the loop.

    Raises `NotAWorkbook` and `TooLarge`.
    """
    # Here, as most runs of the bot never read a sheet.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    _check_size(content)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            shown = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]
            if not shown:
                raise NotAWorkbook
            sheet = book.get_sheet_by_name(shown[0])
            return Grid(sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS), sheet.merged_cell_ranges or [])
    except PasswordError as error:
        raise NotAWorkbook(locked=True) from error
    except CalamineError as error:
        raise NotAWorkbook from error


def _check_size(content: bytes) -> None:
    """Refuse what is no zip of sheets, and what would unpack or spread beyond all measure."""
    if content.startswith(_OLE_MAGIC):
        raise NotAWorkbook(locked=b"E\0n\0c\0r\0y\0p\0t\0" in content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_LIMIT:
                raise TooLarge("")
            sheets = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
            if not sheets:
                raise NotAWorkbook
            for name in sheets:
                _check_spread(archive.read(name))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        # RuntimeError and NotImplementedError: what zipfile raises for an encrypted or an exotic archive.
        raise NotAWorkbook from error


def _check_spread(xml: bytes) -> None:
    """Refuse a cell far out: the reader makes a full grid up to the furthest one, which would fill the memory."""
    for found in _POSITION.finditer(xml):
        row, letters = int(found[2]), found[1].decode()
        if row > MAX_ROWS or (letters and _column_index(letters) >= MAX_COLUMNS):
            raise TooLarge(f"{letters or 'A'}{row}")


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
