"""Schemes with members and facts that they read, for the properties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

import schemes
from scoring import Fact, MemberProfile, Period, Scheme, ScoreCard, score_card
from scoring.member import CATEGORIES, ROLES, UNIT_CATEGORIES
from scoring.periods import half, month, quarter, year
from scoring.rules.base import Reads
from scoring.vocabulary import VOCABULARY

SCHEMES = st.sampled_from(schemes.names()).map(schemes.load)
PERIODS = st.sampled_from(
    [month(2026, 2), month(2026, 7), quarter(2026, 1), quarter(2026, 3), half(2026, 1), half(2026, 2), year(2026)]
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
HALVES = st.integers(0, 40).map(lambda halves: Decimal(halves) / 2)
EVENTS = st.sampled_from(["", "", "a", "b"])
EXEMPTIONS = st.lists(DAYS, max_size=2).map(
    lambda days: tuple(Period(day, date(day.year + day.month // 10, (day.month + 2) % 12 + 1, 28)) for day in days)
)


@dataclass(frozen=True)
class World:
    """A scheme, somebody whom it scores, what is known of him, and the period that is asked for."""

    scheme: Scheme
    profile: MemberProfile
    known: list[Fact]
    period: Period

    def card(self, facts: Sequence[Fact] | None = None) -> ScoreCard:
        """His card, of other facts when they are given."""
        return score_card(self.scheme, self.profile, self.known if facts is None else facts, self.period)


@st.composite
def profiles(draw: st.DrawFn, scheme: Scheme) -> MemberProfile:
    """Anybody whom the scheme could score, often of a category that it tells apart."""
    told = {word for section, item in scheme.items() for word in (*section.applies_to, *item.applies_to)}
    categories = CATEGORIES if scheme.subject == "member" else UNIT_CATEGORIES
    own = [category for category in categories if category in told] or list(categories)
    roles = [role for role in ROLES if role in told]
    return MemberProfile(
        "m",
        category=draw(st.sampled_from(own)),
        joined=draw(st.none() | DAYS),
        left=draw(st.none() | DAYS),
        exempt=draw(st.just(()) | EXEMPTIONS),
        roles=tuple(draw(st.lists(st.sampled_from(roles), unique=True))) if roles else (),
    )


@st.composite
def facts(
    draw: st.DrawFn, scheme: Scheme, days: st.SearchStrategy[date] = DAYS, prefix: str = "", most: int = 14
) -> list[Fact]:
    """Facts that the scheme reads, and a few that it does not."""
    read = [source for _, item in scheme.items() for source in item.rule.sources]
    read += [source for ground in scheme.cancel for source in ground.reads]
    anything = [Reads(kind.code, tuple(kind.outcomes)) for kind in VOCABULARY.values()]
    found = []
    for number in range(draw(st.integers(0, most))):
        source = draw(st.sampled_from(read * 8 + anything if len(read) * 8 < 200 else read + anything[:4]))
        kind = VOCABULARY[source.kind]
        details = source.details or {"listed": tuple(kind.details), "item": ("x",), "free": ("",)}[kind.detail_use]
        found.append(
            Fact(
                f"{prefix}{number}",
                "m",
                kind.code,
                draw(st.sampled_from(source.outcomes)),
                draw(days),
                draw(HALVES),
                draw(st.sampled_from(details)),
                draw(EVENTS),
            )
        )
    return found


@st.composite
def worlds(draw: st.DrawFn, most: int = 14) -> World:
    """Any of the presets with somebody and what is known of him."""
    scheme = draw(SCHEMES)
    return World(scheme, draw(profiles(scheme)), draw(facts(scheme, most=most)), draw(PERIODS))
