"""What happens to a membership: changes with their author and reason, transfers, exemptions, deputies, erasure."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant
from storage.vocabulary import RequestState


class MemberChange(SQLModel, table=True):
    """One change of what the branch keeps about a member; nothing here is edited, only personal words are erased.

    ``field`` is a code that `messages.member_words` names; ``by_member_id`` is empty for the operator and the clock.
    """

    __tablename__ = "member_change"
    __table_args__ = (Index("ix_member_change_member_at", "member_id", "at"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id")
    field: str
    before: str = ""
    after: str = ""
    reason: str = ""
    by_member_id: int | None = Field(default=None, foreign_key="member.id")
    at: datetime = Field(sa_column=instant())


class Exemption(SQLModel, table=True):
    """An application to be exempt from a day to before a day; approved, it stands in the member's row as well."""

    __table_args__ = (Index("ix_exemption_branch_state", "branch_id", "state"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    since: date
    until: date | None = None
    reason: str = ""
    state: RequestState = Field(default=RequestState.ASKED, sa_column=enum(RequestState, default=RequestState.ASKED))
    filed_key: str = Field(unique=True)
    filed_by: int = Field(foreign_key="member.id")
    asked_at: datetime = Field(sa_column=instant())
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Transfer(SQLModel, table=True):
    """A member leaves on a day: for a branch of this installation (``to_branch_id``), or for ``destination``.

    Approved by the new branch's secretary he is ``new_member_id`` there from that day on. Another place is not asked.
    """

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", index=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    to_branch_id: int | None = Field(default=None, foreign_key="branch.id", index=True)
    destination: str = ""
    on_date: date
    reason: str = ""
    state: RequestState = Field(default=RequestState.ASKED, sa_column=enum(RequestState, default=RequestState.ASKED))
    filed_key: str = Field(unique=True)
    filed_by: int = Field(foreign_key="member.id")
    asked_at: datetime = Field(sa_column=instant())
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    new_member_id: int | None = Field(default=None, foreign_key="member.id")


class Delegation(SQLModel, table=True):
    """A member's roles in another's hands from a day to before a day; ``ended_on`` cuts it short."""

    __table_args__ = (Index("ix_delegation_deputy", "deputy_id", "since"),)

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", index=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    deputy_id: int = Field(foreign_key="member.id")
    since: date
    until: date
    ended_on: date | None = None
    reason: str = ""
    filed_key: str = Field(unique=True)
    filed_at: datetime = Field(sa_column=instant())


class ErasureRequest(SQLModel, table=True):
    """Somebody who has left asks that his personal data be erased; the secretary of his last branch decides."""

    __tablename__ = "erasure_request"

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: RequestState = Field(default=RequestState.ASKED, sa_column=enum(RequestState, default=RequestState.ASKED))
    asked_at: datetime = Field(sa_column=instant())
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
