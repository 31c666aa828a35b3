"""Notices of what did not arrive."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice


class LostMessage(BaseModel):
    """One message; ``about`` is the conversation that it belongs to, never what it said."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    to: str
    to_group: bool
    at: datetime
    about: str
    failure: str


class UnreachableMember(BaseModel):
    """A member whom the bot cannot write to: he has not joined, or has blocked it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    member_id: int
    name: str
    joined: bool


class Undelivered(Notice):
    """A page of the undelivered messages, the latest first, and everybody who cannot be reached."""

    kind: ClassVar[str] = "undelivered.list"
    zone: str
    lost: tuple[LostMessage, ...]
    total: int
    page: int
    pages: int
    unreachable: tuple[UnreachableMember, ...]
