from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.rules import Price, Reads, Tariff
from tests.scoring.rules import FIVE, TEN, codes, run

ABSENT = ("absent",)
MEETINGS = Tariff(
    "deduct",
    (
        Price((Reads("meeting", ABSENT, ("general",)),), Decimal(2)),
        Price((Reads("meeting", ABSENT, ("committee",)),), Decimal(1)),
        Price((Reads("meeting", ("late",)),), Decimal("0.5"), "event"),
    ),
)
GENERAL = "2026-03-05 meeting absent detail=general"
COMMITTEE = "2026-03-06 meeting absent detail=committee"
LATE = "2026-03-07 meeting late detail=general quantity=3"


@pytest.mark.parametrize(
    ("lines", "points"),
    [
        pytest.param([], "0", id="nothing"),
        pytest.param([GENERAL], "-2", id="the-first-price"),
        pytest.param([COMMITTEE], "-1", id="the-second-price"),
        pytest.param([GENERAL, COMMITTEE, COMMITTEE], "-4", id="each-pays-its-own"),
        pytest.param([f"{GENERAL} quantity=2"], "-4", id="a-quantity-of-two"),
        pytest.param([LATE], "-0.5", id="by-event-whatever-the-quantity"),
        pytest.param([f"{GENERAL} event=e", f"{COMMITTEE} event=e"], "-2", id="one-event-pays-its-dearest"),
        pytest.param([f"{COMMITTEE} event=e quantity=3", f"{GENERAL} event=e"], "-3", id="dearest-by-what-it-costs"),
        pytest.param([f"{GENERAL} event=e", f"{GENERAL} event=e quantity=2"], "-4", id="the-larger-of-one-event"),
    ],
)
def test_each_event_pays_its_dearest_price(lines: list[str], points: str) -> None:
    score = run(MEETINGS, lines)
    assert (score.points, len(score.fact_ids)) == (Decimal(points), len(lines))


def test_every_price_is_told_with_what_it_was_paid_for() -> None:
    general, committee = run(MEETINGS, [COMMITTEE, GENERAL, COMMITTEE]).reasons
    assert general.code == committee.code == "deduct_priced"
    assert dict(general.params) | {"details": "committee", "count": "2", "each": "1"} == committee.params
    assert general.params["details"] == "general"
    assert (general.params["count"], general.params["each"], general.params["sum"]) == ("1", "2", "2")


ATTENDANCE = Tariff(
    "deduct",
    (
        Price((Reads("figure", ("percent",), ("attendance",)),), Decimal(1), "event", Decimal(95)),
        Price((Reads("meeting", ABSENT),), Decimal(2)),
    ),
)


@pytest.mark.parametrize(
    ("figures", "points", "told"),
    [
        pytest.param(["95"], "0", ["no_loss"], id="exactly-the-mark"),
        pytest.param(["94.99"], "-1", ["deduct_below"], id="just-below"),
        pytest.param(["0"], "-1", ["deduct_below"], id="one-point-however-low"),
        pytest.param(["94", "95", "96", "90"], "-2", ["deduct_below"], id="each-that-is-below"),
    ],
)
def test_figures_below_a_mark_pay(figures: list[str], points: str, told: list[str]) -> None:
    lines = [f"2026-03-05 figure percent detail=attendance quantity={figure}" for figure in figures]
    score = run(ATTENDANCE, lines)
    assert (score.points, codes(score), len(score.fact_ids)) == (Decimal(points), told, len(lines))


def test_a_figure_below_the_mark_is_told_with_it_and_pays_no_second_time_for_its_event() -> None:
    low = "2026-03-05 figure percent detail=attendance quantity=90"
    (why,) = run(ATTENDANCE, [low, low]).reasons
    assert why.params == {
        "kind": "figure",
        "details": "attendance",
        "outcome": "percent",
        "count": "2",
        "each": "1",
        "sum": "2",
        "below": "95",
    }
    assert run(ATTENDANCE, [f"{low} event=e", f"{GENERAL} event=e"]).points == -2


DUES = Tariff(
    "deduct",
    (
        Price((Reads("dues", ("late",)),), Decimal(1), "month"),
        Price((Reads("dues", ("short",)), Reads("task", ("late",))), Decimal(2), "month"),
        Price((Reads("conduct", ("breach",)),), Decimal(4), "once"),
    ),
)


@pytest.mark.parametrize(
    ("lines", "points"),
    [
        pytest.param(["2026-03-05 dues late", "2026-03-06 dues late"], "-1", id="once-a-month"),
        pytest.param(["2026-03-05 dues late", "2026-04-05 dues late"], "-2", id="two-months"),
        pytest.param(["2026-03-05 dues late", "2027-03-05 dues late"], "-2", id="the-same-month-a-year-later"),
        pytest.param(["2026-03-05 dues late", "2026-03-06 dues short"], "-2", id="the-dearest-of-the-month"),
        pytest.param(["2026-03-05 dues short", "2026-03-06 task late"], "-4", id="another-kind-is-another-thing"),
        pytest.param(["2026-03-05 conduct breach", "2026-09-05 conduct breach"], "-4", id="once-in-the-unit"),
        pytest.param(["2026-03-05 conduct breach", "2026-03-05 dues late"], "-5", id="prices-add-up"),
    ],
)
def test_a_price_by_month_or_once(lines: list[str], points: str) -> None:
    assert run(DUES, lines).points == Decimal(points)


def test_the_dearest_of_a_month_counts_wherever_it_is_listed() -> None:
    prices = DUES.prices[:2]
    for listed in (prices, prices[::-1]):
        assert run(Tariff("deduct", listed), ["2026-03-05 dues late", "2026-03-06 dues short"]).points == -2


def test_two_prices_that_are_paid_once_are_paid_once_each() -> None:
    breach, late = (Price((Reads(*what),), FIVE, "once") for what in (("conduct", ("breach",)), ("task", ("late",))))
    lines = [f"2026-0{month}-05 {what}" for month in (3, 4) for what in ("conduct breach", "task late")]
    assert run(Tariff("deduct", (breach, late)), lines).points == -10


def test_of_equal_prices_the_first_listed_is_told() -> None:
    reads = (Reads("task", ("late",)), Reads("task", ("refused",)))
    rule = Tariff("deduct", (Price(reads[1:], FIVE), Price(reads, FIVE)))
    lines = ["2026-03-05 task late event=e", "2026-03-05 task refused event=e"]
    for facts in (lines, lines[::-1]):
        (why,) = run(rule, facts).reasons
        assert why.params["outcome"] == "refused"


def test_a_tariff_keeps_within_its_full() -> None:
    score = run(MEETINGS, [f"{GENERAL} quantity=6"], TEN)
    assert (score.points, score.bound_hit, codes(score)) == (Decimal(0), True, ["deduct_priced", "floored"])
    assert run(MEETINGS, [], TEN).points == 10


def test_a_tariff_can_award() -> None:
    prices = (
        Price((Reads("honour", ("municipal",), ("publicity",)),), Decimal(1)),
        Price((Reads("honour", ("provincial", "municipal"), ("model",)),), Decimal(15)),
    )
    rule = Tariff("award", prices)
    lines = ["2026-03-05 honour municipal detail=publicity quantity=3", "2026-04-05 honour provincial detail=model"]
    score = run(rule, lines, Decimal(16))
    assert (score.points, codes(score)) == (Decimal(16), ["award_priced", "award_priced", "capped"])
    assert run(rule, lines).points == 18
    assert run(rule, []).points == 0
    assert len(rule.sources) == 2


SYSTEMS = Tariff(
    "deduct",
    (
        Price((Reads("criterion", ("missing",), ("x",)),), Decimal("0.2")),
        Price((Reads("criterion", ("missing",), ("x.visits",)),), Decimal("0.5")),
    ),
    (Reads("criterion", ("met",), ("x",)),),
)


def test_a_tariff_that_somebody_must_look_at_is_pending_until_then() -> None:
    score = run(SYSTEMS, [], TEN)
    assert (score.points, score.pending, codes(score)) == (Decimal(0), True, ["pending_check"])


def test_what_was_looked_at_and_found_right_keeps_its_full() -> None:
    score = run(SYSTEMS, ["2026-12-01 criterion met detail=x"], TEN)
    assert (score.points, score.pending, codes(score), score.fact_ids) == (TEN, False, ["full_kept"], ("0",))


def test_what_was_found_missing_was_looked_at() -> None:
    lines = ["2026-12-01 criterion missing detail=x quantity=2", "2026-12-01 criterion missing detail=x.visits"]
    for more in ([], ["2026-12-01 criterion met detail=x"]):
        score = run(SYSTEMS, lines + more, TEN)
        assert (score.points, score.pending, len(score.fact_ids)) == (Decimal("9.1"), False, 2 + len(more))
