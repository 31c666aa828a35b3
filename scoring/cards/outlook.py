"""What a period that is under way can still bring: the most that is left to reach, and the next band."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scoring.card import Outlook, ScoreCard
from scoring.cards.scorer import tallies_of, total_of
from scoring.cards.span import Span, span_of
from scoring.cards.tally import first_day
from scoring.facts import Fact
from scoring.grading import next_band
from scoring.items import UNITS, Item, Section
from scoring.measures import points_of
from scoring.member import MemberProfile
from scoring.points import ZERO, settle
from scoring.rules.base import RuleScore
from scoring.scheme import Scheme


def outlook_of(
    scheme: Scheme, profile: MemberProfile, facts: Iterable[Fact], card: ScoreCard, running: date
) -> Outlook:
    """Look ahead from a rated card to the end of the period that it covers.

    ``running`` is the first day of what is not over. Units that are over stay as they are; in the others
    awards can still be earned, ballots be held and shortfalls be made up for, while what was taken away is
    gone.
    """
    scheme = scheme.on(card.covers.start)
    span = _to_the_end(scheme, profile, card, running)
    known = [fact for fact in facts if card.as_of is None or fact.on <= card.as_of]
    tallies = tallies_of(scheme, profile, known, span, _at_best)
    best = None if _unbounded(scheme, profile, span) else settle(total_of(scheme, tallies)[0])
    graded = UNITS.index(scheme.grading.at) <= [*UNITS].index(card.covers.name)  # type: ignore[arg-type]
    points = points_of(card, scheme, scheme.grading.of)
    step = next_band(scheme.grading, points, probationary=profile.probationary) if graded else None
    if step is None or card.pending:
        return Outlook(best)
    title = next(grade.title for grade in scheme.grading.grades if grade.code == step[0])
    return Outlook(best, title, step[1])


def _to_the_end(scheme: Scheme, profile: MemberProfile, card: ScoreCard, running: date) -> Span:
    """The span of the whole period, with what is over as it is now."""
    return span_of(scheme, profile, card.covers, None, running)


def _at_best(section: Section, item: Item, score: RuleScore) -> RuleScore:
    """The most that the item can still have in a unit that is not over; caps are held afterwards."""
    rule = item.rule
    if not (score.pending or rule.makes_up or not rule.starts_full):
        return score
    caps = {pool.id: pool.full for pool in section.pools}
    best = next((one for one in (rule.at_best(item.full), caps.get(item.pool), section.full) if one is not None), ZERO)
    return score._replace(points=max(score.points, best), pending=False)


def _unbounded(scheme: Scheme, profile: MemberProfile, span: Span) -> bool:
    """Whether an item without any bound can still add to the total."""
    if span.open_from is None or scheme.total_full is not None:
        return False
    day = first_day(span.open_from)
    return any(
        item.rule.at_best(item.full) is None and section.full is None and not item.pool and item.in_force(day)
        for section, item in scheme.items()
        if section.every in span.units and not section.beside
        if profile.fits(section.applies_to) and profile.fits(item.applies_to)
    )
