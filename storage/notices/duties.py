"""What is said about duties with a deadline: one's own, what was handed in, what the branch has done of them."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import DutyEvidence, EvidenceKind


class Standing(StrEnum):
    """How somebody stands to a duty that is due."""

    OPEN = "open"
    FILED = "filed"
    RETURNED = "returned"
    DONE = "done"
    EXCUSED = "excused"
    MISSED = "missed"


class DutyName(BaseModel):
    """What a duty is called: a shipped one by its code, the branch's own and the scheme's days by their titles."""

    model_config = ConfigDict(frozen=True)

    code: str
    title: str = ""
    title_en: str = ""


class DutyView(BaseModel):
    """One time that a duty is due, as one member sees it.

    ``on`` is when he handed it in, ``reason`` why it came back or why he is excused; ``round`` counts his attempts.
    """

    model_config = ConfigDict(frozen=True)

    duty_id: int
    name: DutyName
    due_on: date
    closes_on: date
    evidence: DutyEvidence
    standing: Standing = Standing.OPEN
    on: date | None = None
    note: str = ""
    quantity: Decimal | None = None
    has_file: bool = False
    reason: str = ""
    round: int = 0


class MyDuties(Notice):
    """One's own duties, what is due first at the top; ``waiting`` of others wait for the reader's word."""

    kind: ClassVar[str] = "duty.mine"
    duties: tuple[DutyView, ...]
    today: date
    sees_branch: bool
    waiting: int


class DutyAsk(Notice):
    """Ask for what has to be handed in."""

    kind: ClassVar[str] = "duty.ask"
    duty: DutyView


class DutyFault(StrEnum):
    """Why something cannot be handed in."""

    WORDS = "words"
    FILE = "file"
    POINTS = "points"
    LONG = "long"


class DutyFaulty(Notice):
    """What came cannot be handed in; ``most`` bounds words or points."""

    kind: ClassVar[str] = "duty.faulty"
    fault: DutyFault
    most: int = 0


class DutyMarked(Notice):
    """What became of a hand-in: done, or waiting for a keeper's word, or excused before."""

    kind: ClassVar[str] = "duty.marked"
    duty: DutyView


class DutyNotForYou(Notice):
    """The duty is for others."""

    kind: ClassVar[str] = "duty.not_for_you"


class DutyEarly(Notice):
    """It cannot be handed in before a day, or any more after one."""

    kind: ClassVar[str] = "duty.early"
    opens_on: date | None = None


class DutyCount(BaseModel):
    """How far the branch is with one duty."""

    model_config = ConfigDict(frozen=True)

    duty_id: int
    name: DutyName
    due_on: date
    done: int
    filed: int
    asked: int


class BranchDuties(Notice):
    """Every duty that is open in the branch or ended lately.

    ``manages`` for who may add and switch them, ``imports`` for who may send the study app's sheet.
    """

    kind: ClassVar[str] = "duty.branch"
    duties: tuple[DutyCount, ...]
    page: int
    pages: int
    waiting: int
    manages: bool
    imports: bool


class DutyPerson(BaseModel):
    """One name on a duty's list."""

    model_config = ConfigDict(frozen=True)

    member_id: int
    name: str
    standing: Standing
    on: date | None = None
    note: str = ""


class DutyList(Notice):
    """How everybody stands to one duty, a page of names; those who still have to come first."""

    kind: ClassVar[str] = "duty.list"
    duty_id: int
    name: DutyName
    due_on: date
    people: tuple[DutyPerson, ...]
    done: int
    asked: int
    page: int
    pages: int


class DutyCard(Notice):
    """One member's standing to one duty, with what the reader can do about it.

    ``filed`` cards are shown in a queue: ``place`` of ``waiting``, both from the oldest on.
    """

    kind: ClassVar[str] = "duty.card"
    done_id: int
    member_id: int
    name: str
    duty: DutyView
    file_kind: EvidenceKind | None = None
    may_confirm: bool = False
    may_excuse: bool = False
    may_unexcuse: bool = False
    place: int = 0
    waiting: int = 0


class NothingFiled(Notice):
    """Nothing waits for a word."""

    kind: ClassVar[str] = "duty.nothing_filed"


class DutyDecided(Notice):
    """To the keeper: what was decided about somebody's duty, and by whom; a second tap hears the same."""

    kind: ClassVar[str] = "duty.decided"
    name: str
    duty: DutyView
    by: str
    waiting: int = 0


class DutyChanged(Notice):
    """The member has handed in anew meanwhile; the card shows what came before."""

    kind: ClassVar[str] = "duty.changed"


class DutyNotYours(Notice):
    """Nobody decides on his own duty; ``others`` can."""

    kind: ClassVar[str] = "duty.not_yours"
    others: tuple[str, ...]


class DutyAskReason(Notice):
    """Why somebody is excused, or why his hand-in comes back."""

    kind: ClassVar[str] = "duty.ask_reason"
    what: Literal["excuse", "return"]
    name: str
    duty: DutyName


class DutyTold(Notice):
    """To the member: confirmed, returned, excused, taken up again, or missed; ``by`` is empty for the clock."""

    kind: ClassVar[str] = "duty.told"
    duty: DutyView
    by: str = ""
    scored: bool = False
