"""The one vocabulary of facts for all schemes: kinds, their outcomes, details and units of quantity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from scoring.details import ACTIVITIES, CONTACTS, DUTIES, GRADES, HONOURS, LEVELS, MEETINGS, VOTERS
from scoring.text import Text

DetailUse = Literal["listed", "item", "free"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact.

    ``detail_use`` says what the detail must be: one of ``details``, the id of a scheme's item, or free text.
    """

    code: str
    name: Text
    outcomes: Mapping[str, Text]
    quantity: Text
    day: Text
    detail_use: DetailUse = "free"
    details: Mapping[str, Text] = field(default_factory=dict)


_ONCE = Text("次数，通常 1", "occurrences, normally 1")
_THAT_DAY = Text("事情发生的那天", "the day on which it happened")
_DUES_DAY = Text("所缴党费所属月份的任一天", "any day of the month that the dues are for")
_RATED_YEAR = Text(
    "被评年度内的一天（次年年初评议的，记上一年 12 月 31 日）",
    "a day of the year that is rated (31 December of it when the appraisal is held in the next January)",
)
_POINTS = Text("分数", "points")

_KINDS: Final = (
    Kind(
        "meeting",
        Text("会议", "meeting"),
        {
            "present": Text("出席", "present"),
            "late": Text("迟到", "late"),
            "left_early": Text("早退", "left early"),
            "absent": Text("无故缺席", "absent without cause"),
            "leave": Text("批准请假", "on approved leave"),
            "official_leave": Text("公假", "on official leave"),
            "personal_leave": Text("事假", "on personal leave"),
            "sick_leave": Text("病假", "on sick leave"),
            "proxy": Text("代签", "signed for by another, or for another"),
        },
        _ONCE,
        _THAT_DAY,
        "listed",
        MEETINGS,
    ),
    Kind(
        "dues",
        Text("党费", "dues"),
        {
            "on_time": Text("按时足额", "on time and in full"),
            "late": Text("逾期缴纳", "paid late"),
            "short": Text("未按标准", "not by the standard"),
            "unpaid": Text("未缴", "due and not paid"),
        },
        _ONCE,
        _DUES_DAY,
    ),
    Kind(
        "task",
        Text("任务", "assigned task"),
        {
            "done": Text("完成", "done"),
            "late": Text("未按时完成", "not done on time"),
            "refused": Text("不执行", "refused"),
            "careless": Text("不认真完成", "done carelessly"),
            "emergency_missed": Text("未参加急难险重任务", "emergency duty not joined"),
        },
        _ONCE,
        _THAT_DAY,
    ),
    Kind(
        "rule_breach",
        Text("违规", "breach of a rule"),
        {
            "unit": Text("违反单位规章", "breach of the unit's rules"),
            "village": Text("违反村规民约", "breach of the village's rules"),
        },
        _ONCE,
        _THAT_DAY,
    ),
    Kind(
        "pledge",
        Text("承诺", "pledge"),
        {
            "made": Text("已承诺", "made"),
            "missing": Text("未承诺", "not made"),
            "kept": Text("已践诺", "kept"),
            "not_kept": Text("未践诺", "not kept"),
        },
        _ONCE,
        _THAT_DAY,
    ),
    Kind(
        "registration",
        Text("社区报到", "registration at the home community"),
        {"done": Text("已报到", "registered"), "missing": Text("未报到", "not registered")},
        _ONCE,
        _THAT_DAY,
    ),
    Kind(
        "service",
        Text("志愿服务", "volunteer service"),
        {
            "done": Text("参加", "took part"),
            "missed": Text("少参加", "missed without cause"),
            "leave": Text("批准请假", "on approved leave"),
        },
        Text("参加：小时数；其他：次数", "took part: hours; otherwise occurrences"),
        _THAT_DAY,
    ),
    Kind(
        "study_app",
        Text("学习强国", "study app"),
        {
            "missed": Text("未登录", "login missed"),
            "points": Text("得分", "points earned"),
        },
        Text("未登录：次数；得分：分数", "missed: logins missed; points: points earned"),
        _THAT_DAY,
    ),
    Kind(
        "quiz",
        Text("每日一题", "daily quiz"),
        {"points": Text("得分", "points earned")},
        Text("所得分数（整月 0 分要填 0）", "points earned (a month without any: enter 0)"),
        _THAT_DAY,
    ),
    Kind(
        "conduct",
        Text("政治表现", "political conduct"),
        {"breach": Text("列举的违反行为", "listed breach")},
        _ONCE,
        _THAT_DAY,
    ),
    Kind(
        "activity",
        Text("活动", "activity"),
        {
            "joined": Text("参加", "joined"),
            "missed": Text("无故未参加", "missed without cause"),
            "leave": Text("批准请假", "on approved leave"),
        },
        _ONCE,
        _THAT_DAY,
        "listed",
        ACTIVITIES,
    ),
    Kind(
        "contact",
        Text("联系帮扶", "contact and help"),
        {
            "taken_on": Text("结对", "taken on"),
            "helped": Text("已帮扶", "helped"),
            "not_helped": Text("未帮扶", "taken on, but no help given"),
        },
        Text("人数", "persons"),
        _THAT_DAY,
        "listed",
        CONTACTS,
    ),
    Kind("deed", Text("好事实事", "good deed"), {"done": Text("已做", "done")}, _ONCE, _THAT_DAY),
    Kind(
        "duty",
        Text("有期限的任务", "duty"),
        {
            "done": Text("按时完成", "done in time"),
            "late": Text("逾期完成", "done late"),
            "missed": Text("未完成", "not done"),
        },
        _ONCE,
        Text("任务所属周期内的一天", "a day of the period that the duty is for"),
        "listed",
        DUTIES,
    ),
    Kind(
        "post",
        Text("设岗定责", "post"),
        {
            "claimed": Text("已认领", "claimed"),
            "not_claimed": Text("未认领", "not claimed"),
            "opinion": Text("群众提出意见", "opinion raised"),
        },
        _ONCE,
        _THAT_DAY,
    ),
    Kind(
        "complaint",
        Text("投诉", "complaint"),
        {"verified": Text("属实", "verified"), "unfounded": Text("不属实", "unfounded")},
        _ONCE,
        _THAT_DAY,
    ),
    Kind(
        "inactivity",
        Text("失联脱管", "a month of inactivity"),
        {
            "life": Text("整月未过组织生活", "a month without organisational life"),
            "dues": Text("整月未缴党费", "a month without dues"),
            "work": Text("整月未做分配的工作", "a month without assigned work"),
        },
        Text("填 1", "1"),
        Text("该月的任一天", "any day of that month"),
    ),
    Kind(
        "honour",
        Text("荣誉", "honour"),
        LEVELS,
        _ONCE,
        _THAT_DAY,
        "listed",
        HONOURS,
    ),
    Kind(
        "mark",
        Text("评定分", "mark"),
        {"given": Text("评定", "given"), "corrected": Text("支委会更正", "corrected by the committee")},
        _POINTS,
        Text("被评周期内的一天", "a day of the period that is rated"),
        "item",
    ),
    Kind(
        "rating",
        Text("打分票", "rating"),
        VOTERS,
        Text("每张票所打的分", "points that one ballot gives"),
        Text("被评周期内的一天", "a day of the period that is rated"),
        "item",
    ),
    Kind(
        "figure",
        Text("指标", "figure"),
        {
            "percent": Text("百分比", "in percent"),
            "number": Text("数量", "number"),
        },
        Text("百分数或数量", "percent or number"),
        _THAT_DAY,
        "item",
    ),
    Kind(
        "criterion",
        Text("考核标准", "criterion"),
        {
            "met": Text("达到", "met"),
            "half_met": Text("部分达到", "half met"),
            "unmet": Text("未达到", "not met"),
            "missing": Text("缺少", "missing"),
            "breach": Text("违反", "breach"),
        },
        Text("次数、份数", "times or documents"),
        _THAT_DAY,
        "item",
    ),
    Kind(
        "resolution",
        Text("会议决定", "resolution"),
        {"approved": Text("通过", "approved"), "refused": Text("未通过", "refused")},
        Text("填 1 或名额数", "1, or a number of places"),
        Text(
            "被评周期内的一天；处置决定填作出之日",
            "a day of the period that is rated; of a measure, the day of the decision",
        ),
        "item",
    ),
    Kind(
        "claim",
        Text("申报", "claim"),
        {"approved": Text("批准", "approved")},
        Text("次数；按分申报的项目为分数", "times; points where the item is claimed by points"),
        _THAT_DAY,
        "item",
    ),
    Kind(
        "discretionary",
        Text("酌情", "discretionary points"),
        {"deduct": Text("扣分", "deduct"), "award": Text("加分", "award")},
        Text("分数", "points"),
        _THAT_DAY,
        "item",
    ),
    Kind(
        "assessment",
        Text("评议结果", "result of an appraisal"),
        GRADES,
        _ONCE,
        _RATED_YEAR,
        "listed",
        {"": Text("总评", "overall"), **VOTERS, "duty_review": Text("岗位年度考核", "annual review at work")},
    ),
    Kind(
        "ballot",
        Text("民主测评票", "appraisal ballots"),
        {
            **GRADES,
            "satisfied": Text("满意", "satisfied"),
            "dissatisfied": Text("不满意", "dissatisfied"),
            "reverse": Text("反向测评（未核实）", "reverse vote, not verified"),
            "reverse_verified": Text("反向测评（属实）", "reverse vote, verified"),
        },
        Text("票数", "votes"),
        _RATED_YEAR,
    ),
    Kind(
        "sanction",
        Text("处分", "sanction"),
        {
            "criminal": Text("刑事处罚", "criminal penalty"),
            "party_warning": Text("党内警告", "party warning"),
            "party_serious_warning": Text("党内严重警告", "serious party warning"),
            "party_removal": Text("撤销党内职务", "removal from party post"),
            "party_probation": Text("留党察看", "probation within the party"),
            "expulsion": Text("开除党籍", "expulsion from the party"),
            "admin_warning": Text("行政警告", "administrative warning"),
            "demerit": Text("记过", "demerit"),
            "major_demerit": Text("记大过", "major demerit"),
            "demotion": Text("降级", "demotion"),
            "removal": Text("撤职", "removal from office"),
            "dismissal": Text("开除", "dismissal"),
            "annual_review": Text("年审直接不合格情形", "annual-review disqualification"),
            "public_security": Text("治安处罚", "public-security penalty"),
            "family_planning": Text("违反计划生育", "breach of family planning"),
            "investigation": Text("被立案侦查", "criminal investigation"),
            "judicial": Text("被司法机关处理", "judicial handling"),
            "organisational": Text("组织处理", "organisational handling"),
            "grave_influence": Text("造成恶劣影响", "grave influence"),
            "conviction": Text("丧失信念、消极涣散", "loss of conviction, slackness or indiscipline"),
            "safety": Text("安全责任事故", "safety accident"),
            "superior_veto": Text("上级否决", "superior's veto"),
            "listed": Text("列举的否决情形", "listed ground of veto"),
            "warned": Text("因错误受警示", "warned for a mistake"),
            "punished": Text("受处罚或失德", "punished, or moral breach"),
            "fraud": Text("弄虚作假", "fraud"),
        },
        _ONCE,
        _THAT_DAY,
    ),
    Kind(
        "discipline",
        Text("纪律处置", "disciplinary step"),
        {
            "reminder": Text("提醒", "reminder"),
            "letter": Text("警戒书", "warning letter"),
            "corrected": Text("已整改", "corrected"),
            "uncorrected": Text("逾期未改", "uncorrected at the deadline"),
            "refused": Text("拒不改正", "refuses to correct"),
            "talk": Text("谈话", "talk"),
        },
        _ONCE,
        _THAT_DAY,
    ),
)

VOCABULARY: Final[Mapping[str, Kind]] = MappingProxyType({kind.code: kind for kind in _KINDS})
