"""Warning letters."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant
from storage.vocabulary import LetterState


class Letter(SQLModel, table=True):
    """A warning letter 警戒书, numbered within branch and year; the number is given when it is signed off.

    ``absences`` lists its causes as ``{"day": ISO date, "title": text}``; ``reason`` says why it was declined.
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
