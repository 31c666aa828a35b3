"""What follows beside the grade: alerts by points, the first and last of a ranking, and streaks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scoring.grades.cascade import State
from scoring.grades.case import UNRATED, Past
from scoring.grades.merit import lost_in, ties_of
from scoring.grades.ranking import competition
from scoring.grades.state import Candidate, lowers
from scoring.grades.streaks import running_up_to, runs_in_year
from scoring.grading import Alert, Grading, Length, RankMark, Streak
from scoring.measures import points_of, waits_for
from scoring.points import ZERO
from scoring.reasons import Reason, reason
from scoring.scheme import Scheme


def alert(scheme: Scheme, candidate: Candidate) -> Candidate:
    """Apply every alert; who is exempt gets none, who has points only does."""
    if not candidate.case.card.rated:
        return candidate
    for rule in scheme.grading.alerts:
        if _meant(rule.period, candidate) and (rule.to or candidate.concerns(rule)):
            candidate = _alerted(scheme, rule, candidate)
    return candidate


def _meant(period: Length, candidate: Candidate) -> bool:
    return period in ("", candidate.case.card.covers.name)


def _alerted(scheme: Scheme, rule: Alert, candidate: Candidate) -> Candidate:
    why = _graded_reason(rule, candidate) if rule.grade else _points_reason(scheme, rule, candidate)
    if why is None:
        return candidate
    if any(reads.matches(fact) for reads in rule.unless for fact in candidate.facts):
        return candidate.because(reason("alert_excused", alert=rule.code))
    return _lowered(scheme.grading, candidate.marked(rule, why), rule.to)


def _graded_reason(rule: Alert, candidate: Candidate) -> Reason | None:
    held = candidate.code == rule.grade and not candidate.waits
    return reason("alert_grade", alert=rule.code, grade=rule.grade) if held else None


def _points_reason(scheme: Scheme, rule: Alert, candidate: Candidate) -> Reason | None:
    card = candidate.case.card
    if waits_for(card, scheme, rule.of):
        return None
    points = points_of(card, scheme, rule.of)
    if rule.below is not None and points < rule.below:
        return reason("alert_below", alert=rule.code, of=rule.of, points=points, below=rule.below)
    if rule.at_most is not None and points <= rule.at_most:
        return reason("alert_at_most", alert=rule.code, of=rule.of, points=points, at_most=rule.at_most)
    return None


def _lowered(grading: Grading, candidate: Candidate, to: str) -> Candidate:
    return candidate.set_to(to) if to and lowers(grading, candidate.code, to) else candidate


def mark_ranks(scheme: Scheme, state: State) -> None:
    """Apply every mark for the first or the last of the ranking."""
    for rule in scheme.grading.ranks:
        among = [one for one in state.values() if _meant(rule.period, one) and _among(scheme.grading, rule, one)]
        places = rule.at_most if rule.percent is None else int(rule.percent * len(among) // 100)
        ranks = competition({one.id: _merit(scheme, rule, one) for one in among if one.ranked})
        for member, place in ranks.items():
            tied = list(ranks.values()).count(place)
            if place <= (places or 0) and state[member].concerns(rule):
                state[member] = _ranked(scheme, rule, state[member], (place, places or 0, tied))


def _among(grading: Grading, rule: RankMark, candidate: Candidate) -> bool:
    passing = not grading.codes or candidate.code != grading.codes[-1]
    return candidate.code != UNRATED and (passing or rule.among == "rated")


def _merit(scheme: Scheme, rule: RankMark, candidate: Candidate) -> tuple[Decimal, ...]:
    merit = candidate.merit
    if rule.sum_of:
        merit = (_sum_of(rule.sum_of, candidate), *ties_of(candidate.case, scheme))
    return merit if rule.part == "top" else tuple(-part for part in merit)


def _sum_of(length: Length, candidate: Candidate) -> Decimal:
    """The totals of the shorter periods inside the card's, from what he had before."""
    covers = candidate.case.card.covers
    inside = (past for past in candidate.case.earlier if past.period.name == length and covers.covers(past.period))
    return sum((past.total for past in inside if past.total is not None), ZERO)


def _ranked(scheme: Scheme, rule: RankMark, candidate: Candidate, found: tuple[int, int, int]) -> Candidate:
    """Who is tied at the edge, so that not all of the tied find a place, is not marked."""
    place, places, tied = found
    if place + tied - 1 > places:
        return candidate.because(reason("rank_tie", alert=rule.code, rank=place, places=places, tied=tied))
    if lost := lost_in(candidate.case.card, scheme, rule.clean):
        return candidate.because(reason("rank_not_clean", alert=rule.code, items=",".join(lost)))
    return candidate.marked(rule, reason(f"rank_{rule.part}", alert=rule.code, rank=place, places=places))


def overall_ranks(state: Mapping[str, Candidate]) -> dict[str, int]:
    """The place of everybody who takes part."""
    return competition({one.id: one.merit for one in state.values() if one.ranked})


def streak(grading: Grading, candidate: Candidate, rank: int | None) -> Candidate:
    """Apply every streak that this period completes; ``rank`` is his place in it."""
    if not candidate.case.card.rated:
        return candidate
    for rule in grading.streaks:
        if _meant(rule.period, candidate) and (rule.to or candidate.concerns(rule)):
            candidate = _run(grading, rule, candidate, rank)
    return candidate


def _run(grading: Grading, rule: Streak, candidate: Candidate, rank: int | None) -> Candidate:
    card = candidate.case.card
    code = "" if candidate.waits else candidate.code
    now = Past(card.covers, None if card.pending else card.total, rank, code, candidate.alerts)
    hits = {past.period for past in (now, *candidate.case.earlier) if _hit(rule, past)}
    count = running_up_to(card.covers, hits)
    times = runs_in_year(card.covers, hits, rule.running)
    if count < rule.running or (rule.times > 1 and times < rule.times):
        return candidate
    why = [_streak_reason(rule, count, card.covers.name)]
    if rule.times > 1:
        why.append(reason("streak_times", alert=rule.code, times=times))
    return _lowered(grading, candidate.marked(rule, *why), rule.to)


def _hit(rule: Streak, past: Past) -> bool:
    if rule.below is not None:
        return past.total is not None and past.total < rule.below
    if rule.place is not None:
        return past.rank is not None and past.rank <= rule.place
    return rule.alert in past.alerts if rule.alert else past.grade == rule.grade


def _streak_reason(rule: Streak, count: int, unit: str) -> Reason:
    if rule.below is not None:
        return reason("streak_below", alert=rule.code, count=count, unit=unit, below=rule.below)
    if rule.place is not None:
        return reason("streak_place", alert=rule.code, count=count, unit=unit, place=rule.place)
    if rule.alert:
        return reason("streak_alert", alert=rule.code, count=count, unit=unit, earlier=rule.alert)
    return reason("streak_grade", alert=rule.code, count=count, unit=unit, grade=rule.grade)
