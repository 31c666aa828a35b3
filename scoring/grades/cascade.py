"""From the best grade down: who passes its gates, is approved and finds a place; who does not tries the next lower."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from scoring.facts import Fact
from scoring.grades.case import UNRATED
from scoring.grades.merit import lost_in
from scoring.grades.ranking import competition
from scoring.grades.state import Candidate
from scoring.grading import Gate, Grading, Quota, Vote, places_of
from scoring.measures import points_of, waits_for
from scoring.periods import MONTHS_OF
from scoring.points import ZERO, settle
from scoring.reasons import Reason, reason
from scoring.scheme import Scheme

State = dict[str, Candidate]


def cascade(scheme: Scheme, state: State, own: Mapping[str, int]) -> None:
    """Settle one grade after the other for everybody; ``own`` are the branch's numbers of places by grade.

    Whom a grade refuses competes for the next lower one. Places that stay free enlarge no other quota.
    """
    grading = scheme.grading
    state |= {one.id: _for_the_period(grading, one) for one in state.values()}
    for code in grading.codes:
        for gate in grading.gates:
            if code in gate.grades:
                state |= {one.id: _gated(scheme, gate, one) for one in _holding(state, code)}
        for vote in grading.votes:
            if code == vote.grade:
                state |= {one.id: _voted(grading, vote, one) for one in _holding(state, code)}
        for quota in grading.quotas:
            if code == quota.grade:
                _share_places(grading, quota, state, own.get(code))


def _for_the_period(grading: Grading, candidate: Candidate) -> Candidate:
    """The best grade up to his own that a period of this length can have."""
    codes, possible = grading.codes, grading.held_in(candidate.case.card.covers.name)
    if candidate.code not in codes or candidate.code in possible:
        return candidate
    lower = next(code for code in codes[codes.index(candidate.code) :] if code in possible)
    later = ",".join(code for code in reversed(codes) if code not in possible)
    return candidate.set_to(lower, reason("grade_later", grades=later, grade=lower))


def _holding(state: State, code: str) -> list[Candidate]:
    return [candidate for candidate in state.values() if candidate.code == code]


def _gated(scheme: Scheme, gate: Gate, candidate: Candidate) -> Candidate:
    """Let him pass, wait for what is not known yet, or fall."""
    why = _checked(scheme, gate, candidate)
    if why is None:
        return candidate
    if why.code.startswith("pending_"):
        return candidate.waiting(why)
    return candidate.set_to(gate.to or _below_all(scheme.grading, gate), why)


def _below_all(grading: Grading, gate: Gate) -> str:
    return grading.below(max(gate.grades, key=grading.codes.index))


def _checked(scheme: Scheme, gate: Gate, candidate: Candidate) -> Reason | None:
    card = candidate.case.card
    barred = ",".join(code for code in reversed(scheme.grading.codes) if code in gate.grades)
    if gate.clean:
        lost = lost_in(card, scheme, gate.clean)
        return reason("gate_clean", items=",".join(lost), grades=barred) if lost else None
    if gate.reads:
        once = bool(gate.measured) and MONTHS_OF[gate.measured] > MONTHS_OF[card.covers.name]
        return _fact_checked(gate, candidate.facts, barred, once=once)
    if waits_for(card, scheme, gate.of):
        return Reason("pending_assessment")
    points, least = points_of(card, scheme, gate.of), gate.at_least or ZERO
    if points >= least:
        return None
    return reason("gate_points", of=gate.of, points=points, at_least=least, grades=barred)


def _fact_checked(gate: Gate, facts: Sequence[Fact], barred: str, *, once: bool) -> Reason | None:
    """``once``: the figure is measured once in a longer period, so that this one may be without it."""
    found = [fact for fact in facts if any(reads.matches(fact) for reads in gate.reads)]
    if gate.at_least is None:
        return None if found else reason("gate_fact", gate=gate.code, grades=barred)
    if not found:
        return None if once else reason("pending_figure", gate=gate.code)
    value = _measured(gate, found)
    if value >= gate.at_least:
        return None
    return reason("gate_figure", gate=gate.code, value=value, at_least=gate.at_least, grades=barred)


def _measured(gate: Gate, facts: Sequence[Fact]) -> Decimal:
    """The quantity that counts; of several on the latest day the smallest."""
    if gate.measure == "latest":
        last = max(fact.on for fact in facts)
        return min(fact.quantity for fact in facts if fact.on == last)
    total = sum((fact.quantity for fact in facts), ZERO)
    return total if gate.measure == "sum" else settle(total / len(facts))


def _voted(grading: Grading, vote: Vote, candidate: Candidate) -> Candidate:
    """The latest resolution counts; of two on one day the refusal."""
    held = [
        (fact.on, fact.outcome == "refused")
        for fact in candidate.facts
        if fact.kind == "resolution" and fact.detail == vote.resolution
    ]
    if not held:
        return candidate.waiting(reason("pending_vote", grade=vote.grade))
    if max(held)[-1]:
        return candidate.set_to(grading.below(vote.grade), reason("vote_refused", grade=vote.grade))
    return candidate.because(reason("vote_approved", grade=vote.grade))


def _share_places(grading: Grading, quota: Quota, state: State, own: int | None) -> None:
    """Give the places by merit; who is tied at the edge, so that not all of the tied find one, gets none."""
    counted = sum(_counts(quota, candidate) for candidate in state.values())
    places = places_of(quota, counted, own)
    if places is None:
        return
    ranks = competition({one.id: one.merit for one in _holding(state, quota.grade)})
    for member, place in ranks.items():
        why = _place_reason(quota.grade, place, places, list(ranks.values()).count(place))
        if why.code == "quota_place":
            state[member] = state[member].because(why)
        else:
            state[member] = state[member].set_to(grading.below(quota.grade), why)


def _counts(quota: Quota, candidate: Candidate) -> bool:
    return candidate.case.card.rated if quota.of == "members" else candidate.code != UNRATED


def _place_reason(grade: str, place: int, places: int, tied: int) -> Reason:
    if place + tied - 1 <= places:
        return reason("quota_place", grade=grade, rank=place, places=places)
    if place <= places:
        return reason("quota_tie", grade=grade, rank=place, places=places, tied=tied)
    return reason("quota_full", grade=grade, rank=place, places=places)
