"""Accounts of the messenger, invitations, group chats and conversations under way."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from storage.tables.columns import enum, instant, later_key
from storage.types import ChatId
from storage.vocabulary import ChatState


class Account(SQLModel, table=True):
    """A messenger account bound to a person. ``chat_state`` tells whether the bot can write to it.

    ``state_at`` is when the messenger said so; an older word that arrives late changes nothing. ``branch_id`` is the
    branch that its person works in at present, if he is in several and has chosen. ``menu`` names its command menu.
    """

    user_id: int = Field(sa_column=Column(ChatId, primary_key=True, autoincrement=False))
    person_id: int = Field(foreign_key="person.id", unique=True)
    chat_state: ChatState = Field(default=ChatState.ACTIVE, sa_column=enum(ChatState, default=ChatState.ACTIVE))
    state_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    bound_at: datetime = Field(sa_column=instant())
    branch_id: int | None = Field(default=None, sa_column=later_key("branch.id", name="fk_account_branch"))
    menu: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Invitation(SQLModel, table=True):
    """A one-time deep link. Only the hash of its token is kept."""

    id: int = Field(default=None, primary_key=True)
    branch_id: int = Field(foreign_key="branch.id", index=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    token_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_column=instant())
    used_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    used_by: int | None = Field(default=None, sa_column=Column(ChatId, nullable=True))
    revoked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class GroupChat(SQLModel, table=True):
    """The messenger group of a branch. ``state_at`` is when the messenger told the state; older words are void."""

    __tablename__ = "group_chat"

    chat_id: int = Field(sa_column=Column(ChatId, primary_key=True, autoincrement=False))
    branch_id: int = Field(foreign_key="branch.id", index=True)
    title: str
    state: ChatState = Field(default=ChatState.ACTIVE, sa_column=enum(ChatState, default=ChatState.ACTIVE))
    state_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    migrated_to: int | None = Field(default=None, sa_column=Column(ChatId, nullable=True))
    bound_by: int = Field(foreign_key="member.id")
    bound_at: datetime = Field(sa_column=instant())


class Conversation(SQLModel, table=True):
    """Where somebody stands in a form of several steps, so that a restart does not lose it."""

    key: str = Field(primary_key=True)
    state: str | None = None
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    last_update: int = Field(default=-1, sa_column=Column(ChatId, nullable=False))
    updated_at: datetime = Field(sa_column=instant())
