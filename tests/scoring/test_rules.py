from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.rules import (
    Discretionary,
    GradePoints,
    PerOccurrence,
    RateSteps,
    Reads,
    Rule,
    RuleScore,
    ShareAttended,
    Shortfall,
)
from tests.scoring.cases import fact

TEN = Decimal(10)
LATE = (Reads("meeting", ("late",)),)
SHORT = (Reads("dues", ("short",)),)
LATE_DUES = (Reads("dues", ("late", "unpaid")),)
LECTURES = (Reads("meeting", ("present", "late", "absent", "leave"), ("lecture",)),)
VOTES = (Reads("ballot", ("excellent", "competent", "basic", "incompetent")),)
QUIZ = (Reads("quiz", ("points",)),)


def _score(rule: Rule, lines: list[str], full: Decimal | None) -> RuleScore:
    return rule.score([fact(line, str(number)) for number, line in enumerate(lines)], full)


def _late(*quantities: str, event: str = "") -> list[str]:
    return [
        f"2026-07-0{number} meeting late detail=life event={event or number} quantity={quantity}"
        for number, quantity in enumerate(quantities, 1)
    ]


@pytest.mark.parametrize(
    ("lines", "full", "points", "hit"),
    [
        pytest.param([], TEN, "10", False, id="nothing-happened-keeps-the-full"),
        pytest.param(_late("1"), TEN, "7", False, id="one-costs-three"),
        pytest.param(_late("3"), TEN, "1", False, id="a-quantity-of-three-costs-nine"),
        pytest.param(_late("1", "1", "1.3"), TEN, "0.1", False, id="just-above-the-floor"),
        pytest.param(_late("4"), TEN, "0", True, id="below-the-floor-stays-at-zero"),
        pytest.param(_late("1", "1", event="x"), TEN, "7", False, id="one-event-is-charged-once"),
        pytest.param(_late("1", "2", event="x"), TEN, "4", False, id="one-event-has-its-largest-quantity"),
        pytest.param(_late("4"), None, "-12", False, id="without-a-full-the-section-bears-the-loss"),
        pytest.param([], None, "0", False, id="without-a-full-nothing-is-nothing"),
    ],
)
def test_deductions_per_occurrence(lines: list[str], full: Decimal | None, points: str, hit: bool) -> None:
    score = _score(PerOccurrence("deduct", LATE, Decimal(3)), lines, full)
    assert (score.points, score.bound_hit) == (Decimal(points), hit)
    assert len(score.fact_ids) == len(lines)


@pytest.mark.parametrize(
    ("quantity", "full", "points", "hit"),
    [
        pytest.param("0", TEN, "0", False, id="nothing-awards-nothing"),
        pytest.param("3", TEN, "9", False, id="below-the-cap"),
        pytest.param("4", TEN, "10", True, id="above-the-cap"),
        pytest.param("4", None, "12", False, id="without-a-cap"),
    ],
)
def test_awards_per_occurrence(quantity: str, full: Decimal | None, points: str, hit: bool) -> None:
    rule = PerOccurrence("award", LATE, Decimal(3))
    score = _score(rule, _late(quantity), full)
    assert (score.points, score.bound_hit) == (Decimal(points), hit)
    assert _score(rule, [], full).points == 0


@pytest.mark.parametrize(
    ("per", "points"),
    [
        pytest.param("quantity", "-16", id="quantities-are-added-two-three-two-and-one"),
        pytest.param("event", "-8", id="four-events"),
        pytest.param("month", "-4", id="two-months"),
        pytest.param("once", "-2", id="once"),
    ],
)
def test_what_one_occurrence_is(per: str, points: str) -> None:
    lines = [
        "2026-07-01 meeting late detail=life event=a quantity=2",
        "2026-07-02 meeting late detail=life event=b quantity=3",
        "2026-08-01 meeting late detail=life quantity=2",
        "2026-08-02 meeting late detail=life quantity=1",
    ]
    rule = PerOccurrence("deduct", LATE, Decimal(2), per)  # type: ignore[arg-type] # the table's words are checked
    assert _score(rule, lines, None).points == Decimal(points)


@pytest.mark.parametrize(
    ("lines", "points", "codes"),
    [
        pytest.param(["2026-07-01 dues late"], "-2", ["deduct_each"], id="late-alone"),
        pytest.param(
            ["2026-07-01 dues late", "2026-07-09 dues short"], "0", ["charged_elsewhere"], id="late-and-short"
        ),
        pytest.param(["2026-07-09 dues short"], "0", ["no_loss"], id="short-alone-is-not-this-rules"),
        pytest.param(
            ["2026-07-01 dues late", "2026-07-09 dues short", "2026-08-01 dues late"],
            "-2",
            ["deduct_each", "charged_elsewhere"],
            id="the-next-month-is-charged",
        ),
        pytest.param(
            ["2026-07-01 dues late", "2026-08-01 dues unpaid"],
            "-4",
            ["deduct_each", "deduct_each"],
            id="each-outcome-has-its-reason",
        ),
    ],
)
def test_an_occurrence_that_another_item_charges_is_left_to_it(lines: list[str], points: str, codes: list[str]) -> None:
    score = _score(PerOccurrence("deduct", LATE_DUES, Decimal(2), "month", SHORT), lines, None)
    assert score.points == Decimal(points)
    assert [why.code for why in score.reasons] == codes


def test_a_deduction_tells_how_often_each_and_together() -> None:
    (why,) = _score(PerOccurrence("deduct", LATE, Decimal(2)), _late("1", "1"), None).reasons
    assert why.params == {"kind": "meeting", "outcome": "late", "count": "2", "each": "2", "sum": "4"}


def test_the_past_of_a_bound_is_told() -> None:
    *_, why = _score(PerOccurrence("deduct", LATE, Decimal(3)), _late("4"), TEN).reasons
    assert (why.code, why.params) == ("floored", {"floor": "0", "raw": "-2"})
    *_, why = _score(PerOccurrence("award", LATE, Decimal(3)), _late("4"), TEN).reasons
    assert (why.code, why.params) == ("capped", {"cap": "10", "raw": "12"})


def test_reaching_a_bound_exactly_loses_nothing_that_needs_telling() -> None:
    score = _score(PerOccurrence("deduct", LATE, Decimal(5)), _late("2"), TEN)
    assert (score.points, score.bound_hit, len(score.reasons)) == (Decimal(0), True, 1)
    score = _score(PerOccurrence("award", LATE, Decimal(5)), _late("2"), TEN)
    assert (score.points, score.bound_hit, len(score.reasons)) == (TEN, True, 1)


def _lectures(*outcomes: str) -> list[str]:
    return [f"2026-07-0{n} meeting {o} detail=lecture event={n}" for n, o in enumerate(outcomes, 1)]


@pytest.mark.parametrize(
    ("outcomes", "points", "hit"),
    [
        pytest.param([], "5", False, id="not-held-counts-full"),
        pytest.param(["present"], "5", False, id="all-attended"),
        pytest.param(["absent"], "0", True, id="none-attended"),
        pytest.param(["late", "leave", "absent", "absent"], "2.5", False, id="late-and-leave-count"),
    ],
)
def test_share_attended(outcomes: list[str], points: str, hit: bool) -> None:
    score = _score(ShareAttended(LECTURES, ("present", "late", "leave")), _lectures(*outcomes), Decimal(5))
    assert (score.points, score.bound_hit) == (Decimal(points), hit)


def test_of_several_facts_of_one_meeting_the_best_counts() -> None:
    rule = ShareAttended(LECTURES, ("present", "late", "leave"))
    lines = [line.replace("event=2", "event=1") for line in _lectures("absent", "present")]
    score = _score(rule, lines, Decimal(5))
    assert score.points == 5
    assert score.reasons[0].params == {"attended": "1", "held": "1", "leave": "0", "full": "5"}


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
    score = _score(Shortfall(QUIZ, Decimal(15), Decimal("0.5")), [f"2026-07-31 quiz points quantity={got}"], TEN)
    assert score.points == Decimal(points)


def test_shortfall_counts_an_event_once_and_nothing_recorded_as_full() -> None:
    rule = Shortfall(QUIZ, Decimal(15), Decimal(1), Decimal(5))
    again = "2026-07-31 quiz points quantity=5 event=july"
    score = _score(rule, [again, again.replace("=5", "=4")], TEN)
    assert score.points == 8
    assert score.reasons[0].params == {
        "got": "5",
        "target": "15",
        "short": "10",
        "step": "5",
        "each": "1",
        "sum": "2",
    }
    assert _score(rule, [], TEN).points == 10
    assert _score(rule, [again.replace("=5", "=15")], None).points == 0


def _votes(passed: int, failed: int) -> list[str]:
    return [f"2026-12-01 ballot competent quantity={passed}", f"2026-12-01 ballot basic quantity={failed}"]


@pytest.mark.parametrize(
    ("passed", "failed", "points"),
    [
        pytest.param(7, 0, "20", id="all-passed"),
        pytest.param(951, 49, "20", id="just-above-ninety-five"),
        pytest.param(19, 1, "18", id="exactly-ninety-five"),
        pytest.param(901, 99, "18", id="just-above-ninety"),
        pytest.param(2, 1, "8", id="two-thirds-are-six-complete-steps"),
        pytest.param(11, 9, "2", id="fifty-five"),
        pytest.param(1, 1, "0", id="half"),
        pytest.param(0, 9, "0", id="nobody"),
    ],
)
def test_rate_with_steps(passed: int, failed: int, points: str) -> None:
    rule = RateSteps(VOTES, ("excellent", "competent"), Decimal(5), Decimal(2))
    score = _score(rule, _votes(passed, failed), Decimal(20))
    assert (score.points, score.pending) == (Decimal(points), False)


def test_without_a_vote_a_rate_is_pending() -> None:
    rule = RateSteps(VOTES, ("excellent", "competent"), Decimal(5), Decimal(2))
    for lines in ([], _votes(0, 0)):
        assert _score(rule, lines, Decimal(20)).pending


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
    score = _score(GRADES, lines, TEN)
    assert (score.points, score.pending) == (Decimal(points), False)
    assert _score(GRADES, [], TEN).pending


@pytest.mark.parametrize(
    ("effect", "quantity", "points"),
    [
        pytest.param("deduct", "4.5", "5.5", id="deducted"),
        pytest.param("deduct", "11", "0", id="deducted-to-the-floor"),
        pytest.param("award", "4.5", "4.5", id="awarded"),
        pytest.param("award", "11", "10", id="awarded-to-the-cap"),
    ],
)
def test_discretionary(effect: str, quantity: str, points: str) -> None:
    rule = Discretionary(effect, (Reads("discretionary", (effect,)),))  # type: ignore[arg-type] # as above
    once = f"2026-07-01 discretionary {effect} detail=x event=e quantity={quantity}"
    assert _score(rule, [once, once], TEN).points == Decimal(points)
    assert _score(rule, [], TEN).points == (10 if effect == "deduct" else 0)


@pytest.mark.parametrize(
    ("excuse", "points", "code"),
    [
        pytest.param("2026-01-10 resolution approved detail=x", "10", "excused", id="excused"),
        pytest.param("2026-01-10 resolution refused detail=x", "6", "discretionary_deduct", id="refused"),
        pytest.param("2026-01-10 resolution approved detail=y", "6", "discretionary_deduct", id="for-another"),
    ],
)
def test_an_excuse_lifts_a_discretionary_item_for_the_whole_unit(excuse: str, points: str, code: str) -> None:
    taken = Reads("discretionary", ("deduct",))
    rule = Discretionary("deduct", (taken,), unless=(Reads("resolution", ("approved",), ("x",)),))
    lines = ["2026-07-01 discretionary deduct detail=x quantity=4", excuse]
    score = _score(rule, [line for line in lines if any(r.matches(fact(line)) for r in rule.sources)], TEN)
    assert (score.points, score.reasons[0].code) == (Decimal(points), code)


@pytest.mark.parametrize("rule", [GRADES, PerOccurrence("deduct", LATE, TEN, unless=SHORT)])
def test_a_rule_names_all_that_it_reads(rule: Rule) -> None:
    reads = [source.kind for source in rule.sources]
    assert reads in (["assessment"], ["meeting", "dues"])
