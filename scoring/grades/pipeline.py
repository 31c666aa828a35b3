"""Grades of a branch for a period: each step of the scheme's grading in its order, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from scoring.cards.span import span_of
from scoring.errors import WrongPeriod
from scoring.facts import Fact
from scoring.grades.base import begin
from scoring.grades.cascade import State, cascade
from scoring.grades.case import NO_GRADE, PENDING, UNRATED, Grade, GradingCase, Past
from scoring.grades.follow import alert, mark_ranks, overall_ranks, streak
from scoring.grades.limits import limit
from scoring.grades.state import Candidate, once
from scoring.grading import Grading
from scoring.periods import MONTHS_OF
from scoring.scheme import Scheme

__all__ = ["NO_GRADE", "PENDING", "UNRATED", "Grade", "GradingCase", "Past", "grade_branch"]

_NO_PLACES: Final[Mapping[str, int]] = MappingProxyType({})


def grade_branch(
    scheme: Scheme, cases: Iterable[GradingCase], *, places: Mapping[str, int] = _NO_PLACES
) -> dict[str, Grade]:
    """Grade all members of a branch together, since quotas and ranks are shared; by member.

    ``places`` are the branch's own numbers of places by grade, before those of the scheme. What needs a
    ballot, an appraisal or a vote that was not held is pending. Raises WrongPeriod when a card covers less
    than the scheme grades, or not the same days as the others.
    """
    cases = list(cases)
    scheme = scheme.on(min((case.card.covers.start for case in cases), default=date.max))
    _check_periods(scheme.grading, cases)
    state: State = {case.profile.id: limit(scheme, begin(scheme, case, _facts(scheme, case))) for case in cases}
    cascade(scheme, state, places)
    state |= {member: alert(scheme, candidate) for member, candidate in state.items()}
    mark_ranks(scheme, state)
    ranks = overall_ranks(state)
    return {
        member: _grade(scheme.grading, streak(scheme.grading, candidate, ranks.get(member)), ranks.get(member))
        for member, candidate in state.items()
    }


def _check_periods(grading: Grading, cases: Iterable[GradingCase]) -> None:
    covers = sorted({case.card.covers for case in cases})
    for period in covers:
        if MONTHS_OF[period.name] < MONTHS_OF[grading.at]:
            raise WrongPeriod(f"grades are given for a {grading.at}, not for {period.label}")
    if len(covers) > 1:
        raise WrongPeriod(
            f"a branch is graded for one period, not for {', '.join(one.label for one in sorted(covers))}"
        )


def _facts(scheme: Scheme, case: GradingCase) -> tuple[Fact, ...]:
    """The member's facts that count in the period."""
    card = case.card
    counted = span_of(scheme, case.profile, card.period, card.as_of).counted(case.facts, case.profile)
    return tuple(fact for fact in counted if fact.on in card.covers)


def _grade(grading: Grading, candidate: Candidate, rank: int | None) -> Grade:
    """What came out; as long as something is outstanding the grade is proposed and brings nothing."""
    own: tuple[str, ...] = ()
    if not candidate.waits:
        named = [name for name in grading.grades if name.code == candidate.code]
        probationary = candidate.case.profile.probationary
        own = tuple(word for name in named for word in (name.probationary if probationary else name.consequences))
    return Grade(
        candidate.id,
        PENDING if candidate.waits else candidate.code,
        candidate.reasons + candidate.waits,
        once(own + candidate.follows),
        candidate.alerts,
        candidate.code if candidate.waits else "",
        rank,
    )
