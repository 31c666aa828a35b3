"""What a member reads of a rule: its data in a sentence, in both languages."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from scoring.language.rules import read_rule
from scoring.language.table import Place, Table
from scoring.rules import RULE_KINDS, Rule
from scoring.telling.rules import describe_rule


def _rule(text: str) -> Rule:
    place = Place("test", [])
    rule = read_rule(Table(tomllib.loads(f"rule = {{ {text} }}", parse_float=Decimal), place).table("rule"), "own")
    assert not place.faults
    return rule


LATE = 'reads = [{ kind = "meeting", outcomes = ["late"] }]'
SENTENCES = [
    pytest.param(
        f'kind = "occurrence", effect = "deduct", each = 2, {LATE}',
        "会议：迟到，每次扣 2 分",
        "meeting: late: 2 points off each time",
        id="a-deduction-each-time",
    ),
    pytest.param(
        'kind = "occurrence", effect = "award", each = 0.5, reads = [{ kind = "service", outcomes = ["done"] }]',
        "志愿服务：参加，每小时加 0.5 分",
        "volunteer service: took part: 0.5 points added for each hour",
        id="what-is-counted-in-hours-says-so",
    ),
    pytest.param(
        'kind = "occurrence", effect = "award", each = 1, per = "event", '
        'reads = [{ kind = "claim" }], needs = [{ kind = "post", outcomes = ["claimed"] }]',
        "申报，每次加 1 分；没有“设岗定责：已认领”的计 0 分",
        'claim: 1 point added each time; 0 without "post: claimed"',
        id="an-award-for-each-event-that-needs-something",
    ),
    pytest.param(
        'kind = "occurrence", effect = "deduct", each = 2, per = "month", '
        'reads = [{ kind = "dues", outcomes = ["late", "unpaid"] }], '
        'unless = [{ kind = "dues", outcomes = ["short"] }]',
        "党费：逾期缴纳、未缴，每月至多计一次，扣 2 分；同时有“党费：未按标准”的不另计",
        'dues: paid late, due and not paid: 2 points off, once a month at most; not where "dues: not by the standard" '
        "is charged",
        id="once-a-month-unless-charged-elsewhere",
    ),
    pytest.param(
        'kind = "occurrence", effect = "deduct", each = 10, per = "once", '
        'reads = [{ kind = "conduct" }, { kind = "rule_breach", outcomes = ["village"] }]',
        "政治表现，或违规：违反村规民约，只计一次，扣 10 分",
        "political conduct, or breach of a rule: breach of the village's rules: 10 points off, once only",
        id="once-for-either-of-two",
    ),
    pytest.param(
        'kind = "tariff", effect = "deduct", prices = ['
        '{ reads = [{ kind = "meeting", outcomes = ["absent"], details = ["general"] }], each = 2 }, '
        '{ reads = [{ kind = "meeting", outcomes = ["absent"], details = ["committee"] }], each = 1 }]',
        "会议（支部党员大会）：无故缺席，每次扣 2 分；"
        "会议（支部委员会）：无故缺席，每次扣 1 分；同一次只按最高的一项计",
        "meeting (general meeting): absent without cause: 2 points off each time; meeting (committee meeting): absent "
        "without cause: 1 point off each time; one event pays its dearest price only",
        id="several-prices",
    ),
    pytest.param(
        'kind = "tariff", effect = "deduct", looked_at = [{ kind = "criterion", outcomes = ["met"] }], '
        'prices = [{ reads = [{ kind = "criterion", outcomes = ["missing"] }], each = 0.2 }]',
        "考核标准：缺少，每次（份）扣 0.2 分；同一次只按最高的一项计；未考核前待定",
        "criterion: missing: 0.2 points off for each time or document; one event pays its dearest price only; "
        "pending until it was looked at",
        id="several-prices-once-looked-at",
    ),
    pytest.param(
        'kind = "tariff", effect = "deduct", prices = [{ reads = [{ kind = "figure", outcomes = ["percent"] }], '
        'each = 1, per = "event", below = 95 }]',
        "低于 95 的指标：百分比，每次扣 1 分；同一次只按最高的一项计",
        "below 95: figure: in percent: 1 point off each time; one event pays its dearest price only",
        id="a-price-of-figures-below-a-mark",
    ),
    pytest.param(
        'kind = "ladder", effect = "deduct", steps = [{ from = 7, each = 2 }], '
        'reads = [{ kind = "meeting", outcomes = ["official_leave"] }]',
        "会议：公假，前 6 次不计，第 7 次起每次扣 2 分",
        "meeting: on official leave: the first 6 are free, from no. 7 2 points off each",
        id="a-ladder-with-free-steps",
    ),
    pytest.param(
        'kind = "ladder", effect = "award", steps = [{ from = 1, each = 1 }, { from = 5, each = 2 }, '
        '{ from = 6, each = 3 }], reads = [{ kind = "deed" }]',
        "好事实事，第 1 至 4 次每次加 1 分，第 5 次加 2 分，第 6 次起每次加 3 分",
        "good deed: no. 1 to 4 1 point added each, no. 5 2 points added, from no. 6 3 points added each",
        id="a-ladder-of-three-steps",
    ),
    pytest.param(
        'kind = "share", reads = [{ kind = "meeting", details = ["study"], outcomes = ["present", "leave", "absent"] }]'
        ', attended = ["present", "leave"]',
        "会议（集中学习），按参加的比例得分；不算参加：无故缺席；没有组织的按满分计",
        "meeting (group study): full points times the share "
        "attended; not attended: absent without cause; nothing held counts full",
        id="a-share-of-meetings",
    ),
    pytest.param(
        'kind = "share", reads = [{ kind = "dues" }], attended = ["on_time", "late", "short", "unpaid"], per = "month"',
        "党费，按做到的月份占有记录月份的比例得分；没有组织的按满分计",
        "dues: full points times the share of the months in which all was attended; nothing held counts full",
        id="a-share-of-months",
    ),
    pytest.param(
        'kind = "shortfall", target = 15, each = 0.5, reads = [{ kind = "quiz" }]',
        "每日一题，目标 15 分，每少 1 分扣 0.5 分",
        "daily quiz: target 15, 0.5 points off for each 1 below",
        id="a-shortfall",
    ),
    pytest.param(
        'kind = "quota", each = 5, parts = [{ reads = [{ kind = "deed" }], target = 2 }]',
        "好事实事，至少 2 次；每少一个扣 5 分",
        "good deed: at least 2; 5 points off for each one short",
        id="a-quota-of-good-deeds",
    ),
    pytest.param(
        'kind = "quota", each = 5, once = true, parts = ['
        '{ reads = [{ kind = "contact", outcomes = ["helped"], details = ["poor_student"] }], target = 1 }, '
        '{ reads = [{ kind = "contact", outcomes = ["helped"], details = ["weak_student"] }], target = 5 }]',
        "联系帮扶（贫困学生）：已帮扶，至少 1 人；联系帮扶（学困生）：已帮扶，至少 5 人；有缺只扣一次，扣 5 分",
        "contact and help (poor student): helped: at least 1; contact and help (weak student): helped: at least 5; "
        "any lack: 5 points off, once only",
        id="a-quota-charged-once",
    ),
    pytest.param(
        'kind = "attendance_quota", target = 4, each = 3, attended = ["present"], '
        'reads = [{ kind = "meeting", outcomes = ["present", "absent"] }]',
        "会议，至少参加 4 次（组织不足的按实际次数），每少一次扣 3 分；不算参加：无故缺席",
        "meeting: at least 4 attended, or as many as were held; 3 points off for each "
        "short; not attended: absent without cause",
        id="an-attendance-quota",
    ),
    pytest.param(
        'kind = "threshold", target = 1944, reads = [{ kind = "study_app", outcomes = ["points"] }]',
        "学习强国：得分，达到 1944 分得满分，达不到得 0 分",
        "study app: points earned: full points from 1944, otherwise 0",
        id="all-or-nothing",
    ),
    pytest.param(
        'kind = "tiers", of = "latest", otherwise = 1, reads = [{ kind = "figure", outcomes = ["percent"] }], '
        "tiers = [{ at_least = 90, points = 5 }, { above = 80, points = 2 }]",
        "指标：百分比，最近一次的数值：90 及以上得 5 分，高于 80 得 2 分，其余 1 分",
        "figure: in percent, latest figure: 5 points from 90, 2 points above 80, otherwise 1",
        id="tiers-of-a-figure",
    ),
    pytest.param(
        'kind = "tiers", of = "latest", unmeasured = "full", reads = [{ kind = "figure", outcomes = ["percent"] }], '
        "tiers = [{ above = 90, points = 3 }]",
        "指标：百分比，最近一次的数值：高于 90 得 3 分，其余 0 分；没有测定的得满分",
        "figure: in percent, latest figure: 3 points above 90, otherwise 0; full points when not measured",
        id="tiers-that-lose-nothing-unmeasured",
    ),
    pytest.param(
        'kind = "tiers", of = "share", good = ["satisfied"], tiers = [{ at_least = 90, points = 5 }], '
        'reads = [{ kind = "ballot", outcomes = ["satisfied", "dissatisfied"] }]',
        "民主测评票，其中满意所占百分比：90 及以上得 5 分，其余 0 分",
        "appraisal ballots, share of satisfied in percent: 5 points from 90, otherwise 0",
        id="tiers-of-a-share",
    ),
    pytest.param(
        'kind = "rate", step = 5, each = 2, good = ["excellent", "competent"], '
        'reads = [{ kind = "ballot", outcomes = ["excellent", "competent", "basic"] }]',
        "民主测评票，其中优秀、合格所占比例比 100% 每低满 5 个百分点扣 2 分",
        "appraisal ballots: 2 points off for each full 5 percentage points that excellent, competent stay below 100 %",
        id="a-rate-of-votes",
    ),
    pytest.param(
        'kind = "grade", points = { excellent = 10, basic = 1 }, ungraded = "zero", '
        'reads = [{ kind = "assessment", outcomes = ["excellent", "basic"] }]',
        "评议结果，优秀 10 分、基本合格 1 分；没有评定的得 0 分",
        "result of an appraisal: excellent 10 points, barely competent 1 point; 0 without a grade",
        id="points-for-a-grade",
    ),
    pytest.param(
        'kind = "levels", points = { provincial = 5, municipal = 3 }, '
        'reads = [{ kind = "honour", outcomes = ["provincial", "municipal"], details = ["personal"] }]',
        "荣誉（个人荣誉），省级 5 分、市级 3 分；同一荣誉只按最高一级计",
        "honour (personal honour): provincial 5 points, municipal 3 points; each counts once, at its highest level",
        id="honours-by-level",
    ),
    pytest.param(
        'kind = "mark", least = 1, reads = [{ kind = "mark" }]',
        "按评定的分数得分；至少 1 分",
        "the mark that is given; at least 1 point",
        id="a-mark",
    ),
    pytest.param(
        'kind = "mean", out_of = 10, reads = [{ kind = "rating" }]',
        "全部打分票的平均分，由 10 分制折算为满分",
        "the mean of all ratings, scaled from 10 to full points",
        id="a-mean-of-ratings",
    ),
    pytest.param(
        'kind = "proportion", reads = [{ kind = "figure", outcomes = ["percent"], details = ["own", "result"] }]',
        "指标（result）：百分比，满分乘以该百分比，至多满分",
        "figure (result): in percent: full points times the percentage, at most full",
        id="a-proportion-and-a-detail-of-another-name",
    ),
    pytest.param(
        'kind = "discretionary", effect = "deduct", reads = [{ kind = "discretionary", outcomes = ["deduct"] }]',
        "由有权评定的人酌情扣分",
        "an authorised assessor takes off points",
        id="discretionary",
    ),
    pytest.param(
        'kind = "discretionary", effect = "award", least = 1, most = 5, '
        'reads = [{ kind = "discretionary", outcomes = ["award"] }]',
        "由有权评定的人酌情加分；每次至少 1 分；每次至多 5 分",
        "an authorised assessor adds points; at least 1 point each time; at most 5 points each time",
        id="discretionary-within-bounds",
    ),
    pytest.param(
        'kind = "discretionary", effect = "deduct", least = 5, most = 10, per = "once", '
        'reads = [{ kind = "discretionary", outcomes = ["deduct"] }]',
        "由有权评定的人酌情扣分；至少 5 分；至多 10 分；多次评定只按最高的一次计",
        "an authorised assessor takes off points; at least 5 points; at most 10 points; of several entries only the "
        "highest counts",
        id="discretionary-once",
    ),
    pytest.param(
        'kind = "discretionary", effect = "deduct", reads = [{ kind = "discretionary", outcomes = ["deduct"] }], '
        'unless = [{ kind = "resolution", outcomes = ["approved"] }]',
        "由有权评定的人酌情扣分；有“会议决定：通过”的不计",
        'an authorised assessor takes off points; nothing counts with "resolution: approved"',
        id="discretionary-unless-excused",
    ),
    pytest.param(
        'kind = "check", reads = [{ kind = "criterion", outcomes = ["met", "half_met", "unmet"] }]',
        "达到得满分，部分达到得一半，未达到 0 分",
        "full points when met, half when half met, 0 unmet",
        id="a-criterion",
    ),
    pytest.param(
        'kind = "check", reads = [{ kind = "criterion", outcomes = ["met", "unmet"] }]',
        "达到得满分，未达到 0 分",
        "full points when met, 0 unmet",
        id="all-or-nothing",
    ),
    pytest.param(
        'kind = "check", reads = [{ kind = "criterion", outcomes = ["met", "unmet"] }, { kind = "mark" }]',
        "达到得满分，未达到 0 分；也可评分，至多满分",
        "full points when met, 0 unmet; or a mark, up to full points",
        id="a-criterion-that-takes-marks",
    ),
    pytest.param(
        'kind = "check", each = 0.2, half = 0.5, reads = [{ kind = "criterion" }], missing = ["missing"]',
        "达到得满分，部分达到得 0.5 分，未达到 0 分；每有一次（份）缺少扣 0.2 分",
        "full points when met, 0.5 points when half met, 0 unmet; 0.2 points off for each one missing",
        id="a-criterion-with-missing-documents",
    ),
]


@pytest.mark.parametrize(("rule", "zh", "en"), SENTENCES)
def test_a_rule_is_said_in_both_languages(rule: str, zh: str, en: str) -> None:
    said = describe_rule(_rule(rule), "own")
    assert (said.zh, said.en) == (zh, en)


def test_every_kind_of_rule_is_described() -> None:
    kinds = {type(_rule(str(case.values[0]))) for case in SENTENCES}
    assert kinds == set(RULE_KINDS.values())
