"""The score card: total, sections, lines, and behind each line its facts and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from scoring.periods import Period
from scoring.points import ZERO, shown
from scoring.reasons import Reason
from scoring.text import Text

Standing = Literal["rated", "exempt", "not_member", "not_in_force"]


class ScoreLine(NamedTuple):  # a tuple is made three times as fast as a frozen dataclass
    """One item of a scheme for one member.

    ``points`` are settled to a millionth; negative where the section starts full and its lines deduct.
    ``full`` is the most that the item can give, None where only its section is bounded. ``fact_ids``
    cites all facts looked at, also those past a bound. ``pending`` lines give 0 until something is held.
    ``lost`` is what a line that starts full has taken away, from 0.
    """

    item_id: str
    title: Text
    points: Decimal
    full: Decimal | None
    bound_hit: bool
    fact_ids: tuple[str, ...]
    reasons: tuple[Reason, ...]
    article: str = ""
    pending: bool = False
    lost: Decimal = ZERO

    @property
    def shown(self) -> Decimal:
        """Points in hundredths, half up."""
        return shown(self.points)


@dataclass(frozen=True, slots=True)
class SectionScore:
    """One section of a card; negative where it only takes from the total.

    ``shown`` of all sections add up to the card's ``shown_total``, unless the card has reasons of its own;
    those ``beside`` the total are no part of it. ``lost`` is what was taken away in it, from 0.
    """

    id: str
    title: Text
    points: Decimal
    full: Decimal | None
    lines: tuple[ScoreLine, ...]
    shown: Decimal
    bound_hit: bool = False
    pending: bool = False
    reasons: tuple[Reason, ...] = ()
    lost: Decimal = ZERO
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a period under way can still bring.

    ``best`` is the most that the total can be when the covered period ends, None without a limit;
    ``next_grade`` the next better grade by bands and ``missing`` the points to it, None at the top and where
    the period is not graded by bands.
    """

    best: Decimal | None
    next_grade: Text | None = None
    missing: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """What one member has in one period, and why.

    ``period`` is the one asked for; ``covers`` the days whose facts count (a yearly scheme's month card
    covers the year up to that month's end); ``months`` how many rated months a mean was taken over, 0
    where none was. ``reasons`` say why the total is not the sum of the sections, where it is not. A card that
    is not rated has total 0, no sections, and its ``standing`` says why.
    """

    scheme_id: str
    member: str
    period: Period
    covers: Period
    as_of: date | None
    standing: Standing
    total: Decimal
    sections: tuple[SectionScore, ...]
    months: int = 0
    reasons: tuple[Reason, ...] = ()
    outlook: Outlook | None = None

    @property
    def rated(self) -> bool:
        """Whether the card takes part in rankings, averages and quotas."""
        return self.standing == "rated"

    @property
    def shown_total(self) -> Decimal:
        """The total in hundredths, half up."""
        return shown(self.total)

    @property
    def full(self) -> Decimal:
        """What the bounded sections of the total can give together, pending ones included."""
        return sum((one.full for one in self.sections if one.full is not None and not one.beside), ZERO)

    @property
    def pending(self) -> bool:
        """Whether a section still waits for an appraisal or a ballot."""
        return any(section.pending for section in self.sections)

    @property
    def deducted(self) -> Decimal:
        """What was taken away; pending sections are left out."""
        return sum((section.lost for section in self.sections if not section.pending), ZERO)

    def section(self, section_id: str) -> SectionScore:
        """The section with this id; KeyError when the card has none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def line(self, item_id: str) -> ScoreLine:
        """The line of this item; KeyError when the card has none."""
        for section in self.sections:
            for line in section.lines:
                if line.item_id == item_id:
                    return line
        raise KeyError(item_id)
