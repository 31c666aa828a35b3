"""Warning letters."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant, later_key
from storage.vocabulary import LetterState


class Letter(SQLModel, table=True):
    """A warning letter 警戒书, numbered within branch and year; the number is given when it is signed off.

    ``absences`` lists its causes as ``{"day": ISO date, "title": text}``; ``reason`` says why it was declined.

    ``cause`` is the ladder's cause, empty for the ladder that every branch has; ``day`` is that of the last breach.
    ``appeal`` is what its addressee says against it, ``ruling`` why it stays or was withdrawn. ``printed`` is set for a
    letter that is handed over on paper, as its addressee has no account.
    """

    __table_args__ = (UniqueConstraint("branch_id", "year", "number"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    year: int
    number: int | None = None
    cause_key: str = Field(unique=True)
    absences: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    state: LetterState = Field(default=LetterState.PROPOSED, sa_column=enum(LetterState))
    reason: str = ""
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    acknowledged_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    cause: str = Field(default="", sa_column_kwargs={"server_default": ""})
    day: date | None = None
    printed: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    handed_by: int | None = Field(default=None, sa_column=later_key("member.id", name="fk_letter_handed_by"))
    appeal: str = Field(default="", sa_column_kwargs={"server_default": ""})
    appealed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    ruling: str = Field(default="", sa_column_kwargs={"server_default": ""})
    ruled_by: int | None = Field(default=None, sa_column=later_key("member.id", name="fk_letter_ruled_by"))
    ruled_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
