"""Meetings, who was there, and leave."""

from datetime import date, datetime, time

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant, later_enum
from storage.vocabulary import (
    Audience,
    CheckInMode,
    CheckInWay,
    LeaveKind,
    LeaveState,
    MeetingKind,
    MeetingState,
    Presence,
    Repeat,
)


class Meeting(SQLModel, table=True):
    """A planned or held meeting: ``on_date`` is its day in the branch's zone, check-in opens at ``opens_at``.

    ``moves`` counts how often it was postponed, ``moved_key`` names the form that did so last. From
    ``code_secret`` come the rotating codes of a meeting that has them.
    """

    __table_args__ = (Index("ix_meeting_branch_state", "branch_id", "state"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    kind: MeetingKind = Field(sa_column=enum(MeetingKind))
    title: str
    place: str = ""
    on_date: date
    starts_at: datetime = Field(sa_column=instant())
    ends_at: datetime = Field(sa_column=instant())
    opens_at: datetime = Field(sa_column=instant())
    grace_minutes: int
    audience: Audience = Field(default=Audience.BRANCH, sa_column=enum(Audience, default=Audience.BRANCH))
    group_id: int | None = Field(default=None, foreign_key="party_group.id")
    state: MeetingState = Field(default=MeetingState.PLANNED, sa_column=enum(MeetingState))
    planned_by: int = Field(foreign_key="member.id")
    planned_key: str = Field(unique=True)
    closed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    confirmed_by: int | None = Field(default=None, foreign_key="member.id")
    confirmed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    moves: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    moved_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    moved_key: str = Field(default="", sa_column_kwargs={"server_default": ""})
    check_in: CheckInWay = Field(default=CheckInWay.BUTTON, sa_column=later_enum(CheckInWay, CheckInWay.BUTTON))
    code_secret: str = Field(default="", sa_column_kwargs={"server_default": ""})


class MeetingSeries(SQLModel, table=True):
    """A meeting that is held each month, counted from ``since``; ``clock`` is its start on the branch's wall clock.

    ``ended_at`` is when somebody stopped it: nothing more is planned, what is planned stays.
    """

    __tablename__ = "meeting_series"

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", index=True)
    kind: MeetingKind = Field(sa_column=enum(MeetingKind))
    title: str
    place: str = ""
    since: date
    clock: time
    minutes: int
    repeat: Repeat = Field(sa_column=enum(Repeat))
    audience: Audience = Field(sa_column=enum(Audience))
    group_id: int | None = Field(default=None, foreign_key="party_group.id")
    check_in: CheckInWay = Field(sa_column=enum(CheckInWay))
    planned_by: int = Field(foreign_key="member.id")
    planned_key: str = Field(unique=True)
    created_at: datetime = Field(sa_column=instant())
    ended_by: int | None = Field(default=None, foreign_key="member.id")
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Attendance(SQLModel, table=True):
    """One member at one meeting; the pair is unique, so a second tap finds the first.

    ``left_early`` is said of one who came, in time or late.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "member_id"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    meeting_id: int = Field(foreign_key="meeting.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    presence: Presence = Field(sa_column=enum(Presence))
    mode: CheckInMode = Field(sa_column=enum(CheckInMode))
    at: datetime = Field(sa_column=instant())
    recorded_by: int | None = Field(default=None, foreign_key="member.id")
    left_early: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class CodeTry(SQLModel, table=True):
    """How often a member has typed a wrong code at a meeting of late."""

    __tablename__ = "code_try"
    __table_args__ = (UniqueConstraint("meeting_id", "member_id"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    meeting_id: int = Field(foreign_key="meeting.id")
    member_id: int = Field(foreign_key="member.id")
    wrong: int
    last_at: datetime = Field(sa_column=instant())


class Leave(SQLModel, table=True):
    """Leave asked for one meeting, decided once by somebody else."""

    __table_args__ = (UniqueConstraint("meeting_id", "member_id"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    meeting_id: int = Field(foreign_key="meeting.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    kind: LeaveKind = Field(sa_column=enum(LeaveKind))
    reason: str = ""
    state: LeaveState = Field(default=LeaveState.ASKED, sa_column=enum(LeaveState))
    asked_at: datetime = Field(sa_column=instant())
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
