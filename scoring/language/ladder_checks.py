"""Faults of a ladder as a whole: what cannot be reached, leads in a circle or contradicts itself."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from scoring.ladder import ACTIONS, Cause, Escalation, Ladder, Measure
from scoring.language.items import repeated
from scoring.language.table import Place


def check_ladder(ladder: Ladder, place: Place) -> None:
    """Note every fault that only shows when the parts are seen together."""
    _check_ids(ladder, place)
    for cause in ladder.causes:
        _check_steps(cause, place.inside(item=cause.id))
    for rule in ladder.proposals:
        _check_escalation(rule, ladder, place.inside(item=rule.id))
    for measure in ladder.measures:
        _check_measure(measure, ladder, place.inside(item=measure.id))


def check_grades(ladder: Ladder, codes: Collection[str], place: Place) -> None:
    """Note every grade that a cause waits for and the scheme's grading does not give."""
    for cause in ladder.causes:
        for code in (code for source in cause.breaches for code in source.grades):
            if code not in codes:
                at = place.inside(section="ladder", item=cause.id)
                at.fault(f'there is no grade "{code}"', f"allowed: {', '.join(codes) or 'none'}")


def _check_ids(ladder: Ladder, place: Place) -> None:
    names = {
        "procedure": [step.id for step in ladder.procedure],
        "cause, proposal and measure": [
            *dict.fromkeys(cause.id for cause in ladder.causes),
            *(proposal.id for proposal in ladder.proposals),
            *(measure.id for measure in ladder.measures),
            *ACTIONS,
        ],
    }
    for what, ids in names.items():
        for taken in repeated(ids):
            place.inside(item=taken).fault(f'id "{taken}" is taken', f"give each {what} an id of its own")
    for cause in ladder.causes:
        same = [one for one in ladder.causes if one.id == cause.id and one is not cause]
        if any(_overlap(cause, one) for one in same):
            place.inside(item=cause.id).fault("two causes with this id are in force at once", "set since and until")


def _overlap(one: Cause, other: Cause) -> bool:
    ends = one.until is None or other.since is None or other.since < one.until
    begins = other.until is None or one.since is None or one.since < other.until
    return ends and begins


def _check_steps(cause: Cause, place: Place) -> None:
    for lower, higher in pairwise(cause.steps):
        if higher.at < lower.at or (higher.at == lower.at and not higher.needs):
            place.fault(
                f"steps: {higher.at} follows {lower.at}",
                "steps go up; two at the same breach only when the later one needs something",
            )
    for source in cause.breaches:
        if source.at_least and cause.running not in (None, source.every):
            place.fault(f"running is {cause.running!r}, but every is {source.every!r}", "the same unit for both")


def _check_escalation(rule: Escalation, ladder: Ladder, place: Place) -> None:
    if not any(rung.action == rule.action for cause in ladder.causes for rung in cause.steps):
        place.fault(f'no step has the action "{rule.action}"', "count an action that a cause leads to")
    if rule.unless_corrected and not rule.each_cause:
        place.fault("unless_corrected without each_cause", "a correction is one of a cause")


def _check_measure(measure: Measure, ladder: Ladder, place: Place) -> None:
    known = [one.id for one in ladder.measures]
    if measure.next and measure.next not in known:
        place.fault(f'next "{measure.next}" is unknown', f"allowed: {', '.join(known)}")
    elif _circles(measure, ladder):
        place.fault(f'next "{measure.next}" leads back to it', "a measure leads to a heavier one")
    leads = [rung.action for cause in ladder.causes for rung in cause.steps]
    leads += [rule.measure for rule in ladder.proposals] + [one.next for one in ladder.measures]
    if measure.id not in leads and not measure.begins:
        place.fault("nothing leads to it", "a step, a proposal, another measure's next, or begins")


def _circles(measure: Measure, ladder: Ladder) -> bool:
    following = {one.id: one.next for one in ladder.measures}
    seen, at = {measure.id}, measure.next
    while at in following and at not in seen:
        seen.add(at)
        at = following[at]
    return at == measure.id
