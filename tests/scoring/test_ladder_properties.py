from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

import schemes
from scoring import Climb, Fact, MemberProfile, Period, Scheme, climb
from scoring.periods import month, quarter, year
from scoring.vocabulary import VOCABULARY

LADDERS = st.sampled_from([scheme for scheme in map(schemes.load, schemes.names()) if scheme.ladder])
PERIODS = st.sampled_from([month(2026, 5), quarter(2026, 1), year(2026)])
DAYS = st.dates(date(2025, 7, 1), date(2026, 12, 31))
PROFILES = st.builds(
    MemberProfile,
    id=st.just("m"),
    category=st.sampled_from(["rural", "migrant", "branch"]),
    roles=st.sampled_from([(), ("inside_province",), ("outside_province",), ("away",)]),
    probationary=st.booleans(),
    joined=st.none() | DAYS,
    left=st.none() | DAYS,
)
READ = (
    "meeting",
    "duty",
    "dues",
    "conduct",
    "inactivity",
    "discipline",
    "resolution",
    "complaint",
    "contact",
    "ballot",
)
KINDS = st.sampled_from([(VOCABULARY[kind], outcome) for kind in READ for outcome in VOCABULARY[kind].outcomes])
FREE = ("organisational_life", "household", "discord", "decisions", "no_life", "conviction", "public", "members")
ITEMS = ("backward_member", "backward_member.extended", "removal", "one_star", "correction", "persuaded_to_leave")


@st.composite
def records(draw: st.DrawFn) -> list[Fact]:
    found = []
    for number in range(draw(st.integers(0, 25))):
        kind, outcome = draw(KINDS)
        details = {"listed": list(kind.details), "item": ITEMS, "free": [*FREE, *ITEMS, ""]}[kind.detail_use]
        detail, event = draw(st.sampled_from(details)), draw(st.sampled_from(["", "", "", "e1", "e2"]))
        quantity = Decimal(draw(st.integers(0, 3)))
        found.append(Fact(f"f{number}", "m", kind.code, outcome, draw(DAYS), quantity, detail, event))
    return found


@settings(max_examples=150, deadline=None)
@given(LADDERS, PROFILES, records(), PERIODS, st.randoms(use_true_random=False))
def test_the_order_of_facts_never_matters(
    scheme: Scheme, profile: MemberProfile, facts: list[Fact], period: Period, random: Random
) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert climb(scheme, profile, shuffled, period) == climb(scheme, profile, facts, period)


@settings(max_examples=150, deadline=None)
@given(LADDERS, PROFILES, records(), records(), PERIODS)
def test_reversals_restore_the_climb(
    scheme: Scheme, profile: MemberProfile, facts: list[Fact], more: list[Fact], period: Period
) -> None:
    added = [replace(fact, id=f"more-{fact.id}") for fact in more]
    undone = [replace(fact, id=f"undo-{fact.id}", reverses=fact.id) for fact in added]
    whole = [*facts, *added, *undone]
    assert climb(scheme, profile, whole, period) == climb(scheme, profile, facts, period)


@settings(max_examples=100, deadline=None)
@given(LADDERS, PROFILES, records(), DAYS)
def test_what_comes_after_the_day_looked_at_changes_nothing(
    scheme: Scheme, profile: MemberProfile, facts: list[Fact], day: date
) -> None:
    if day < date(2026, 1, 1):
        day = day.replace(year=2026)
    known = [fact for fact in facts if fact.on <= day]
    assert climb(scheme, profile, facts, year(2026), as_of=day) == climb(scheme, profile, known, year(2026), as_of=day)


@settings(max_examples=100, deadline=None)
@given(LADDERS, PROFILES, records())
def test_the_steps_of_the_months_are_those_of_the_year(
    scheme: Scheme, profile: MemberProfile, facts: list[Fact]
) -> None:
    months: list[Climb] = [climb(scheme, profile, facts, one) for one in year(2026).months()]
    steps = [step for one in months for step in one.steps]
    assert steps == list(climb(scheme, profile, facts, year(2026)).steps)


@settings(max_examples=100, deadline=None)
@given(LADDERS, PROFILES, records(), PERIODS)
def test_everything_told_lies_in_the_period_and_is_cited_from_the_record(
    scheme: Scheme, profile: MemberProfile, facts: list[Fact], period: Period
) -> None:
    found, ids = climb(scheme, profile, facts, period), {fact.id for fact in facts}
    assert all(step.on in period and set(step.fact_ids) <= ids for step in found.steps)
    assert all(one.on <= period.last and set(one.fact_ids) <= ids for one in (*found.proposals,))
    assert all(one.since <= period.last and set(one.fact_ids) <= ids for one in found.measures)
    still_open = [one.measure for one in found.proposals if one.decision == "open"]
    assert len(still_open) == len(set(still_open))


@settings(max_examples=100, deadline=None)
@given(LADDERS, records())
def test_an_exemption_of_all_days_leaves_nothing(scheme: Scheme, facts: list[Fact]) -> None:
    exempt = MemberProfile("m", category="rural", exempt=(Period(date(2020, 1, 1), date(2030, 1, 1)),))
    found = climb(scheme, exempt, facts, year(2026))
    assert (found.standing, found.steps, found.proposals, found.measures) == ("exempt", (), (), ())
