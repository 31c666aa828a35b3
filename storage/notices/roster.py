"""Notices of the roster sheet: asking for it, its faults cell by cell, its preview and its outcome."""

from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice


class FaultCode(StrEnum):
    """What can be wrong in a cell; ``messages/roster.py`` says what would be right."""

    NO_HEADER = "no_header"
    HEADER_MISSING = "header_missing"
    HEADER_DOUBLE = "header_double"
    MERGED = "merged"
    NO_ROWS = "no_rows"
    TOO_LARGE = "too_large"
    NUMBER_MISSING = "number_missing"
    NUMBER_DOUBLE = "number_double"
    NUMBER_SHIFTED = "number_shifted"
    NAME_MISSING = "name_missing"
    NAME_DOUBLE = "name_double"
    TOO_LONG = "too_long"
    CATEGORY_UNKNOWN = "category_unknown"
    ROLE_UNKNOWN = "role_unknown"
    DATE_BAD = "date_bad"
    DATE_FUTURE = "date_future"
    DATE_ORDER = "date_order"
    AMOUNT_BAD = "amount_bad"
    YES_NO_BAD = "yes_no_bad"
    NO_SECRETARY = "no_secretary"


class Fault(BaseModel):
    """One fault: the sheet's cell (``C7``) or range, what was found, and what depends on the code.

    ``allowed`` lists right words; ``other`` is another cell or name that the fault is about.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    cell: str
    code: FaultCode
    found: str = ""
    allowed: tuple[str, ...] = ()
    other: str = ""


class Named(BaseModel):
    """A member as the sheet names him."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    number: str
    name: str


class FieldChange(BaseModel):
    """One field of one member that the sheet changes; before and after as plain codes, dates or amounts."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    field: str
    before: str
    after: str


class MemberChange(BaseModel):
    """A member whom the sheet changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    number: str
    name: str
    fields: tuple[FieldChange, ...]


class RosterAsk(Notice):
    """Tell how to send the roster, and offer the template."""

    kind: ClassVar[str] = "roster.ask"
    members: int


class RosterTemplate(Notice):
    """The caption of the sheet to fill in."""

    kind: ClassVar[str] = "roster.template"


class RosterExpected(Notice):
    """Something else than a file came while the roster was awaited."""

    kind: ClassVar[str] = "roster.expected"


class RosterWrongType(Notice):
    """The file is no .xlsx by its name."""

    kind: ClassVar[str] = "roster.wrong_type"
    found: str


class RosterEmptyFile(Notice):
    """The file holds nothing."""

    kind: ClassVar[str] = "roster.empty_file"


class RosterTooBig(Notice):
    """The file is larger than the bot takes; sizes in bytes."""

    kind: ClassVar[str] = "roster.too_big"
    size: int
    limit: int


class RosterUnreadable(Notice):
    """Named .xlsx but no workbook inside. ``locked``: it asks for a password."""

    kind: ClassVar[str] = "roster.unreadable"
    locked: bool = False


class RosterFaulty(Notice):
    """The sheet's faults, the first of ``total``; nothing was changed."""

    kind: ClassVar[str] = "roster.faulty"
    faults: tuple[Fault, ...]
    total: int


class RosterPreview(Notice):
    """What the sheet would do; nothing is done until it is confirmed. ``digest`` tells this preview from others."""

    kind: ClassVar[str] = "roster.preview"
    digest: str
    added: tuple[Named, ...]
    changed: tuple[MemberChange, ...]
    unchanged: int
    left_out: tuple[Named, ...]
    same_names: tuple[str, ...]
    ignored: tuple[str, ...]


class RosterApplied(Notice):
    """The roster was taken over."""

    kind: ClassVar[str] = "roster.applied"
    added: int
    changed: int
    unchanged: int
    left_out: int


class RosterStale(Notice):
    """The preview's button is no longer good: it was applied, dropped or replaced by a later sheet."""

    kind: ClassVar[str] = "roster.stale"


class RosterAlreadyApplied(Notice):
    """A second tap: this sheet has been taken over."""

    kind: ClassVar[str] = "roster.already_applied"


class RosterDropped(Notice):
    """The secretary does not want it; nothing was changed."""

    kind: ClassVar[str] = "roster.dropped"
