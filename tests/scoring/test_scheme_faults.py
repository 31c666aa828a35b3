from __future__ import annotations

import pytest

from scoring import SchemeFault, SchemeFaults, dump_scheme, load_scheme

RIGHT = """
id = "mine"
title = { zh = "甲", en = "A" }
source = { document = "x", title = "y" }
since = 2026-01-01
cycle = "year"
[grading]
by = "bands"
at = "year"
grades = [{ code = "good", title = { zh = "好", en = "good" } }, { code = "bad", title = { zh = "差", en = "bad" } }]
bands = [{ at_least = 60, grade = "good" }, { at_least = 0, grade = "bad" }]
probationary_bands = [{ at_least = 0, grade = "bad" }]
[[grading.streaks]]
code = "low"
title = { zh = "低", en = "low" }
below = 60
running = 2
consequences = ["talk"]
[[calendar]]
id = "report"
title = { zh = "报告", en = "report" }
month = 2
day = 29
[[sections]]
id = "study"
title = { zh = "学", en = "study" }
every = "year"
full = 10
[[sections.items]]
id = "quiz"
title = { zh = "题", en = "quiz" }
full = 10
rule = { kind = "shortfall", target = 15, each = 0.5, reads = [{ kind = "quiz" }] }
"""
ITEM = 'rule = { kind = "shortfall", target = 15, each = 0.5, reads = [{ kind = "quiz" }] }'


def _faults(text: str) -> tuple[SchemeFault, ...]:
    with pytest.raises(SchemeFaults) as refused:
        load_scheme(text, "mine.toml")
    return refused.value.faults


def test_the_right_scheme_is_right() -> None:
    scheme = load_scheme(RIGHT, "mine.toml")
    assert scheme.id == "mine"
    assert load_scheme(dump_scheme(scheme), "again") == scheme


@pytest.mark.parametrize(
    ("old", "new", "found", "allowed"),
    [
        pytest.param('id = "mine"', "", "id is missing", "must be given", id="a-key-is-missing"),
        pytest.param('id = "mine"', 'id = ""', "id is ''", "not empty", id="an-empty-text"),
        pytest.param('id = "mine"', "id = 7", "id is 7", "a text", id="a-number-for-a-text"),
        pytest.param('cycle = "year"', 'cycle = "week"', "'week'", "quarter, half, year", id="an-unknown-cycle"),
        pytest.param('cycle = "year"', 'cycle = "year"\npublication_days = 5\npublication_working_days = 5',
                     "publication_days and publication_working_days", "one of them", id="two-publications"),
        pytest.param('cycle = "year"', "", "cycle is missing", "must be given", id="no-cycle"),
        pytest.param("2026-01-01", '"soon"', "'soon'", "2021-09-01", id="a-text-for-a-date"),
        pytest.param("since = 2026-01-01", "", "since is missing", "must be given", id="no-date"),
        pytest.param("2026-01-01", "2026-01-01T00:00:00", "since is", "a date", id="a-time-for-a-date"),
        pytest.param('{ zh = "甲", en = "A" }', '{ zh = "甲" }', "title.en is missing", "", id="one-language"),
        pytest.param('{ zh = "甲", en = "A" }', '"甲"', "title is '甲'", "a table", id="a-text-for-a-table"),
        pytest.param('en = "A" }', 'en = "A", fr = "B" }', "title.fr is unknown", "en, zh", id="unknown-key"),
        pytest.param('id = "mine"', 'id = "mine"\ncolour = 1', "colour is unknown", "cycle", id="at-the-top"),
        pytest.param("running = 2", "running = 0", "is 0", "from 1 to 10", id="a-whole-number-too-low"),
        pytest.param("running = 2", "running = true", "is True", "from 1 to 10", id="a-flag-for-a-number"),
        pytest.param("day = 29", "", "day is missing", "must be given", id="no-whole-number"),
        pytest.param("below = 60", "below = -1", "is -1", "from 0", id="a-number-below-zero"),
        pytest.param("below = 60", "below = nan", "is NaN", "from 0", id="no-number-at-all"),
        pytest.param('consequences = ["talk"]', 'consequences = ["dance"]', "'dance'", "talk", id="to-dance"),
        pytest.param('at_least = 60, grade = "good"', 'grade = "good"', "bands.at_least is missing", "must be given",
                     id="no-number"),
        pytest.param("day = 29", "day = 30", "day is 30", "from 1 to 29", id="no-30-february"),
        pytest.param("[[calendar]]", "notes = 3\n[[calendar]]", "notes is 3", "a list of tables", id="not-tables"),
    ],
)  # fmt: skip
def test_a_fault_of_the_scheme_is_told_with_what_is_allowed(old: str, new: str, found: str, allowed: str) -> None:
    assert RIGHT.count(old) == 1
    text = RIGHT.replace(old, new) if "notes" not in new else RIGHT.replace("[grading]", "notes = 3\n[grading]")
    faults = _faults(text)
    assert any(found in fault.found and allowed in fault.allowed for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "found", "allowed"),
    [
        pytest.param(ITEM, "", "rule is missing", "must be given", id="no-rule"),
        pytest.param('"shortfall"', '"magic"', "'magic'", "occurrence, tariff", id="unknown-rule"),
        pytest.param("each = 0.5", "each = 0", "each is 0", "above 0", id="a-rule-worth-nothing"),
        pytest.param("each = 0.5", "each = 0.5, step = 0", "step is 0", "above 0", id="a-step-of-nothing"),
        pytest.param('[{ kind = "quiz" }]', '[{ kind = "quizz" }]', "'quizz'", "study_app", id="unknown-kind"),
        pytest.param('[{ kind = "quiz" }]', '[{ kind = "quiz", outcomes = ["late"] }]', "'late'", "points",
                     id="an-outcome-that-the-kind-has-not"),
        pytest.param('[{ kind = "quiz" }]', '[{ kind = "meeting", details = ["ball"] }]', "'ball'", "theme_day",
                     id="a-meeting-that-does-not-exist"),
        pytest.param('[{ kind = "quiz" }]', "[]", "reads is empty", "at least one", id="nothing-read"),
        pytest.param('[{ kind = "quiz" }]', '[{ kind = "quiz", outcomes = "points" }]', "'points'",
                     "a list of texts", id="a-text-for-a-list"),
        pytest.param(ITEM, 'rule = { kind = "occurrence", effect = "deduct", each = 11, reads = [{ kind = "quiz" }] }',
                     "full 10 is below one occurrence (11)", "raise full", id="a-bound-below-one-occurrence"),
        pytest.param(ITEM, 'rule = { kind = "grade", points = { basic = 1, best = 2 }, reads = [{ kind = "assessment", '
                     'outcomes = ["basic", "excellent"] }] }', "lacks excellent", "each grade", id="a-grade-unpriced"),
        pytest.param(ITEM, 'rule = { kind = "grade", points = { basic = 1, best = 2 }, reads = [{ kind = "assessment", '
                     'outcomes = ["basic"] }] }', "names best", "only grades", id="a-price-for-no-grade"),
        pytest.param(ITEM, 'rule = { kind = "rate", good = ["won"], step = 5, each = 2, '
                     'reads = [{ kind = "ballot" }] }',
                     "'won'", "excellent", id="a-good-outcome-that-is-not-read"),
        pytest.param(f"full = 10\n{ITEM}", 'rule = { kind = "share", attended = ["present"], reads = [{ kind = '
                     '"meeting" }] }', "full is missing", "part of full points", id="a-share-of-nothing"),
        pytest.param(f"full = 10\n{ITEM}", f"full = 9\n{ITEM}", "add up to 9", "full 10", id="weights-not-adding-up"),
        pytest.param(ITEM, f'pool = "p"\n{ITEM}', 'pool "p" is unknown', "none", id="an-unknown-pool"),
        pytest.param(ITEM, f'gather = "month"\n{ITEM}', "gather is 'month'", "'year'", id="gathered-too-finely"),
        pytest.param(ITEM, f"since = 2026-07-01\nuntil = 2026-07-01\n{ITEM}", "until 2026-07-01", "a later day",
                     id="ended-before-it-began"),
        pytest.param(ITEM, f'gather = "quarter"\n{ITEM}', "gather is 'quarter'", "'year'", id="by-quarter-of-a-year"),
        pytest.param(ITEM, f"claimable = true\n{ITEM}", "no claim reaches it", 'detail "quiz"', id="claimed-in-vain"),
        pytest.param(ITEM, f"claimable = 3\n{ITEM}", "claimable is 3", "true or false", id="a-number-for-a-flag"),
        pytest.param(ITEM, f'applies_to = ["all"]\n{ITEM}', "'all'", "in_service", id="an-unknown-category"),
    ],
)  # fmt: skip
def test_a_fault_of_an_item_is_told_with_its_place(old: str, new: str, found: str, allowed: str) -> None:
    assert RIGHT.count(old) == 1
    faults = _faults(RIGHT.replace(old, new))
    matching = [fault for fault in faults if found in fault.found and allowed in fault.allowed]
    assert matching, faults
    assert (matching[0].where, matching[0].section) == ("mine.toml", "study")
    assert matching[0].item == ("" if "add up" in found else "quiz")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param("full = 10\n[[", 'starts = "full"\n[[', "full is missing", id="starts-full-without-a-full"),
        pytest.param("[[sections.items]]", '[[sections.items]]\nid = "quiz"\n' + 'title = { zh = "题", en = "q" }\n'
                     + ITEM + "\n[[sections.items]]", 'item id "quiz" is taken', id="an-item-twice"),
        pytest.param("[[sections]]", '[[sections]]\nid = "study"\ntitle = { zh = "学", en = "s" }\nevery = "year"\n'
                     "[[sections]]", 'section id "study" is taken', id="a-section-twice"),
    ],
)  # fmt: skip
def test_a_fault_of_a_section_is_told(old: str, new: str, found: str) -> None:
    assert any(found in fault.found for fault in _faults(RIGHT.replace(old, new, 1)))


EMPTY = '[[sections]]\nid = "own"\ntitle = { zh = "自", en = "own" }\nevery = "year"\n'


def test_an_open_section_may_wait_for_its_items_and_a_closed_one_may_not() -> None:
    scheme = load_scheme(RIGHT + EMPTY + "open = true\n", "mine.toml")
    assert load_scheme(dump_scheme(scheme), "again") == scheme
    (fault,) = _faults(RIGHT + EMPTY)
    assert (fault.section, fault.found) == ("own", "it has no items")


def test_all_faults_are_told_at_once_each_with_its_place() -> None:
    text = (
        RIGHT.replace('id = "mine"', "").replace("full = 10\nrule", "full = 9\nrule").replace("each = 0.5", "each = 0")
    )
    assert [str(fault) for fault in _faults(text)] == [
        'mine.toml: section "study", item "quiz": rule.each is 0; points above 0',
        'mine.toml: section "study": its items add up to 9; they must add up to full 10',
        "mine.toml: id is missing; it must be given",
    ]


def test_what_is_not_toml_is_told_alone() -> None:
    (fault,) = _faults("id = ")
    assert fault.found.startswith("not TOML")


def test_only_a_scheme_whose_sections_are_all_bounded_can_be_scaled() -> None:
    scaled = RIGHT.replace('cycle = "year"', 'cycle = "year"\nscale_to = 100')
    assert load_scheme(scaled, "mine.toml").scale_to == 100
    (fault,) = _faults(scaled.replace('every = "year"\nfull = 10\n', 'every = "year"\n'))
    assert (fault.found, fault.allowed) == (
        "scale_to is given, but a section has no full",
        "give every section its full points",
    )
