"""The one vocabulary of facts for all schemes: kinds, their outcomes, details and units of quantity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

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
_GRADES: Final = {
    "excellent": Text("优秀", "excellent"),
    "competent": Text("合格", "competent"),
    "basic": Text("基本合格", "barely competent"),
    "incompetent": Text("不合格", "incompetent"),
}
MEETINGS: Final = {
    "general": Text("支部党员大会", "general meeting"),
    "committee": Text("支部委员会", "committee meeting"),
    "group": Text("党小组会", "group meeting"),
    "lecture": Text("党课", "party lecture"),
    "theme_day": Text("主题党日", "theme day"),
    "life": Text("组织生活会", "organisational life meeting"),
    "appraisal": Text("民主评议会", "appraisal meeting"),
    "study": Text("集中学习", "group study"),
    "other_study": Text("其他政治学习", "other political study"),
}

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
            "refused": Text("不执行", "refused"),
            "careless": Text("不认真完成", "done carelessly"),
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
        Text("年度评议结果", "result of the yearly appraisal"),
        _GRADES,
        _ONCE,
        _RATED_YEAR,
    ),
    Kind(
        "ballot",
        Text("民主测评票", "appraisal ballots"),
        {
            **_GRADES,
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
        },
        _ONCE,
        _THAT_DAY,
    ),
)

VOCABULARY: Final[Mapping[str, Kind]] = MappingProxyType({kind.code: kind for kind in _KINDS})
