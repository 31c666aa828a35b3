"""What is said about making up a forgotten check-in."""

from datetime import date, datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.notices.meetings import MeetingInfo
from storage.vocabulary import MakeUpState


class MissedMeeting(BaseModel):
    """A meeting that can be made up, and how the reader's request stands, if there is one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    info: MeetingInfo
    state: MakeUpState | None = None


class MakeUpMeetings(Notice):
    """The meetings of the last days at which the reader is recorded as missing."""

    kind: ClassVar[str] = "make_up.meetings"
    meetings: list[MissedMeeting]
    days: int


class WitnessEntry(BaseModel):
    """Somebody who was there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    member_id: int
    name: str
    asked: bool
    attested: bool


class MakeUpWitnesses(Notice):
    """To the member: who was there and can attest it, one page of names; ``until`` is the last day for it."""

    kind: ClassVar[str] = "make_up.witnesses"
    make_up_id: int
    info: MeetingInfo
    entries: list[WitnessEntry]
    attested: int
    needed: int
    until: date
    page: int
    pages: int


class AttestCard(Notice):
    """To a witness: somebody says that he was there."""

    kind: ClassVar[str] = "make_up.attest_card"
    make_up_id: int
    info: MeetingInfo
    name: str
    until: date


class Attested(Notice):
    """Answer to a witness; ``again`` tells that he had attested before."""

    kind: ClassVar[str] = "make_up.attested"
    info: MeetingInfo
    name: str
    again: bool


class MakeUpCard(Notice):
    """To those who confirm: two who were there have attested it."""

    kind: ClassVar[str] = "make_up.card"
    make_up_id: int
    info: MeetingInfo
    name: str
    witnesses: list[str]


class MakeUpStands(Notice):
    """How a request stands: to who asks again, to a second decider, in place of the cards, and to the member."""

    kind: ClassVar[str] = "make_up.stands"
    info: MeetingInfo
    name: str
    state: MakeUpState
    by: str = ""
    at: datetime | None = None


class MakeUpTooLate(Notice):
    """A check-in that is made up, or attested, after the last day for it."""

    kind: ClassVar[str] = "make_up.too_late"
    info: MeetingInfo
    days: int


class NotMissed(Notice):
    """Making up a meeting at which one is not recorded as missing."""

    kind: ClassVar[str] = "make_up.not_missed"


class NoWitness(Notice):
    """Attesting by one who was not there himself, or for himself."""

    kind: ClassVar[str] = "make_up.no_witness"


class NotYours(Notice):
    """Deciding a request that one has filed or attested."""

    kind: ClassVar[str] = "make_up.not_yours"
