"""Sections that stand beside the total: shown on the card, but no part of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring import (
    GradingCase,
    MemberProfile,
    Scheme,
    SchemeFaults,
    ScoreCard,
    dump_scheme,
    from_json,
    grade_branch,
    load_scheme,
    outlook_of,
    score_card,
    to_json,
)
from scoring.bulk import from_facts, score_bulk
from scoring.periods import year
from scoring.telling.comparing import compare_cards
from scoring.telling.schemes import describe_section
from tests.scoring.cases import fact

TEXT = """
id = "mine"
title = { zh = "甲", en = "A" }
source = { document = "x", title = "y" }
since = 2026-01-01
cycle = "year"
[grading]
by = "bands"
at = "year"
grades = [{ code = "good", title = { zh = "好", en = "good" } }, { code = "bad", title = { zh = "差", en = "bad" } }]
bands = [{ at_least = 30, grade = "good" }, { at_least = 0, grade = "bad" }]
[[sections]]
id = "base"
title = { zh = "基础", en = "base" }
every = "year"
full = 40
[[sections.items]]
id = "plan"
title = { zh = "方案", en = "plan" }
full = 40
rule = { kind = "occurrence", effect = "deduct", each = 1.005, reads = [{ kind = "deed" }] }
[[sections]]
id = "spot"
title = { zh = "抽查", en = "spot check" }
every = "year"
beside = true
[[sections.items]]
id = "site"
title = { zh = "现场", en = "site" }
rule = { kind = "mark", reads = [{ kind = "mark" }] }
[[sections]]
id = "fines"
title = { zh = "扣分", en = "fines" }
every = "year"
starts = "minus"
[[sections.items]]
id = "late"
title = { zh = "逾期", en = "late" }
rule = { kind = "occurrence", effect = "deduct", each = 50, reads = [{ kind = "task", outcomes = ["late"] }] }
"""
WITHOUT_FINES = TEXT[: TEXT.index('[[sections]]\nid = "fines"')]
MARKED = ["2026-06-01 mark given detail=site quantity=60.005", "2026-06-01 deed done"]
WHO = MemberProfile("m")


def _scheme(old: str = "", new: str = "") -> Scheme:
    assert old in TEXT
    return load_scheme(TEXT.replace(old, new) if old else TEXT, "mine.toml")


def _card(scheme: Scheme, lines: list[str]) -> ScoreCard:
    return score_card(scheme, WHO, [fact(line, str(number)) for number, line in enumerate(lines)], year(2026))


def test_a_section_beside_the_total_is_shown_and_not_added() -> None:
    card = _card(_scheme(), MARKED)
    assert (card.total, card.shown_total, card.full) == (Decimal("38.995"), Decimal("39.00"), Decimal(40))
    assert [(one.id, one.shown, one.beside) for one in card.sections] == [
        ("base", Decimal("39.00"), False),
        ("spot", Decimal("60.01"), True),
        ("fines", Decimal("0.00"), False),
    ]
    assert from_json(to_json(card)) == card


def test_what_is_beside_the_total_leaves_no_room_for_what_takes_from_it() -> None:
    card = _card(_scheme(), [*MARKED, "2026-07-01 task late"])
    assert card.total == 0
    assert (card.section("fines").points, card.section("spot").points) == (Decimal("-38.995"), Decimal("60.005"))


def test_the_grade_does_not_wait_for_what_is_beside_the_total() -> None:
    scheme = _scheme()
    card = _card(scheme, [])
    assert card.section("spot").pending
    assert grade_branch(scheme, [GradingCase(WHO, card)])["m"].code == "good"


def test_the_total_is_scaled_without_what_is_beside_it() -> None:
    bounded = WITHOUT_FINES.replace("beside = true", "beside = true\nfull = 60")
    bounded = bounded.replace('title = { zh = "现场", en = "site" }', 'full = 60\ntitle = { zh = "现场", en = "site" }')
    scaled = load_scheme(bounded.replace('cycle = "year"', 'cycle = "year"\nscale_to = 100', 1), "mine.toml")
    card = _card(scaled, ["2026-06-01 mark given detail=site quantity=60", "2026-06-01 deed done quantity=4"])
    assert card.total == Decimal("89.95")  # 40 - 4.02 = 35.98 of 40


def test_all_at_once_leaves_it_out_as_well() -> None:
    facts = [fact(line, str(number)) for number, line in enumerate([*MARKED, "2026-07-01 task late quantity=0.5"])]
    scores = score_bulk(_scheme(), [WHO], from_facts(facts), year(2026))
    card = score_card(_scheme(), WHO, facts, year(2026))
    assert (scores.total(0), scores.points(0)) == (card.total, {one.id: one.points for one in card.sections})
    assert card.total == Decimal("13.995")


def test_a_comparison_tells_the_total_by_the_lines_that_it_consists_of() -> None:
    before, after = _card(_scheme(), []), _card(_scheme(), MARKED)
    moves = compare_cards([before], [after], {}, {})
    assert [(shift.item_id, shift.change) for move in moves for shift in move.shifts] == [("plan", Decimal("-1.005"))]


def test_what_is_beside_the_total_leaves_a_limit_to_what_can_still_be_reached() -> None:
    open_ended = 'kind = "occurrence", effect = "award", each = 1, reads = [{ kind = "honour" }]'
    scheme = _scheme('kind = "mark", reads = [{ kind = "mark" }]', open_ended)
    card = score_card(scheme, WHO, [], year(2026), as_of=date(2026, 6, 30))
    assert outlook_of(scheme, WHO, [], card, date(2026, 7, 1)).best == 40
    counted = load_scheme(dump_scheme(scheme).replace("beside = true", "beside = false"), "mine.toml")
    assert outlook_of(counted, WHO, [], card, date(2026, 7, 1)).best is None


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param('starts = "minus"', 'starts = "minus"\nbeside = true', "starts at minus", id="it-takes-points"),
        pytest.param("beside = true", 'beside = "yes"', "beside is 'yes'", id="no-flag"),
    ],
)
def test_a_fault_of_a_section_beside_the_total(old: str, new: str, found: str) -> None:
    with pytest.raises(SchemeFaults, match=found):
        _scheme(old, new)


def test_a_total_must_consist_of_something() -> None:
    with pytest.raises(SchemeFaults, match="every section is beside the total"):
        load_scheme(WITHOUT_FINES.replace('every = "year"\nfull', 'beside = true\nevery = "year"\nfull'), "mine.toml")


def test_a_section_says_that_it_is_beside_the_total() -> None:
    scheme = _scheme()
    assert describe_section(scheme.sections[1]).zh == "每年；另列，不计入总分"
    assert describe_section(scheme.sections[1]).en == "every year; beside the total, no part of it"
    assert load_scheme(dump_scheme(scheme), "again") == scheme
