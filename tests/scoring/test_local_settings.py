"""Values that a scheme leaves to the branch: changed from a day on, and never for what is past."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring import MemberProfile, Scheme, SchemeFaults, dump_scheme, load_scheme, localised, score_card
from scoring.grading import band_of
from scoring.periods import parse
from scoring.points import plain
from tests.scoring.cases import fact

TEXT = """
id = "open"
title = { zh = "甲", en = "A" }
source = { document = "x", title = "y" }
since = 2020-01-01
cycle = "month"
settings = [
    { id = "absence", title = { zh = "缺席", en = "absence" }, item = "absent", key = "rule.each" },
    { id = "reports", title = { zh = "汇报", en = "reports" }, item = "report", key = "rule.parts.0.target" },
    { id = "most", title = { zh = "上限", en = "most" }, item = "report", key = "full" },
]
[grading]
by = "none"
at = "year"
[[sections]]
id = "life"
title = { zh = "组织生活", en = "life" }
every = "month"
starts = "full"
full = 20
[[sections.items]]
id = "absent"
title = { zh = "缺席", en = "absent" }
rule = { kind = "occurrence", effect = "deduct", each = 3, reads = [{ kind = "meeting", outcomes = ["absent"] }] }
[[sections.items]]
id = "report"
title = { zh = "汇报", en = "report" }
full = 0
rule = { kind = "quota", each = 2, parts = [{ target = 1, reads = [{ kind = "duty", outcomes = ["done"] }] }] }
"""
OPEN = load_scheme(TEXT, "open.toml")
ABSENT = [fact(f"2026-{month:02}-10 meeting absent detail=general", str(month)) for month in (6, 7, 9)]


def _set(scheme: Scheme, setting: str, value: Decimal, since: date) -> Scheme:
    change = f'[[changes]]\nsetting = "{setting}"\nvalue = {value}\nsince = {since}\n'
    return localised(scheme, change)


def _month(scheme: Scheme, label: str) -> str:
    card = score_card(scheme, MemberProfile("m"), ABSENT, parse(label))
    return plain(-sum((line.points for line in card.sections[0].lines if line.item_id == "absent"), Decimal(0)))


def test_a_change_holds_from_its_day_on_and_leaves_the_past_as_it_was() -> None:
    changed = _set(OPEN, "absence", Decimal(5), date(2026, 7, 1))
    assert [_month(changed, label) for label in ("2026-06", "2026-07", "2026-09")] == ["3", "5", "5"]
    assert [_month(OPEN, label) for label in ("2026-06", "2026-07")] == ["3", "3"]
    assert load_scheme(dump_scheme(changed), "changed.toml") == changed


def test_a_second_change_ends_the_first() -> None:
    once = _set(OPEN, "absence", Decimal(5), date(2026, 7, 1))
    twice = _set(once, "absence", Decimal(4), date(2026, 9, 1))
    assert [_month(twice, label) for label in ("2026-06", "2026-07", "2026-09")] == ["3", "5", "4"]


def test_a_change_of_the_same_day_takes_the_earlier_one_s_place() -> None:
    once = _set(OPEN, "absence", Decimal(5), date(2026, 7, 1))
    again = _set(once, "absence", Decimal(4), date(2026, 7, 1))
    assert [_month(again, label) for label in ("2026-06", "2026-07")] == ["3", "4"]
    assert [item.id for _, item in again.items()] == ["absent", "absent", "report"]


def test_a_change_before_a_later_one_holds_until_that() -> None:
    later = _set(OPEN, "absence", Decimal(5), date(2026, 9, 1))
    both = _set(later, "absence", Decimal(4), date(2026, 7, 1))
    assert [_month(both, label) for label in ("2026-06", "2026-07", "2026-09")] == ["3", "4", "4"]


def test_a_number_deep_in_a_rule_can_be_a_setting() -> None:
    changed = _set(OPEN, "reports", Decimal(4), date(2026, 7, 1))
    assert "target = 4" in dump_scheme(changed)
    assert _set(changed, "most", Decimal(2), date(2026, 8, 1)).sections[0].items[-1].full == 2


@pytest.mark.parametrize(
    ("setting", "value", "found"),
    [
        pytest.param("lateness", 1, "absence, reports, most", id="an-unknown-setting-names-the-known"),
        pytest.param("absence", -1, "number from 0", id="a-number-that-the-rule-refuses"),
        pytest.param("absence", 0, "points above 0", id="a-number-that-makes-the-rule-idle"),
    ],
)
def test_a_wrong_change_is_refused_with_what_is_allowed(setting: str, value: int, found: str) -> None:
    with pytest.raises(SchemeFaults, match=found):
        _set(OPEN, setting, Decimal(value), date(2026, 7, 1))


def test_a_scheme_without_settings_says_that_it_leaves_nothing_open() -> None:
    closed = load_scheme(TEXT.replace(TEXT[TEXT.index("settings") : TEXT.index("[grading]")], ""), "closed.toml")
    with pytest.raises(SchemeFaults, match="leaves nothing open"):
        _set(closed, "absence", Decimal(1), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param('item = "absent"', 'item = "late"', "allowed items: absent, report", id="no-such-item"),
        pytest.param("rule.each", "rule.all", "holds a number", id="no-such-key"),
        pytest.param("parts.0", "parts.7", "holds a number", id="no-such-part"),
        pytest.param("parts.0", "parts.first", "holds a number", id="a-word-for-a-place"),
        pytest.param("rule.each", "title", "is no number", id="a-title-is-no-number"),
        pytest.param("rule.each", "id.x", "holds a number", id="a-path-through-a-text"),
    ],
)
def test_a_setting_that_leads_nowhere_is_a_fault_of_the_scheme(old: str, new: str, found: str) -> None:
    with pytest.raises(SchemeFaults, match=found):
        load_scheme(TEXT.replace(old, new, 1), "open.toml")


WHOLE = TEXT.replace(
    "settings = [",
    """settings = [
    { id = "life_points", title = { zh = "满分", en = "full" }, key = "sections.life.full" },
    { id = "good", title = { zh = "优秀线", en = "mark" }, key = "grading.bands.0.at_least" },""",
).replace(
    'by = "none"\n',
    """by = "bands"
grades = [{ code = "good", title = { zh = "好", en = "good" } }, { code = "poor", title = { zh = "差", en = "poor" } }]
bands = [{ at_least = 15, grade = "good" }, { at_least = 0, grade = "poor" }]
""",
)


def test_a_changed_section_or_band_holds_for_periods_that_start_later() -> None:
    scheme = load_scheme(WHOLE, "open.toml")
    changed = _set(_set(scheme, "life_points", Decimal(12), date(2026, 7, 1)), "good", Decimal(9), date(2026, 9, 1))
    totals = [
        score_card(changed, MemberProfile("m"), [], parse(label)).total for label in ("2026-06", "2026-07", "2026-09")
    ]
    assert totals == [20, 12, 12]
    assert [band_of(changed.on(date(2026, month, 1)).grading, Decimal(10)) for month in (6, 7, 9)] == [
        "poor",
        "poor",
        "good",
    ]
    assert score_card(changed, MemberProfile("m"), [], parse("2026")).total == 20


def test_items_and_changes_stand_in_one_text_and_all_their_faults_are_told() -> None:
    with pytest.raises(SchemeFaults) as refused:
        localised(OPEN, '[[changes]]\nsetting = "late"\nvalue = "x"\nsince = "y"\nwhy = 1', "own.toml")
    told = [f"{fault.where}: {fault.found}" for fault in refused.value.faults]
    assert told == [
        "own.toml: changes.setting is 'late'",
        "own.toml: changes.value is 'x'",
        "own.toml: changes.since is 'y'",
        "own.toml: changes.why is unknown",
    ]
