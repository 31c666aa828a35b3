from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.rules import Part, Quota, Reads, Shortfall, Threshold
from tests.scoring.rules import FIVE, TEN, codes, run

QUIZ = (Reads("quiz", ("points",)),)


@pytest.mark.parametrize(
    ("got", "points"),
    [
        pytest.param("15", "10", id="the-target-is-full"),
        pytest.param("14.5", "10", id="an-incomplete-step-is-free"),
        pytest.param("14", "9.5", id="one-short"),
        pytest.param("13.5", "9.5", id="one-and-a-half-short-is-one"),
        pytest.param("99", "10", id="above-the-target-is-full"),
        pytest.param("0", "2.5", id="nothing-reached"),
    ],
)
def test_shortfall(got: str, points: str) -> None:
    score = run(Shortfall(QUIZ, Decimal(15), Decimal("0.5")), [f"2026-07-31 quiz points quantity={got}"], TEN)
    assert score.points == Decimal(points)


def test_shortfall_counts_an_event_once_and_nothing_recorded_as_full() -> None:
    rule = Shortfall(QUIZ, Decimal(15), Decimal(1), Decimal(5))
    again = "2026-07-31 quiz points quantity=5 event=july"
    score = run(rule, [again, again.replace("=5", "=4")], TEN)
    assert score.points == 8
    assert score.reasons[0].params == {
        "got": "5",
        "target": "15",
        "short": "10",
        "step": "5",
        "each": "1",
        "sum": "2",
    }
    assert codes(score) == ["shortfall"]
    assert run(rule, [], TEN).points == 10
    reached = run(rule, [again.replace("=5", "=15")], None)
    assert (reached.points, codes(reached)) == (Decimal(0), ["target_reached"])
    assert reached.reasons[0].params == {"got": "15", "target": "15"}


DEEDS = Quota((Part((Reads("deed", ("done",)),), Decimal(2)),), FIVE)
DEED = "2026-03-05 deed done"


@pytest.mark.parametrize(
    ("quantities", "points", "code"),
    [
        pytest.param([], "0", "quota_short", id="none"),
        pytest.param(["1"], "5", "quota_short", id="one-short-costs-five"),
        pytest.param(["1", "0.5"], "5", "quota_short", id="what-is-begun-is-short"),
        pytest.param(["1", "1"], "10", "quota_reached", id="as-many-as-asked"),
        pytest.param(["3"], "10", "quota_reached", id="more-than-asked"),
    ],
)
def test_each_one_short_of_a_quota_costs(quantities: list[str], points: str, code: str) -> None:
    score = run(DEEDS, [f"{DEED} quantity={quantity}" for quantity in quantities], TEN)
    assert (score.points, codes(score)) == (Decimal(points), [code])
    assert len(score.fact_ids) == len(quantities)


def test_before_the_last_day_a_quota_charges_nothing_and_tells_how_far_it_is() -> None:
    score = run(DEEDS, [DEED], TEN, over=False)
    (why,) = score.reasons
    assert (score.points, score.bound_hit, score.fact_ids) == (TEN, False, ("0",))
    told = {"kind": "deed", "details": "", "got": "1", "target": "2", "each": "5"}
    assert (why.code, why.params) == ("quota_so_far", told)
    assert run(DEEDS, [], over=False).points == 0
    assert codes(run(DEEDS, [DEED, DEED], over=False)) == ["quota_reached"]


def test_a_quota_without_a_full_is_charged_to_the_section() -> None:
    score = run(DEEDS, [])
    assert score.points == -10
    params = {"kind": "deed", "details": "", "got": "0", "target": "2", "short": "2", "each": "5", "sum": "10"}
    assert score.reasons[0].params == params
    assert DEEDS.waits


def test_facts_of_one_event_fill_a_quota_once() -> None:
    assert run(DEEDS, [f"{DEED} event=e", f"{DEED} event=e"], TEN).points == 5


NEEDY = Part((Reads("contact", ("taken_on",), ("needy_teacher", "poor_student")),), Decimal(1))
WEAK = Part((Reads("contact", ("taken_on",), ("weak_student",)),), FIVE)
CONTACTS = Quota((NEEDY, WEAK), FIVE, once=True)


@pytest.mark.parametrize(
    ("needy", "weak", "points", "told"),
    [
        pytest.param("1", "5", "0", ["quota_reached", "quota_reached"], id="both-kinds"),
        pytest.param("0", "5", "-5", ["quota_lacks", "quota_reached", "quota_once"], id="the-first-kind-is-missing"),
        pytest.param("1", "4", "-5", ["quota_reached", "quota_lacks", "quota_once"], id="one-of-the-second-is-missing"),
        pytest.param("0", "0", "-5", ["quota_lacks", "quota_lacks", "quota_once"], id="both-missing-cost-once"),
    ],
)
def test_once_any_lack_costs_once(needy: str, weak: str, points: str, told: list[str]) -> None:
    lines = [
        f"2026-03-05 contact taken_on detail=poor_student quantity={needy}",
        f"2026-03-05 contact taken_on detail=weak_student quantity={weak}",
    ]
    score = run(CONTACTS, lines)
    assert (score.points, codes(score)) == (Decimal(points), told)


def test_before_the_last_day_each_part_is_told() -> None:
    first, second = run(CONTACTS, [], over=False).reasons
    assert (first.code, second.code) == ("quota_so_far_once", "quota_so_far_once")
    assert first.params["details"] == "needy_teacher,poor_student"
    assert second.params == {"kind": "contact", "details": "weak_student", "got": "0", "target": "5", "each": "5"}
    assert run(CONTACTS, [], over=True).reasons[-1].params == {"sum": "5"}


APP = Threshold((Reads("study_app", ("points",)),), Decimal(1944))


@pytest.mark.parametrize(
    ("quantities", "points", "code"),
    [
        pytest.param([], "0", "threshold_missed", id="nothing"),
        pytest.param(["1943"], "0", "threshold_missed", id="one-below"),
        pytest.param(["1943.5"], "0", "threshold_missed", id="just-below"),
        pytest.param(["1944"], "5", "threshold_reached", id="the-target"),
        pytest.param(["1000", "944"], "5", "threshold_reached", id="the-months-together"),
        pytest.param(["1945"], "5", "threshold_reached", id="one-above"),
    ],
)
def test_a_threshold_is_all_or_nothing(quantities: list[str], points: str, code: str) -> None:
    lines = [f"2026-0{month}-28 study_app points quantity={got}" for month, got in enumerate(quantities, 1)]
    score = run(APP, lines, FIVE)
    assert (score.points, codes(score), score.bound_hit) == (Decimal(points), [code], False)
    assert len(score.fact_ids) == len(lines)


def test_a_threshold_tells_what_was_reached() -> None:
    line = "2026-03-28 study_app points event=e quantity=1900"
    (why,) = run(APP, [line, line], FIVE).reasons
    assert why.params == {"got": "1900", "target": "1944", "full": "5"}
