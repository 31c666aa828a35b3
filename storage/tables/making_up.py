"""Making up a forgotten check-in."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant
from storage.vocabulary import MakeUpState


class MakeUp(SQLModel, table=True):
    """One member's request to be counted as present at a confirmed meeting, decided once by somebody else."""

    __tablename__ = "make_up"
    __table_args__ = (UniqueConstraint("meeting_id", "member_id"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    meeting_id: int = Field(foreign_key="meeting.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    state: MakeUpState = Field(default=MakeUpState.ASKED, sa_column=enum(MakeUpState, default=MakeUpState.ASKED))
    asked_at: datetime = Field(sa_column=instant())
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Attestation(SQLModel, table=True):
    """One witness of a forgotten check-in; ``attested_at`` is None while he has only been asked."""

    __table_args__ = (UniqueConstraint("make_up_id", "member_id"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    make_up_id: int = Field(foreign_key="make_up.id")
    member_id: int = Field(foreign_key="member.id")
    asked_at: datetime = Field(sa_column=instant())
    attested_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
