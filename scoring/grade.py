"""Grades of a branch for a year: by bands or by ballots, with veto, set-grade and quota, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.card import ScoreCard
from scoring.errors import WrongPeriod
from scoring.facts import Fact
from scoring.grading import BallotGrading, Band, BandGrading, GradeName
from scoring.member import MemberProfile
from scoring.points import ZERO
from scoring.ranking import Ranked, rank
from scoring.reasons import Reason, reason
from scoring.rules.base import Reads
from scoring.scheme import Scheme
from scoring.span import span_of

PENDING = "pending"
UNRATED = "unrated"


@dataclass(frozen=True, slots=True)
class GradingCase:
    """A member to be graded: his year's card, his facts, and the totals of the years before, latest first."""

    profile: MemberProfile
    card: ScoreCard
    facts: Sequence[Fact] = ()
    earlier_totals: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """A member's grade: a code of the scheme's grades, ``pending`` or ``unrated``; why, and what follows."""

    member: str
    code: str
    reasons: tuple[Reason, ...]
    consequences: tuple[str, ...] = ()


def grade_branch(scheme: Scheme, cases: Iterable[GradingCase]) -> dict[str, Grade]:
    """Grade all members of a branch together, since quotas are shared; by member.

    The quota counts every rated member; what needs a ballot or an appraisal that was not held is pending.
    Raises WrongPeriod when a card is not that of a year.
    """
    cases = list(cases)
    for case in cases:
        if case.card.covers.name != "year":
            raise WrongPeriod(f"grades are given for a year, not for {case.card.covers.label}")
    grading = scheme.grading
    if isinstance(grading, BandGrading):
        return {case.profile.id: _by_band(grading, case) for case in cases}
    verdicts = {case.profile.id: _by_ballot(scheme, grading, case) for case in cases}
    return _within_quota(grading, cases, verdicts)


def _by_band(grading: BandGrading, case: GradingCase) -> Grade:
    card, member = case.card, case.profile.id
    if not card.rated:
        return Grade(member, UNRATED, (reason("not_rated", standing=card.standing),))
    if card.pending:
        return Grade(member, PENDING, (Reason("pending_assessment"),))
    bands = grading.probationary_bands if case.profile.probationary else grading.bands
    index = next(i for i, band in enumerate(bands) if card.total >= band.at_least)
    grade, why = bands[index].grade, [_band_reason(bands, index, card.total)]
    followed = _consequences(grading.grades, grade, case.profile)
    if _low_running(grading, case):
        why.append(reason("low_years_running", years=grading.low_years, below=grading.low_below))
        followed += (grading.low_consequence,)
    return Grade(member, grade, tuple(why), followed)


def _band_reason(bands: Sequence[Band], index: int, total: Decimal) -> Reason:
    band = bands[index]
    if band.at_least:
        return reason("band", grade=band.grade, total=total, at_least=band.at_least)
    below = bands[index - 1].at_least if index else ZERO
    return reason("band_below", grade=band.grade, total=total, below=below)


def _low_running(grading: BandGrading, case: GradingCase) -> bool:
    """Whether this year and those right before it were all below the mark; members only, not candidates."""
    years = (case.card.total, *case.earlier_totals)[: grading.low_years]
    low = len(years) == grading.low_years and all(total < grading.low_below for total in years)
    return low and not case.profile.probationary


def _by_ballot(scheme: Scheme, grading: BallotGrading, case: GradingCase) -> Grade:
    """The majority's grade, lowered by veto and set-grade; the quota comes after."""
    profile, card = case.profile, case.card
    if not card.rated:
        return Grade(profile.id, UNRATED, (reason("not_rated", standing=card.standing),))
    facts = span_of(scheme, profile, card.period, card.as_of).counted(case.facts, profile)
    if vetoes := _reasons_of(grading.veto, facts, "veto"):
        return _graded(grading, profile, grading.veto_grade, vetoes)
    grade, why = _majority(grading, facts)
    if grade == PENDING:
        return Grade(profile.id, PENDING, why)
    lowered = _reasons_of(grading.set_grade, facts, "set_grade", grade=grading.set_grade_to)
    codes = [name.code for name in grading.grades]
    if lowered and codes.index(grade) < codes.index(grading.set_grade_to):
        return _graded(grading, profile, grading.set_grade_to, why + lowered)
    return _graded(grading, profile, grade, why)


def _majority(grading: BallotGrading, facts: Sequence[Fact]) -> tuple[str, tuple[Reason, ...]]:
    codes = [name.code for name in grading.grades]
    votes = dict.fromkeys(codes, ZERO)
    for fact in facts:
        if fact.kind == "ballot" and fact.outcome in votes:
            votes[fact.outcome] += fact.quantity
    valid, most = sum(votes.values(), ZERO), max(votes.values())
    if not valid:
        return PENDING, (Reason("pending_ballot"),)
    leading = [code for code in codes if votes[code] == most]
    grade = leading[-1]
    why = [reason("majority", grade=grade, votes=most, valid=valid)]
    if len(leading) > 1:
        why.append(reason("tie_takes_lower", grade=grade, votes=most))
    return grade, tuple(why)


def _reasons_of(sources: Sequence[Reads], facts: Iterable[Fact], code: str, **params: str) -> tuple[Reason, ...]:
    found = sorted({fact.outcome for fact in facts if any(reads.matches(fact) for reads in sources)})
    return tuple(reason(code, outcome=outcome, **params) for outcome in found)


def _within_quota(
    grading: BallotGrading, cases: Sequence[GradingCase], verdicts: Mapping[str, Grade]
) -> dict[str, Grade]:
    """Let the best grade stand for as many as there are places; the rest get the next lower one."""
    best, next_best = grading.grades[0].code, grading.grades[1].code
    rated = sum(case.card.rated for case in cases)
    places = int(grading.quota_percent * rated // 100)
    wanting = {case.profile.id: case for case in cases if verdicts[case.profile.id].code == best}
    order = rank((case.card for case in wanting.values()), grading.tie_breaks)
    result = dict(verdicts)
    for place in order:
        why = (*verdicts[place.member].reasons, _place_reason(place, order, places))
        grade = best if why[-1].code == "quota_place" else next_best
        result[place.member] = _graded(grading, wanting[place.member].profile, grade, why)
    return result


def _place_reason(place: Ranked, order: Sequence[Ranked], places: int) -> Reason:
    """Who is tied at the edge, so that not all of the tied find a place, gets none."""
    tied = sum(other.rank == place.rank for other in order)
    if place.rank + tied - 1 <= places:
        return reason("quota_place", rank=place.rank, places=places)
    if place.rank <= places:
        return reason("quota_tie", rank=place.rank, places=places, tied=tied)
    return reason("quota_full", rank=place.rank, places=places)


def _graded(grading: BallotGrading, profile: MemberProfile, code: str, why: tuple[Reason, ...]) -> Grade:
    return Grade(profile.id, code, why, _consequences(grading.grades, code, profile))


def _consequences(grades: Iterable[GradeName], code: str, profile: MemberProfile) -> tuple[str, ...]:
    grade = next(name for name in grades if name.code == code)
    return grade.probationary if profile.probationary else grade.consequences
