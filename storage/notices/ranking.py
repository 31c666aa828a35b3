"""What a group is told on the first of a month: totals and ranks, never reasons."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice


class RankedMember(BaseModel):
    """One member's place. ``parts`` are the points of each section; ``moved`` the places gained, None if new."""

    model_config = ConfigDict(frozen=True)

    rank: int
    name: str
    points: Decimal
    parts: tuple[Decimal, ...]
    moved: int | None


class RankedSection(BaseModel):
    """A section's title in both languages."""

    model_config = ConfigDict(frozen=True)

    zh: str
    en: str


class Ranking(Notice):
    """A month's or quarter's ranking as a picture; ``rows`` are in their order, equals share a rank.

    ``compared`` says that a period before was ranked as well. ``exempt`` members hold no rank.
    """

    kind: ClassVar[str] = "ranking.picture"
    branch: str
    period: str
    as_of: date
    sections: tuple[RankedSection, ...]
    rows: tuple[RankedMember, ...]
    average: Decimal
    full: Decimal
    exempt: int
    compared: bool


class RankingRest(Notice):
    """The places that do not fit under the picture, as text."""

    kind: ClassVar[str] = "ranking.rest"
    branch: str
    period: str
    rows: tuple[RankedMember, ...]
