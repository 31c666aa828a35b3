"""A claim while it is being written: what has been said, and which question comes next. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import PurePath

from pydantic import BaseModel, ConfigDict

from services.errors import Refused
from services.spoken import parse_day, parse_number
from storage.notices.claims import BadDay, BadEvidence, BadLength, BadQuantity, Expected, Step, StepPassed
from storage.vocabulary import ClaimKind, EvidenceKind

TITLE_LIMIT = 60
NOTE_LIMIT = 500
FILES_LIMIT = 10
FILE_BYTES = 20 * 1024 * 1024
"""What the messenger lets a bot fetch; a larger file could never be read again."""
HALF = Decimal("0.5")
MOST = {ClaimKind.ITEM: Decimal(100), ClaimKind.SERVICE: Decimal(24)}
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".bmp")
_PAPERS = (".pdf", ".ofd", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".dps", ".txt", ".rtf")
READABLE = frozenset(_PICTURES + _PAPERS)
"""What every reviewer can open."""


class EvidenceFile(BaseModel):
    """A photo or document by the messenger's ids."""

    model_config = ConfigDict(frozen=True)

    kind: EvidenceKind
    file_id: str
    file_unique_id: str
    file_name: str = ""
    size: int | None = None


class Draft(BaseModel):
    """What has been said so far; a field that is None or empty has not been asked yet.

    ``form`` is the number of the message that began it: buttons of other forms do not fit it. ``claim_id`` and
    ``round`` name the returned claim that it corrects.
    """

    model_config = ConfigDict(frozen=True)

    kind: ClaimKind
    form: int
    filed_key: str
    claim_id: int | None = None
    round: int = 0
    item_id: str = ""
    counted: bool = True
    title: str = ""
    title_en: str = ""
    place: str | None = None
    on: date | None = None
    quantity: Decimal | None = None
    note: str | None = None
    evidence: tuple[EvidenceFile, ...] = ()
    complete: bool = False

    @property
    def step(self) -> Step:
        """The question that is open."""
        service = self.kind is ClaimKind.SERVICE
        if not self.title:
            return "title" if service else "item"
        if service and self.place is None:
            return "place"
        if self.on is None:
            return "day"
        if self.quantity is None:
            return "quantity"
        if self.note is None and not service:
            return "note"
        return "summary" if self.complete else "evidence"

    def having(self, **said: object) -> Draft:
        """A copy in which this has been said."""
        return self.model_copy(update=said)

    def reopened(self, step: str) -> Draft:
        """A copy of a complete draft in which one question is open again; everything else stays."""
        fields = {"day": "on", "quantity": "quantity", "note": "note", "place": "place"}
        if self.step != "summary" or step not in (*fields, "evidence"):
            raise Refused(StepPassed())
        if step == "evidence":
            return self.having(complete=False, evidence=())
        return self.having(**{fields[step]: None})

    def tapped(self, says: str) -> Draft:
        """A copy after a tap: note skipped, evidence done; ready for an answer in words otherwise.

        Each button belongs to one question; on another one it is an old button.
        """
        wanted = {"skip": "note", "done": "evidence", "today": "day", "yesterday": "day"}.get(says, "quantity")
        if self.step != wanted:
            raise Refused(StepPassed())
        if says == "skip":
            return self.having(note="")
        return self.closed() if says == "done" else self

    def answered(self, text: str, *, today: date, earliest: date) -> Draft:
        """A copy with the open question answered by a text; raises Refused with what would be right."""
        match self.step:
            case "title":
                return self.having(title=fit(text, TITLE_LIMIT))
            case "place":
                return self.having(place=fit(text, TITLE_LIMIT))
            case "day":
                return self.having(on=_read_day(text, earliest, today))
            case "quantity":
                return self.having(quantity=self.read_quantity(text))
            case "note":
                return self.having(note=fit(text, NOTE_LIMIT))
            case step:
                raise Refused(Expected(step=step, found="text"))

    def read_quantity(self, text: str) -> Decimal:
        """Hours or times: from a half, by halves, up to a day or to a hundred."""
        number, most = parse_number(text), MOST[self.kind]
        if number is None or not HALF <= number <= most or number % HALF:
            raise Refused(BadQuantity(least=HALF, most=most, step=HALF))
        return number

    def with_file(self, file: EvidenceFile) -> Draft:
        """A copy with one more piece of evidence; the same file again changes nothing."""
        if self.step != "evidence":
            raise Refused(Expected(step=self.step, found=file.kind))
        if any(known.file_unique_id == file.file_unique_id for known in self.evidence):
            return self
        check_file(file)
        if len(self.evidence) >= FILES_LIMIT:
            raise Refused(BadEvidence(fault="many", most=FILES_LIMIT))
        return self.having(evidence=(*self.evidence, file))

    def closed(self) -> Draft:
        """A copy with all evidence given; there must be some, or the reviewer has nothing to go by."""
        if not self.evidence:
            raise Refused(BadEvidence(fault="missing"))
        return self.having(complete=True)


def check_file(file: EvidenceFile) -> None:
    """Refuse what could not be shown to a reviewer: empty, too large, or not a picture or paper."""
    if file.size == 0:
        raise Refused(BadEvidence(fault="empty", file_name=file.file_name))
    if file.size is not None and file.size > FILE_BYTES:
        raise Refused(BadEvidence(fault="large", file_name=file.file_name, most=FILE_BYTES // 1024**2))
    readable = PurePath(file.file_name).suffix.lower() in READABLE
    if file.kind is EvidenceKind.DOCUMENT and not readable:
        raise Refused(BadEvidence(fault="type", file_name=file.file_name))


def fit(text: str, most: int) -> str:
    """A text on one line; refused when nothing is left of it or it is too long."""
    said = " ".join(text.split())
    if not 0 < len(said) <= most:
        raise Refused(BadLength(found=len(said), most=most))
    return said


def _read_day(text: str, earliest: date, latest: date) -> date:
    day = parse_day(text, latest)
    if day is None or not earliest <= day <= latest:
        raise Refused(BadDay(found=day, earliest=earliest, latest=latest))
    return day
