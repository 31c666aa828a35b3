"""How a scheme turns a year's result into a grade: as data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from scoring.rules.base import Reads
from scoring.text import Text

# Everything that can follow from a grade; messages/ has wording for each.
CONSEQUENCES: Final = (
    "study_and_training",
    "preferred_for_awards",
    "award_candidate",
    "talk",
    "help",
    "correction_with_deadline",
    "no_awards",
    "persuade_to_leave_or_strike_off",
    "handle_by_charter",
    "probation_extension",
    "probation_cancelled",
)


@dataclass(frozen=True, slots=True)
class GradeName:
    """A grade with what follows from it; ``probationary`` members have consequences of their own."""

    code: str
    title: Text
    consequences: tuple[str, ...] = ()
    probationary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """Totals from ``at_least`` up to the next higher band, the lowest band starting at 0."""

    at_least: Decimal
    grade: str


@dataclass(frozen=True, slots=True)
class BandGrading:
    """Grades by the year's total; probationary members have their own bands.

    ``low_below`` and ``low_years``: a total below it for so many years running adds ``low_consequence``.
    """

    grades: tuple[GradeName, ...]
    bands: tuple[Band, ...]
    probationary_bands: tuple[Band, ...]
    low_below: Decimal
    low_years: int
    low_consequence: str


@dataclass(frozen=True, slots=True)
class BallotGrading:
    """Grades by the most ballots, then lowered by veto and set-grade, then limited by a quota.

    ``grades`` go from best to worst and are outcomes of ballot facts. At most ``quota_percent`` of the
    rated, rounded down, hold the best; places go by total, then by ``tie_breaks``: section ids (more is
    better) or ``deducted`` (less is better).
    """

    grades: tuple[GradeName, ...]
    veto: tuple[Reads, ...]
    veto_grade: str
    set_grade: tuple[Reads, ...]
    set_grade_to: str
    quota_percent: Decimal
    tie_breaks: tuple[str, ...]


Grading = BandGrading | BallotGrading
