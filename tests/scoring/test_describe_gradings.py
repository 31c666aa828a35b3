"""Gradings in words, in both languages."""

from __future__ import annotations

import pytest

from scoring import Scheme
from scoring.telling.gradings import grading_rows
from tests.scoring.worded import scheme_with

BANDS = """
[[grading.grades]]
code = "good"
title = { zh = "好", en = "good" }
consequences = ["reward"]
probationary = ["talk"]
[[grading.grades]]
code = "fair"
title = { zh = "中", en = "fair" }
[[grading.grades]]
code = "poor"
title = { zh = "差", en = "poor" }
consequences = ["talk"]
"""


def _told(scheme: Scheme) -> dict[str, list[str]]:
    """What is told of a grading: Chinese and English by the English heading."""
    return {
        heading.en: [words for entry in entries for words in (entry.zh, entry.en)]
        for heading, entries in grading_rows(scheme)
    }


GRADING = [
    pytest.param(
        'by = "bands"\nat = "half"\ntie_breaks = ["work", "admitted"]\nexcluded = ["leading_cadre", "probationary"]\n'
        'bands = [{ at_least = 9, grade = "good" }, { at_least = 6, grade = "fair" }, '
        '{ at_least = 0, grade = "poor" }]\n'
        'probationary_bands = [{ at_least = 8, grade = "good" }, { at_least = 0, grade = "fair" }]\n' + BANDS,
        {
            "Grading": [
                "半年度及更长周期，按分数段评定",
                "for half-years and longer periods, by bands of points",
                "总分相同，依次比较：工作、入党早的在前",
                "ties are broken by Work, then admitted earlier",
                "只计分、不评等次：领导干部、预备党员",
                "points but no grade: leading cadre, probationary members",
            ],
            "Grades": [
                "好；9 分及以上；预备党员 8 分及以上；结果：给予奖励；预备党员：谈话",
                "good; from 9 points; probationary from 8 points; follows: rewarded; probationary members: a talk",
                "中；6 分及以上、不满 9 分；预备党员 0 分及以上、不满 8 分",
                "fair; from 6, below 9 points; probationary from 0, below 8 points",
                "差；0 分及以上、不满 6 分；结果：谈话",
                "poor; from 0, below 6 points; follows: a talk",
            ],
        },
        id="bands-with-other-ones-for-probationary-members",
    ),
    pytest.param(
        'by = "shares"\nat = "year"\notherwise = "good"\n'
        'shares = [{ voters = "public", outcomes = ["dissatisfied"], more_than = 30, grade = "poor" }]\n' + BANDS,
        {
            "Grading": [
                "年度，按票数所占比例评定",
                "for years, by shares of votes",
                "群众不满意票超过 30% 的为“差”",
                "poor when more than 30 % of the votes of the public are dissatisfied",
                "其余为“好”",
                "otherwise good",
            ]
        },
        id="shares-of-votes",
    ),
    pytest.param(
        'by = "resolution"\nat = "year"\n'
        'gates = [{ grades = ["good"], of = "work", at_least = 6 }, { grades = ["good"], clean = ["month_mark"], '
        'to = "poor" }, { grades = ["good", "fair"], code = "g", title = { zh = "满意率", en = "satisfaction" }, '
        'reads = [{ kind = "figure", outcomes = ["percent"], details = ["satisfaction"] }], at_least = 90, '
        'measure = "mean", measured = "year" }, '
        '{ grades = ["good"], code = "h", title = { zh = "突出贡献", en = "contribution" }, '
        'reads = [{ kind = "honour" }] }]\n' + BANDS,
        {
            "Gates": [
                "好：“工作”达到 6 分，否则为降一等",
                "good: Work from 6; otherwise the next lower grade",
                "好：“每月评分”没有扣分，否则为差",
                "good: no points lost in Monthly; otherwise poor",
                "好、中：满意率，平均达到 90（每年测定一次），否则为降一等",
                "good, fair: satisfaction, the mean reaching 90 (measured every year); otherwise the next lower grade",
                "好：突出贡献，否则为降一等",
                "good: contribution; otherwise the next lower grade",
            ]
        },
        id="gates-by-points-clean-items-figures-and-facts",
    ),
    pytest.param(
        'by = "resolution"\nat = "year"\nvotes = [{ grade = "good", resolution = "by_superior" }]\n'
        'quotas = [{ grade = "good", percent = 10, of = "members", small_below = 10, small_places = 1 }, '
        '{ grade = "fair", places = 3 }]\n' + BANDS,
        {
            "Votes": ["好：会议决定（细目 by_superior）", "good: resolution (detail by_superior)"],
            "Quotas": [
                "好：不超过全体党员的 10%（向下取整）；不满 10 人的 1 名",
                "good: at most 10 % of all members, rounded down; 1 in a branch with fewer than 10",
                "中：3 名",
                "fair: 3 places",
            ],
        },
        id="votes-and-quotas",
    ),
    pytest.param(
        'by = "resolution"\nat = "year"\nquotas = [{ grade = "good" }, { grade = "fair", percent = 20 }]\n' + BANDS,
        {
            "Quotas": [
                "好：名额由支部确定",
                "good: as many places as the branch sets",
                "中：不超过参评人数的 20%（向下取整）",
                "fair: at most 20 % of the rated, rounded down",
            ]
        },
        id="quotas-that-the-branch-sets",
    ),
    pytest.param(
        'by = "resolution"\nat = "half"\n'
        'limits = [{ code = "bar", to = "fair", title = { zh = "半年差", en = "a poor half" }, grade = "poor", '
        'inside = "half" }]\n'
        'alerts = [{ code = "notice", title = { zh = "整改", en = "notice" }, grade = "poor", period = "half" }]\n'
        + BANDS.replace('en = "good" }', 'en = "good" }\nat = "year"'),
        {
            "Grades": [
                "好；只用于年度；结果：给予奖励；预备党员：谈话",
                "good; only for years; follows: rewarded; probationary members: a talk",
                "中",
                "fair",
                "差；结果：谈话",
                "poor; follows: a talk",
            ],
            "Limits and vetoes": [
                "半年差：其中有一个半年评为“差”；定为“中”",
                "a poor half: graded poor in one of its half-years; the grade is fair",
            ],
            "Alerts": ["整改：评为“差”；只看半年度", "notice: graded poor; on half-years only"],
        },
        id="grades-of-the-year-and-what-the-grade-of-a-half-year-brings",
    ),
    pytest.param(
        'by = "resolution"\nat = "quarter"\n'
        'limits = [{ code = "veto", to = "poor", months = 6, reads = [{ kind = "inactivity" }] }, '
        '{ code = "no", to = "unrated", title = { zh = "弄虚作假", en = "fraud" }, consequences = ["publication"], '
        'reads = [{ kind = "sanction", outcomes = ["fraud"] }] }]\n'
        'alerts = [{ code = "low", title = { zh = "预警", en = "alert" }, below = 60, period = "year", '
        'consequences = ["talk"], unless = [{ kind = "resolution", details = ["special"] }] }, '
        '{ code = "nil", title = { zh = "清零", en = "nil" }, of = "work", at_most = 0, to = "poor" }]\n' + BANDS,
        {
            "Limits and vetoes": [
                "连续 6 个月有“失联脱管”；定为“差”",
                "6 months running with a month of inactivity; the grade is poor",
                "弄虚作假：处分：弄虚作假；定为“不评等次、不排名”；结果：予以公布",
                "fraud: sanction: fraud; the grade is no grade and no rank; follows: published",
            ],
            "Alerts": [
                "预警：总分低于 60 分；只看年度；有“会议决定（special）”的除外；结果：谈话",
                "alert: total below 60; on years only; unless resolution (special); follows: a talk",
                "清零：工作不高于 0 分；定为“差”",
                "nil: Work at most 0; the grade is poor",
            ],
        },
        id="limits-and-alerts",
    ),
    pytest.param(
        'by = "resolution"\nat = "quarter"\n'
        'ranks = [{ code = "top", title = { zh = "前列", en = "top" }, part = "top", percent = 30, period = "half", '
        'sum_of = "quarter", clean = ["month_mark"] }, '
        '{ code = "first", title = { zh = "前三", en = "first" }, part = "top", at_most = 3 }, '
        '{ code = "last", title = { zh = "靠后", en = "last" }, part = "bottom", percent = 10, among = "passing" }, '
        '{ code = "end", title = { zh = "末位", en = "end" }, part = "bottom", at_most = 1 }]\n' + BANDS,
        {
            "Ranks": [
                "前列：参评者的前 30%；按各季度总分之和排名；只看半年度；且“每月评分”没有扣分",
                "top: top 30 % of the rated; by the sum of the quarters; on half-years only; no points lost in Monthly",
                "前三：参评者的前 3 名",
                "first: first 3 of the rated",
                "靠后：合格者的后 10%",
                "last: bottom 10 % of the passing",
                "末位：参评者的后 1 名",
                "end: last 1 of the rated",
            ]
        },
        id="ranks",
    ),
    pytest.param(
        'by = "resolution"\nat = "quarter"\n'
        'streaks = [{ code = "a", title = { zh = "连低", en = "low" }, below = 60, running = 2, period = "year", '
        'to = "poor" }, { code = "b", title = { zh = "连前三", en = "posts" }, place = 3, running = 2, '
        'period = "quarter" }, { code = "c", title = { zh = "三次", en = "thrice" }, place = 3, running = 2, '
        'times = 3, period = "quarter" }, { code = "d", title = { zh = "连差", en = "poor twice" }, grade = "poor", '
        'running = 2 }, { code = "e", title = { zh = "两次", en = "twice" }, alert = "low", times = 2, '
        'period = "quarter" }]\n'
        'alerts = [{ code = "low", title = { zh = "预警", en = "alert" }, below = 60 }]\n' + BANDS,
        {
            "Streaks": [
                "连低：连续 2 年低于 60 分；定为“差”",
                "low: below 60 in 2 years running; the grade is poor",
                "连前三：连续 2 个季度名列前 3",
                "posts: among the first 3 in 2 quarters running",
                "三次：连续 2 个季度名列前 3，一年内 3 次",
                "thrice: among the first 3 in 2 quarters running, 3 times in a year",
                "连差：连续 2 期评为“差”",
                "poor twice: graded poor in 2 periods running",
                "两次：一年内 2 次有“预警”",
                'twice: with "alert" 2 times in a year',
            ]
        },
        id="streaks",
    ),
]


@pytest.mark.parametrize(("grading", "expected"), GRADING)
def test_a_grading_is_said_in_both_languages(grading: str, expected: dict[str, list[str]]) -> None:
    told = _told(scheme_with(grading))
    assert {heading: told[heading] for heading in expected} == expected
