from __future__ import annotations

from decimal import Decimal

import pytest

import schemes
from scoring import MemberProfile, Ranked, ScoreCard, average, rank, score_card
from scoring.periods import year
from tests.scoring.cases import fact

SCHEME = schemes.load("xinyu-2017")


def _card(member: str, lates: int = 0, bonus: int = 0, *, exempt: bool = False) -> ScoreCard:
    lines = [f"2026-0{n}-01 meeting late detail=general event={n}" for n in range(1, lates + 1)]
    lines.append(f"2026-01-01 claim approved detail=bonus_points quantity={bonus}")
    facts = [fact(line, str(number), member) for number, line in enumerate(lines)]
    profile = MemberProfile(member, exempt=(year(2026),) if exempt else ())
    return score_card(SCHEME, profile, facts, year(2026))


def test_equals_share_a_rank_and_the_next_is_skipped() -> None:
    places = rank([_card("d", 3), _card("c", 1), _card("a"), _card("b", 1)])
    assert [(place.member, place.rank) for place in places] == [("a", 1), ("b", 2), ("c", 2), ("d", 4)]
    assert [place.total for place in places] == [80, 78, 78, 74]


@pytest.mark.parametrize(
    ("tie_breaks", "order"),
    [
        pytest.param([], {"a": 1, "b": 1}, id="without-tie-breaks-they-share"),
        pytest.param(["politics"], {"a": 2, "b": 1}, id="the-better-section-first"),
        pytest.param(["bonus"], {"a": 1, "b": 2}, id="the-better-bonus-first"),
        pytest.param(["deducted"], {"a": 2, "b": 1}, id="the-smaller-sum-deducted-first"),
        pytest.param(["appraisal"], {"a": 1, "b": 1}, id="an-equal-section-decides-nothing"),
    ],
)
def test_tie_breaks(tie_breaks: list[str], order: dict[str, int]) -> None:
    cards = [_card("a", lates=1, bonus=2), _card("b")]
    assert {place.member: place.rank for place in rank(cards, tie_breaks)} == order


def test_ranks_are_compared_with_last_time() -> None:
    places = rank([_card("a"), _card("b", 1), _card("c", 2)], previous={"a": 3, "b": 2, "x": 1})
    assert [place.change for place in places] == [2, 0, None]


def test_exempt_members_hold_no_rank_and_do_not_enter_the_average() -> None:
    cards = [_card("a"), _card("b", 1), _card("c", 2), _card("x", exempt=True)]
    assert "x" not in {place.member for place in rank(cards)}
    assert average(cards) == 78
    assert average([_card("a"), _card("b", 1), _card("c", 1)]) == Decimal("78.666667")


def test_nobody_to_rank() -> None:
    assert rank([]) == ()
    assert average([_card("x", exempt=True)]) is None
    assert Ranked("a", Decimal(1), 1).change is None
