from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.rules import Discretionary, Reads
from tests.scoring.cases import fact
from tests.scoring.rules import FIVE, TEN, TWENTY, run


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
    assert run(rule, [once, once], TEN).points == Decimal(points)
    assert run(rule, [], TEN).points == (10 if effect == "deduct" else 0)


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
    score = run(rule, [line for line in lines if any(r.matches(fact(line)) for r in rule.sources)], TEN)
    assert (score.points, score.reasons[0].code) == (Decimal(points), code)


@pytest.mark.parametrize(
    ("entered", "counted", "code"),
    [
        pytest.param("4", "5", "raised_to_least", id="below-the-least"),
        pytest.param("5", "5", "", id="the-least"),
        pytest.param("5.5", "5.5", "", id="between"),
        pytest.param("10", "10", "", id="the-most"),
        pytest.param("10.5", "10", "held_to_most", id="above-the-most"),
    ],
)
def test_what_is_entered_for_one_event_is_held_within_its_bounds(entered: str, counted: str, code: str) -> None:
    rule = Discretionary("deduct", (Reads("discretionary", ("deduct",)),), FIVE, TEN)
    told, *held = run(rule, [f"2026-07-01 discretionary deduct detail=x quantity={entered}"]).reasons
    assert told.params == {"count": "1", "sum": counted}
    assert [why.code for why in held] == [code] * bool(code)
    if held:
        bound = {"least": "5"} if code == "raised_to_least" else {"most": "10"}
        assert held[0].params == {"entered": entered, **bound}


def test_each_event_has_its_own_bounds() -> None:
    rule = Discretionary("deduct", (Reads("discretionary", ("deduct",)),), most=Decimal(3))
    line = "2026-07-01 discretionary deduct detail=x quantity="
    assert run(rule, [f"{line}4", f"{line}2", f"{line}9"], TWENTY).points == 12
    assert run(rule, [f"{line}4 event=e", f"{line}2 event=e"], TWENTY).points == 17


@pytest.mark.parametrize(
    ("entered", "points"),
    [
        pytest.param(["7"], "-7", id="one"),
        pytest.param(["7", "6"], "-7", id="the-highest-of-two"),
        pytest.param(["6", "12"], "-10", id="the-highest-held-to-the-most"),
        pytest.param(["1", "2"], "-5", id="the-highest-raised-to-the-least"),
    ],
)
def test_entries_that_count_once_have_one_bound_together(entered: list[str], points: str) -> None:
    rule = Discretionary("deduct", (Reads("discretionary", ("deduct",)),), FIVE, TEN, per="once")
    lines = [f"2026-07-01 discretionary deduct detail=x quantity={one}" for one in entered]
    score = run(rule, lines)
    assert (score.points, len(score.fact_ids)) == (Decimal(points), len(lines))
    assert score.reasons[0].params["count"] == "1"
