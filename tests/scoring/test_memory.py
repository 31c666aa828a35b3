"""What the core remembers between cards is bounded, and changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

import schemes
from scoring import Fact, MemberProfile, dump_scheme, load_scheme, score_card
from scoring.cards.span import SPANS
from scoring.periods import parse
from scoring.plan import MEMORIES


def _afresh(name: str) -> str:
    return dump_scheme(schemes.load(name))


def test_results_of_lone_facts_are_remembered_up_to_a_bound() -> None:
    scheme = load_scheme(_afresh("changzhou-2021"), "own")
    (entry,) = (entry for entry in scheme.plan.items[0] if entry.item.id == "study_app")
    for number in range(MEMORIES + 2):
        missed = Decimal(number) / 100
        fact = Fact(str(number), "m", "study_app", "missed", date(2026, 7, 1), missed)
        card = score_card(scheme, MemberProfile("m"), [fact], parse("2026-07"))
        assert card.line("study_app").points == max(Decimal(0), 10 - missed / 2)
        assert card.line("study_app").fact_ids == (str(number),)
        assert len(entry.memo) <= MEMORIES
    assert len(entry.memo) == 2


def test_dated_reasons_are_remembered_up_to_a_bound() -> None:
    scheme = load_scheme(_afresh("changzhou-2021"), "own")
    (entry,) = (entry for entry in scheme.plan.items[0] if entry.item.id == "quiz")
    for number in range(MEMORIES + 2):
        facts = [
            Fact(f"{number}{part}", "m", "quiz", "points", date(2026, 7, 1), Decimal(number) / 100) for part in "ab"
        ]
        line = score_card(scheme, MemberProfile("m"), facts, parse("2026-Q3")).line("quiz")
        assert line.reasons[0].when == "2026-07"
        assert len(entry.dated) <= MEMORIES
    assert len(entry.dated) == 2


def test_ways_of_facts_are_remembered_up_to_a_bound() -> None:
    scheme = load_scheme(_afresh("changzhou-2021"), "own")
    facts = [
        Fact(str(number), "m", "claim", "approved", date(2026, 7, 1), detail=f"item{number}")
        for number in range(MEMORIES + 2)
    ]
    assert score_card(scheme, MemberProfile("m"), facts, parse("2026-07")).line("grid").points == 0
    assert len(scheme.plan.roads) == 2


def test_spans_are_remembered_up_to_a_bound() -> None:
    scheme = load_scheme(_afresh("changzhou-2021"), "own")
    for number in range(SPANS + 2):
        as_of = date(2026, 1, 1) + timedelta(days=number)
        assert score_card(scheme, MemberProfile("m"), [], parse("2026"), as_of=as_of).months == as_of.month
    assert len(scheme.spans) == 2


def test_a_card_needs_the_facts_of_its_year_and_of_runs_that_reach_into_it() -> None:
    assert schemes.load("changzhou-2021").facts_from(parse("2026-07")) == date(2026, 1, 1)
    # Six inactive months that are full in January began in August.
    assert schemes.load("company-quarterly").facts_from(parse("2026-Q1")) == date(2025, 8, 1)


def test_a_role_that_nobody_knows_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r'role "chairman" is unknown; allowed: leading_cadre, .*window'):
        MemberProfile("m", roles=("chairman",))
