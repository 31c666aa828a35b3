"""What a sum of units is bounded by: the full points of as many units as count."""

from __future__ import annotations

from datetime import date

import pytest

import schemes
from scoring import MemberProfile, ScoreCard, score_card
from scoring.periods import parse
from scoring.points import ZERO, plain
from tests.scoring.cases import fact

SUMMER, WINTER = "2026-06-28 assessment competent detail=members", "2026-12-31 assessment excellent detail=members"


def _card(lines: list[str], joined: date | None = None, as_of: date | None = None) -> ScoreCard:
    facts = [fact(line, str(number)) for number, line in enumerate(lines)]
    profile = MemberProfile("m", joined=joined)
    return score_card(schemes.load("urban-community"), profile, facts, parse("2026"), as_of=as_of)


@pytest.mark.parametrize(
    ("lines", "joined", "as_of", "points", "full"),
    [
        pytest.param([SUMMER, WINTER], None, None, "18", "20", id="both-half-years-held"),
        pytest.param([SUMMER], None, None, "16", "20", id="one-held-is-doubled"),
        pytest.param([WINTER], date(2026, 9, 1), None, "20", "20", id="the-half-before-joining-is-made-up-for"),
        pytest.param([SUMMER], None, date(2026, 8, 31), "8", "10", id="the-second-half-is-not-over"),
        pytest.param([SUMMER, WINTER], None, date(2026, 12, 31), "18", "20", id="the-year-is-over"),
        pytest.param([], None, None, "0", "20", id="none-held-yet"),
    ],
)
def test_a_sum_and_its_line_are_out_of_the_units_that_count(
    lines: list[str], joined: date | None, as_of: date | None, points: str, full: str
) -> None:
    card = _card(lines, joined, as_of)
    section, line = card.section("members_appraisal"), card.line("members_grade")
    assert (plain(section.points), plain(section.full or ZERO)) == (points, full)
    assert (plain(line.points), plain(line.full or ZERO)) == (points, full)


def test_the_whole_card_is_out_of_one_hundred_and_twenty() -> None:
    assert plain(_card([SUMMER, WINTER]).full) == "120"
