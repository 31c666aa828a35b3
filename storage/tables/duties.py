"""Duties of a branch: what is asked of whom and how often, each time that it is due, and who has done it."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant, number
from storage.types import EnumText
from storage.vocabulary import Category, DutyEvery, DutyEvidence, DutyState, EvidenceKind, Role


class DutyPlan(SQLModel, table=True):
    """One duty of a branch: who has to do what, by when, how often, and what it becomes in facts.

    ``code`` names a shipped duty, ``calendar:<id>`` a day of the scheme's calendar, ``own:<form>`` one of the
    branch's own; only these last have a ``title``. Who it is for: everybody, or those of one category, role or
    group. ``first_due`` is the day from which the others are counted by ``every``. It appears ``open_days`` before
    it is due and can be handed in late for ``grace_days`` after. An empty ``fact_kind`` brings no facts.
    """

    __tablename__ = "duty_plan"
    __table_args__ = (UniqueConstraint("branch_id", "code"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    code: str
    title: str = ""
    title_en: str = ""
    every: DutyEvery = Field(sa_column=enum(DutyEvery))
    first_due: date
    open_days: int
    grace_days: int = 0
    evidence: DutyEvidence = Field(sa_column=enum(DutyEvidence))
    confirm: bool = False
    fact_kind: str = ""
    fact_detail: str = ""
    category: Category | None = Field(default=None, sa_column=Column(EnumText(Category), nullable=True))
    role: Role | None = Field(default=None, sa_column=Column(EnumText(Role), nullable=True))
    group_id: int | None = Field(default=None, foreign_key="party_group.id")
    active: bool = True
    created_by: int | None = Field(default=None, foreign_key="member.id")
    created_at: datetime = Field(sa_column=instant())


class Duty(SQLModel, table=True):
    """One time that a duty is due. ``opens_on`` to ``closes_on`` (the last day of grace) it can be handed in.

    ``settled_at`` is set when it is over and those who missed it have their facts. A row without a plan is from
    before there were plans.
    """

    __table_args__ = (UniqueConstraint("branch_id", "kind", "due_on"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    kind: str
    due_on: date
    plan_id: int | None = Field(
        default=None,
        sa_column=Column(ForeignKey("duty_plan.id", name="fk_duty_plan_id_duty_plan"), index=True, nullable=True),
    )
    opens_on: date | None = None
    closes_on: date | None = None
    settled_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class DutyDone(SQLModel, table=True):
    """What one member handed in for one duty, or that he is excused from it.

    ``at`` is when he did, ``round`` how often; ``quantity`` the points that he wrote, where points are asked;
    ``reason`` why it was returned or why he is excused.
    """

    __tablename__ = "duty_done"
    __table_args__ = (
        UniqueConstraint("duty_id", "member_id"),
        Index("ix_duty_done_branch_state", "branch_id", "state"),
    )

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    duty_id: int = Field(foreign_key="duty.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    note: str = ""
    at: datetime = Field(sa_column=instant())
    state: DutyState = Field(
        default=DutyState.DONE, sa_column=Column(EnumText(DutyState), nullable=False, server_default=text("'done'"))
    )
    round: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    quantity: Decimal | None = Field(default=None, sa_column=number(nullable=True))
    file_kind: EvidenceKind | None = Field(default=None, sa_column=Column(EnumText(EvidenceKind), nullable=True))
    file_id: str = Field(default="", sa_column_kwargs={"server_default": ""})
    file_unique_id: str = Field(default="", sa_column_kwargs={"server_default": ""})
    reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    decided_by: int | None = Field(
        default=None,
        sa_column=Column(ForeignKey("member.id", name="fk_duty_done_decided_by_member"), nullable=True),
    )
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Reminded(SQLModel, table=True):
    """One reminder that a person was given in a day's digest: never the same one twice.

    ``what`` names it (``dues:5`` or ``duty:7``), ``stage`` how long before or after the day it was. ``digest`` is
    the subject of the message that held it.
    """

    __table_args__ = (
        UniqueConstraint("what", "stage", "member_id"),
        Index("ix_reminded_digest", "digest"),
    )

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    what: str
    stage: str
    digest: str
    on: date
