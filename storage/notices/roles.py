"""Notices of roles: which a member holds from when to when, and that one was given to him or has ended."""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import Role


class RoleLine(BaseModel):
    """A role with its days; ``last`` is the last day, included. ``above``: held in the superior body."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    role: Role
    since: date
    last: date | None
    above: bool = False


class RoleBoard(Notice):
    """The roles that a member holds, will hold and held. ``may_change``: the reader may give and end them."""

    kind: ClassVar[str] = "roles.board"
    member_id: int
    name: str
    lines: tuple[RoleLine, ...]
    may_change: bool


class RoleTold(Notice):
    """For the member: he was given a role, or it ended. ``last`` is its last day."""

    kind: ClassVar[str] = "roles.told"
    role: Role
    branch: str
    since: date
    last: date | None
    over: bool = False


class LastSecretary(Notice):
    """The branch would be left without a secretary."""

    kind: ClassVar[str] = "roles.last_secretary"
    name: str
