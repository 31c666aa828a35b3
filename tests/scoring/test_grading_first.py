"""The first grade: bands, ballots, shares, resolutions, and who gets none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import schemes
from scoring import WrongPeriod, next_band
from scoring.grading import band_of
from tests.scoring.grading import codes, graded, one, scheme

SHARES = """
[grading]
by = "shares"
at = "year"
shares = [{ voters = "public", outcomes = ["dissatisfied"], more_than = 30, grade = "one" },
  { voters = "members", outcomes = ["incompetent"], more_than = 30, grade = "one" }]
otherwise = "three"
"""
MEETING = '[grading]\nby = "resolution"\nat = "year"\n'
BALLOTS = """
[grading]
by = "ballots"
at = "year"
grades = [{ code = "excellent", title = { zh = "优", en = "e" } }, { code = "basic", title = { zh = "基", en = "b" } }]
"""


@pytest.mark.parametrize(
    ("total", "grade", "reason"),
    [
        pytest.param("90", "five", "band", id="ninety-is-five-stars"),
        pytest.param("89.999999", "four", "band", id="a-value-between-printed-bands-belongs-to-the-lower"),
        pytest.param("70", "three", "band", id="seventy-is-three"),
        pytest.param("69.5", "one", "band_below", id="below-seventy-is-one"),
        pytest.param("0", "one", "band_below", id="nothing-is-one"),
        pytest.param("130", "five", "band", id="more-than-a-hundred-is-five"),
    ],
)
def test_bands_apply_to_the_exact_total(total: str, grade: str, reason: str) -> None:
    found = graded(scheme(), one("m", total))["m"]
    assert (found.code, codes(found)) == (grade, [reason])


def test_a_single_band_names_its_own_start() -> None:
    alone = scheme(grading='[grading]\nby = "bands"\nat = "year"\nbands = [{ at_least = 0, grade = "one" }]\n')
    (why,) = graded(alone, one("m", 5))["m"].reasons
    assert why.params == {"of": "total", "grade": "one", "total": "5", "at_least": "0"}


def test_bands_may_read_a_part_and_wait_only_for_that() -> None:
    by_base = scheme(grading='[grading]\nby = "bands"\nat = "year"\nof = "base"\n'
                     'bands = [{ at_least = 80, grade = "five" }, { at_least = 0, grade = "one" }]\n')  # fmt: skip
    found = graded(by_base, one("a", 95, base=79), one("b", 80, base=80, pending=True))
    assert (found["a"].code, found["b"].code) == ("one", "five")
    waiting = graded(scheme(), one("m", 80, pending=True))["m"]
    assert (waiting.code, codes(waiting), waiting.rank) == ("pending", ["pending_assessment"], None)


def test_candidates_have_bands_of_their_own_when_the_scheme_gives_them() -> None:
    own = scheme(
        grading='[grading]\nby = "bands"\nat = "year"\nbands = [{ at_least = 0, grade = "four" }]\n'
        'probationary_bands = [{ at_least = 0, grade = "three" }]\n'
    )
    found = graded(own, one("a", 90), one("p", 90, probationary=True))
    assert (found["a"].code, found["p"].code) == ("four", "three")
    assert graded(scheme(), one("p", 90, probationary=True))["p"].code == "five"


@pytest.mark.parametrize(
    ("votes", "grade", "reason"),
    [
        pytest.param({"public dissatisfied": 3, "public satisfied": 7, "members competent": 5}, "three", "share_within",
                     id="exactly-thirty-per-cent-passes"),
        pytest.param({"public dissatisfied": 4, "public satisfied": 7, "members competent": 5}, "one", "share_above",
                     id="more-than-thirty-per-cent-fails"),
        pytest.param({"public satisfied": 9, "members incompetent": 31, "members competent": 69}, "one", "share_above",
                     id="the-members-can-fail-him-as-well"),
        pytest.param({"public satisfied": 9, "members incompetent": 30, "members competent": 70}, "three",
                     "share_within", id="thirty-of-a-hundred-members-do-not"),
        pytest.param({"public satisfied": 9}, "pending", "pending_ballot", id="one-ballot-is-missing"),
        pytest.param({"public dissatisfied": 9}, "one", "share_above", id="one-ballot-decides-alone-when-it-fails"),
        pytest.param({"public satisfied": 7, "public dissatisfied": 3, "public reverse": 90, "members basic": 1},
                     "three", "share_within", id="ticks-on-single-items-are-no-valid-ballots"),
    ],
)  # fmt: skip
def test_shares_of_the_valid_ballots(votes: dict[str, int], grade: str, reason: str) -> None:
    lines = [
        f"2026-12-20 ballot {name.split()[1]} detail={name.split()[0]} quantity={count}"
        for name, count in votes.items()
    ]
    found = graded(scheme(grading=SHARES), one("m", 0, lines))["m"]
    assert found.code == grade
    assert set(codes(found)) == {reason}


def test_shares_rank_by_the_sum_of_what_was_against() -> None:
    def lines(public: int, members: int) -> list[str]:
        return [
            f"2026-12-20 ballot dissatisfied detail=public quantity={public}",
            f"2026-12-20 ballot satisfied detail=public quantity={100 - public}",
            f"2026-12-20 ballot incompetent detail=members quantity={members}",
            f"2026-12-20 ballot competent detail=members quantity={100 - members}",
        ]

    found = graded(
        scheme(grading=SHARES), one("a", 50, lines(10, 20)), one("b", 0, lines(9, 20)), one("c", 9, lines(20, 10))
    )
    assert {name: grade.rank for name, grade in found.items()} == {"b": 1, "a": 2, "c": 2}


@pytest.mark.parametrize(
    ("facts", "grade", "reason"),
    [
        pytest.param([], "pending", "pending_resolution", id="the-meeting-was-not-held"),
        pytest.param(["2026-12-20 resolution approved detail=four"], "four", "settled", id="it-settled-four-stars"),
        pytest.param(["2026-12-20 resolution refused detail=four"], "pending", "pending_resolution", id="it-refused"),
        pytest.param(["2026-12-20 resolution approved detail=four", "2026-12-21 resolution approved detail=five"],
                     "five", "settled", id="the-later-one-counts"),
        pytest.param(["2026-12-20 resolution approved detail=five", "2026-12-20 resolution approved detail=four"],
                     "four", "settled", id="of-two-on-one-day-the-lower"),
        pytest.param(["2026-12-20 resolution approved detail=leave"], "pending", "pending_resolution",
                     id="a-resolution-on-something-else"),
    ],
)  # fmt: skip
def test_the_meeting_settles_the_grade(facts: list[str], grade: str, reason: str) -> None:
    found = graded(scheme(grading=MEETING), one("m", 95, facts))["m"]
    assert (found.code, codes(found)) == (grade, [reason])


def test_most_votes_win_and_a_tie_takes_the_lower() -> None:
    ballots = scheme(grading=BALLOTS, grades="")
    lines = ["2026-12-20 ballot excellent quantity=3", "2026-12-20 ballot basic quantity=3"]
    found = graded(ballots, one("a", 9, lines), one("b", 9, lines[:1]), one("c", 9, ["2026-12-20 ballot competent"]))
    assert [found[name].code for name in "abc"] == ["basic", "excellent", "pending"]


def test_a_scheme_without_grades_gives_none_and_still_ranks() -> None:
    plain = scheme(grading='[grading]\nby = "none"\nat = "year"\n', grades="")
    found = graded(plain, one("a", 7), one("b", 9), one("p", 99, pending=True))
    assert (found["a"].code, codes(found["a"]), found["a"].rank) == ("none", ["no_grades"], 2)
    assert (found["p"].code, found["p"].rank, found["b"].rank) == ("pending", None, 1)


def test_who_has_points_only_holds_no_grade_and_no_rank() -> None:
    excluding = scheme(grading='[grading]\nby = "bands"\nat = "quarter"\nexcluded = ["leading_cadre", "probationary"]\n'
                       'bands = [{ at_least = 0, grade = "five" }]\n')  # fmt: skip
    found = graded(
        excluding, one("a", 50), one("b", 90, roles=["away", "leading_cadre"]), one("c", 90, probationary=True),
        one("d", 40, roles=["away"]),
    )  # fmt: skip
    assert [found[name].code for name in "abcd"] == ["five", "unrated", "unrated", "five"]
    assert [found[name].rank for name in "abcd"] == [1, None, None, 2]
    assert found["b"].reasons[0].params == {"role": "leading_cadre"}
    assert found["c"].reasons[0].params == {"role": "probationary"}


def test_of_the_next_band_only_what_nobody_can_refuse_is_promised() -> None:
    grading = schemes.load("community-stars").grading
    assert next_band(grading, Decimal(69)) == ("three", Decimal(1))
    assert next_band(schemes.load("factory-branch").grading, Decimal("84.5")) == ("standard", Decimal("0.5"))
    assert next_band(schemes.load("company-quarterly").grading, Decimal(75)) == ("excellent", Decimal(5))


def test_what_would_reach_the_next_band() -> None:
    grading = scheme().grading
    assert next_band(grading, Decimal("88.5")) == ("five", Decimal("1.5"))
    assert next_band(grading, Decimal(0)) == ("three", Decimal(70))
    assert next_band(grading, Decimal(90)) is None
    assert next_band(replace(grading, bands=()), Decimal(5)) is None
    assert band_of(grading, Decimal("79.9")) == "three"


def test_only_periods_that_the_scheme_grades_and_one_for_all() -> None:
    with pytest.raises(WrongPeriod, match="for a quarter, not for 2026-07"):
        graded(scheme(), one("m", 90, period="2026-07"))
    with pytest.raises(WrongPeriod, match="one period, not for 2026, 2026-Q2"):
        graded(scheme(), one("a", 90), one("b", 90, period="2026-Q2"))
    assert graded(scheme()) == {}
    assert graded(scheme(), one("m", 90, period="2026-H1"))["m"].code == "five"
