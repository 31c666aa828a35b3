"""Who walks: the branch's roster as the secretary sends it, and who has an account."""

from __future__ import annotations

from datetime import datetime

from tests.joining.sheets import workbook
from tests.walk.walker import ZONE

START = datetime(2026, 7, 1, 10, 0, tzinfo=ZONE)
BRANCH = "机关第一党支部"
SUPERIOR = "区直机关工委"
SECRETARY, COMMITTEE, RECORDER = "王书记", "李委员", "赵记分"
ZHANG, LI, CHEN, SUN, ZHOU, WU, ZHENG, QIAN = "张三", "李四", "陈奶奶", "孙七", "周老", "吴九", "郑伯", "钱新"

HEADINGS = (
    *("编号", "姓名", "党小组", "类别", "职务", "入党日期", "转入日期"),
    *("党费月额", "是否预备", "免考核起", "免考核止"),
)
ROSTER = (
    ("1", SECRETARY, "第一党小组", "在职", "书记", "2005-07-01", "2018-03-01", 60, "否", "", ""),
    ("2", COMMITTEE, "第一党小组", "机关", "支委", "2008-07-01", "2018-03-01", 50, "否", "", ""),
    ("3", RECORDER, "第二党小组", "在职", "记分员", "2012-07-01", "2019-03-01", 40, "否", "", ""),
    ("4", ZHANG, "第一党小组", "在职", "", "2015-07-01", "2020-01-01", 30, "否", "", ""),
    ("5", LI, "第二党小组", "在职", "", "2016-07-01", "2020-01-01", 30, "否", "", ""),
    ("6", CHEN, "第二党小组", "离退休", "", "1985-07-01", "2015-01-01", 12.5, "否", "", ""),
    ("7", SUN, "第一党小组", "在职", "", "2017-07-01", "2021-01-01", 30, "否", "", ""),
    # Old and ill: exempt all year, with no end in sight.
    ("8", ZHOU, "第二党小组", "离退休", "", "1965-07-01", "2010-01-01", 5, "否", "2026-01-01", ""),
    ("9", WU, "第二党小组", "在职", "", "2025-11-20", "2025-11-20", 20, "是", "", ""),
    # Has no smartphone: he never joins, others record for him.
    ("10", ZHENG, "第一党小组", "离退休", "", "1970-07-01", "2010-01-01", 10, "否", "", ""),
)
NEWCOMER = ("11", QIAN, "第一党小组", "在职", "", "2018-07-01", "2026-07-08", 30, "否", "", "")
"""Comes on 8 July: his first full month is August."""

JOINERS = (COMMITTEE, RECORDER, ZHANG, LI, CHEN, SUN, ZHOU, WU)
"""Who opens his link at the beginning."""

MEMBERS = (*(str(row[1]) for row in ROSTER), QIAN)


def roster(*more: tuple[object, ...]) -> bytes:
    """The roster as an .xlsx file."""
    return workbook(*ROSTER, *more, headings=HEADINGS)
