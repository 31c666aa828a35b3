"""Notices of the member list: who joined, who cannot be reached, who never started."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import Category, Role


class Reach(StrEnum):
    """How the bot stands to a member."""

    JOINED = "joined"
    UNREACHABLE = "unreachable"
    INVITED = "invited"
    NOT_INVITED = "not_invited"


class MemberLine(BaseModel):
    """A member in the list."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    member_id: int
    number: str
    name: str
    reach: Reach


class GroupLine(BaseModel):
    """The branch's group chat, as the secretary sees it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str
    reachable: bool


class MemberList(Notice):
    """A page of the members, with how many stand how over all pages. ``may_keep``: the reader may enter new ones."""

    kind: ClassVar[str] = "members.list"
    branch: str
    counts: dict[Reach, int]
    lines: tuple[MemberLine, ...]
    page: int
    pages: int
    group: GroupLine | None
    may_keep: bool = False


class MemberCard(Notice):
    """One member as the secretary sees him. ``may_invite``: the reader may give him a link or unlink his account.

    ``service_hours`` are those of volunteer service in ``year``, the running one.
    """

    kind: ClassVar[str] = "members.card"
    member_id: int
    number: str
    name: str
    group: str
    category: Category
    roles: tuple[Role, ...]
    probationary: bool
    joined_on: date
    reach: Reach
    may_invite: bool
    may_see_file: bool = False
    year: int
    service_hours: Decimal


class UnlinkAsk(Notice):
    """Ask before an account is unlinked from a member."""

    kind: ClassVar[str] = "members.unlink_ask"
    member_id: int
    name: str


class Unlinked(Notice):
    """The member has no account now; a new link lets him join again."""

    kind: ClassVar[str] = "members.unlinked"
    member_id: int
    name: str


class NotLinked(Notice):
    """There was no account to unlink: somebody was faster, or it was a second tap."""

    kind: ClassVar[str] = "members.not_linked"
    name: str


class NotYourself(Notice):
    """Nobody unlinks his own account: he would lock himself out."""

    kind: ClassVar[str] = "members.not_yourself"
