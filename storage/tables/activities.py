"""Announced volunteer activities and who takes part."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant, number
from storage.vocabulary import ActivityState, SeatState


class Activity(SQLModel, table=True):
    """A volunteer activity 志愿服务活动 that a branch announced; ``on_date`` is its day in the branch's zone.

    ``places`` is None when everybody may come. Check-in opens at ``opens_at``, check-out ends at ``closes_at``.
    """

    __table_args__ = (Index("ix_activity_branch_state", "branch_id", "state"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    title: str
    place: str
    on_date: date
    starts_at: datetime = Field(sa_column=instant())
    ends_at: datetime = Field(sa_column=instant())
    opens_at: datetime = Field(sa_column=instant())
    closes_at: datetime = Field(sa_column=instant())
    places: int | None = None
    state: ActivityState = Field(default=ActivityState.ANNOUNCED, sa_column=enum(ActivityState))
    announced_by: int = Field(foreign_key="member.id")
    announced_key: str = Field(unique=True)


class ActivitySeat(SQLModel, table=True):
    """One member and one activity; the pair is unique, so a second tap finds the first.

    ``joined_at`` orders the waiting list and is set anew when he joins again; ``turn`` counts how often he did.
    ``hours`` is what the approver entered, None while the two check-ins tell. ``settled_at`` is set with the fact.
    """

    __tablename__ = "activity_seat"
    __table_args__ = (UniqueConstraint("activity_id", "member_id"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    activity_id: int = Field(foreign_key="activity.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    state: SeatState = Field(sa_column=enum(SeatState))
    joined_at: datetime = Field(sa_column=instant())
    turn: int = 1
    came_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    left_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    hours: Decimal | None = Field(default=None, sa_column=number(nullable=True))
    excused: bool = False
    settled_by: int | None = Field(default=None, foreign_key="member.id")
    settled_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
