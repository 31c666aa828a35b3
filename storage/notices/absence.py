"""The absence ladder: a private reminder, then a warning letter. All of it is private to its addressee."""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.notices.meetings import MeetingInfo
from storage.vocabulary import LetterState


class Absence(BaseModel):
    """One meeting missed without cause."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date
    title: str


class AbsenceReminder(Notice):
    """To the member: the first unexcused absence of the year."""

    kind: ClassVar[str] = "absence.reminder"
    info: MeetingInfo
    name: str
    year: int


class AbsenceLapsed(Notice):
    """In place of what an absence had brought: it is not counted any more."""

    kind: ClassVar[str] = "absence.lapsed"
    info: MeetingInfo
    name: str


class LetterCard(Notice):
    """To who signs: a warning letter is proposed."""

    kind: ClassVar[str] = "letter.card"
    letter_id: int
    addressee: str
    year: int
    absences: list[Absence]


class LetterUnsignable(Notice):
    """To the secretary: a letter that nobody in the branch may sign; the superior must."""

    kind: ClassVar[str] = "letter.unsignable"
    addressee: str
    year: int
    absences: list[Absence]


class LetterSent(Notice):
    """To the addressee: the warning letter itself, with its paper. ``acknowledged_on`` is set once he has answered.

    ``state`` tells whether it was appealed and what became of that: ``ruling`` is why, by ``ruled_by``.
    """

    kind: ClassVar[str] = "letter.sent"
    letter_id: int
    number: int
    year: int
    addressee: str
    absences: list[Absence]
    branch: str
    signed_on: date
    signer: str
    acknowledged_on: date | None = None
    state: LetterState = LetterState.SENT
    ruling: str = ""
    ruled_by: str = ""


class LetterSigned(Notice):
    """The sign-off card after signing; also the answer to a second tap."""

    kind: ClassVar[str] = "letter.signed"
    addressee: str
    year: int
    number: int
    by: str
    signed_on: date


class LetterDeclineAsked(Notice):
    """Why the letter is not sent, as one message."""

    kind: ClassVar[str] = "letter.decline_asked"
    addressee: str


class LetterReasonBad(Notice):
    """A reason that is not text, or too long; ``limit`` in characters."""

    kind: ClassVar[str] = "letter.reason_bad"
    limit: int


class LetterDeclineDropped(Notice):
    """Declining was left; the letter still waits."""

    kind: ClassVar[str] = "letter.decline_dropped"


class LetterDeclined(Notice):
    """The sign-off card after declining; also the answer to a second tap."""

    kind: ClassVar[str] = "letter.declined"
    addressee: str
    year: int
    by: str
    reason: str


class LetterOwn(Notice):
    """Nobody signs or declines a letter to himself."""

    kind: ClassVar[str] = "letter.own"


class LetterAcknowledged(Notice):
    """To the secretary and the signer: the addressee has acknowledged."""

    kind: ClassVar[str] = "letter.acknowledged"
    addressee: str
    year: int
    number: int
    on: date


class LetterAckKept(Notice):
    """Answer to the addressee's tap; the second tap gets the first day."""

    kind: ClassVar[str] = "letter.ack_kept"
    on: date


class LetterNotYours(Notice):
    """Only the addressee acknowledges."""

    kind: ClassVar[str] = "letter.not_yours"


class LettersWaiting(Notice):
    """The letters that wait for this person's signature."""

    kind: ClassVar[str] = "letter.waiting"
    letters: list[LetterCard]
