"""A section that waits for a result in some of its units."""

from __future__ import annotations

import pytest

from scoring import load_scheme
from scoring.points import ZERO, plain
from tests.scoring.test_lines import BREACHES, TEXT, card_of, told_of

WAITING_TEXT = (
    TEXT.replace("full = 20", 'full = 20\nempty = "left_out"\n')
    + """
[[sections.items]]
id = "mark"
title = { zh = "评分", en = "mark" }
rule = { kind = "mark", least = 0, reads = [{ kind = "mark" }] }
"""
)
WAITING = load_scheme(WAITING_TEXT, "waiting.toml")


def test_while_the_section_waits_its_reasons_have_their_months_already() -> None:
    card = card_of(BREACHES, "2026-Q3", WAITING)
    assert (card.section("life").pending, card.section("life").bound_hit) == (True, False)
    assert told_of(card, "breach")[:2] == [("deduct_each", "2026-07"), ("deduct_each", "2026-08")]
    assert (plain(card.line("breach").points), plain(card.section("life").full or ZERO)) == ("-6", "20")


@pytest.mark.parametrize(
    ("months", "pending"),
    [
        pytest.param([7], True, id="two-months-wait"),
        pytest.param([7, 8], True, id="one-month-waits"),
        pytest.param([7, 8, 9], False, id="none-waits"),
    ],
)
def test_a_line_waits_as_long_as_one_of_its_units_does(months: list[int], pending: bool) -> None:
    text = WAITING_TEXT.replace('empty = "left_out"\n', "")
    card = card_of(
        [f"2026-0{month}-09 mark given detail=mark" for month in months], "2026-Q3", load_scheme(text, "w.toml")
    )
    assert [card.line(item).pending for item in ("mark", "breach")] == [pending, False]


def test_a_section_in_which_nothing_waits_leaves_nothing_out() -> None:
    text = TEXT.replace("full = 20", 'full = 20\nempty = "left_out"')
    assert plain(card_of(BREACHES, "2026-Q3", load_scheme(text, "quiet.toml")).total) == "18"


@pytest.mark.parametrize(
    ("august", "pending"),
    [
        pytest.param([], False, id="a-month-without-any-result-is-left-out"),
        pytest.param(["mark"], True, id="a-month-with-one-of-two-results-waits-for-the-other"),
        pytest.param(["mark", "again"], False, id="a-month-with-both-counts"),
    ],
)
@pytest.mark.parametrize("dated", ["", "since = 2020-01-01\n"])
def test_a_month_is_left_out_only_when_nothing_of_what_it_waits_for_is_there(
    august: list[str], pending: bool, dated: str
) -> None:
    again = WAITING_TEXT[WAITING_TEXT.rindex("[[sections.items]]") :].replace('"mark"\nt', '"again"\nt')
    scheme = load_scheme((WAITING_TEXT + again).replace("rule =", f"{dated}rule ="), "two.toml")
    given = [(7, "mark"), (7, "again"), *((8, item) for item in august)]
    card = card_of(
        [f"2026-0{month}-09 mark given detail={item} quantity=2" for month, item in given], "2026-Q3", scheme
    )
    assert card.section("life").pending is pending
