"""Score one member for one period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from scoring.card import ScoreCard, SectionScore
from scoring.cards.runs import full_runs
from scoring.cards.span import Span, own_standing, span_of
from scoring.cards.tally import Hope, SectionTally, Units, tally_section
from scoring.facts import Fact
from scoring.items import Section
from scoring.member import MemberProfile
from scoring.periods import MONTHS_OF, Period
from scoring.points import ZERO, settle, shown, shown_parts
from scoring.reasons import Reason, reason
from scoring.scheme import Scheme


def score_card(
    scheme: Scheme,
    profile: MemberProfile,
    facts: Iterable[Fact],
    period: Period,
    *,
    as_of: date | None = None,
    running: date | None = None,
) -> ScoreCard:
    """The member's card for a calendar month, quarter, half or year.

    Facts of others, cancelled facts, and facts outside the period, his membership or inside an exemption
    change nothing; their order neither. ``as_of`` is the last day looked at: later facts do not count, and
    units that begin after it are left out; so a period in progress needs it. Without it all facts count, and
    a card also looks at the facts of the longer unit that it lies in for items that gather by one.
    ``running`` is the first day that is not over, by default the day after ``as_of``: what is asked for by a
    unit's end is not charged before it. A card that shall hold for a month names that month's first day.
    A period shorter than the scheme's cycle is scored as its cycle up to that period's end. Raises
    WrongPeriod when the period is no calendar period or has not begun, TangledReversal when reversals lead
    in a circle.
    """
    if scheme.before is not None:
        scheme = scheme.on(scheme.card_period(period).covers.start)
    span = span_of(scheme, profile, period, as_of, running)
    tallies = tallies_of(scheme, profile, facts, span) if span.standing == "rated" else []
    total, reasons = total_of(scheme, tallies)
    monthly = any(tally.section.every == "month" for tally in tallies)
    return ScoreCard(
        scheme.id,
        profile.id,
        period,
        span.covers,
        span.as_of,
        span.standing,
        settle(total),
        tuple(_sections(tallies)),
        len(span.months) if monthly else 0,
        reasons,
    )


def tallies_of(
    scheme: Scheme, profile: MemberProfile, facts: Iterable[Fact], span: Span, hope: Hope | None = None
) -> list[SectionTally]:
    """Every section that a card of this span has: those whose unit is not longer than it. For ``hope`` see Units."""
    own = own_standing(facts, profile)
    first, last = span.first, span.last
    piles = scheme.plan.sort([fact for fact in own if first <= fact.on <= last])
    units = Units(span.units, span.open_from, _cancelled(scheme, own, span) if scheme.cancel else {}, hope)
    tallies: dict[str, SectionTally] = {}
    for section, planned in scheme.tallied:
        if section.every in units.by_length and profile.fits(section.applies_to):
            room = _room(section, [tally for tally in tallies.values() if not tally.section.beside])
            tallies[section.id] = tally_section(section, planned, piles, units, profile, room)
    return [tallies[section.id] for section in scheme.sections if section.id in tallies]


def _room(section: Section, before: Collection[SectionTally]) -> Mapping[int, Decimal]:
    """What there is to take in each unit, so that no unit's total falls below 0.

    Sections of another length say nothing of a unit; with such, only the total of the card is bounded.
    """
    if section.starts != "minus" or any(tally.section.every != section.every for tally in before):
        return {}
    room: dict[int, Decimal] = {}
    for tally in before:
        for unit, here in tally.by_unit.items():
            room[unit] = room.get(unit, ZERO) + (ZERO if tally.pending else here.points)
    return room


def _cancelled(scheme: Scheme, own: Sequence[Fact], span: Span) -> Mapping[int, tuple[str, ...]]:
    """The months of the cycle's units that have a ground of cancellation, with the facts that are the ground."""
    seen, length = [fact for fact in own if fact.on <= span.last], MONTHS_OF[scheme.cycle]
    cancelled: dict[int, tuple[str, ...]] = {}
    for ground in scheme.cancel:
        for month, ids in full_runs(seen, ground.reads, ground.months).items():
            first = month // length * length
            for one in range(first, first + length):
                cancelled[one] = tuple(sorted({*cancelled.get(one, ()), *ids}))
    return cancelled


def total_of(scheme: Scheme, tallies: Sequence[SectionTally]) -> tuple[Decimal, tuple[Reason, ...]]:
    """The sum of the sections within 0 and the scheme's bound, or scaled to its measure.

    Sections beside the total are left out.
    """
    tallies = [tally for tally in tallies if not tally.section.beside]
    raw = sum((tally.exact for tally in tallies), ZERO)
    if raw < 0:
        return ZERO, (reason("total_floored", raw=settle(raw)),)
    if scheme.total_full is not None and raw > scheme.total_full:
        return scheme.total_full, (reason("total_capped", cap=scheme.total_full, raw=settle(raw)),)
    if scheme.scale_to is None:
        return raw, ()
    full = sum((tally.full or ZERO for tally in tallies), ZERO)
    if not full or full == scheme.scale_to:  # a card without sections has no full
        return raw, ()
    return raw * scheme.scale_to / full, (reason("total_scaled", raw=settle(raw), full=full, to=scheme.scale_to),)


def _sections(tallies: Sequence[SectionTally]) -> Iterator[SectionScore]:
    told = iter(shown_parts(tally.exact for tally in tallies if not tally.section.beside))
    for tally in tallies:
        section = tally.section
        points = shown(settle(tally.exact)) if section.beside else next(told)
        yield SectionScore(
            section.id,
            section.title,
            settle(tally.exact),
            tally.full,
            tally.lines,
            points,
            tally.bound_hit,
            tally.pending,
            tally.reasons,
            settle(tally.lost),
            section.beside,
        )
