"""Facts, and the score cards that come from them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import instant, number


class FactRow(SQLModel, table=True):
    """A fact: appended, never edited, cancelled only by another that names it in ``reverses_id``.

    ``source_key`` says what caused it (``meeting:5:member:12``); a second fact from the same cause is impossible.
    """

    __tablename__ = "fact"
    __table_args__ = (Index("ix_fact_member_date", "member_id", "on_date"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", index=True)
    member_id: int = Field(foreign_key="member.id")
    kind: str
    outcome: str
    on_date: date
    quantity: Decimal = Field(default=Decimal(1), sa_column=number())
    detail: str = ""
    event: str = ""
    note: str = ""
    source_key: str = Field(unique=True)
    reverses_id: int | None = Field(default=None, foreign_key="fact.id", unique=True)
    author_id: int | None = Field(default=None, foreign_key="member.id")
    recorded_at: datetime = Field(sa_column=instant())


class ScoreCardRow(SQLModel, table=True):
    """A member's score card for a period: derived from facts, thrown away when one comes, and rebuilt.

    ``unit`` is the calendar period that it is: month, quarter or year. ``card`` is the core's JSON.
    """

    __tablename__ = "score_card"
    __table_args__ = (
        UniqueConstraint("member_id", "period_start", "period_end"),
        Index("ix_score_card_branch_period", "branch_id", "period_start", "period_end"),
    )

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id")
    unit: str
    period_start: date
    period_end: date
    scheme_id: str
    total: Decimal = Field(sa_column=number())
    card: str
    computed_at: datetime = Field(sa_column=instant())
