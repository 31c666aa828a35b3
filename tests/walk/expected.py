"""What July is worth, worked out by hand from the rules of ``changzhou-2021`` (and of ``xinyu-2017`` for comparison).

The year's scheme gives each month a base of 70 (学习强国 10, 每日一题 10, 集中学习 5, 其他学习 5, 支部大会 5, 党课 5,
党小组会 5, 主题党日 5, 组织生活会 5, 党费 5, 政治表现 10) and up to 20 special points. What was not held counts full;
of several held the share attended counts; late and approved leave count as attended.

July holds two theme days (10, 24) and one general meeting (17, which counts for each month of the quarter).

====== ============================================================= ====== ======= ======
who    what happened                                                 base   special total
====== ============================================================= ====== ======= ======
王书记 came to all; service approved                                 70     5       75
李委员 came, official leave on the 17th: attended                    70     0       70
赵记分 came to all, once at the last moment of grace                 70     0       70
张三   missed one of two theme days: 5 × 1/2 = 2.5; grid claim       67.5   5       72.5
李四   late on the 10th: costs nothing here; dues a day late: −5     65     0       65
陈奶奶 sick leave on the 10th: attended; article claimed for 3       70     3       73
孙七   one of two theme days: 2.5; general meeting 0 of 1: 0;
       dues unpaid: 0                        70 − 2.5 − 5 − 5        57.5   0       57.5
吴九   came to all; two services, capped at 5                        70     5       75
郑伯   came to all, recorded by others                               70     0       70
周老   exempt                                                        –      –       –
钱新   came on 8 July: his first full month is August                –      –       –
====== ============================================================= ====== ======= ======

Mean of the nine: (75 + 70 + 70 + 72.5 + 65 + 73 + 57.5 + 75 + 70) / 9 = 628 / 9 = 69.777… → 69.78
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from tests.walk.cast import CHEN, COMMITTEE, LI, QIAN, RECORDER, SECRETARY, SUN, WU, ZHANG, ZHENG, ZHOU


class Points(NamedTuple):
    """A month's points as a reader sees them."""

    total: str
    base: str
    special: str


JULY: dict[str, Points] = {
    SECRETARY: Points("75", "70", "5"),
    COMMITTEE: Points("70", "70", "0"),
    RECORDER: Points("70", "70", "0"),
    ZHANG: Points("72.5", "67.5", "5"),
    LI: Points("65", "65", "0"),
    CHEN: Points("73", "70", "3"),
    SUN: Points("57.5", "57.5", "0"),
    WU: Points("75", "70", "5"),
    ZHENG: Points("70", "70", "0"),
}
UNRATED = {ZHOU: "本期免于考核", QIAN: "本期尚不满一个完整月份的在册时间"}

LAST_EVENING: dict[str, Points] = JULY | {
    # On 31 July the month's dues are not settled yet: nobody has lost their 5 points.
    LI: Points("70", "70", "0"),
    SUN: Points("62.5", "62.5", "0"),
}

RANKING = (
    ("🥇", SECRETARY, "75"),
    ("🥇", WU, "75"),
    ("🥉", CHEN, "73"),
    ("4.", ZHANG, "72.5"),
    ("5.", COMMITTEE, "70"),
    ("5.", RECORDER, "70"),
    ("5.", ZHENG, "70"),
    ("8.", LI, "65"),
    ("9.", SUN, "57.5"),
)
"""Ranks 1-1-3-4-5-5-5-8-9; equals in the order of the roster."""
MEAN = "69.78"

FIRST, SECOND, THIRD = ("theme_day", "2026-07-10"), ("general", "2026-07-17"), ("theme_day", "2026-07-24")
CAME = {
    FIRST: (SECRETARY, COMMITTEE, RECORDER, ZHANG, WU, ZHENG, QIAN),
    SECOND: (SECRETARY, RECORDER, ZHANG, LI, CHEN, WU, ZHENG, QIAN),
    THIRD: (SECRETARY, COMMITTEE, RECORDER, LI, CHEN, SUN, WU, ZHENG, QIAN),
}
FACTS = (
    *((name, "meeting", "present", *meeting, "1.00") for meeting, names in CAME.items() for name in names),
    (LI, "meeting", "late", *FIRST, "1.00"),
    (CHEN, "meeting", "sick_leave", *FIRST, "1.00"),
    (SUN, "meeting", "absent", *FIRST, "1.00"),
    (COMMITTEE, "meeting", "official_leave", *SECOND, "1.00"),
    (SUN, "meeting", "absent", *SECOND, "1.00"),
    (ZHANG, "meeting", "absent", *THIRD, "1.00"),
    (SUN, "discipline", "letter", "", "2026-07-18", "1.00"),
    (WU, "service", "done", "", "2026-07-12", "2.50"),
    (WU, "service", "done", "", "2026-07-15", "1.00"),
    (SECRETARY, "service", "done", "", "2026-07-14", "4.00"),
    (ZHANG, "claim", "approved", "grid", "2026-07-11", "1.00"),
    (CHEN, "claim", "approved", "own_work", "2026-07-14", "3.00"),
    *(
        (name, "dues", "on_time", "", "2026-07-20", "1.00")
        for name in (SECRETARY, COMMITTEE, RECORDER, ZHANG, CHEN, WU, ZHENG)
    ),
    (LI, "dues", "late", "", "2026-07-20", "1.00"),
    (SUN, "dues", "unpaid", "", "2026-07-20", "1.00"),
)
"""Every fact of the month: who, kind, outcome, detail, day, quantity."""

XINYU: dict[str, Decimal] = {
    # Five sections of 20; the appraisal waits for its ballots (0 until then) and morality starts full: 80 by now.
    # A meeting or theme day late −2 each, absent without cause −5 each, both in politics; dues late −2.
    SECRETARY: Decimal(80),
    COMMITTEE: Decimal(80),
    RECORDER: Decimal(80),
    ZHANG: Decimal(75),  # one theme day missed
    LI: Decimal(76),  # one late −2, dues late −2
    CHEN: Decimal(80),
    SUN: Decimal(68),  # two missed −10, dues unpaid counts as late −2
    WU: Decimal(80),
    ZHENG: Decimal(80),
}
"""The same facts under the other preset, which prices lateness and counts the year."""
