"""Grades from a sheet of facts: what a grade needs of earlier periods is worked out from the same facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scoring import Fact, Grade, GradingCase, MemberProfile, Past, Period, Scheme, ScoreCard, grade_branch, score_card
from scoring.grades.merit import merit_of
from scoring.grades.ranking import competition
from scoring.periods import MONTHS_OF, enclosing

Facts = Mapping[str, Sequence[Fact]]
Cards = Mapping[str, ScoreCard]


def grades_of(scheme: Scheme, members: Sequence[MemberProfile], cards: Cards, facts: Facts) -> dict[str, Grade]:
    """Grade the members when the period is one that the scheme grades; none otherwise.

    Streaks and sums look back as far as the facts go; what is not in the sheet did not happen.
    """
    first = next(iter(cards.values()), None)
    if first is None or not _graded(scheme, first.covers):
        return {}
    earlier = _earlier(scheme, members, facts, first)
    return grade_branch(scheme, _cases(members, cards, facts, earlier))


def ranks_of(
    scheme: Scheme, members: Sequence[MemberProfile], cards: Cards, facts: Facts, grades: Mapping[str, Grade]
) -> dict[str, int]:
    """Everybody's place: as graded, or by total and the scheme's tie-breaks where nothing is graded."""
    if grades:
        return {member: grade.rank for member, grade in grades.items() if grade.rank is not None}
    cases = _cases(members, cards, facts, {one.id: () for one in members})
    return competition({case.profile.id: merit_of(case, scheme) for case in cases if case.card.rated})


def _graded(scheme: Scheme, covers: Period) -> bool:
    return MONTHS_OF[covers.name] >= MONTHS_OF[scheme.grading.at]


def _cases(
    members: Sequence[MemberProfile], cards: Cards, facts: Facts, earlier: Mapping[str, Sequence[Past]]
) -> list[GradingCase]:
    return [GradingCase(one, cards[one.id], facts[one.id], tuple(reversed(earlier[one.id]))) for one in members]


def _earlier(scheme: Scheme, members: Sequence[MemberProfile], facts: Facts, now: ScoreCard) -> dict[str, list[Past]]:
    """What everybody had in each period over before the card's, or inside it, earliest first."""
    found: dict[str, list[Past]] = {one.id: [] for one in members}
    for period in sorted(_periods(scheme, facts, now), key=lambda one: (one.end, -one.start.toordinal())):
        cards = {one.id: score_card(scheme, one, facts[one.id], period, as_of=period.last) for one in members}
        grades = grade_branch(scheme, _cases(members, cards, facts, found)) if _graded(scheme, period) else {}
        for member, card in cards.items():
            total = card.total if card.rated else None
            found[member].append(grades[member].past(card) if member in grades else Past(period, total))
    return found


def _periods(scheme: Scheme, facts: Facts, now: ScoreCard) -> Iterator[Period]:
    """The periods that a streak, a sum or a limit of this grading looks at."""
    days = [fact.on for of_member in facts.values() for fact in of_member]
    sums = {one.sum_of for one in scheme.grading.ranks if one.sum_of}
    sums |= {one.inside for one in scheme.grading.limits if one.inside}
    lengths = ({now.covers.name} if scheme.grading.streaks else set()) | sums
    last = min(now.as_of or now.covers.last, now.covers.last)
    for length in lengths:
        period = enclosing(max(min(days), scheme.since), length)
        while period.last <= last and period != now.covers:
            yield period
            period = enclosing(period.end, length)
