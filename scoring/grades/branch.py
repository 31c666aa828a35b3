"""What a branch comes to by its members: its average, its grade, and who led the contest of branches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.card import ScoreCard
from scoring.grades.case import Grade
from scoring.grades.ranking import competition
from scoring.grades.streaks import Held, contest
from scoring.grading import band_of
from scoring.periods import Period
from scoring.points import ZERO, settle
from scoring.scheme import Scheme


@dataclass(frozen=True, slots=True)
class BranchResult:
    """The mean total of the ``members`` who hold a rank, settled to a millionth, and its grade by the bands."""

    average: Decimal
    grade: str
    members: int


def branch_result(scheme: Scheme, cards: Mapping[str, ScoreCard], grades: Mapping[str, Grade]) -> BranchResult | None:
    """Grade the branch as its members are graded; None when nobody holds a rank.

    Both mappings are by member. Who is not rated, vetoed, still waits, or has points only does not count.
    """
    totals = [cards[member].total for member, grade in grades.items() if grade.rank is not None]
    if not totals:
        return None
    mean = settle(sum(totals, ZERO) / len(totals))
    return BranchResult(mean, band_of(scheme.grading, mean), len(totals))


def leaders(averages: Sequence[tuple[Period, Mapping[str, Decimal]]], *, running: int) -> dict[str, Held]:
    """How long each branch has had the first average, shared or alone, as of the last of these periods."""
    placings = [(period, competition({one: (mean,) for one, mean in found.items()})) for period, found in averages]
    return contest(placings, place=1, running=running)
