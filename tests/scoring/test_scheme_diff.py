from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import schemes
from scoring import Scheme, dump_scheme, load_scheme
from scoring.telling.differences import Difference, differences

CHANGZHOU = schemes.load("changzhou-2021")
TEXT = dump_scheme(CHANGZHOU)


def _changed(*changes: tuple[str, str]) -> Scheme:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return load_scheme(text, "changed.toml")


@pytest.mark.parametrize("name", schemes.names())
def test_a_scheme_does_not_differ_from_itself(name: str) -> None:
    assert differences(schemes.load(name), load_scheme(dump_scheme(schemes.load(name)), "again.toml")) == ()


def test_a_changed_number_is_told_with_its_place_and_both_values() -> None:
    found = differences(CHANGZHOU, _changed(("target = 15", "target = 20.5")))
    assert found == (Difference("changed", "rule.target", "15", "20.5", "base", "quiz"),)


def test_a_head_a_flag_a_date_and_a_list_are_told_as_written() -> None:
    mine = replace(
        CHANGZHOU,
        since=date(2022, 1, 1),
        notes=CHANGZHOU.notes[:1],
        total_full=Decimal(100),
        sections=tuple(replace(one, open=False) if one.id == "special" else one for one in CHANGZHOU.sections),
    )
    told = {(one.section, one.key): (one.change, one.old, one.new) for one in differences(CHANGZHOU, mine)}
    assert told["", "since"] == ("changed", "2021-09-01", "2022-01-01")
    assert told["", "total_full"] == ("added", "", "100")
    assert told["special", "open"] == ("changed", "true", "false")
    change, old, new = told["", "notes"]
    assert (change, old.count("zh = "), new.count("zh = ")) == ("changed", len(CHANGZHOU.notes), 1)


def test_sections_and_items_that_only_one_has_are_named_by_their_titles() -> None:
    base, *others = CHANGZHOU.sections
    shorter = replace(CHANGZHOU, sections=(replace(base, items=base.items[1:]), *others[1:]))
    assert differences(CHANGZHOU, shorter) == (
        Difference("removed", "", old="学习强国", section="base", item="study_app"),
        Difference("removed", "", old="特色分", section="special"),
    )
    assert [(one.change, one.new) for one in differences(shorter, CHANGZHOU)] == [
        ("added", "学习强国"),
        ("added", "特色分"),
    ]


def test_the_order_of_sections_and_items_is_without_meaning() -> None:
    turned = tuple(replace(one, items=one.items[::-1]) for one in reversed(CHANGZHOU.sections))
    assert differences(CHANGZHOU, replace(CHANGZHOU, sections=turned)) == ()


def test_a_grade_is_told_apart_by_its_code() -> None:
    grading = CHANGZHOU.grading
    harder = replace(grading.bands[0], at_least=Decimal(85))
    talked = replace(grading.grades[1], consequences=("talk",))
    mine = replace(
        CHANGZHOU,
        grading=replace(
            grading,
            grades=(grading.grades[0], talked, *grading.grades[2:]),
            bands=(harder, *grading.bands[1:]),
            streaks=(),
        ),
    )
    told = {one.key: one for one in differences(CHANGZHOU, mine)}
    assert told["grading.grades.encouraged.consequences"] == Difference(
        "changed", "grading.grades.encouraged.consequences", "[study_and_training]", "[talk]"
    )
    assert told["grading.streaks"].change == "removed"
    assert "at_least = 85" in told["grading.bands"].new


def test_a_value_changed_from_a_day_on_is_an_item_of_its_own() -> None:
    base, *others = CHANGZHOU.sections
    old = replace(base.items[0], until=date(2027, 1, 1))
    new = replace(base.items[0], since=date(2027, 1, 1), full=Decimal(8))
    mine = replace(CHANGZHOU, sections=(replace(base, items=(old, new, *base.items[1:])), *others))
    assert differences(CHANGZHOU, mine) == (
        Difference("added", "until", new="2027-01-01", section="base", item="study_app"),
        Difference("added", "", new="学习强国", section="base", item="study_app@2027-01-01"),
    )
