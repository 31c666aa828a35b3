"""Every table. Rows do not validate (SQLModel with ``table=True``): services hand in what is right already.

Every branch-owned table carries ``branch_id``, so that it can be partitioned or distributed by branch.
``id`` is None until the row is flushed; it is typed as if it were always there, as every reader needs it.
Instants are UTC; days are dates in the branch's zone; points and quantities are exact hundredths.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.types import ChatId, EnumText, Hundredths, UtcDateTime
from storage.vocabulary import (
    Audience,
    Category,
    ChatState,
    CheckInMode,
    ClaimKind,
    ClaimState,
    DuesState,
    EvidenceKind,
    LeaveKind,
    LeaveState,
    LetterState,
    MeetingKind,
    MeetingState,
    OutboxState,
    Presence,
    Role,
    VerdictOutcome,
)


def _instant(*, nullable: bool = False) -> Any:
    return Column(UtcDateTime(), nullable=nullable)


def _enum(kind: type, *, default: Any = None) -> Any:
    return Column(EnumText(kind), nullable=False, default=default)


def _number(*, nullable: bool = False) -> Any:
    return Column(Hundredths(), nullable=nullable)


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
    created_at: datetime = Field(sa_column=_instant())


class PartyGroup(SQLModel, table=True):
    """A party group 党小组 inside a branch."""

    __tablename__ = "party_group"
    __table_args__ = (UniqueConstraint("branch_id", "name"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    name: str


class Person(SQLModel, table=True):
    """Somebody, whatever branch he is in. No identity number, no telephone number."""

    id: int = Field(default=None, primary_key=True)
    name: str
    language: str | None = None


class Member(SQLModel, table=True):
    """One person's membership in one branch, with dates."""

    __table_args__ = (UniqueConstraint("branch_id", "person_id", "joined_on"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="party_group.id")
    roster_no: str
    category: Category = Field(sa_column=_enum(Category))
    probationary: bool = False
    leading: bool = False
    admitted_on: date | None = None
    joined_on: date
    left_on: date | None = None
    exempt_from: date | None = None
    exempt_until: date | None = None
    dues_amount: Decimal = Field(default=Decimal(0), sa_column=_number())


class RoleHeld(SQLModel, table=True):
    """A role held by a member in his branch, half-open in dates; every member is a MEMBER without a row here."""

    __tablename__ = "role_held"
    __table_args__ = (Index("ix_role_held_branch_role", "branch_id", "role"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    role: Role = Field(sa_column=_enum(Role))
    since: date
    until: date | None = None


class Account(SQLModel, table=True):
    """A messenger account bound to a person. ``chat_state`` tells whether the bot can write to it.

    ``state_at`` is when the messenger said so; an older word that arrives late changes nothing.
    """

    user_id: int = Field(sa_column=Column(ChatId, primary_key=True, autoincrement=False))
    person_id: int = Field(foreign_key="person.id", unique=True)
    chat_state: ChatState = Field(default=ChatState.ACTIVE, sa_column=_enum(ChatState, default=ChatState.ACTIVE))
    state_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    bound_at: datetime = Field(sa_column=_instant())


class Invitation(SQLModel, table=True):
    """A one-time deep link. Only the hash of its token is kept."""

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", index=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    token_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_column=_instant())
    used_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    used_by: int | None = Field(default=None, sa_column=Column(ChatId, nullable=True))
    revoked_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class GroupChat(SQLModel, table=True):
    """The messenger group of a branch. ``state_at`` is when the messenger told the state; older words are void."""

    __tablename__ = "group_chat"

    chat_id: int = Field(sa_column=Column(ChatId, primary_key=True, autoincrement=False))
    branch_id: int = Field(foreign_key="branch.id", index=True)
    title: str
    state: ChatState = Field(default=ChatState.ACTIVE, sa_column=_enum(ChatState, default=ChatState.ACTIVE))
    state_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    migrated_to: int | None = Field(default=None, sa_column=Column(ChatId, nullable=True))
    bound_by: int = Field(foreign_key="member.id")
    bound_at: datetime = Field(sa_column=_instant())


class Meeting(SQLModel, table=True):
    """A planned or held meeting: ``on_date`` is its day in the branch's zone, check-in opens at ``opens_at``."""

    __table_args__ = (Index("ix_meeting_branch_state", "branch_id", "state"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    kind: MeetingKind = Field(sa_column=_enum(MeetingKind))
    title: str
    place: str = ""
    on_date: date
    starts_at: datetime = Field(sa_column=_instant())
    ends_at: datetime = Field(sa_column=_instant())
    opens_at: datetime = Field(sa_column=_instant())
    grace_minutes: int
    audience: Audience = Field(default=Audience.BRANCH, sa_column=_enum(Audience, default=Audience.BRANCH))
    group_id: int | None = Field(default=None, foreign_key="party_group.id")
    state: MeetingState = Field(default=MeetingState.PLANNED, sa_column=_enum(MeetingState))
    planned_by: int = Field(foreign_key="member.id")
    planned_key: str = Field(unique=True)
    closed_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    confirmed_by: int | None = Field(default=None, foreign_key="member.id")
    confirmed_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class Attendance(SQLModel, table=True):
    """One member at one meeting; the pair is unique, so a second tap finds the first."""

    __table_args__ = (UniqueConstraint("meeting_id", "member_id"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    meeting_id: int = Field(foreign_key="meeting.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    presence: Presence = Field(sa_column=_enum(Presence))
    mode: CheckInMode = Field(sa_column=_enum(CheckInMode))
    at: datetime = Field(sa_column=_instant())
    recorded_by: int | None = Field(default=None, foreign_key="member.id")


class Leave(SQLModel, table=True):
    """Leave asked for one meeting, decided once by somebody else."""

    __table_args__ = (UniqueConstraint("meeting_id", "member_id"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    meeting_id: int = Field(foreign_key="meeting.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    kind: LeaveKind = Field(sa_column=_enum(LeaveKind))
    reason: str = ""
    state: LeaveState = Field(default=LeaveState.ASKED, sa_column=_enum(LeaveState))
    asked_at: datetime = Field(sa_column=_instant())
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class Claim(SQLModel, table=True):
    """A claim 申报 for an item of the scheme, or volunteer service in hours. ``round`` counts submissions from 1."""

    __table_args__ = (Index("ix_claim_branch_state", "branch_id", "state"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    kind: ClaimKind = Field(sa_column=_enum(ClaimKind))
    item_id: str
    title: str
    on_date: date
    quantity: Decimal = Field(sa_column=_number())
    place: str = ""
    note: str = ""
    state: ClaimState = Field(default=ClaimState.SUBMITTED, sa_column=_enum(ClaimState))
    round: int = 1
    filed_key: str = Field(unique=True)
    submitted_at: datetime = Field(sa_column=_instant())


class Evidence(SQLModel, table=True):
    """A photo or file behind one round of a claim, by the messenger's ids."""

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    claim_id: int = Field(foreign_key="claim.id", index=True)
    round: int = 1
    kind: EvidenceKind = Field(sa_column=_enum(EvidenceKind))
    file_id: str
    file_unique_id: str = Field(index=True)
    file_name: str = ""


class Verdict(SQLModel, table=True):
    """A reviewer's word on one round of a claim; one round has one verdict."""

    __table_args__ = (UniqueConstraint("claim_id", "round"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    claim_id: int = Field(foreign_key="claim.id")
    round: int
    outcome: VerdictOutcome = Field(sa_column=_enum(VerdictOutcome))
    reason: str = ""
    by_member_id: int = Field(foreign_key="member.id")
    at: datetime = Field(sa_column=_instant())


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
    amount: Decimal = Field(sa_column=_number())
    paid: Decimal = Field(default=Decimal(0), sa_column=_number())
    state: DuesState = Field(default=DuesState.DUE, sa_column=_enum(DuesState))
    paid_on: date | None = None
    recorded_by: int | None = Field(default=None, foreign_key="member.id")
    recorded_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    settled_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


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
    at: datetime = Field(sa_column=_instant())


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
    quantity: Decimal = Field(default=Decimal(1), sa_column=_number())
    detail: str = ""
    event: str = ""
    note: str = ""
    source_key: str = Field(unique=True)
    reverses_id: int | None = Field(default=None, foreign_key="fact.id", unique=True)
    author_id: int | None = Field(default=None, foreign_key="member.id")
    recorded_at: datetime = Field(sa_column=_instant())


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
    total: Decimal = Field(sa_column=_number())
    card: str
    computed_at: datetime = Field(sa_column=_instant())


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
    state: LetterState = Field(default=LetterState.PROPOSED, sa_column=_enum(LetterState))
    reason: str = ""
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    acknowledged_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class OutboxRow(SQLModel, table=True):
    """A message that the bot owes somebody: to a person (his account is looked up on sending) or to a chat."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_due", "state", "due_at"),
        Index("ix_outbox_state_priority", "state", "priority", "id"),
        Index("ix_outbox_leased", "leased_until"),
    )

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    branch_id: int | None = Field(default=None, foreign_key="branch.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    chat_id: int | None = Field(default=None, sa_column=Column(ChatId, nullable=True))
    to_group: bool = False
    kind: str
    data: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    subject: str | None = Field(default=None, index=True)
    priority: int = 5
    due_at: datetime = Field(sa_column=_instant())
    state: OutboxState = Field(default=OutboxState.OWED, sa_column=_enum(OutboxState))
    leased_until: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    attempts: int = 0
    failure: str = ""
    created_at: datetime = Field(sa_column=_instant())
    sent_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class MessageRef(SQLModel, table=True):
    """A message in a chat that may have to be rewritten later, because what it shows can change.

    ``wanted_kind`` and ``wanted_data`` hold the notice that it should show; empty when it shows it already.
    """

    __tablename__ = "message_ref"
    __table_args__ = (UniqueConstraint("chat_id", "message_id"), Index("ix_message_ref_wanted", "wanted_kind"))

    id: int = Field(default=None, primary_key=True)
    branch_id: int | None = Field(default=None, foreign_key="branch.id")
    chat_id: int = Field(sa_column=Column(ChatId, nullable=False))
    message_id: int = Field(sa_column=Column(ChatId, nullable=False))
    subject: str = Field(index=True)
    language: str
    is_caption: bool = False
    wanted_kind: str | None = None
    wanted_data: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    version: int = 0


class SentFile(SQLModel, table=True):
    """A picture or paper that was uploaded once and is sent again by the messenger's id. Keyed by its content."""

    __tablename__ = "sent_file"

    key: str = Field(primary_key=True)
    file_id: str


class Conversation(SQLModel, table=True):
    """Where somebody stands in a form of several steps, so that a restart does not lose it."""

    key: str = Field(primary_key=True)
    state: str | None = None
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    last_update: int = Field(default=-1, sa_column=Column(ChatId, nullable=False))
    updated_at: datetime = Field(sa_column=_instant())
