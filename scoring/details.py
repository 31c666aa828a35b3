"""What facts are about: the listed details and the outcomes that several kinds share."""

from __future__ import annotations

from typing import Final

from scoring.text import Text

GRADES: Final = {
    "excellent": Text("优秀", "excellent"),
    "competent": Text("合格", "competent"),
    "basic": Text("基本合格", "barely competent"),
    "incompetent": Text("不合格", "incompetent"),
}
# Approved leave of any kind: never absence.
LEAVES: Final = ("leave", "official_leave", "personal_leave", "sick_leave")
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
VOTERS: Final = {
    "members": Text("党员", "members"),
    "public": Text("群众", "the public"),
    "representatives": Text("职工代表", "workers' representatives"),
    "committee": Text("支委会", "the branch committee"),
}
ACTIVITIES: Final = {
    "culture_sports": Text("文体活动", "cultural or sports activity"),
    "public": Text("公益活动", "public activity"),
    "union": Text("单位或工会活动", "unit or union activity"),
    "other": Text("其他活动", "other activity"),
}
CONTACTS: Final = {
    "needy_teacher": Text("困难教师", "needy teacher"),
    "poor_student": Text("贫困学生", "poor student"),
    "weak_student": Text("学困生", "weak student"),
    "household": Text("联系户", "contact household"),
}
DUTIES: Final = {
    "thought_report": Text("思想汇报", "report of one's thinking"),
    "self_report": Text("述绩", "self-report"),
    "self_inspection": Text("自查", "self-inspection"),
    "reflection": Text("心得体会", "reflections"),
    "migrant_report": Text("流动党员汇报", "migrant member's report"),
    "mediation": Text("矛盾调解", "mediation"),
    "front_yard": Text("庭院整治", "front-yard order"),
    "lonely_old": Text("关爱孤寡老人", "care for the lonely old"),
    "urgent_affairs": Text("急事难事", "urgent affairs"),
    "waste_sorting": Text("垃圾分类", "waste sorting"),
    "no_illegal_building": Text("无违建", "no illegal building"),
    "branch_activity": Text("支部每月活动", "the branch's monthly activity"),
    "committee_meeting": Text("支委会", "the branch's committee meeting"),
    "general_meeting": Text("党员大会", "the branch's general meeting"),
    "group_meeting": Text("党小组会", "the branch's group meeting"),
    "lecture": Text("党课", "the branch's lecture"),
    "other": Text("其他", "other"),
}
LEVELS: Final = {
    "national": Text("国家级", "national"),
    "provincial": Text("省级", "provincial"),
    "municipal": Text("市级", "municipal"),
    "county": Text("县(区)级", "county or district"),
    "department": Text("系统(部门)级", "department"),
    "street": Text("街道(乡镇)级", "street or township"),
    "unit": Text("单位级", "unit"),
    "group": Text("集团级", "group of companies"),
    "listed_company": Text("上市公司级", "listed company"),
    "regional_company": Text("区域公司级", "regional company"),
}
HONOURS: Final = {
    "personal": Text("个人荣誉", "personal honour"),
    "work": Text("主管工作获先进", "work in charge was advanced"),
    "commendation": Text("表彰", "commendation"),
    "innovation": Text("创新成果、论文、专利", "innovation, paper or patent"),
    "collective": Text("集体荣誉", "collective honour"),
    "publicity": Text("媒体报道", "coverage in the media"),
    "model": Text("树为典型", "promoted as typical"),
}
