"""Duties of a branch and who has done them."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import instant


class Duty(SQLModel, table=True):
    """Something members must have done by a day, such as the self-inspection before 1 July."""

    __table_args__ = (UniqueConstraint("branch_id", "kind", "due_on"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    kind: str
    due_on: date


class DutyDone(SQLModel, table=True):
    """One member has done one duty."""

    __tablename__ = "duty_done"
    __table_args__ = (UniqueConstraint("duty_id", "member_id"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    duty_id: int = Field(foreign_key="duty.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    note: str = ""
    at: datetime = Field(sa_column=instant())
