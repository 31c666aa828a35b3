"""Who is graded, what he had before, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from scoring.card import ScoreCard
from scoring.facts import Fact
from scoring.member import MemberProfile
from scoring.periods import Period
from scoring.reasons import Reason

PENDING: Final = "pending"
UNRATED: Final = "unrated"
NO_GRADE: Final = "none"


@dataclass(frozen=True, slots=True)
class Past:
    """What somebody had in an earlier period; ``total`` None when he was not rated, ``rank`` when he held none."""

    period: Period
    total: Decimal | None = None
    rank: int | None = None
    grade: str = ""
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GradingCase:
    """A member to be graded: his card, all his facts (also of before the period), and what he had before.

    ``earlier`` may hold periods of any length, latest first; each rule looks at those that it needs.
    """

    profile: MemberProfile
    card: ScoreCard
    facts: Sequence[Fact] = ()
    earlier: tuple[Past, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """A member's result, why, and what follows.

    ``code`` is one of the scheme's grades, ``pending`` (``proposed`` is then the grade that waits, if one
    does), ``unrated`` (no grade, no rank) or ``none`` (the scheme gives none). ``alerts`` are the codes of
    limits, alerts, ranks and streaks that hold. ``rank`` is the place among the rated, None for who has none.
    """

    member: str
    code: str
    reasons: tuple[Reason, ...]
    consequences: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    proposed: str = ""
    rank: int | None = None

    def past(self, card: ScoreCard) -> Past:
        """The result as a later period sees it; ``card`` is the one that was graded."""
        return Past(card.covers, card.total if card.rated else None, self.rank, self.code, self.alerts)
