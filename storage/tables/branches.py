"""Branches, their groups and their members."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant, later_key, number
from storage.types import EnumText
from storage.vocabulary import Category, ReminderMode, Role


class Superior(SQLModel, table=True):
    """A superior party (work) committee 上级党(工)委."""

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class Branch(SQLModel, table=True):
    """A party branch 党支部, its scheme and its habits."""

    id: int = Field(default=None, primary_key=True)
    superior_id: int = Field(foreign_key="superior.id", index=True)
    name: str = Field(unique=True)
    zone: str = "Asia/Shanghai"
    scheme_id: str
    local_items: str = ""
    dues_day: int = 20
    grace_minutes: int = 10
    prompt_minutes: int = 30
    language: str = "zh_CN"
    claim_stages: str = Field(default="", sa_column_kwargs={"server_default": ""})
    created_at: datetime = Field(sa_column=instant())


class PartyGroup(SQLModel, table=True):
    """A party group 党小组 inside a branch."""

    __tablename__ = "party_group"
    __table_args__ = (UniqueConstraint("branch_id", "name"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    name: str


class Person(SQLModel, table=True):
    """Somebody, whatever branch he is in. No identity number, no telephone number. Erased he has no name.

    ``reminders`` and ``reminder_hour`` (of the branch's wall clock) say which reminders he wants and from when on.
    """

    id: int = Field(default=None, primary_key=True)
    name: str
    language: str | None = None
    erased_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    reminders: ReminderMode = Field(
        default=ReminderMode.ALL, sa_column=Column(EnumText(ReminderMode), nullable=False, server_default=text("'all'"))
    )
    reminder_hour: int = Field(default=8, sa_column_kwargs={"server_default": text("8")})


class Member(SQLModel, table=True):
    """One person's membership in one branch, with dates."""

    __table_args__ = (UniqueConstraint("branch_id", "person_id", "joined_on"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="party_group.id")
    roster_no: str
    category: Category = Field(sa_column=enum(Category))
    probationary: bool = False
    probation_until: date | None = None
    leading: bool = False
    admitted_on: date | None = None
    joined_on: date
    left_on: date | None = None
    exempt_from: date | None = None
    exempt_until: date | None = None
    dues_amount: Decimal = Field(default=Decimal(0), sa_column=number())


class RoleHeld(SQLModel, table=True):
    """A role held by a member in his branch, half-open in dates; every member is a MEMBER without a row here.

    With ``superior_id`` it is held in that superior body: the way out of every branch below it.
    """

    __tablename__ = "role_held"
    __table_args__ = (Index("ix_role_held_branch_role", "branch_id", "role"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    role: Role = Field(sa_column=enum(Role))
    superior_id: int | None = Field(default=None, sa_column=later_key("superior.id", name="fk_role_held_superior"))
    since: date
    until: date | None = None
