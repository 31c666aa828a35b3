"""Dues by member and month."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant, number
from storage.vocabulary import DuesBasis, DuesState


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


class DuesStandard(SQLModel, table=True):
    """What a member pays each month from ``since`` (a month's first day) on: appended, the latest holds.

    The income that it was worked out from is not kept, only by which of the official rules.
    """

    __tablename__ = "dues_standard"

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    since: date
    amount: Decimal = Field(sa_column=number())
    basis: DuesBasis = Field(sa_column=enum(DuesBasis))
    set_by: int = Field(foreign_key="member.id")
    set_at: datetime = Field(sa_column=instant())


class DuesExemption(SQLModel, table=True):
    """Months for which a member need not pay, half-open in months; granted by somebody else, for a reason."""

    __tablename__ = "dues_exemption"

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    since: date
    until: date | None = None
    reason: str
    granted_by: int = Field(foreign_key="member.id")
    granted_at: datetime = Field(sa_column=instant())
