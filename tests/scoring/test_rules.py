"""What holds for every kind of rule, whatever the facts and their order."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.facts import Fact
from scoring.rules import RULE_KINDS, Rule
from scoring.vocabulary import VOCABULARY
from tests.scoring.cases import fact
from tests.scoring.rule_examples import EXAMPLES
from tests.scoring.rules import read

KINDS = sorted(EXAMPLES)


@st.composite
def piles(draw: st.DrawFn, rule: Rule) -> list[Fact]:
    """A unit's facts that the rule reads, some of them of one event."""
    count = draw(st.integers(0, 6))
    return [_fact(draw, rule, number) for number in range(count)]


def _fact(draw: st.DrawFn, rule: Rule, number: int) -> Fact:
    reads = draw(st.sampled_from(rule.sources))
    details = reads.details or tuple(VOCABULARY[reads.kind].details) or ("",)
    month, day = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    words = [
        f"2026-0{month}-0{day} {reads.kind} {draw(st.sampled_from(reads.outcomes))}",
        f"quantity={draw(st.sampled_from(['0', '0.5', '1', '3', '14']))}",
        f"detail={draw(st.sampled_from(details))}",
        f"event={draw(st.sampled_from(['', 'a', 'b']))}",
    ]
    return fact(" ".join(words), str(number))


@cache
def _example(kind: str) -> tuple[Rule, Decimal | None]:
    text, full = EXAMPLES[kind]
    return read(text)[0], full


def test_every_kind_has_an_example() -> None:
    assert set(EXAMPLES) == set(RULE_KINDS)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_the_order_of_the_facts_never_matters(kind: str, data: st.DataObject) -> None:
    rule, full = _example(kind)
    facts = data.draw(piles(rule))
    shuffled = data.draw(st.permutations(facts))
    for over in (True, False):
        assert rule.score(shuffled, full, over=over) == rule.score(facts, full, over=over)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_points_stay_within_their_bounds(kind: str, data: st.DataObject) -> None:
    rule, full = _example(kind)
    facts = data.draw(piles(rule))
    bound = full if full is not None else Decimal(data.draw(st.integers(10, 12)))
    for over in (True, False):
        assert 0 <= rule.score(facts, bound, over=over).points <= bound
        best = rule.at_best(full)
        assert best is None or rule.score(facts, full, over=over).points <= best


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "occurrence"])
@given(data=st.data())
def test_all_facts_that_were_looked_at_are_cited(kind: str, data: st.DataObject) -> None:
    rule, full = _example(kind)
    facts = data.draw(piles(rule))
    assert sorted(rule.score(facts, full).fact_ids) == sorted(fact.id for fact in facts)


@pytest.mark.parametrize("kind", KINDS)
def test_without_facts_every_rule_says_why_it_has_what_it_has(kind: str) -> None:
    rule, full = _example(kind)
    score = rule.score((), full)
    assert score.reasons
    assert score.fact_ids == ()
    assert not (score.pending and score.points)


def test_only_what_takes_points_away_starts_full() -> None:
    full = {"occurrence", "tariff", "share", "shortfall", "quota", "attendance_quota", "rate", "tiers"}
    assert {kind for kind in KINDS if _example(kind)[0].starts_full} == full


def test_what_is_short_can_be_made_up_for() -> None:
    assert {kind for kind in KINDS if _example(kind)[0].makes_up} == {"shortfall", "quota", "attendance_quota"}


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_quota_waits_for_the_end_of_its_unit(kind: str) -> None:
    rule, full = _example(kind)
    assert rule.waits == (kind == "quota")
    assert (rule.score((), full, over=False) == rule.score((), full)) != rule.waits


@pytest.mark.parametrize(
    ("kind", "full", "best"),
    [
        pytest.param("share", "5", "5", id="full-where-there-is-one"),
        pytest.param("levels", "8", "8", id="an-award-up-to-its-full"),
        pytest.param("quota", None, "0", id="a-deduction-gives-nothing-at-best"),
        pytest.param("ladder", None, None, id="an-award-without-a-full-has-no-bound"),
    ],
)
def test_what_a_rule_gives_at_best(kind: str, full: str | None, best: str | None) -> None:
    rule, _ = _example(kind)
    assert rule.at_best(None if full is None else Decimal(full)) == (None if best is None else Decimal(best))
