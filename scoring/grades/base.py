"""The first step of a grading: the grade by bands, ballots, shares or resolution, before anything lowers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from scoring.facts import Fact
from scoring.grades.case import NO_GRADE, PENDING, UNRATED, GradingCase
from scoring.grades.merit import merit_of, ties_of
from scoring.grades.state import Candidate
from scoring.grading import Band, Grading, VoteShare
from scoring.measures import TOTAL, points_of, waits_for
from scoring.points import ZERO, settle
from scoring.reasons import Reason, reason
from scoring.scheme import Scheme

# What a ballot says of a member as a whole; ticks on single items are no votes on him.
_VERDICTS: Final = ("excellent", "competent", "basic", "incompetent", "satisfied", "dissatisfied")


def begin(scheme: Scheme, case: GradingCase, facts: tuple[Fact, ...]) -> Candidate:
    """The candidate with his first grade; ``facts`` are his of the period."""
    candidate = Candidate(case, facts, merit_of(case, scheme), PENDING)
    if not case.card.rated:
        return candidate.set_to(UNRATED, reason("not_rated", standing=case.card.standing))
    if role := _excluded(scheme.grading, case):
        return candidate.set_to(UNRATED, reason("points_only", role=role))
    return _WAYS[scheme.grading.by](scheme, candidate)


def _excluded(grading: Grading, case: GradingCase) -> str:
    roles = (*case.profile.roles, *(("probationary",) if case.profile.probationary else ()))
    return next((role for role in grading.excluded if role in roles), "")


def _by_bands(scheme: Scheme, candidate: Candidate) -> Candidate:
    grading, card = scheme.grading, candidate.case.card
    if waits_for(card, scheme, grading.of):
        return candidate.because(Reason("pending_assessment"))
    total = points_of(card, scheme, grading.of)
    bands = grading.bands_for(probationary=candidate.case.profile.probationary)
    index = next(number for number, band in enumerate(bands) if total >= band.at_least)
    return candidate.set_to(bands[index].grade, _band_reason(grading.of, bands, index, total))


def _band_reason(of: str, bands: Sequence[Band], index: int, total: Decimal) -> Reason:
    band = bands[index]
    if band.at_least or not index:
        return reason("band", of=of, grade=band.grade, total=total, at_least=band.at_least)
    return reason("band_below", of=of, grade=band.grade, total=total, below=bands[index - 1].at_least)


def _by_ballots(scheme: Scheme, candidate: Candidate) -> Candidate:
    """The grade with the most votes, a tie taking the lower."""
    codes = scheme.grading.codes
    votes = dict.fromkeys(codes, ZERO)
    for fact in candidate.facts:
        if fact.kind == "ballot" and fact.outcome in votes:
            votes[fact.outcome] += fact.quantity
    valid, most = sum(votes.values(), ZERO), max(votes.values())
    if not valid:
        return candidate.because(Reason("pending_ballot"))
    leading = [code for code in codes if votes[code] == most]
    why = [reason("majority", grade=leading[-1], votes=most, valid=valid)]
    if len(leading) > 1:
        why.append(reason("tie_takes_lower", grade=leading[-1], votes=most))
    return candidate.set_to(leading[-1], *why)


def _by_shares(scheme: Scheme, candidate: Candidate) -> Candidate:
    """The first share that is exceeded gives its grade; ranked by the sum of the shares, less being better."""
    grading = scheme.grading
    found = [(share, *_votes(share, candidate.facts)) for share in grading.shares]
    sums = settle(sum((got * 100 / valid for _, got, valid in found if valid), ZERO))
    candidate = Candidate(candidate.case, candidate.facts, (-sums, *ties_of(candidate.case, scheme)), PENDING)
    for share, got, valid in found:
        if valid and got * 100 > share.more_than * valid:
            return candidate.set_to(share.grade, _share_reason("share_above", share, got, valid))
    if not all(valid for _, _, valid in found):
        return candidate.because(Reason("pending_ballot"))
    return candidate.set_to(grading.otherwise, *(_share_reason("share_within", *one) for one in found))


def _votes(share: VoteShare, facts: Sequence[Fact]) -> tuple[Decimal, Decimal]:
    """The ballots with one of the outcomes, and all valid ones."""
    cast = [f for f in facts if f.kind == "ballot" and f.detail == share.voters and f.outcome in _VERDICTS]
    got = sum((fact.quantity for fact in cast if fact.outcome in share.outcomes), ZERO)
    return got, sum((fact.quantity for fact in cast), ZERO)


def _share_reason(code: str, share: VoteShare, got: Decimal, valid: Decimal) -> Reason:
    return reason(code, voters=share.voters, votes=got, valid=valid, percent=share.more_than)


def _by_resolution(scheme: Scheme, candidate: Candidate) -> Candidate:
    """The grade that was settled last; of two on one day the lower."""
    codes = scheme.grading.codes
    settled = [
        (fact.on, codes.index(fact.detail), fact.detail)
        for fact in candidate.facts
        if fact.kind == "resolution" and fact.outcome == "approved" and fact.detail in codes
    ]
    if not settled:
        return candidate.because(Reason("pending_resolution"))
    grade = max(settled)[-1]
    return candidate.set_to(grade, reason("settled", grade=grade))


def _none(scheme: Scheme, candidate: Candidate) -> Candidate:
    if waits_for(candidate.case.card, scheme, TOTAL):
        return candidate.because(Reason("pending_assessment"))
    return candidate.set_to(NO_GRADE, Reason("no_grades"))


_WAYS: Final[Mapping[str, Callable[[Scheme, Candidate], Candidate]]] = {
    "bands": _by_bands,
    "ballots": _by_ballots,
    "shares": _by_shares,
    "resolution": _by_resolution,
    "none": _none,
}
