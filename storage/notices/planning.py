"""What is said while a meeting is being planned. ``form`` names the form that a screen's buttons belong to."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.notices.meetings import MeetingInfo
from storage.vocabulary import Audience, CheckInWay, MeetingKind, Repeat


class PlanKinds(Notice):
    """Which kind of meeting."""

    kind: ClassVar[str] = "plan.kinds"
    form: str


class PlanTitle(Notice):
    """Which title; the kind's name is offered."""

    kind: ClassVar[str] = "plan.title"
    form: str
    meeting_kind: MeetingKind


class PlanDay(Notice):
    """Which day; ``days`` are offered, any other can be written."""

    kind: ClassVar[str] = "plan.day"
    form: str
    days: list[date]


class PlanTime(Notice):
    """Which time on the day; ``times`` as ``1930`` are offered."""

    kind: ClassVar[str] = "plan.time"
    form: str
    day: date
    times: list[str]


class PlanMinutes(Notice):
    """How long."""

    kind: ClassVar[str] = "plan.minutes"
    form: str


class PlanPlace(Notice):
    """Where; may be skipped."""

    kind: ClassVar[str] = "plan.place"
    form: str


class GroupChoice(BaseModel):
    """A party group that can be chosen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group_id: int
    name: str


class PlanAudience(Notice):
    """Who is expected."""

    kind: ClassVar[str] = "plan.audience"
    form: str
    groups: list[GroupChoice]


class PlanSummary(Notice):
    """Everything once more before it is said to the group; ``holiday`` names the public holiday that it falls on."""

    kind: ClassVar[str] = "plan.summary"
    form: str
    meeting_kind: MeetingKind
    title: str
    starts_at: datetime
    minutes: int
    zone: str
    place: str
    audience: Audience
    group: str
    holiday: str = ""
    repeat: Repeat = Repeat.ONCE
    check_in: CheckInWay = CheckInWay.BUTTON


class PlanRepeat(Notice):
    """How often; ``offered`` for a meeting whose first day is ``day``."""

    kind: ClassVar[str] = "plan.repeat"
    form: str
    day: date
    offered: list[Repeat]


class MoveSummary(Notice):
    """The old time and the new one once more, before everybody is told."""

    kind: ClassVar[str] = "plan.move_summary"
    form: str
    info: MeetingInfo
    starts_at: datetime
    holiday: str = ""


class PlanFault(StrEnum):
    """What can be wrong with an answer in the form."""

    EMPTY = "empty"
    LONG_TITLE = "long_title"
    LONG_PLACE = "long_place"
    UNREADABLE_TIME = "unreadable_time"
    PAST = "past"
    TOO_FAR = "too_far"
    UNREADABLE_MINUTES = "unreadable_minutes"
    MINUTES_BOUNDS = "minutes_bounds"
    USE_BUTTONS = "use_buttons"
    NOT_TEXT = "not_text"


class PlanFaulty(Notice):
    """An answer in the form that cannot be; ``example`` is one that could, on the branch's own calendar."""

    kind: ClassVar[str] = "plan.faulty"
    fault: PlanFault
    example: datetime | None = None
    zone: str = "Asia/Shanghai"


class MeetingPlanned(Notice):
    """The meeting stands and the group will hear of it."""

    kind: ClassVar[str] = "plan.planned"
    info: MeetingInfo
    cancelled: bool = False
    moved: bool = False
    repeat: Repeat = Repeat.ONCE


class PlanDropped(Notice):
    """The form was left without planning anything."""

    kind: ClassVar[str] = "plan.dropped"
