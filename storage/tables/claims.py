"""Claims with their evidence and verdicts."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant, number
from storage.vocabulary import ClaimKind, ClaimState, EvidenceKind, VerdictOutcome


class Claim(SQLModel, table=True):
    """A claim 申报 for an item of the scheme, or volunteer service in hours. ``round`` counts submissions from 1.

    ``stage`` is the step of the branch's way of review that it has reached; ``escalated_at`` is set when reviewers
    let it lie and their stand-ins were asked.
    """

    __table_args__ = (Index("ix_claim_branch_state", "branch_id", "state"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    kind: ClaimKind = Field(sa_column=enum(ClaimKind))
    item_id: str
    title: str
    on_date: date
    quantity: Decimal = Field(sa_column=number())
    place: str = ""
    note: str = ""
    state: ClaimState = Field(default=ClaimState.SUBMITTED, sa_column=enum(ClaimState))
    round: int = 1
    stage: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    escalated_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    filed_key: str = Field(unique=True)
    submitted_at: datetime = Field(sa_column=instant())


class Evidence(SQLModel, table=True):
    """A photo or file behind one round of a claim, by the messenger's ids.

    ``mark`` is a photo's perceptual hash as 16 hexadecimal digits: None until it was looked at, empty when it has none.
    """

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    claim_id: int = Field(foreign_key="claim.id", index=True)
    round: int = 1
    kind: EvidenceKind = Field(sa_column=enum(EvidenceKind))
    file_id: str
    file_unique_id: str = Field(index=True)
    file_name: str = ""
    mark: str | None = None
    mark_tries: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})


class ClaimStep(SQLModel, table=True):
    """A reviewer's word that passed a round on to the next stage; a stage passes a round on once."""

    __tablename__ = "claim_step"
    __table_args__ = (UniqueConstraint("claim_id", "round", "stage"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    claim_id: int = Field(foreign_key="claim.id")
    round: int
    stage: int
    by_member_id: int = Field(foreign_key="member.id")
    at: datetime = Field(sa_column=instant())


class Verdict(SQLModel, table=True):
    """A reviewer's last word on one round of a claim; one round has one. ``asked_at`` is when it was submitted."""

    __table_args__ = (UniqueConstraint("claim_id", "round"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    claim_id: int = Field(foreign_key="claim.id")
    round: int
    outcome: VerdictOutcome = Field(sa_column=enum(VerdictOutcome))
    reason: str = ""
    by_member_id: int = Field(foreign_key="member.id")
    asked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    at: datetime = Field(sa_column=instant())
