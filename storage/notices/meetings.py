"""What is said about meetings: invitation, prompt, check-in, the roll and its result."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import (
    Audience,
    CheckInMode,
    CheckInWay,
    LeaveKind,
    LeaveState,
    MeetingKind,
    MeetingState,
    Presence,
)


class MeetingInfo(BaseModel):
    """A meeting as people know it. ``group`` is empty unless one party group is expected; times show in ``zone``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    meeting_id: int
    kind: MeetingKind
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str = ""
    audience: Audience = Audience.BRANCH
    group: str = ""
    check_in: CheckInWay = CheckInWay.BUTTON


class RollEntry(BaseModel):
    """One member on the roll. ``presence`` is None while he is awaited; ``own`` marks the reader himself.

    ``turns_to`` is what a tap on his name makes of the entry, where it can be corrected. ``on_behalf``: somebody
    else entered him.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    member_id: int
    name: str
    presence: Presence | None
    leave: LeaveState | None = None
    leave_kind: LeaveKind | None = None
    own: bool = False
    turns_to: Presence | None = None
    left_early: bool = False
    on_behalf: bool = False
    made_up: bool = False


class CalendarStamp(BaseModel):
    """What tells a calendar entry from its former versions: ``sequence`` counts them from 0."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sequence: int
    issued_at: datetime


class MeetingAnnounced(Notice):
    """To the group, and to each member of a committee or party group who is invited: a meeting was planned.

    Leave can be asked for from here. ``entry``: a calendar entry goes with it.
    """

    kind: ClassVar[str] = "meeting.announced"
    info: MeetingInfo
    entry: CalendarStamp | None = None


class MeetingPrompt(Notice):
    """To the group: check-in is open. ``expected`` counts those awaited and those who came without having to."""

    kind: ClassVar[str] = "meeting.prompt"
    info: MeetingInfo
    present: int
    expected: int


class PromptClosed(Notice):
    """The group's prompt after closing."""

    kind: ClassVar[str] = "meeting.prompt_closed"
    info: MeetingInfo
    present: int
    expected: int


class MeetingCancelled(Notice):
    """To the group, and in place of invitation and prompt: the meeting will not be held."""

    kind: ClassVar[str] = "meeting.cancelled"
    info: MeetingInfo
    by: str
    entry: CalendarStamp | None = None


class MeetingPostponed(Notice):
    """To the group, to everybody invited, and in place of invitation and prompt: the meeting is held at another time.

    ``was`` is when it should have begun; ``leave`` how the reader's own request stands, which goes with the meeting.
    """

    kind: ClassVar[str] = "meeting.postponed"
    info: MeetingInfo
    was: datetime
    by: str
    leave: LeaveState | None = None
    entry: CalendarStamp | None = None


class MeetingResult(Notice):
    """To the group: the numbers of a confirmed meeting, never names or reasons."""

    kind: ClassVar[str] = "meeting.result"
    info: MeetingInfo
    present: int
    late: int
    leave: int
    absent: int
    left_early: int = 0


class CheckedIn(Notice):
    """Answer to a check-in. ``minutes_late`` is 0 for one in time; ``again`` tells that it was recorded before."""

    kind: ClassVar[str] = "meeting.checked_in"
    at: datetime
    zone: str
    minutes_late: int
    again: bool
    was_on_leave: bool


class NotExpected(Notice):
    """The tapper is not among those whom the meeting is for."""

    kind: ClassVar[str] = "meeting.not_expected"
    info: MeetingInfo


class CheckInNotOpen(Notice):
    """A check-in before its time."""

    kind: ClassVar[str] = "meeting.check_in_not_open"
    opens_at: datetime
    zone: str


class CheckInClosed(Notice):
    """A check-in after the roll was closed, or for a meeting that is not held."""

    kind: ClassVar[str] = "meeting.check_in_closed"
    state: MeetingState


class MeetingRow(BaseModel):
    """One line of a member's list of meetings, with how he stands to it and what he may do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    info: MeetingInfo
    state: MeetingState
    expected: bool
    presence: Presence | None = None
    leave: LeaveState | None = None


class Agenda(Notice):
    """A member's list of coming and unfinished meetings; the flags say which buttons he is offered."""

    kind: ClassVar[str] = "meeting.agenda"
    rows: list[MeetingRow]
    may_plan: bool
    may_cancel: bool
    may_record: bool


class CancelAsked(Notice):
    """Cancelling is asked back once."""

    kind: ClassVar[str] = "meeting.cancel_asked"
    info: MeetingInfo


class Desk(Notice):
    """The attendance screen of an open meeting, for who records: one page of names still awaited."""

    kind: ClassVar[str] = "meeting.desk"
    info: MeetingInfo
    present: int
    expected: int
    awaited: list[RollEntry]
    page: int
    pages: int


class DeskOpened(Notice):
    """To those who record: check-in has opened, here is the way to the attendance screen."""

    kind: ClassVar[str] = "meeting.desk_opened"
    info: MeetingInfo


class CheckedInFor(Notice):
    """Answer to a check-in on somebody's behalf; ``again`` tells that he was recorded before."""

    kind: ClassVar[str] = "meeting.checked_in_for"
    name: str
    late: bool
    again: bool


class EnteredForYou(Notice):
    """To a member with an account: somebody else has entered his attendance."""

    kind: ClassVar[str] = "meeting.entered_for_you"
    info: MeetingInfo
    by: str
    at: datetime


class NotStarted(Notice):
    """Closing, or marking who left early, before the meeting has begun."""

    kind: ClassVar[str] = "meeting.not_started"
    starts_at: datetime
    zone: str


class MeetingSettled(Notice):
    """What a tap asks for has been decided already, or the meeting is past it."""

    kind: ClassVar[str] = "meeting.settled"
    info: MeetingInfo
    state: MeetingState
    by: str = ""


class Roll(Notice):
    """To the secretary: who came, came late, has leave, is missing; to be corrected or confirmed."""

    kind: ClassVar[str] = "meeting.roll"
    info: MeetingInfo
    entries: list[RollEntry]


class RollPage(Notice):
    """The roll for correcting, one page of names; a tap on a name changes the entry."""

    kind: ClassVar[str] = "meeting.roll_page"
    info: MeetingInfo
    entries: list[RollEntry]
    page: int
    pages: int


class LeaversPage(Notice):
    """Those who came, one page of names; a tap on a name marks that he left early, or takes it back."""

    kind: ClassVar[str] = "meeting.leavers_page"
    info: MeetingInfo
    state: MeetingState
    entries: list[RollEntry]
    page: int
    pages: int


class RecordEntry(BaseModel):
    """One line of a meeting's record: how somebody stood to it, and when and by what it came to be recorded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    presence: Presence | None
    leave_kind: LeaveKind | None
    left_early: bool
    mode: CheckInMode | None
    at: datetime | None


class MeetingRecord(Notice):
    """What a meeting's sheet holds: the meeting, who was expected, how each stood, and who confirmed it when."""

    kind: ClassVar[str] = "meeting.record"
    branch: str
    info: MeetingInfo
    state: MeetingState
    entries: list[RecordEntry]
    by: str
    at: datetime | None


class RollConfirmed(Notice):
    """The roll after it was confirmed into facts."""

    kind: ClassVar[str] = "meeting.roll_confirmed"
    info: MeetingInfo
    entries: list[RollEntry]
    by: str
    at: datetime


class OwnEntry(Notice):
    """Nobody corrects his own attendance."""

    kind: ClassVar[str] = "meeting.own_entry"


class LeaveWaiting(Notice):
    """A roll cannot be confirmed while leave of somebody missing is undecided."""

    kind: ClassVar[str] = "meeting.leave_waiting"
    names: list[str]
