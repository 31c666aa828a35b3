from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

import schemes
from scoring import Fact, MemberProfile, TangledReversal, UnknownFact, WrongPeriod, score_card
from scoring.bulk import FactTable, FactType, TooLarge, from_facts, from_rows, score_bulk
from scoring.items import Item, Section
from scoring.periods import month, parse, year
from scoring.rules import Price, Reads, Tariff
from scoring.text import Text

SCHEME = schemes.load("changzhou-2021")
QUIZ = FactType("quiz", "points")
DAY = date(2026, 3, 5)
MEMBER = MemberProfile("m", "agency")


def table(members: tuple[str, ...] = ("m",), types: tuple[FactType, ...] = (QUIZ,), **columns: Any) -> FactTable:
    """A table of one fact, but for what is given."""
    given = {"member": [0], "type_": [0], "day": [DAY.toordinal()], "quantity": [1200], "event": [0]} | columns
    member, type_, day, quantity, event = (np.array(column) for column in given.values())
    return FactTable.of(members, types, member=member, type_=type_, day=day, quantity=quantity, event=event)


def total(facts: FactTable, label: str = "2026-03") -> Decimal:
    return score_bulk(SCHEME, [MEMBER], facts, parse(label)).total(0)


def quiz(quantity: str, **more: Any) -> Fact:
    return replace(Fact("1", "m", "quiz", "points", DAY, Decimal(quantity)), **more)


def test_columns_are_scored_without_an_object_for_a_fact() -> None:
    assert total(table()) == Decimal("68.5")  # three points below 15 cost 0.5 each


def test_rows_of_a_database_come_with_days_as_dates_or_as_their_text() -> None:
    rows = [(7, "quiz", "points", DAY, 1200, "", ""), (7, "quiz", "points", "2026-04-05", 1500, "", "")]
    found = from_rows([rows[:1], [], rows[1:]])
    assert found.members == ("7",)
    assert len(found) == 2
    assert [found.fact(row).on for row in range(2)] == [DAY, date(2026, 4, 5)]
    assert found.fact(0).quantity == 12


def test_a_table_without_facts_leaves_everybody_what_he_starts_with() -> None:
    for empty in (from_rows([]), from_facts([])):
        assert len(empty) == 0
        assert total(empty) == 70


def test_a_row_is_a_fact_again_with_its_event() -> None:
    facts = [quiz("1", event="a"), quiz("2", id="2", event="a"), quiz("3", id="3")]
    events = [from_facts(facts).fact(row).event for row in range(3)]
    assert events[0] == events[1] != events[2] == ""


def test_nobody_is_scored_where_nobody_is_given() -> None:
    scores = score_bulk(SCHEME, [], table(), year(2026))
    assert scores.members == ()
    assert scores.sections.shape == (3, 0)


def test_scores_name_only_the_sections_that_are_on_the_card() -> None:
    scores = score_bulk(SCHEME, [MEMBER], table(), month(2026, 3))
    assert scores.points(0) == {"base": Decimal("68.5"), "special": Decimal(0)}
    assert scores.section_ids == ("base", "special", "appraisal")


def test_finer_quantities_than_hundredths_stay_exact() -> None:
    claims = [Fact("1", "m", "claim", "approved", DAY, Decimal("1.000000001"), "own_work")]
    claims.append(Fact("2", "m", "claim", "approved", DAY, Decimal("0.5"), "own_work"))
    assert from_facts(claims).per == 10**9
    assert total(from_facts(claims)) == score_card(SCHEME, MEMBER, claims, month(2026, 3)).total == Decimal("71.5")


def test_quantities_too_large_for_a_short_road_take_the_long_one() -> None:
    claims = Reads("claim", ("approved",), ("own_work",))
    item = Item("own_work", Text("", ""), Tariff("award", (Price((claims,), Decimal(5)),)), full=Decimal(10))
    scheme = replace(SCHEME, sections=(Section("own", Text("", ""), (item,), "month"),))
    huge = [Fact("1", "m", "claim", "approved", DAY, Decimal(10) ** 16, "own_work")]
    scores = score_bulk(scheme, [MEMBER], from_facts(huge), month(2026, 3))
    assert scores.total(0) == score_card(scheme, MEMBER, huge, month(2026, 3)).total == 10


@pytest.mark.parametrize(
    "quantity",
    [pytest.param("0.0000000001", id="ten-decimals"), pytest.param("1E+20", id="more-than-64-bits-hold")],
)
def test_a_quantity_that_columns_cannot_hold_is_refused(quantity: str) -> None:
    with pytest.raises(TooLarge, match="nine decimals"):
        from_facts([quiz(quantity)])


def test_quantities_whose_sum_columns_cannot_hold_are_refused() -> None:
    with pytest.raises(TooLarge, match="together"):
        table(member=[0, 0], type_=[0, 0], day=[1, 1], quantity=[2**61, 2**61], event=[0, 0])


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        pytest.param({"members": ("m", "m")}, "a member comes twice", id="one-member-with-two-numbers"),
        pytest.param({"event": [0, 0]}, "different lengths", id="columns-of-different-lengths"),
        pytest.param({"quantity": [1.5]}, "quantity holds float64", id="a-float"),
        pytest.param({"member": [1]}, "member from 0 to 1", id="a-member-who-is-not-there"),
        pytest.param({"member": [-1]}, "member from -1", id="a-member-below-the-first"),
        pytest.param({"type_": [1]}, "type_ from 0 to 1", id="a-type-that-is-not-there"),
        pytest.param({"quantity": [-1]}, "quantity from -1", id="a-negative-quantity"),
        pytest.param({"day": [4_000_000]}, "day from 0 to 4000000", id="a-day-after-the-last"),
    ],
)
def test_columns_that_do_not_fit_are_refused(columns: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        table(**columns)


def test_a_type_outside_the_vocabulary_is_refused() -> None:
    with pytest.raises(UnknownFact, match="quiz has no outcome"):
        table(types=(FactType("quiz", "won"),))


def test_reversals_in_a_circle_are_refused() -> None:
    circle = [quiz("1", id="a"), quiz("1", id="b", reverses="a"), quiz("1", id="a", reverses="b")]
    with pytest.raises(TangledReversal):
        from_facts(circle)


def test_a_member_who_is_asked_for_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="a member comes twice"):
        score_bulk(SCHEME, [MEMBER, MEMBER], table(), month(2026, 3))


def test_a_period_that_no_card_has_is_refused() -> None:
    with pytest.raises(WrongPeriod):
        score_bulk(SCHEME, [MEMBER], table(), month(2026, 3), as_of=date(2026, 2, 1))


def test_more_types_of_facts_than_16_bits_count_are_told_apart() -> None:
    rows = [("m", "complaint", "verified", DAY, 100, f"matter {number}", "") for number in range(40_000)]
    found = from_rows([rows])
    assert len(found.types) == 40_000
    assert total(found) == 70


def test_the_core_alone_does_without_numpy() -> None:
    seen = subprocess.run(
        [sys.executable, "-c", "import sys, scoring, schemes; print('numpy' in sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert seen.stdout.strip() == "False"
