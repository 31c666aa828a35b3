"""What can follow from a grade, an alert, a rank or a streak, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from scoring.text import Text

CONSEQUENCE_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "study_and_training": Text("优先安排学习培训", "study and training"),
        "preferred_for_awards": Text("评先评优优先推荐", "preferred for awards"),
        "award_candidate": Text("可作为表彰对象", "candidate for awards"),
        "excellent_candidate": Text("可作为优秀等次人选", "candidate for the grade of excellent"),
        "commendation": Text("通报表扬", "commended"),
        "reward": Text("给予奖励", "rewarded"),
        "encouragement_talk": Text("鼓励谈话", "an encouraging talk"),
        "talk": Text("谈话", "a talk"),
        "admonitory_talk": Text("提醒（诫勉）谈话", "an admonitory talk"),
        "committee_talk": Text("党(工)委谈话", "a talk by the committee"),
        "early_warning_talk": Text("预警谈话", "an early-warning talk"),
        "help": Text("结对帮助", "help"),
        "helper": Text("指定帮带人", "a helper"),
        "warning": Text("警示", "a warning"),
        "correction_with_deadline": Text("限期整改", "correction with a deadline"),
        "training_and_test": Text("教育培训并测试", "training and a test"),
        "rectification_notice": Text("下达整改通知书", "a rectification notice with a date"),
        "recheck": Text("整改后复查", "a re-check"),
        "rectification_branch": Text("编入整顿支部", "the rectification branch"),
        "no_awards": Text("不得评先评优", "no awards"),
        "awards_lost": Text("取消评先评优资格", "awards lost"),
        "publication": Text("予以公布", "published"),
        "criticism": Text("批评教育", "criticism"),
        "written_self_criticism": Text("书面检查", "written self-criticism"),
        "disqualification_procedure": Text("启动不合格党员处置程序", "disqualification procedure"),
        "superior_review": Text("报上级党组织审查", "examined by the superior"),
        "organisational_handling": Text("组织处理", "organisational handling"),
        "persuade_to_leave_or_strike_off": Text("劝退或除名", "persuaded to leave or struck off"),
        "handle_by_charter": Text("按党章有关规定处理", "handled by the Charter"),
        "probation_extension": Text("延长预备期", "probation extended"),
        "probation_cancelled": Text("取消预备党员资格", "probationary status cancelled"),
        "model_post": Text("评为先锋岗", "model post"),
        "outstanding_member": Text("评为优秀共产党员", "outstanding member"),
        "red_flag_branch": Text("评为红旗支部", "red-flag branch"),
        "advanced_branch": Text("评为先进支部", "advanced branch"),
    }
)
