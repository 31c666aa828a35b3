"""Announced volunteer activities: the form, the board in the group, answers to taps, and the approval of hours."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import ActivityState, SeatState

Fault = Literal["empty", "long", "not_text", "use_buttons", "unreadable_time", "past", "too_far", "hours", "places"]
Heard = Literal["joined", "waiting", "left", "not_joined", "came", "went"]
Hindrance = Literal["early", "begun", "over", "cancelled", "full", "waits", "not_there"]
Ending = Literal["done", "short", "missed", "excused"]


class ActivityInfo(BaseModel):
    """An activity the way people know it; ``places`` is None when everybody may come."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    activity_id: int
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    places: int | None
    organiser: str


class ActivityAsk(Notice):
    """The announcing form's open question; ``example`` is a start that would do."""

    kind: ClassVar[str] = "activity.ask"
    form: str
    step: Literal["title", "place", "start", "hours", "places"]
    example: datetime
    zone: str


class ActivitySummary(Notice):
    """Everything that was answered, before it is announced."""

    kind: ClassVar[str] = "activity.summary"
    form: str
    info: ActivityInfo


class ActivityFaulty(Notice):
    """An answer that cannot be; ``limit`` is what it must keep, ``example`` a start that would do."""

    kind: ClassVar[str] = "activity.faulty"
    fault: Fault
    limit: int = 0
    example: datetime | None = None
    zone: str = ""


class ActivityDropped(Notice):
    """The form was left; nothing was announced."""

    kind: ClassVar[str] = "activity.dropped"


class ActivityAnnounced(Notice):
    """To who announced it; also the answer to a second tap. ``grouped``: the group has it."""

    kind: ClassVar[str] = "activity.announced"
    info: ActivityInfo
    grouped: bool


class ActivityBoard(Notice):
    """In the group: the activity with who has a place, how many wait, and how many are on the spot."""

    kind: ClassVar[str] = "activity.board"
    info: ActivityInfo
    state: ActivityState
    names: tuple[str, ...] = ()
    waiting: int = 0
    there: int = 0


class ActivityHeard(Notice):
    """Answer to a member's tap. ``queue`` is his place in the waiting list, ``at`` and ``hours`` of a check-in."""

    kind: ClassVar[str] = "activity.heard"
    info: ActivityInfo
    what: Heard
    again: bool = False
    queue: int = 0
    at: datetime | None = None
    hours: Decimal = Decimal(0)


class ActivityHindered(Notice):
    """Why a tap does nothing now; ``at`` is when it would, or when it was too late."""

    kind: ClassVar[str] = "activity.hindered"
    info: ActivityInfo
    why: Hindrance
    at: datetime | None = None


class ActivityPromoted(Notice):
    """To the first of the waiting list: a place has become free, and it is his."""

    kind: ClassVar[str] = "activity.promoted"
    info: ActivityInfo


class ActivityCancelAsk(Notice):
    """Ask before an activity is called off; so many have joined or wait."""

    kind: ClassVar[str] = "activity.cancel_ask"
    info: ActivityInfo
    people: int


class ActivityCancelled(Notice):
    """The activity is called off; to everybody who had joined or waited, and the answer to who did it."""

    kind: ClassVar[str] = "activity.cancelled"
    info: ActivityInfo


class ActivityEntry(BaseModel):
    """One activity in a reader's list, and what he may do with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    info: ActivityInfo
    state: ActivityState
    mine: SeatState | None
    taken: int
    may_cancel: bool
    may_approve: bool


class ActivityList(Notice):
    """The activities ahead, under way or not settled, and the reader's hours of service this year."""

    kind: ClassVar[str] = "activity.list"
    entries: tuple[ActivityEntry, ...]
    year: int
    hours: Decimal
    may_announce: bool


class ActivityToApprove(Notice):
    """To who may approve: an activity is over, ``joined`` had a place and ``came`` checked in."""

    kind: ClassVar[str] = "activity.to_approve"
    info: ActivityInfo
    joined: int
    came: int


class SeatRow(BaseModel):
    """One member's line in the approval. ``own``: it is the reader's, so another must approve it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    seat_id: int
    name: str
    came_at: datetime | None
    left_at: datetime | None
    hours: Decimal
    ending: Ending
    own: bool


class ActivityRoll(Notice):
    """The approval: everybody who had a place and is not settled; ``seat`` opens one line to change it."""

    kind: ClassVar[str] = "activity.roll"
    info: ActivityInfo
    rows: tuple[SeatRow, ...]
    seat: int | None = None


class Credit(BaseModel):
    """How one member's part ended."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    hours: Decimal
    ending: Ending


class ActivitySettled(Notice):
    """What was approved, by whom; it also answers a second tap and a second approver."""

    kind: ClassVar[str] = "activity.settled"
    info: ActivityInfo
    by: str
    credits: tuple[Credit, ...]


class ActivityOwnHours(Notice):
    """Nobody approves his own hours; ``others`` can, without any the superior must."""

    kind: ClassVar[str] = "activity.own_hours"
    others: tuple[str, ...]


class ActivityTold(Notice):
    """To a member: how his part ended, and who approved it."""

    kind: ClassVar[str] = "activity.told"
    info: ActivityInfo
    hours: Decimal
    ending: Ending
    by: str
