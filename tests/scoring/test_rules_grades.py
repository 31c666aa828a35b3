from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.rules import Check, GradePoints, Levels, Mark, Reads
from tests.scoring.rules import FIVE, TEN, TWO, codes, run

ZERO = Decimal(0)
GRADES = GradePoints(
    (Reads("assessment", ("excellent", "competent", "incompetent")),),
    (("excellent", TEN), ("competent", Decimal(7)), ("incompetent", Decimal(0))),
)


@pytest.mark.parametrize(
    ("lines", "points"),
    [
        pytest.param(["2026-12-31 assessment competent"], "7", id="one-grade"),
        pytest.param(
            ["2026-12-31 assessment competent", "2026-12-30 assessment excellent"], "7", id="the-latest-counts"
        ),
        pytest.param(
            ["2026-12-31 assessment excellent", "2026-12-31 assessment competent"], "7", id="the-lower-of-a-day"
        ),
        pytest.param(["2026-12-31 assessment incompetent"], "0", id="the-worst"),
    ],
)
def test_grade_to_points(lines: list[str], points: str) -> None:
    score = run(GRADES, lines, TEN)
    assert (score.points, score.pending) == (Decimal(points), False)
    assert codes(score) == ["grade_points"]
    empty = run(GRADES, [], TEN)
    assert (empty.pending, codes(empty)) == (True, ["pending_assessment"])


REVIEW = GradePoints(
    (Reads("assessment", ("excellent", "competent", "basic", "incompetent"), ("duty_review",)),),
    (("excellent", TEN), ("competent", FIVE), ("basic", Decimal(-3)), ("incompetent", Decimal(-5))),
    "zero",
)


@pytest.mark.parametrize(
    ("grade", "points"), [("excellent", "10"), ("competent", "5"), ("basic", "-3"), ("incompetent", "-5")]
)
def test_without_a_full_a_grade_may_take(grade: str, points: str) -> None:
    assert run(REVIEW, [f"2026-12-31 assessment {grade} detail=duty_review"]).points == Decimal(points)


def test_ungraded_can_mean_zero() -> None:
    score = run(REVIEW, [])
    assert (score.points, score.pending, codes(score)) == (ZERO, False, ["ungraded_zero"])


def test_a_grade_keeps_within_a_full() -> None:
    lower = run(REVIEW, ["2026-12-31 assessment basic detail=duty_review"], TEN)
    assert (lower.points, codes(lower)) == (ZERO, ["grade_points", "floored"])
    upper = run(REVIEW, ["2026-12-31 assessment excellent detail=duty_review"], FIVE)
    assert (upper.points, codes(upper)) == (FIVE, ["grade_points", "capped"])
    assert (lower.bound_hit, upper.bound_hit) == (True, True)
    best = run(REVIEW, ["2026-12-31 assessment excellent detail=duty_review"], TEN)
    assert (best.points, best.bound_hit, codes(best)) == (TEN, False, ["grade_points"])


def test_the_best_grade_is_what_a_grade_gives_at_best() -> None:
    assert (REVIEW.at_best(None), REVIEW.at_best(FIVE), GRADES.at_best(Decimal(20))) == (TEN, FIVE, TEN)
    reads, worse = (Reads("assessment", ("basic",)),), (("basic", Decimal(-3)),)
    assert GradePoints(reads, worse).at_best(None) == -3
    assert GradePoints(reads, worse, "zero").at_best(None) == 0


HONOURS = Levels(
    (Reads("honour", ("provincial", "municipal", "unit")),),
    (("provincial", FIVE), ("municipal", Decimal(3)), ("unit", TWO)),
)


def _honours(*levels: str, event: str = "") -> list[str]:
    return [
        f"2026-0{month}-01 honour {level} detail=personal event={event or month}"
        for month, level in enumerate(levels, 1)
    ]


@pytest.mark.parametrize(
    ("lines", "points", "hit"),
    [
        pytest.param([], "0", False, id="none"),
        pytest.param(_honours("municipal"), "3", False, id="one"),
        pytest.param(_honours("municipal", "provincial"), "8", True, id="two-events-reach-the-full"),
        pytest.param(_honours("provincial", "municipal", "unit"), "8", True, id="past-the-full"),
        pytest.param(_honours("unit", "provincial", "municipal", event="e"), "5", False, id="one-honour-once"),
        pytest.param([f"{line} quantity=3" for line in _honours("unit")], "2", False, id="an-event-counts-once"),
    ],
)
def test_honours_by_level(lines: list[str], points: str, hit: bool) -> None:
    score = run(HONOURS, lines, Decimal(8))
    assert (score.points, score.bound_hit, len(score.fact_ids)) == (Decimal(points), hit, len(lines))


def test_every_level_is_told_the_dearest_first() -> None:
    score = run(HONOURS, _honours("municipal", "provincial", "municipal"))
    assert score.points == 11
    assert codes(score) == ["award_each", "award_each"]
    told = [(why.params["outcome"], why.params["count"], why.params["sum"]) for why in score.reasons]
    assert told == [("provincial", "1", "5"), ("municipal", "2", "6")]
    assert HONOURS.at_best(None) is None


GIVEN = "2026-0{}-01 mark given detail=x quantity={}"
CORRECTED = "2026-0{}-01 mark corrected detail=x quantity={}"
NOTES = Mark((Reads("mark", ("given", "corrected"), ("x",)),), Decimal(1))


@pytest.mark.parametrize(
    ("lines", "points", "told"),
    [
        pytest.param([GIVEN.format(1, 8)], "8", ["mark_given"], id="one-mark"),
        pytest.param([GIVEN.format(1, 8), GIVEN.format(2, 6)], "6", ["mark_given"], id="the-latest"),
        pytest.param([GIVEN.format(1, 8), GIVEN.format(1, 6)], "6", ["mark_given"], id="the-lower-of-a-day"),
        pytest.param([CORRECTED.format(1, 9), GIVEN.format(2, 6)], "9", ["mark_corrected"], id="corrected-goes-before"),
        pytest.param([CORRECTED.format(1, 9), CORRECTED.format(3, 7)], "7", ["mark_corrected"], id="corrected-again"),
        pytest.param([GIVEN.format(1, 1)], "1", ["mark_given"], id="the-least"),
        pytest.param([GIVEN.format(1, "0.5")], "1", ["mark_given", "raised_to_least"], id="below-the-least"),
        pytest.param([GIVEN.format(1, 12)], "12", ["mark_given"], id="the-full"),
        pytest.param([GIVEN.format(1, 13)], "12", ["mark_given", "held_to_most"], id="above-the-full"),
    ],
)
def test_a_mark(lines: list[str], points: str, told: list[str]) -> None:
    score = run(NOTES, lines, Decimal(12))
    assert (score.points, codes(score), score.pending) == (Decimal(points), told, False)
    assert (score.bound_hit, len(score.fact_ids)) == (len(told) > 1, len(lines))


def test_a_mark_that_was_moved_tells_what_was_entered() -> None:
    assert run(NOTES, [GIVEN.format(1, 0)], TEN).reasons[1].params == {"entered": "0", "least": "1"}
    assert run(NOTES, [GIVEN.format(1, 13)], TEN).reasons[1].params == {"entered": "13", "most": "10"}


def test_a_mark_without_a_full_has_no_upper_bound_and_none_is_pending() -> None:
    assert run(NOTES, [GIVEN.format(1, 99)]).points == 99
    empty = run(NOTES, [], TEN)
    assert (empty.points, empty.pending, codes(empty)) == (ZERO, True, ["pending_mark"])


CRITERION = (Reads("criterion", ("met", "half_met", "unmet", "missing", "breach"), ("x",)),)
RECORDS = Check(CRITERION, Decimal("0.5"))


def _criterion(*outcomes: str) -> list[str]:
    return [f"2026-0{month}-01 criterion {outcome} detail=x" for month, outcome in enumerate(outcomes, 1)]


@pytest.mark.parametrize(
    ("outcomes", "points", "told"),
    [
        pytest.param(["met"], "2", ["check_met"], id="met"),
        pytest.param(["half_met"], "1", ["check_half_met"], id="half-met"),
        pytest.param(["unmet"], "0", ["check_unmet"], id="unmet"),
        pytest.param(["breach"], "0", ["check_unmet"], id="a-breach-that-is-not-priced-is-unmet"),
        pytest.param(["unmet", "met"], "2", ["check_met"], id="the-latest-verdict"),
        pytest.param(["met", "missing"], "1.5", ["check_met", "check_missing"], id="one-missing"),
        pytest.param(["missing"], "1.5", ["check_met", "check_missing"], id="only-something-missing-is-otherwise-met"),
        pytest.param(["missing"] * 3, "0.5", ["check_met", "check_missing"], id="just-above-nothing"),
        pytest.param(["missing"] * 4, "0", ["check_met", "check_missing"], id="down-to-nothing"),
        pytest.param(["missing"] * 5, "0", ["check_met", "check_missing", "floored"], id="not-below"),
        pytest.param(["half_met", "missing"], "0.5", ["check_half_met", "check_missing"], id="missing-from-half"),
        pytest.param(["unmet", "missing"], "0", ["check_unmet", "check_missing", "floored"], id="missing-from-nothing"),
    ],
)
def test_a_criterion(outcomes: list[str], points: str, told: list[str]) -> None:
    score = run(RECORDS, _criterion(*outcomes), TWO)
    assert (score.points, codes(score), score.pending) == (Decimal(points), told, False)
    assert len(score.fact_ids) == len(outcomes)


def test_what_is_missing_past_the_floor_is_told() -> None:
    floored = run(RECORDS, _criterion("half_met", *["missing"] * 3), TWO).reasons[-1]
    assert (floored.code, floored.params) == ("floored", {"floor": "0", "raw": "-0.5"})


def test_whether_a_criterion_hit_its_bound() -> None:
    hits = [run(RECORDS, _criterion(*["missing"] * count), TWO).bound_hit for count in (3, 4, 5)]
    assert hits == [False, True, True]
    assert not run(RECORDS, _criterion("unmet"), TWO).bound_hit


def test_of_two_verdicts_of_one_day_the_lower_counts() -> None:
    lines = [*_criterion("met"), *_criterion("half_met")]
    assert [run(RECORDS, facts, TWO).points for facts in (lines, lines[::-1])] == [1, 1]


def test_half_met_can_have_points_of_its_own() -> None:
    rule = Check(CRITERION, half=Decimal("0.4"))
    assert run(rule, _criterion("half_met"), TWO).points == Decimal("0.4")


def test_without_a_price_something_missing_is_unmet() -> None:
    assert codes(run(Check(CRITERION), _criterion("missing"), TWO)) == ["check_unmet"]


def test_what_is_missing_is_counted_by_quantity_and_an_event_once() -> None:
    line = _criterion("missing")[0] + " event=e quantity="
    score = run(RECORDS, [f"{line}2", f"{line}3"], TWO)
    assert (score.points, score.reasons[1].params) == (Decimal("0.5"), {"count": "3", "each": "0.5", "sum": "1.5"})


def test_a_criterion_can_name_what_else_is_taken_from_it() -> None:
    rule = Check(CRITERION, Decimal("0.5"), ("missing", "breach"))
    assert run(rule, _criterion("met", "breach", "missing"), TWO).points == 1


def test_a_criterion_that_nobody_looked_at_is_pending() -> None:
    score = run(RECORDS, [], TWO)
    assert (score.points, score.pending, codes(score)) == (ZERO, True, ["pending_check"])


@pytest.mark.parametrize(
    ("lines", "points", "told"),
    [
        pytest.param(["2026-12-01 mark given detail=x quantity=1.5"], "1.5", "mark_given", id="between"),
        pytest.param(["2026-12-01 mark given detail=x quantity=2.5"], "2", "mark_given", id="at-most-full"),
        pytest.param(
            ["2026-12-01 mark given detail=x quantity=1", "2026-12-02 criterion unmet detail=x"],
            "0",
            "check_unmet",
            id="a-later-verdict",
        ),
        pytest.param(
            ["2026-12-01 mark given detail=x quantity=1", "2026-12-01 criterion met detail=x"],
            "1",
            "mark_given",
            id="the-lower-of-one-day",
        ),
        pytest.param(
            ["2026-12-01 mark given detail=x quantity=1", "2026-12-01 criterion missing detail=x"],
            "0.5",
            "mark_given",
            id="something-missing-beside-it",
        ),
    ],
)
def test_a_mark_is_a_verdict_worth_its_points(lines: list[str], points: str, told: str) -> None:
    rule = Check((*CRITERION, Reads("mark", ("given",), ("x",))), Decimal("0.5"))
    score = run(rule, lines, TWO)
    assert (score.points, codes(score)[0], score.pending) == (Decimal(points), told, False)
