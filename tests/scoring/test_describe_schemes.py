"""Schemes in words: everything that a scheme can say is said in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import schemes
from scoring import CONSEQUENCES
from scoring.items import UNITS
from scoring.member import APPLICABLE
from scoring.scheme import Subject
from scoring.sheets.member_words import WHO
from scoring.telling.consequences import CONSEQUENCE_WORDS
from scoring.telling.page import scheme_page
from scoring.telling.schemes import SUBJECTS, describe_item, describe_section, head_rows, lists
from scoring.telling.schemes import UNITS as UNIT_WORDS
from scoring.text import Text
from tests.scoring.worded import scheme_with


def test_every_category_role_unit_subject_and_consequence_has_words() -> None:
    assert set(APPLICABLE) | {"probationary"} == set(WHO)
    assert set(CONSEQUENCES) == set(CONSEQUENCE_WORDS)
    assert set(UNITS) == set(UNIT_WORDS)
    assert set(get_args(Subject)) == set(SUBJECTS)


def test_a_section_says_its_unit_its_bounds_and_for_whom_it_is() -> None:
    work, minus = scheme_with('by = "none"\nat = "year"\n').sections
    said = describe_section(work)
    assert said.zh == (
        "每季度；满分 10；更长的周期以最好一期为准；没有结果的时段不计；“两项”合计至多 10 分；适用：农村、窗口单位"
    )
    assert said.en == (
        "every quarter; full 10; longer periods take the best; units without a result are left out; Both: at most 10 "
        "points together; for: rural, window unit"
    )
    assert describe_section(minus).zh == "每年；只从总分中扣；支部可自定项目"
    assert "没有结果的时段按其余各期折算" in describe_section(replace(work, combine="sum")).zh


def test_an_item_says_when_it_is_looked_at_for_whom_and_from_when_to_when() -> None:
    work = scheme_with('by = "none"\nat = "year"\n').sections[0]
    yearly, monthly = (describe_item(work, item) for item in work.items)
    assert yearly.zh == (
        "好事实事，每次加 1 分；每年考察一次，结果用于其中各期；计入“两项”；自 2026-01-01 起；至 2027-01-01 前"
    )
    assert yearly.en.endswith("within Both; from 2026-01-01; before 2027-01-01")
    assert monthly.zh.endswith("每月考察一次，各次相加；适用：机关；计入“两项”；可申报")
    assert describe_item(work, replace(work.items[0], local=True)).en.endswith("the branch's own")


def test_a_head_says_bounds_sums_publication_and_what_cancels_all_points() -> None:
    head = """
total_full = 100
publication_days = 5
cancel = [{ reads = [{ kind = "inactivity", outcomes = ["dues"] }], months = 6 }, { reads = [{ kind = "conduct" }] }]
totals = [{ id = "all", title = { zh = "合", en = "All" }, sections = ["work", "minus"] }]
"""
    rows = [(value.zh, value.en) for _, value in head_rows(scheme_with('by = "none"\nat = "year"\n', head))]
    assert ("加满 100 分为止", "at most 100 points") in rows
    assert ("5 天", "5 days") in rows
    assert ("合 = 工作 + 扣分", "All = Work + Minus") in rows
    assert (
        "连续 6 个月失联脱管：整月未缴党费",
        "6 months running: a month of inactivity: a month without dues",
    ) in rows
    assert ("政治表现", "political conduct") in rows
    scaled = replace(scheme_with('by = "none"\nat = "year"\n'), scale_to=schemes.load("xinyu-2017").sections[0].full)
    assert "按适用项目的满分折算为 20 分" in [value.zh for _, value in head_rows(scaled)]


def test_what_a_branch_may_set_names_the_item_where_it_is_one_of_an_item() -> None:
    head = (
        'settings = [{ id = "s", title = { zh = "每次分值", en = "points" }, item = "year_mark", key = "rule.each" }]\n'
    )
    scheme = scheme_with('by = "none"\nat = "year"\n', head)
    whole = replace(scheme.settings[0], title=Text("工作满分", "full of work"), item="", key="sections.work.full")
    told = dict(lists(replace(scheme, settings=(*scheme.settings, whole))))
    assert told[Text("支部可定的数值", "What a branch may set")] == (
        Text("每次分值（年度评分）", "points (Yearly mark)"),
        whole.title,
    )


def test_a_section_that_waits_for_the_branchs_items_has_no_table_on_the_page() -> None:
    page = scheme_page(scheme_with('by = "none"\nat = "year"\n'))
    assert page.endswith("## 等次评定 · Grading\n\n- 年度，不评等次<br>for years, no grades are given\n")
    assert page.count("| 项目 Item |") == 1
