from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.rules import MeanRating, Proportion, RateSteps, Reads, Tier, Tiers
from tests.scoring.rules import FIVE, TEN, TWENTY, TWO, codes, run

VOTES = (Reads("ballot", ("excellent", "competent", "basic", "incompetent")),)
FIGURE = (Reads("figure", ("percent",), ("x",)),)
ZERO = Decimal(0)


def _votes(passed: int, failed: int) -> list[str]:
    return [f"2026-12-01 ballot competent quantity={passed}", f"2026-12-01 ballot basic quantity={failed}"]


@pytest.mark.parametrize(
    ("passed", "failed", "points"),
    [
        pytest.param(7, 0, "20", id="all-passed"),
        pytest.param(9501, 499, "20", id="just-above-ninety-five"),
        pytest.param(19, 1, "18", id="exactly-ninety-five"),
        pytest.param(901, 99, "18", id="just-above-ninety"),
        pytest.param(2, 1, "8", id="two-thirds-are-six-complete-steps"),
        pytest.param(11, 9, "2", id="fifty-five"),
        pytest.param(1, 1, "0", id="half"),
        pytest.param(0, 9, "0", id="nobody"),
    ],
)
def test_rate_with_steps(passed: int, failed: int, points: str) -> None:
    rule = RateSteps(VOTES, ("excellent", "competent"), FIVE, TWO)
    score = run(rule, _votes(passed, failed), TWENTY)
    assert (score.points, score.pending) == (Decimal(points), False)


def test_without_a_vote_a_rate_is_pending() -> None:
    rule = RateSteps(VOTES, ("excellent", "competent"), FIVE, TWO)
    for lines in ([], _votes(0, 0)):
        score = run(rule, lines, TWENTY)
        assert (score.pending, codes(score)) == (True, ["pending_ballot"])


def test_a_rate_is_told_with_its_votes_and_steps() -> None:
    (why,) = run(RateSteps(VOTES, ("excellent", "competent"), FIVE, TWO), _votes(8, 2), TWENTY).reasons
    assert why.code == "pass_rate"
    assert why.params == {"passed": "8", "valid": "10", "steps": "4", "step": "5", "each": "2", "sum": "8"}


def _figures(*percents: str) -> list[str]:
    return [f"2026-0{month}-01 figure percent detail=x quantity={percent}" for month, percent in enumerate(percents, 1)]


# 90 and more 5, above 80 to below 90 2, 80 and less 0
BY_FIGURE = Tiers(FIGURE, "latest", (Tier(FIVE, at_least=Decimal(90)), Tier(TWO, above=Decimal(80))))


@pytest.mark.parametrize(
    ("figures", "points", "code"),
    [
        pytest.param(["100"], "5", "tier_at_least", id="the-best"),
        pytest.param(["90"], "5", "tier_at_least", id="at-least-includes-its-bound"),
        pytest.param(["89.99"], "2", "tier_above", id="just-below"),
        pytest.param(["80.01"], "2", "tier_above", id="just-above"),
        pytest.param(["80"], "0", "tier_missed", id="above-leaves-its-bound-out"),
        pytest.param(["0"], "0", "tier_missed", id="nothing-reached"),
        pytest.param(["95", "85"], "2", "tier_above", id="the-latest-counts-though-lower"),
        pytest.param(["85", "95"], "5", "tier_at_least", id="the-latest-counts-though-higher"),
    ],
)
def test_tiers_of_the_latest_figure(figures: list[str], points: str, code: str) -> None:
    score = run(BY_FIGURE, _figures(*figures), FIVE)
    assert (score.points, codes(score), score.pending) == (Decimal(points), [code], False)
    assert len(score.fact_ids) == len(figures)


def test_of_two_figures_of_one_day_the_lower_counts() -> None:
    lines = [*_figures("95"), *_figures("85")]
    assert [run(BY_FIGURE, facts, FIVE).points for facts in (lines, lines[::-1])] == [2, 2]


def test_a_tier_is_told_with_its_measure_and_bound() -> None:
    told = [run(BY_FIGURE, _figures(percent), FIVE).reasons[0].params for percent in ("92", "85", "70")]
    assert told == [
        {"measure": "92", "bound": "90", "points": "5"},
        {"measure": "85", "bound": "80", "points": "2"},
        {"measure": "70", "bound": "80", "points": "0"},
    ]


# above 90 free, 85 to 90 costs 1, above 75 costs 2, otherwise 3
COSTS = Tiers(
    FIGURE,
    "latest",
    (
        Tier(ZERO, above=Decimal(90)),
        Tier(Decimal(-1), at_least=Decimal(85)),
        Tier(Decimal(-2), above=Decimal(75)),
    ),
    otherwise=Decimal(-3),
)


@pytest.mark.parametrize(
    ("percent", "points"),
    [("90.5", "0"), ("90", "-1"), ("85", "-1"), ("84.9", "-2"), ("75.1", "-2"), ("75", "-3"), ("10", "-3")],
)
def test_tiers_without_a_full_may_take(percent: str, points: str) -> None:
    assert run(COSTS, _figures(percent)).points == Decimal(points)
    assert COSTS.at_best(None) == 0


def test_tiers_keep_within_a_full() -> None:
    taken = run(COSTS, _figures("10"), TEN)
    assert (taken.points, taken.bound_hit, codes(taken)) == (ZERO, True, ["tier_missed", "floored"])
    given = run(BY_FIGURE, _figures("90"), Decimal(3))
    assert (given.points, given.bound_hit, codes(given)) == (Decimal(3), True, ["tier_at_least", "capped"])
    assert (BY_FIGURE.at_best(Decimal(3)), BY_FIGURE.at_best(TEN)) == (Decimal(3), FIVE)


def test_the_best_may_be_to_stay_below_all_tiers() -> None:
    complaints = Tiers((Reads("post", ("opinion",)),), "sum", (Tier(Decimal(-5), at_least=TWO),))
    assert complaints.at_best(None) == 0


def test_tiers_of_a_sum_count_an_event_once() -> None:
    rule = Tiers((Reads("deed", ("done",)),), "sum", (Tier(FIVE, at_least=TWO),))
    deed = "2026-03-05 deed done"
    assert run(rule, [f"{deed} event=e", f"{deed} event=e"]).points == 0
    assert run(rule, [f"{deed} event=e", f"{deed} event=f"]).points == 5
    none = run(rule, [f"{deed} quantity=0"])
    assert (none.points, none.pending) == (ZERO, False)


def test_tiers_of_a_mean_count_each_fact_as_a_head_and_are_exact() -> None:
    rule = Tiers((Reads("rating", ("members",)),), "mean", (Tier(FIVE, at_least=Decimal(9)),))
    ratings = [f"2026-12-01 rating members detail=x event=meeting quantity={points}" for points in ("10", "9", "8")]
    assert run(rule, ratings).points == 5
    assert run(rule, [*ratings, ratings[-1]]).points == 0
    assert run(rule, [*ratings, ratings[-1]]).reasons[0].params["measure"] == "8.75"


# two thirds, which no decimal writes exactly
THIRDS = Tiers(
    (Reads("ballot", ("satisfied", "dissatisfied")),),
    "share",
    (Tier(FIVE, above=Decimal("66.666666")), Tier(TWO, at_least=Decimal(50))),
    ("satisfied",),
    Decimal(1),
)


@pytest.mark.parametrize(
    ("good", "bad", "points"),
    [
        pytest.param(2, 1, "5", id="two-thirds-are-above-a-millionth-less"),
        pytest.param(1, 1, "2", id="exactly-half"),
        pytest.param(499, 501, "1", id="just-below-half"),
        pytest.param(1, 2, "1", id="below-all-tiers"),
        pytest.param(0, 1, "1", id="nobody"),
    ],
)
def test_tiers_of_a_share_compare_without_rounding(good: int, bad: int, points: str) -> None:
    lines = [f"2026-12-01 ballot satisfied quantity={good}", f"2026-12-01 ballot dissatisfied quantity={bad}"]
    assert run(THIRDS, lines, FIVE).points == Decimal(points)


@pytest.mark.parametrize("lines", [[], ["2026-12-01 ballot satisfied quantity=0"]])
def test_without_anything_to_measure_tiers_are_pending(lines: list[str]) -> None:
    score = run(THIRDS, lines, FIVE)
    assert (score.points, score.pending, codes(score)) == (ZERO, True, ["pending_result"])
    assert len(score.fact_ids) == len(lines)


UNMEASURED = Tiers(FIGURE, "latest", (Tier(FIVE, at_least=Decimal(90)),), unmeasured="full")


def test_tiers_that_only_take_have_full_points_until_something_is_measured() -> None:
    idle = run(UNMEASURED, [], FIVE)
    assert (idle.points, idle.pending, codes(idle)) == (FIVE, False, ["full_kept"])
    assert (UNMEASURED.starts_full, UNMEASURED.needs_full) == (True, True)
    low = run(UNMEASURED, ["2026-12-01 figure percent detail=x quantity=89"], FIVE)
    assert (low.points, low.pending, codes(low)) == (ZERO, False, ["tier_missed"])
    nobody = run(replace(THIRDS, unmeasured="full"), ["2026-12-01 ballot satisfied quantity=0"], FIVE)
    assert (nobody.points, nobody.fact_ids) == (FIVE, ("0",))


def _ratings(*quantities: str) -> list[str]:
    return [f"2026-12-01 rating members detail=x event=m quantity={quantity}" for quantity in quantities]


@pytest.mark.parametrize(
    ("ratings", "points", "hit"),
    [
        pytest.param(["100"], "10", True, id="full-marks"),
        pytest.param(["100", "0"], "5", False, id="each-head-counts-equally"),
        pytest.param(["90", "80", "70"], "8", False, id="three-heads"),
        pytest.param(["0"], "0", False, id="a-rating-of-nothing"),
        pytest.param(["110"], "10", True, id="more-than-there-is-gives-full"),
    ],
)
def test_the_mean_of_ratings(ratings: list[str], points: str, hit: bool) -> None:
    score = run(MeanRating((Reads("rating", ("members",)),), Decimal(100)), _ratings(*ratings), TEN)
    assert (score.points, score.bound_hit, score.pending) == (Decimal(points), hit, False)
    assert len(score.fact_ids) == len(ratings)


def test_a_mean_is_told_and_pending_without_a_rating() -> None:
    rule = MeanRating((Reads("rating", ("members",)),), TWENTY)
    (why,) = run(rule, _ratings("20", "19", "18.5"), TEN).reasons
    assert why.code == "mean_rating"
    assert why.params == {"count": "3", "mean": "19.166667", "out_of": "20", "full": "10"}
    assert codes(run(rule, _ratings("20", "22"), TEN)) == ["mean_rating", "capped"]
    empty = run(rule, [], TEN)
    assert (empty.points, empty.pending, codes(empty)) == (ZERO, True, ["pending_rating"])


@pytest.mark.parametrize(
    ("percents", "points", "hit"),
    [
        pytest.param(["99.5"], "29.85", False, id="just-below-all-of-it"),
        pytest.param(["100"], "30", True, id="all-of-it"),
        pytest.param(["130"], "30", True, id="more-than-planned-gives-full"),
        pytest.param(["0"], "0", False, id="nothing"),
        pytest.param(["90", "80"], "24", False, id="the-latest-counts"),
    ],
)
def test_full_times_a_result_in_percent(percents: list[str], points: str, hit: bool) -> None:
    score = run(Proportion(FIGURE), _figures(*percents), Decimal(30))
    assert (score.points, score.bound_hit, len(score.fact_ids)) == (Decimal(points), hit, len(percents))


def test_of_two_results_of_one_day_the_lower_counts_and_none_is_pending() -> None:
    lines = [*_figures("90"), *_figures("50")]
    score = run(Proportion(FIGURE), lines, TEN)
    assert (score.points, codes(score)) == (FIVE, ["proportion"])
    assert score.reasons[0].params == {"percent": "50", "full": "10"}
    empty = run(Proportion(FIGURE), [], TEN)
    assert (empty.points, empty.pending, codes(empty)) == (ZERO, True, ["pending_result"])
