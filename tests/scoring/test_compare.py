from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import schemes
from scoring import Fact, MemberProfile, Period, Scheme, ScoreCard, dump_scheme, load_scheme, rank, score_card
from scoring.periods import parse
from scoring.telling.comparing import BOUNDS, Move, compare_cards

JULY = parse("2026-07")
CHANGZHOU = schemes.load("changzhou-2021")
STRICTER = load_scheme(dump_scheme(CHANGZHOU).replace("target = 15, each = 0.5", "target = 15, each = 4"), "stricter")
Facts = dict[str, list[Fact]]


def _fact(member: str, kind: str, outcome: str, quantity: str = "1", detail: str = "") -> Fact:
    return Fact(f"{member}-{kind}", member, kind, outcome, date(2026, 7, 10), Decimal(quantity), detail)


def _cards(scheme: Scheme, facts: Facts, period: Period = JULY) -> list[ScoreCard]:
    return [score_card(scheme, MemberProfile(member), of, period) for member, of in facts.items()]


def _moves(old: Sequence[ScoreCard], new: Sequence[ScoreCard], ties: Sequence[str] = ()) -> dict[str, Move]:
    """Compare by the ranks of the totals; ``ties`` are broken under the second scheme."""
    ranks = [{one.member: one.rank for one in rank(cards, by)} for cards, by in ((old, ()), (new, ties))]
    return {move.member: move for move in compare_cards(old, new, *ranks)}


FACTS: Facts = {
    "a": [_fact("a", "quiz", "points", "13")],
    "b": [_fact("b", "meeting", "absent", detail="theme_day")],
    "c": [],
}


def test_who_falls_is_told_with_the_item_that_did_it_and_the_usual_change() -> None:
    # a: 70 − 1 = 69, then 70 − 8 = 62; b: 65 under both; c: 70 under both. The quiz changes by −7 / 3 on average.
    moves = _moves(_cards(CHANGZHOU, FACTS), _cards(STRICTER, FACTS))
    assert [(move.member, move.rank_before, move.rank_after, move.rise) for move in moves.values()] == [
        ("c", 1, 1, 0),
        ("b", 3, 2, 1),
        ("a", 2, 3, -1),
    ]
    (quiz,) = moves["a"].shifts
    assert (quiz.item_id, quiz.before, quiz.after, quiz.change) == ("quiz", Decimal(9), Decimal(2), Decimal(-7))
    assert quiz.usual == Decimal("-2.333333")
    assert quiz.beyond == Decimal("-4.666667")
    assert [(one.item_id, one.change) for one in moves["b"].shifts] == [("quiz", Decimal(0))]


def test_what_changes_alike_for_all_is_told_but_moves_nobody() -> None:
    # Nobody had a quiz less than the other, so that 4 points each cost all of them 7 more.
    facts: Facts = {member: [_fact(member, "quiz", "points", "13")] for member in "ab"}
    for move in _moves(_cards(CHANGZHOU, facts), _cards(STRICTER, facts)).values():
        assert [(shift.change, shift.beyond) for shift in move.shifts] == [(Decimal(-7), Decimal(0))]
        assert move.rise == 0


def test_equal_schemes_shift_nothing() -> None:
    assert [move.shifts for move in _moves(_cards(CHANGZHOU, FACTS), _cards(CHANGZHOU, FACTS)).values()] == [(), (), ()]


def test_starting_points_and_bounds_stand_in_an_entry_of_their_own() -> None:
    # xinyu-2017 starts four sections full and waits for ballots: 80 before any line speaks.
    year = parse("2026")
    moves = _moves(_cards(schemes.load("xinyu-2017"), FACTS, year), _cards(CHANGZHOU, FACTS, year)).values()
    bounds = {move.member: shift for move in moves for shift in move.shifts if shift.item_id == ""}
    assert {shift.title for shift in bounds.values()} == {BOUNDS}
    assert bounds["c"].before == Decimal(80)
    assert bounds["c"].after == 0


def test_ranks_are_those_that_each_scheme_gives() -> None:
    facts: Facts = {
        "a": [_fact("a", "service", "done")],
        "b": [_fact("b", "claim", "approved", detail="grid"), _fact("b", "quiz", "points", "5")],
        "c": [_fact("c", "claim", "approved", detail="grid")],
    }
    cards = _cards(CHANGZHOU, facts)
    ranks = {member: move.rank_after for member, move in _moves(cards, cards, ("base",)).items()}
    assert ranks == {"a": 1, "c": 1, "b": 3}


def test_whoever_is_not_rated_has_no_rank_and_does_not_count_in_the_usual_change() -> None:
    exempt = MemberProfile("a", exempt=(JULY,))
    old, new = ([score_card(scheme, exempt, FACTS["a"], JULY)] for scheme in (CHANGZHOU, STRICTER))
    (move,) = _moves(old, new).values()
    assert (move.rank_before, move.rank_after, move.rise, move.shifts) == (None, None, None, ())


def test_cards_of_different_members_cannot_be_compared() -> None:
    with pytest.raises(KeyError, match="c"):
        compare_cards(_cards(CHANGZHOU, FACTS), _cards(CHANGZHOU, {"a": [], "b": []}), {}, {})


@settings(max_examples=40)
@given(
    st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 20), st.booleans(), st.booleans()), min_size=1),
    st.sampled_from(["xinyu-2017", "changzhou-2021", "base-pioneer"]),
)
def test_shifts_add_up_to_the_change_of_the_total(drawn: dict[str, tuple[int, bool, bool]], other: str) -> None:
    facts: Facts = {}
    for member, (points, absent, served) in drawn.items():
        facts[member] = [_fact(member, "quiz", "points", str(points))]
        facts[member] += [_fact(member, "meeting", "absent", detail="general")] * absent
        facts[member] += [_fact(member, "service", "done", "3")] * served
    year = parse("2026")
    for move in _moves(_cards(CHANGZHOU, facts, year), _cards(schemes.load(other), facts, year)).values():
        assert sum((shift.change for shift in move.shifts), Decimal(0)) == move.after - move.before
