"""Dues by member and month."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant, number
from storage.vocabulary import DuesState


class Dues(SQLModel, table=True):
    """One member's dues for one month (``month`` is its first day), in yuan.

    ``settled_at`` is set when the month is over and its fact appended; a later change reverses that fact.
    """

    __table_args__ = (UniqueConstraint("member_id", "month"), Index("ix_dues_branch_month", "branch_id", "month"))

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id")
    month: date
    due_on: date
    amount: Decimal = Field(sa_column=number())
    paid: Decimal = Field(default=Decimal(0), sa_column=number())
    state: DuesState = Field(default=DuesState.DUE, sa_column=enum(DuesState))
    paid_on: date | None = None
    recorded_by: int | None = Field(default=None, foreign_key="member.id")
    recorded_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    settled_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
