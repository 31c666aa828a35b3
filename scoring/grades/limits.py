"""Vetoes and set grades: facts that lower a grade, also over months running."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from scoring.facts import Fact, standing
from scoring.grades.case import PENDING, UNRATED, GradingCase
from scoring.grades.state import Candidate, lowers
from scoring.grading import Grading, Limit
from scoring.reasons import Reason, reason
from scoring.scheme import Scheme

SET_GRADE: Final = "set_grade"


def limit(scheme: Scheme, candidate: Candidate) -> Candidate:
    """Apply every limit in the order of the scheme; exempt members are left alone."""
    if not candidate.case.card.rated:
        return candidate
    for rule in scheme.grading.limits:
        found = _found(scheme, rule, candidate)
        if found and (rule.to or candidate.concerns(rule)):
            candidate = _limited(scheme.grading, rule, candidate, found)
    return candidate


def _found(scheme: Scheme, rule: Limit, candidate: Candidate) -> tuple[Reason, ...]:
    """A reason for each listed behaviour that is found, and for each other kind and outcome."""
    if rule.months:
        return tuple(_runs(scheme, rule, candidate.case))
    if rule.grade:
        return tuple(_graded_inside(rule, candidate.case))
    found = [fact for fact in candidate.facts if any(reads.matches(fact) for reads in rule.reads)]
    if found and rule.title and _word(scheme.grading, rule) == SET_GRADE:
        return (_set_for(rule),)
    listed = {choice.id for choice in scheme.behaviours if not rule.to} & {fact.detail for fact in found}
    pairs = {(fact.kind, fact.outcome) for fact in found if fact.detail not in listed}
    return (
        *(reason("handled_for_listed", behaviour=behaviour) for behaviour in sorted(listed)),
        *(reason(_word(scheme.grading, rule), **_params(rule, kind, outcome)) for kind, outcome in sorted(pairs)),
    )


def _set_for(rule: Limit) -> Reason:
    """The limit goes by its title, which says more than the kind and the outcome of what was found."""
    return reason("set_for", alert=rule.code, grade=rule.to)


def _graded_inside(rule: Limit, case: GradingCase) -> Iterable[Reason]:
    """A reason for each period inside the card's in which he had the grade, with its label."""
    covers = case.card.covers
    for past in sorted(case.earlier, key=lambda past: past.period):
        if past.grade == rule.grade and past.period.name == rule.inside and covers.covers(past.period):
            why = _set_for(rule)
            yield Reason(why.code, why.params, past.period.label)


def _runs(scheme: Scheme, rule: Limit, case: GradingCase) -> Iterable[Reason]:
    """Two reasons for each outcome whose full run reaches the period: how long it is, and what it brings."""
    for kind, outcome, months in sorted(_months(scheme, rule, case)):
        yield reason("months_running", kind=kind, outcome=outcome, months=months, limit=rule.months)
        yield reason(_word(scheme.grading, rule), **_params(rule, kind, outcome))


def _months(scheme: Scheme, rule: Limit, case: GradingCase) -> Iterable[tuple[str, str, int]]:
    """Kind, outcome and length of the longest run that is full in one of the period's months."""
    found: dict[tuple[str, str], set[int]] = {}
    for fact in _history(scheme, case):
        if any(reads.matches(fact) for reads in rule.reads):
            found.setdefault((fact.kind, fact.outcome), set()).add(_number(fact.on))
    inside = range(_number(case.card.covers.start), _number(case.card.covers.last) + 1)
    for (kind, outcome), months in found.items():
        longest = max(_run_up_to(month, months) for month in inside)
        if longest >= rule.months:
            yield kind, outcome, longest


def _run_up_to(month: int, months: set[int]) -> int:
    """How many months running end with this one."""
    first = month
    while first in months:
        first -= 1
    return month - first


def _history(scheme: Scheme, case: GradingCase) -> list[Fact]:
    """His standing facts from when the scheme and his membership began, outside exemptions, up to the card's end."""
    profile, card = case.profile, case.card
    first = max(scheme.since, profile.assessed_from or date.min)
    end = min(card.covers.end, profile.left or date.max)
    return [
        fact
        for fact in standing([fact for fact in case.facts if fact.member == profile.id])
        if first <= fact.on < end and fact.on <= (card.as_of or fact.on) and not profile.exempt_on(fact.on)
    ]


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _word(grading: Grading, rule: Limit) -> str:
    """Which code says what the limit does."""
    if not rule.to:
        return "handled_for"
    if rule.to == UNRATED:
        return "veto_unrated"
    return "veto" if rule.to in _lowest(grading) else SET_GRADE


def _params(rule: Limit, kind: str, outcome: str) -> dict[str, str]:
    grade = {"grade": rule.to} if rule.to not in ("", UNRATED) else {}
    return {"kind": kind, "outcome": outcome, **grade}


def _limited(grading: Grading, rule: Limit, candidate: Candidate, why: tuple[Reason, ...]) -> Candidate:
    """A veto is told even if it changes nothing; a set grade only when it lowers, and not before there is a grade."""
    if rule.to in ("", candidate.code):
        told = not rule.to or rule.to in _lowest(grading)
        return candidate.marked(rule, *why) if told else candidate
    if candidate.code == UNRATED or (candidate.code == PENDING and rule.to not in _lowest(grading)):
        return candidate
    if not lowers(grading, candidate.code, rule.to):
        return candidate
    return _decided(candidate).set_to(rule.to).marked(rule, *why)


def _lowest(grading: Grading) -> tuple[str, ...]:
    """What no ballot could make worse."""
    return (UNRATED, *grading.codes[-1:])


def _decided(candidate: Candidate) -> Candidate:
    """Without what a grade waited for: a veto needs no ballot."""
    kept = tuple(why for why in candidate.reasons if not why.code.startswith("pending_"))
    return replace(candidate, reasons=kept)
