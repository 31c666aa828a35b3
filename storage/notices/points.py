"""What is said about a member's own points: the card, a section of it, and why a line stands as it does."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice


class FactSeen(BaseModel):
    """A fact as its member sees it: what, when, and who recorded it when. ``author`` is empty for the clock."""

    model_config = ConfigDict(frozen=True)

    kind: str
    outcome: str
    detail: str
    on: date
    quantity: Decimal
    note: str
    author: str
    recorded_on: date


class MyPoints(Notice):
    """A whole card; ``card`` is the core's JSON. ``running`` says that it is the running month's."""

    kind: ClassVar[str] = "points.mine"
    card: str
    running: bool = True


class PointsSection(Notice):
    """One section of a card, by its place, with a page of its lines."""

    kind: ClassVar[str] = "points.section"
    card: str
    section: int
    page: int = 0


class PointsWhy(Notice):
    """One line of a card, by its place, with a page of the facts that it counted."""

    kind: ClassVar[str] = "points.why"
    card: str
    section: int
    line: int
    facts: tuple[FactSeen, ...]
    page: int
    pages: int


class PointsSent(Notice):
    """Said in a group: the points went to the asker's private chat."""

    kind: ClassVar[str] = "points.sent"


class PointsNeedChat(Notice):
    """Said in a group to somebody whom the bot cannot write to: open the private chat first."""

    kind: ClassVar[str] = "points.need_chat"
    bot: str
