from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.rules import PerOccurrence, Reads
from tests.scoring.rules import FIVE, LATE, TEN, TWO, codes, run

SHORT = (Reads("dues", ("short",)),)
LATE_DUES = (Reads("dues", ("late", "unpaid")),)
CLAIMED = (Reads("post", ("claimed",)),)


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
    score = run(PerOccurrence("deduct", LATE, Decimal(3)), lines, full)
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
    score = run(rule, _late(quantity), full)
    assert (score.points, score.bound_hit) == (Decimal(points), hit)
    assert run(rule, [], full).points == 0


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
    assert run(rule, lines, None).points == Decimal(points)


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
    score = run(PerOccurrence("deduct", LATE_DUES, Decimal(2), "month", SHORT), lines, None)
    assert score.points == Decimal(points)
    assert [why.code for why in score.reasons] == codes


def test_a_deduction_tells_how_often_each_and_together() -> None:
    (why,) = run(PerOccurrence("deduct", LATE, Decimal(2)), _late("1", "1"), None).reasons
    assert why.params == {"kind": "meeting", "outcome": "late", "count": "2", "each": "2", "sum": "4"}


def test_the_past_of_a_bound_is_told() -> None:
    *_, why = run(PerOccurrence("deduct", LATE, Decimal(3)), _late("4"), TEN).reasons
    assert (why.code, why.params) == ("floored", {"floor": "0", "raw": "-2"})
    *_, why = run(PerOccurrence("award", LATE, Decimal(3)), _late("4"), TEN).reasons
    assert (why.code, why.params) == ("capped", {"cap": "10", "raw": "12"})


def test_reaching_a_bound_exactly_loses_nothing_that_needs_telling() -> None:
    score = run(PerOccurrence("deduct", LATE, Decimal(5)), _late("2"), TEN)
    assert (score.points, score.bound_hit, len(score.reasons)) == (Decimal(0), True, 1)
    score = run(PerOccurrence("award", LATE, Decimal(5)), _late("2"), TEN)
    assert (score.points, score.bound_hit, len(score.reasons)) == (TEN, True, 1)


OPINIONS = PerOccurrence("deduct", (Reads("post", ("opinion",)),), Decimal(1), needs=CLAIMED)
LABOUR = PerOccurrence("award", (Reads("service", ("done",)),), TWO, "event", needs=CLAIMED)
CLAIM, OPINION, SERVICE = "2026-07-01 post claimed", "2026-07-09 post opinion", "2026-07-09 service done"


@pytest.mark.parametrize(
    ("rule", "lines", "points", "codes_told"),
    [
        pytest.param(OPINIONS, [], "0", ["nothing_without"], id="no-post-no-points"),
        pytest.param(OPINIONS, [OPINION], "0", ["nothing_without"], id="no-post-however-many-opinions"),
        pytest.param(OPINIONS, [CLAIM], "5", ["full_kept"], id="a-post-without-an-opinion-keeps-the-full"),
        pytest.param(OPINIONS, [CLAIM, OPINION], "4", ["deduct_each"], id="an-opinion-on-the-post-costs"),
        pytest.param(LABOUR, [SERVICE], "0", ["nothing_without"], id="an-award-needs-it-as-well"),
        pytest.param(LABOUR, [CLAIM], "0", ["none_yet"], id="what-is-needed-is-not-counted-itself"),
        pytest.param(LABOUR, [CLAIM, CLAIM, SERVICE], "2", ["award_each"], id="the-award-is-for-the-service-alone"),
    ],
)
def test_a_rule_that_needs_a_fact_gives_nothing_without_it(
    rule: PerOccurrence, lines: list[str], points: str, codes_told: list[str]
) -> None:
    score = run(rule, lines, FIVE)
    assert (score.points, codes(score)) == (Decimal(points), codes_told)
    assert len(score.fact_ids) == len(lines)


def test_what_is_missing_is_named() -> None:
    (why,) = run(OPINIONS, [], FIVE).reasons
    assert why.params == {"kind": "post", "details": "", "outcome": "claimed"}


def test_a_rule_can_need_one_fact_and_leave_occurrences_to_another_item() -> None:
    rule = PerOccurrence("deduct", LATE_DUES, TWO, "month", SHORT, CLAIMED)
    lines = [CLAIM, "2026-07-01 dues late", "2026-08-01 dues late", "2026-08-02 dues short"]
    score = run(rule, lines, TEN)
    assert (score.points, codes(score)) == (Decimal(8), ["deduct_each", "charged_elsewhere"])
    assert score.fact_ids == ("0", "1", "2", "3")
    assert [source.kind for source in rule.sources] == ["dues", "dues", "post"]


def test_an_award_that_something_else_on_record_bars_is_not_called_a_charge() -> None:
    rule = PerOccurrence("award", (Reads("dues", ("on_time",)),), TWO, per="month", unless=SHORT)
    score = run(rule, ["2026-07-01 dues on_time", "2026-07-09 dues short", "2026-08-01 dues on_time"], None)
    assert (score.points, codes(score)) == (Decimal(2), ["award_each", "award_barred"])


def test_what_another_item_charges_is_cited_there_and_not_here() -> None:
    rule = PerOccurrence("deduct", LATE_DUES, TWO, "month", SHORT)
    lines = ["2026-07-01 dues late", "2026-08-01 dues late", "2026-08-02 dues short"]
    assert run(rule, lines, TEN).fact_ids == ("0",)
    assert run(rule, lines[1:], TEN).fact_ids == ("0", "1")


@pytest.mark.parametrize("effect", ["deduct", "award"])
def test_what_is_counted_once_is_told_once(effect: str) -> None:
    rule = PerOccurrence(effect, LATE, TWO, "once")  # type: ignore[arg-type] # the table's words are checked
    (why,) = run(rule, _late("3", "1"), TEN).reasons
    assert (why.code, why.params) == (f"{effect}_once", {"kind": "meeting", "outcome": "late", "sum": "2"})


def test_an_event_named_like_a_fact_is_not_that_fact() -> None:
    lines = ["2026-07-01 meeting late detail=life", "2026-07-02 meeting late detail=life event=0"]
    assert run(PerOccurrence("deduct", LATE, TWO), lines).points == -4


@pytest.mark.parametrize(("per", "points"), [("quantity", "-8"), ("event", "-6"), ("month", "-4"), ("once", "-2")])
def test_facts_without_an_event_are_one_occurrence_each(per: str, points: str) -> None:
    lines = [
        "2026-07-01 meeting late detail=life",
        "2026-07-02 meeting late detail=life quantity=2",
        "2026-08-03 meeting late detail=life",
    ]
    rule = PerOccurrence("deduct", LATE, TWO, per)  # type: ignore[arg-type] # the table's words are checked
    assert run(rule, lines).points == Decimal(points)
