"""What is said about sheets that keepers send: faults cell by cell, previews, outcomes."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice

SheetKind = Literal["payments", "study"]


class SheetFaultCode(StrEnum):
    """What can be wrong in a cell."""

    NO_HEADER = "no_header"
    HEADER_MISSING = "header_missing"
    HEADER_DOUBLE = "header_double"
    MERGED = "merged"
    NO_ROWS = "no_rows"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NUMBER_BAD = "number_bad"
    MONTH_BAD = "month_bad"
    DATE_BAD = "date_bad"
    DATE_FUTURE = "date_future"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    NAME_OTHER = "name_other"
    DOUBLE = "double"
    NOT_ENTERED = "not_entered"
    NOTHING_DUE = "nothing_due"


class SheetFault(BaseModel):
    """One fault: the cell (``C7``), what was found, and what depends on the code (another cell, a name, words)."""

    model_config = ConfigDict(frozen=True)

    cell: str
    code: SheetFaultCode
    found: str = ""
    other: str = ""


class SheetAsk(Notice):
    """Ask for a sheet, and offer one to fill in where there is one."""

    kind: ClassVar[str] = "sheet.ask"
    what: SheetKind


class SheetWrongFile(Notice):
    """What came is no .xlsx workbook that can be read."""

    kind: ClassVar[str] = "sheet.wrong_file"
    why: Literal["missing", "type", "empty", "large", "unreadable", "locked"]


class SheetFaulty(Notice):
    """The sheet's faults, the first of ``total``; nothing was changed."""

    kind: ClassVar[str] = "sheet.faulty"
    faults: tuple[SheetFault, ...]
    total: int


class PaymentLine(BaseModel):
    """One payment that the sheet enters."""

    model_config = ConfigDict(frozen=True)

    name: str
    month: date
    paid: Decimal
    amount: Decimal


class PaymentsPreview(Notice):
    """What the sheet would enter. ``unchanged`` rows are entered already, ``own`` are the reader's and left out."""

    kind: ClassVar[str] = "sheet.payments"
    digest: str
    lines: tuple[PaymentLine, ...]
    unchanged: int
    own: int


class StudyLine(BaseModel):
    """One member's points; ``before`` where the period has another number already."""

    model_config = ConfigDict(frozen=True)

    name: str
    points: Decimal
    before: Decimal | None = None


class StudyPreview(Notice):
    """What the sheet would record for a quarter; ``others`` are not in this branch, ``own`` rows are left out."""

    kind: ClassVar[str] = "sheet.study"
    digest: str
    quarter: str
    quarters: tuple[str, ...]
    lines: tuple[StudyLine, ...]
    unchanged: int
    others: tuple[str, ...]
    own: int
    missing: tuple[str, ...]


class SheetApplied(Notice):
    """The sheet was taken over; a second tap hears the same."""

    kind: ClassVar[str] = "sheet.applied"
    what: SheetKind
    entered: int


class SheetStale(Notice):
    """The preview is of an older sheet, or was dropped."""

    kind: ClassVar[str] = "sheet.stale"


class SheetDropped(Notice):
    """Nothing was changed."""

    kind: ClassVar[str] = "sheet.dropped"
