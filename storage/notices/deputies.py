"""Notices of deputies: who acts for whom, from when to when. ``last`` is the last day, included."""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import Role


class DeputyLine(BaseModel):
    """One delegation on the board; ``mine``: the reader lends, else he is the deputy."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    delegation_id: int
    mine: bool
    name: str
    since: date
    last: date
    running: bool


class DeputyBoard(Notice):
    """The reader's deputies and those whose deputy he is. ``roles``: what he can lend."""

    kind: ClassVar[str] = "deputies.board"
    roles: tuple[Role, ...]
    lines: tuple[DeputyLine, ...]


class DeputyNamed(Notice):
    """For the deputy: in whose place he acts, in which roles."""

    kind: ClassVar[str] = "deputies.named"
    by: str
    branch: str
    roles: tuple[Role, ...]
    since: date
    last: date
    reason: str


class DeputyEnded(Notice):
    """The delegation is over before its time; for both."""

    kind: ClassVar[str] = "deputies.ended"
    by: str
    deputy: str


class DeputyOverlap(Notice):
    """Another deputy has been named for some of these days."""

    kind: ClassVar[str] = "deputies.overlap"
    deputy: str
    since: date
    last: date
