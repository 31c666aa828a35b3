"""Which days and months of a period count for a member."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from scoring.card import Standing
from scoring.errors import WrongPeriod
from scoring.facts import Fact, standing
from scoring.member import MemberProfile
from scoring.periods import Period, enclosing
from scoring.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Span:
    """The outcome: ``first`` .. ``last`` are the days whose facts can matter, ``months`` the rated ones.

    Months are counted from year 0 (2026-01 is 2026 * 12). A yearly scheme has none.
    """

    standing: Standing
    covers: Period
    as_of: date | None
    first: date
    last: date
    months: tuple[int, ...] = ()

    def counted(self, facts: Iterable[Fact], profile: MemberProfile) -> list[Fact]:
        """The member's facts that stand and lie in the span, outside his exemptions."""
        first, last, member = self.first, self.last, profile.id
        kept = [fact for fact in standing([f for f in facts if f.member == member]) if first <= fact.on <= last]
        if not profile.exempt:
            return kept
        return [fact for fact in kept if not profile.exempt_on(fact.on)]


def span_of(scheme: Scheme, profile: MemberProfile, period: Period, as_of: date | None) -> Span:
    """Work out the span of a member's card; WrongPeriod when ``as_of`` lies before the period."""
    asked = scheme.card_period(period)
    if as_of is not None and as_of < period.start:
        raise WrongPeriod(f"as of {as_of} the period {period.label} has not begun")
    if scheme.cycle == "year":
        as_of = asked.as_of if as_of is None else min(as_of, asked.as_of)
        return _by_day(scheme, profile, asked.covers, as_of)
    return _by_month(scheme, profile, asked.covers, as_of)


def _by_day(scheme: Scheme, profile: MemberProfile, covers: Period, as_of: date) -> Span:
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
    return Span(result, covers, as_of, first, last)


def _by_month(scheme: Scheme, profile: MemberProfile, covers: Period, as_of: date | None) -> Span:
    begins, ends = _member_days(profile)
    months = [m for m in covers.months() if as_of is None or m.start <= as_of]
    in_force = [m for m in months if m.start >= scheme.since]
    belonging = [m for m in in_force if begins <= m.start and m.last <= ends]
    rated = [m for m in belonging if not _wholly_exempt(profile, m.start, m.last)]
    result: Standing = "rated"
    if not rated:
        result = "exempt" if belonging else "not_member" if in_force else "not_in_force"
    # An item that gathers by quarter looks at the whole quarters that the period touches.
    first = max(enclosing(covers.start, "quarter").start, scheme.since, begins)
    last = min(enclosing(covers.last, "quarter").last, ends, as_of or date.max)
    numbers = tuple(m.start.year * 12 + m.start.month - 1 for m in rated)
    return Span(result, covers, as_of, first, last, numbers)


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
