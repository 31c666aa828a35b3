"""What is said about leave from a meeting. A reason is seen by the asker and those who decide, never by the group."""

from datetime import datetime
from typing import ClassVar

from storage.notices.base import Notice
from storage.notices.meetings import MeetingInfo
from storage.vocabulary import LeaveKind, LeaveState, MeetingState


class LeaveMeetings(Notice):
    """The meetings for which leave can be asked."""

    kind: ClassVar[str] = "leave.meetings"
    meetings: list[MeetingInfo]


class LeaveKinds(Notice):
    """Which kind of leave for a meeting."""

    kind: ClassVar[str] = "leave.kinds"
    info: MeetingInfo


class LeaveFiled(Notice):
    """To the asker: his leave was asked for and waits; a reason can be added."""

    kind: ClassVar[str] = "leave.filed"
    leave_id: int
    info: MeetingInfo
    leave_kind: LeaveKind
    reason: str


class LeaveReasonAsked(Notice):
    """Which reason, as one message."""

    kind: ClassVar[str] = "leave.reason_asked"


class LeaveReasonBad(Notice):
    """A reason that is not text, or too long; ``limit`` in characters."""

    kind: ClassVar[str] = "leave.reason_bad"
    limit: int


class LeaveReasonKept(Notice):
    """The reason was added and those who decide see it."""

    kind: ClassVar[str] = "leave.reason_kept"


class LeaveReasonDropped(Notice):
    """The asking for a reason was left; the leave stands as it is."""

    kind: ClassVar[str] = "leave.reason_dropped"


class LeaveStands(Notice):
    """Answer to asking again, or to a second decision: how it stands. ``by`` decided; empty while it waits."""

    kind: ClassVar[str] = "leave.stands"
    info: MeetingInfo
    leave_kind: LeaveKind
    state: LeaveState
    by: str = ""


class LeaveCard(Notice):
    """To those who decide: somebody asks for leave."""

    kind: ClassVar[str] = "leave.card"
    leave_id: int
    info: MeetingInfo
    name: str
    leave_kind: LeaveKind
    reason: str


class LeaveDecided(Notice):
    """The card after the decision."""

    kind: ClassVar[str] = "leave.decided"
    info: MeetingInfo
    name: str
    leave_kind: LeaveKind
    reason: str
    approved: bool
    by: str
    at: datetime


class LeaveAnswer(Notice):
    """To the asker: what was decided, by whom."""

    kind: ClassVar[str] = "leave.answer"
    info: MeetingInfo
    leave_kind: LeaveKind
    approved: bool
    by: str


class LeaveVoid(Notice):
    """A request that needs no decision any more: he came, or the meeting is over or cancelled."""

    kind: ClassVar[str] = "leave.void"
    info: MeetingInfo
    name: str
    state: MeetingState


class LeaveTooLate(Notice):
    """Leave asked for a meeting that is confirmed or cancelled."""

    kind: ClassVar[str] = "leave.too_late"
    info: MeetingInfo
    state: MeetingState


class LeaveNeedless(Notice):
    """Leave asked by one who is checked in."""

    kind: ClassVar[str] = "leave.needless"


class LeaveOwn(Notice):
    """Nobody decides his own leave."""

    kind: ClassVar[str] = "leave.own"


class LeaveNobodyDecides(Notice):
    """Nobody else in the branch may decide this member's leave."""

    kind: ClassVar[str] = "leave.nobody_decides"
