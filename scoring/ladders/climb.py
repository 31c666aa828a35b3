"""Climb a scheme's ladder with the facts of one member or branch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter

from scoring.cards.span import span_of
from scoring.errors import NoLadder
from scoring.facts import Fact, standing
from scoring.ladders.breaches import Record
from scoring.ladders.course import Course, Ground
from scoring.ladders.events import consequences
from scoring.ladders.result import Climb, LadderStep
from scoring.member import MemberProfile
from scoring.periods import Period, enclosing
from scoring.scheme import Scheme


def climb(
    scheme: Scheme,
    profile: MemberProfile,
    facts: Iterable[Fact],
    period: Period,
    *,
    as_of: date | None = None,
) -> Climb:
    """What follows from a subject's breaches in a calendar month, quarter, half or year.

    ``facts`` should reach back as far as anything may still count: runs go across the new year, and a
    measure lasts beyond it. Facts of others, cancelled ones, those outside the membership or later than
    ``as_of`` (the period's last day when not given) change nothing; their order neither. What is judged at
    the end of a quarter or year is told only when that is over. A profile of category ``branch`` climbs the
    branch's causes, all others the members'. Raises NoLadder for a scheme that has none, WrongPeriod when
    the period is no calendar period or has not begun, TangledReversal when reversals lead in a circle.
    """
    if scheme.ladder is None:
        raise NoLadder(f"{scheme.id} counts points and has no ladder")
    rated = span_of(scheme, profile, period, as_of).standing
    seen = min(period.last, as_of or period.last)
    if rated != "rated":
        return Climb(scheme.id, profile.id, period, seen, rated)
    record = _record(scheme, profile, facts, period, seen)
    course = Course(scheme.ladder, profile.probationary)
    steps = _walk(course, consequences(scheme, scheme.ladder, record), record.facts)
    return Climb(
        scheme.id,
        profile.id,
        period,
        seen,
        rated,
        tuple(step for step in steps if step.on in period),
        tuple(one for one in course.proposals() if not one.decided or one.on in period or one.decided in period),
        tuple(one for one in course.measures(seen) if one.ended is None or one.ended >= period.start),
    )


def _record(scheme: Scheme, profile: MemberProfile, facts: Iterable[Fact], period: Period, seen: date) -> Record:
    first = max(scheme.since, profile.assessed_from or date.min)
    last = min(seen, profile.left - timedelta(days=1) if profile.left else date.max)
    own = standing([fact for fact in facts if fact.member == profile.id])
    within = sorted((fact for fact in own if first <= fact.on <= last), key=attrgetter("on", "id"))
    charged = tuple(fact for fact in within if not profile.exempt_on(fact.on))
    known = min([enclosing(period.start, "year").start, *(fact.on for fact in within[:1])])
    return Record(profile, tuple(within), charged, first, last, known)


def _walk(course: Course, events: Iterable[LadderStep | Ground], facts: Iterable[Fact]) -> list[LadderStep]:
    """Tell the course everything day by day, and answer with the steps in that order.

    On one day breaches come before corrections, those before decisions, and outcomes of measures last.
    """
    told = [(one.on, 0, one) for one in events]
    steps = []
    for _, _, event in sorted([*told, *((fact.on, _rank(course, fact), fact) for fact in facts)], key=lambda e: e[:2]):
        if isinstance(event, Fact):
            course.fact(event)
        elif isinstance(event, Ground):
            course.ground(event)
        else:
            course.step(event)
            steps.append(event)
    return steps


def _rank(course: Course, fact: Fact) -> int:
    if fact.kind != "discipline":
        return 2
    return 3 if any(fact.detail == measure.id for measure in course.ladder.measures) else 1
