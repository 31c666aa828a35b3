"""What is owed, what was sent, and where it stands."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant
from storage.types import ChatId
from storage.vocabulary import OutboxState


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
    due_at: datetime = Field(sa_column=instant())
    state: OutboxState = Field(default=OutboxState.OWED, sa_column=enum(OutboxState))
    leased_until: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    attempts: int = 0
    failure: str = ""
    created_at: datetime = Field(sa_column=instant())
    sent_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


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
