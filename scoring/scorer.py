"""Score one member for one period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from scoring.card import ScoreCard, SectionScore
from scoring.facts import Fact
from scoring.member import MemberProfile
from scoring.periods import Period
from scoring.points import ZERO, settle, shown_parts
from scoring.scheme import Scheme
from scoring.span import Span, span_of
from scoring.tally import SectionTally, tally_section


def score_card(
    scheme: Scheme,
    profile: MemberProfile,
    facts: Iterable[Fact],
    period: Period,
    *,
    as_of: date | None = None,
) -> ScoreCard:
    """The member's card for a calendar month, quarter, half or year.

    Facts of others, cancelled facts, and facts outside the period, his membership or inside an exemption
    change nothing; their order neither. ``as_of`` is the last day looked at: later facts do not count and
    months that begin after it are left out of means, so a period in progress needs it. Without it all
    facts count, and a month card also looks at the facts of its quarter for items that gather by quarter.
    A yearly scheme scores any shorter period as the year up to that period's end. Raises WrongPeriod when
    the period is no calendar period or has not begun, TangledReversal when reversals lead in a circle.
    """
    span = span_of(scheme, profile, period, as_of)
    tallies = _tallies(scheme, profile, facts, span) if span.standing == "rated" else []
    return ScoreCard(
        scheme.id,
        profile.id,
        period,
        span.covers,
        span.as_of,
        span.standing,
        settle(sum((tally.exact for tally in tallies), ZERO)),
        tuple(_sections(tallies)),
        len(span.months),
    )


def _tallies(scheme: Scheme, profile: MemberProfile, facts: Iterable[Fact], span: Span) -> list[SectionTally]:
    """Every section that a card of this span has: a yearly one only when it covers a year."""
    piles = scheme.plan.sort(span.counted(facts, profile))
    units = {"month": span.months, "year": (span.covers.start.year * 12,)}
    return [
        tally_section(section, planned, piles, units[section.every], profile.category)
        for section, planned in zip(scheme.sections, scheme.plan.items, strict=True)
        if section.every == "month" or span.covers.name == "year"
    ]


def _sections(tallies: list[SectionTally]) -> Iterator[SectionScore]:
    told = shown_parts(tally.exact for tally in tallies)
    for tally, points in zip(tallies, told, strict=True):
        section = tally.section
        yield SectionScore(
            section.id,
            section.title,
            settle(tally.exact),
            section.full,
            tally.lines,
            points,
            tally.bound_hit,
            tally.pending,
            tally.reasons,
        )
