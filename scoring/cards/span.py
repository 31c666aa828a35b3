"""Which days and units of a period count for a member."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final

from scoring.card import Standing
from scoring.errors import WrongPeriod
from scoring.facts import Fact, standing
from scoring.items import UNITS
from scoring.member import MemberProfile
from scoring.periods import MONTHS_OF, Period, enclosing
from scoring.scheme import Scheme

SPANS: Final = 256
"""Spans that a scheme keeps: a branch asks for a few, a hostile caller for any number."""


@dataclass(frozen=True)
class Span:
    """The outcome: ``first`` .. ``last`` are the days whose facts can matter, ``months`` the rated ones.

    Months are counted from year 0 (2026-01 is 2026 * 12). ``open_from`` is the first of them that is not
    over; None when all are.
    """

    standing: Standing
    covers: Period
    as_of: date | None
    first: date
    last: date
    months: tuple[int, ...] = ()
    open_from: int | None = None

    def counted(self, facts: Iterable[Fact], profile: MemberProfile) -> list[Fact]:
        """The member's facts that stand and lie in the span, outside his exemptions."""
        first, last = self.first, self.last
        return [fact for fact in own_standing(facts, profile) if first <= fact.on <= last]

    @cached_property
    def units(self) -> dict[str, tuple[int, ...]]:
        """The rated units of each length up to the covered period's: those with a rated month."""
        names: list[str] = list(UNITS)
        longest = names.index(self.covers.name)
        units = {name: self._units_of(MONTHS_OF[name]) for name in names[: longest + 1]}
        if self.covers.name == "year":
            units["year"] = (self.covers.start.year,)
        return units

    def _units_of(self, months: int) -> tuple[int, ...]:
        return self.months if months == 1 else tuple(dict.fromkeys(month // months for month in self.months))


def own_standing(facts: Iterable[Fact], profile: MemberProfile) -> list[Fact]:
    """The member's facts that stand, of whatever day, outside his exemptions."""
    member = profile.id
    kept = standing([fact for fact in facts if fact.member == member])
    if not profile.exempt:
        return kept
    return [fact for fact in kept if not profile.exempt_on(fact.on)]


def span_of(
    scheme: Scheme, profile: MemberProfile, period: Period, as_of: date | None, running: date | None = None
) -> Span:
    """Work out the span of a member's card; WrongPeriod when ``as_of`` lies before the period.

    ``running`` is the first day that is not over, by default the day after ``as_of``.
    """
    spans = scheme.spans if _there_all_along(profile, period) else None
    span = spans.get((period, as_of, running)) if spans else None
    if span is None:
        span = _span_of(scheme, profile, period, as_of, running)
        if spans is not None:
            if len(spans) >= SPANS:
                spans.clear()
            spans[period, as_of, running] = span
    return span


def _there_all_along(profile: MemberProfile, period: Period) -> bool:
    """Whether he is rated in the whole year of the period, as nearly all are: their spans are the same."""
    year = period.start.year
    here = profile.joined is None or profile.joined <= date(year, 1, 1)
    return here and not profile.exempt and (profile.left is None or profile.left > date(year, 12, 31))


def _span_of(scheme: Scheme, profile: MemberProfile, period: Period, as_of: date | None, running: date | None) -> Span:
    asked = scheme.card_period(period)
    if as_of is not None and as_of < period.start:
        raise WrongPeriod(f"as of {as_of} the period {period.label} has not begun")
    if scheme.cycle == "year" or asked.covers != period:
        as_of = asked.as_of if as_of is None else min(as_of, asked.as_of)
    months = _months(scheme, profile, asked.covers, as_of)
    if scheme.cycle == "year":
        span = _by_day(scheme, profile, asked.covers, asked.as_of if as_of is None else as_of, months[-1])
    else:
        span = _by_month(scheme, profile, asked.covers, as_of, months)
    return replace(span, open_from=_open_from(span, running))


def _open_from(span: Span, running: date | None) -> int | None:
    if running is None:
        running = span.as_of + timedelta(days=1) if span.as_of else span.covers.end
    return None if running >= span.covers.end else running.year * 12 + running.month - 1


def _by_day(scheme: Scheme, profile: MemberProfile, covers: Period, as_of: date, rated: list[Period]) -> Span:
    begins, ends = _member_days(profile)
    last = min(as_of, ends)
    first = max(covers.start, scheme.since, begins)
    result: Standing = "rated"
    if scheme.since > as_of:
        result = "not_in_force"
    elif first > last:
        result = "not_member"
    elif _wholly_exempt(profile, first, last):
        result = "exempt"
    return Span(result, covers, as_of, first, last, _numbers(rated))


def _by_month(
    scheme: Scheme, profile: MemberProfile, covers: Period, as_of: date | None, months: list[list[Period]]
) -> Span:
    begins, ends = _member_days(profile)
    in_force, belonging, rated = months
    result: Standing = "rated"
    if not rated:
        result = "exempt" if belonging else "not_member" if in_force else "not_in_force"
    # An item that gathers by a longer unit looks at the whole units that the period touches.
    first = max(enclosing(covers.start, scheme.plan.reach).start, scheme.since, begins)
    last = min(enclosing(covers.last, scheme.plan.reach).last, ends, as_of or date.max)
    return Span(result, covers, as_of, first, last, _numbers(rated))


def _months(scheme: Scheme, profile: MemberProfile, covers: Period, as_of: date | None) -> list[list[Period]]:
    """The begun months in force, those of them of membership, and those of them not wholly exempt."""
    begins, ends = _member_days(profile)
    begun = [m for m in _calendar_months(covers) if as_of is None or m.start <= as_of]
    in_force = begun if scheme.since <= covers.start else [m for m in begun if m.start >= scheme.since]
    if begins <= covers.start and covers.last <= ends:
        belonging = in_force
    else:
        belonging = [m for m in in_force if begins <= m.start and m.last <= ends]
    if not profile.exempt:
        return [in_force, belonging, belonging]
    return [in_force, belonging, [m for m in belonging if not _wholly_exempt(profile, m.start, m.last)]]


@lru_cache(maxsize=256)
def _calendar_months(covers: Period) -> tuple[Period, ...]:
    return tuple(covers.months())


@lru_cache(maxsize=1024)
def _number(month: Period) -> int:
    return month.start.year * 12 + month.start.month - 1


def _numbers(months: Iterable[Period]) -> tuple[int, ...]:
    return tuple(map(_number, months))


def _member_days(profile: MemberProfile) -> tuple[date, date]:
    ends = profile.left - timedelta(days=1) if profile.left else date.max
    return profile.assessed_from or date.min, ends


def _wholly_exempt(profile: MemberProfile, first: date, last: date) -> bool:
    """Whether the exemptions together leave no day from first to last."""
    day = first
    for period in sorted(profile.exempt):
        if period.start <= day < period.end:
            day = period.end
    return day > last
