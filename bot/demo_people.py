"""Who lives in the demo's branch, and what each is like: twelve people, from 24 to 83."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.vocabulary import Category, Role


@dataclass(frozen=True, slots=True)
class Habits:
    """What half a year of somebody's facts looks like. Months are numbers; whatever is not named goes well."""

    late_at: tuple[str, ...] = ()
    """Meetings that he came late to, as ``theme_day-3``."""
    leave_at: tuple[str, ...] = ()
    absent_at: tuple[str, ...] = ()
    logins_missed: dict[int, int] | None = None
    """Logins to the study app missed, by month."""
    quiz: dict[int, int] | None = None
    """Quiz points of a month; 15 is full."""
    dues_late: tuple[int, ...] = ()
    dues_open: bool = False
    """Whether the current month's dues are still unpaid."""
    service: dict[int, int] | None = None
    """Hours of volunteer service, by month."""
    grid: tuple[int, ...] = ()
    """Months with grid work."""
    own_items: dict[int, tuple[str, int]] | None = None
    """What he claimed of the branch's own items, by month: what for and its points."""


@dataclass(frozen=True, slots=True)
class Resident:
    """One member of the demo's branch."""

    name: str
    category: Category
    group: str
    dues: int
    born: int
    roles: tuple[Role, ...] = ()
    probationary: bool = False
    exempt_from: date | None = None
    habits: Habits = Habits()


RESIDENTS: tuple[Resident, ...] = (
    Resident(
        "王建国",
        Category.AGENCY,
        "第一党小组",
        62,
        1974,
        (Role.SECRETARY,),
        habits=Habits(service={2: 3, 4: 2, 5: 3, 6: 2}, grid=(1, 2, 3, 4, 5, 6), own_items={3: ("信息稿件被采用", 3)}),
    ),
    Resident(
        "李秀英",
        Category.AGENCY,
        "第二党小组",
        48,
        1979,
        (Role.COMMITTEE, Role.GROUP_LEADER),
        habits=Habits(
            quiz={2: 13}, service={1: 2, 3: 4, 5: 2, 6: 3}, grid=(2, 3, 5, 6), own_items={4: ("牵头攻坚任务", 4)}
        ),
    ),
    Resident(
        "赵文静",
        Category.AGENCY,
        "第一党小组",
        36,
        1990,
        (Role.RECORDER,),
        habits=Habits(
            logins_missed={4: 2},
            service={2: 2, 3: 2, 4: 2, 5: 2, 6: 2},
            grid=(3,),
            own_items={5: ("信息稿件被采用", 2)},
        ),
    ),
    Resident(
        "张伟",
        Category.IN_SERVICE,
        "第一党小组",
        30,
        1986,
        habits=Habits(
            absent_at=("theme_day-3",),
            late_at=("study-5",),
            logins_missed={1: 4, 3: 6, 5: 3, 6: 3},
            quiz={1: 11, 3: 9, 5: 12},
            dues_late=(3,),
            dues_open=True,
            service={4: 2},
        ),
    ),
    Resident(
        "陈桂兰",
        Category.RETIRED,
        "第二党小组",
        15,
        1943,
        habits=Habits(leave_at=("theme_day-1", "study-2"), quiz=dict.fromkeys(range(1, 6), 14), service={5: 1, 6: 1}),
    ),
    Resident(
        "刘洋",
        Category.NEW_ORGANISATION,
        "第二党小组",
        27,
        1995,
        habits=Habits(
            late_at=("theme_day-2", "group-4"),
            logins_missed={2: 3, 5: 5},
            quiz={2: 12, 5: 10},
            service={1: 4, 2: 4, 3: 3, 4: 4, 5: 4, 6: 4},
            grid=(1, 4),
            own_items={2: ("为民办实事", 5), 6: ("为民办实事", 4)},
        ),
    ),
    Resident(
        "杨帆",
        Category.NEW_ORGANISATION,
        "第二党小组",
        25,
        2002,
        probationary=True,
        habits=Habits(logins_missed={1: 1}, service={3: 3, 4: 3, 5: 5, 6: 2}, own_items={5: ("为民办实事", 3)}),
    ),
    Resident(
        "黄志强",
        Category.RURAL,
        "第一党小组",
        12,
        1968,
        habits=Habits(
            absent_at=("study-1", "group-2"),
            late_at=("theme_day-4",),
            leave_at=("general-3",),
            logins_missed={1: 8, 2: 9, 3: 7, 4: 8, 5: 9, 6: 7},
            quiz={1: 6, 2: 5, 3: 7, 4: 4, 5: 6},
            dues_late=(2, 5),
            dues_open=True,
        ),
    ),
    Resident(
        "周敏",
        Category.MIGRANT,
        "第二党小组",
        20,
        1992,
        habits=Habits(
            leave_at=("theme_day-1", "theme_day-2", "group-3", "theme_day-5"), logins_missed={3: 2, 6: 1}, grid=(4,)
        ),
    ),
    Resident(
        "吴磊",
        Category.IN_SERVICE,
        "第一党小组",
        33,
        1983,
        habits=Habits(
            quiz={4: 14},
            service={1: 2, 4: 6, 6: 3},
            grid=(1, 2, 3, 4, 5, 6),
            own_items={1: ("牵头攻坚任务", 3), 4: ("为民办实事", 5), 6: ("信息稿件被采用", 3)},
        ),
    ),
    Resident(
        "徐丽",
        Category.IN_SERVICE,
        "第一党小组",
        31,
        1988,
        habits=Habits(late_at=("lecture-4",), dues_open=True, service={2: 2, 5: 2}, grid=(2, 6)),
    ),
    Resident("孙德福", Category.RETIRED, "第二党小组", 0, 1941, exempt_from=date(2025, 10, 1)),
)

MORE_NAMES = (
    "马丽", "朱军", "胡斌", "郭靖宇", "何涛", "高翔", "林晓", "罗芳", "郑爽", "梁勇", "谢婷", "宋佳",
    "唐亮", "许杰", "韩梅", "冯刚", "邓超", "曹颖", "彭飞", "曾敏", "肖雨", "田甜", "董洁", "袁野",
    "潘悦", "于海", "蒋欣", "蔡明", "余音", "杜鹃", "叶青", "程诺", "苏醒", "魏征程", "吕品", "丁一",
    "任重", "沈默", "姚远", "卢沟", "姜维新", "崔健民", "钟声", "谭笑", "陆游子", "汪洋", "范晔", "金鑫",
)  # fmt: skip


def residents(count: int) -> tuple[Resident, ...]:
    """The first ``count`` people (4 to 60): the twelve, then others of ordinary habits."""
    others = [
        Resident(
            name,
            Category.IN_SERVICE,
            ("第一党小组", "第二党小组")[number % 2],
            20 + number % 17,
            1970 + number % 30,
            habits=Habits(
                late_at=(f"theme_day-{number % 5 + 1}",) if number % 3 == 0 else (),
                logins_missed={number % 5 + 1: number % 6},
                quiz={number % 4 + 1: 15 - number % 7},
                service={number % 5 + 1: number % 4 + 1},
                grid=(number % 5 + 1,) if number % 2 else (),
            ),
        )
        for number, name in enumerate(MORE_NAMES)
    ]
    return (*RESIDENTS, *others)[:count]
