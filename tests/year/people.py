"""The thirty of the simulated year: who they are, and what they are like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from storage.vocabulary import Category, ReminderMode, Role

YEAR = 2026
FIRST, SECOND = "第一党小组", "第二党小组"
SECRETARY, COMMITTEE, RECORDER = "王书记", "李委员", "赵记分"
EXEMPT, SUMMER, MUTE, NEW, GONE = "孙德福", "周桂英", "郑伯安", "钱晓新", "冯远行"
SAILOR, PATIENT = "韩海生", "沈静秋"
OTHERS = (
    "张伟", "陈桂兰", "刘洋", "杨帆", "黄志强", "周敏", "吴磊", "徐丽", "马丽", "朱军", "胡斌", "何涛",
    "高翔", "林晓", "罗芳", "郑爽", "梁勇", "谢婷", "宋佳", "唐亮",
)  # fmt: skip
LONG_AGO = date(2018, 3, 1)

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Human:
    """One of them: ``zeal`` (0 to 1) is how surely he does what is asked, ``away`` when he asks leave for all."""

    name: str
    category: Category
    group: str
    dues: Decimal
    zeal: float
    born: int
    roles: tuple[Role, ...] = ()
    joined: date = LONG_AGO
    left: date | None = None
    exempt: Span | None = None
    account: bool = True
    away: tuple[Span, ...] = ()
    mode: ReminderMode = ReminderMode.ALL
    hour: int = 8

    def belongs(self, day: date) -> bool:
        """Whether he is in the branch on a day."""
        return self.joined <= day and (self.left is None or day < self.left)

    def is_exempt(self, day: date) -> bool:
        """Whether he is exempt on a day."""
        return self.exempt is not None and self.exempt[0] <= day < self.exempt[1]

    def is_away(self, day: date) -> bool:
        """Whether he is on leave for weeks."""
        return any(since <= day < until for since, until in self.away)


@dataclass(frozen=True, slots=True)
class Cast:
    """All of them, by name."""

    humans: dict[str, Human] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Human]:
        return iter(self.humans.values())

    def __getitem__(self, name: str) -> Human:
        return self.humans[name]

    def there(self, day: date) -> list[Human]:
        """Who is in the branch on a day."""
        return [human for human in self if human.belongs(day)]


def cast(seed: int) -> Cast:
    """The same thirty for the same seed."""
    random = Random(seed)  # noqa: S311 (the same people each time)
    special = (
        _human(SECRETARY, random, zeal=0.97, roles=(Role.SECRETARY,)),
        _human(COMMITTEE, random, zeal=0.95, roles=(Role.COMMITTEE,)),
        _human(RECORDER, random, zeal=0.95, roles=(Role.RECORDER,)),
        _human(EXEMPT, random, born=1941, exempt=(date(2025, 10, 1), date(2030, 1, 1))),
        _human(SUMMER, random, exempt=(date(YEAR, 5, 1), date(YEAR, 9, 1))),
        _human(MUTE, random, born=1944, account=False, zeal=0.7),
        _human(NEW, random, born=2004, joined=date(YEAR, 3, 10)),
        _human(GONE, random, left=date(YEAR, 10, 15)),
        _human(SAILOR, random, away=((date(YEAR, 2, 20), date(YEAR, 4, 25)),)),
        _human(PATIENT, random, away=((date(YEAR, 5, 28), date(YEAR, 7, 12)),)),
    )
    others = [_human(name, random) for name in OTHERS]
    return Cast({human.name: human for human in (*special, *others)})


def _human(name: str, random: Random, **given: object) -> Human:
    born = int(str(given.pop("born", random.choice(range(1946, 2004)))))
    drawn: dict[str, object] = {
        "category": _category(YEAR - born, random),
        "group": random.choice((FIRST, SECOND)),
        "dues": Decimal(random.randint(10, 60)),
        "zeal": random.choice((0.6, 0.8, 0.9, 0.95, 0.99)),
        "mode": random.choices(list(ReminderMode), (8, 1, 1))[0],
        "hour": random.choices((8, 12, 18), (8, 1, 1))[0],
        **given,
    }
    return Human(name=name, born=born, **drawn)  # type: ignore[arg-type]  # drawn and given by the same names


def _category(age: int, random: Random) -> Category:
    if age >= 60:
        return Category.RETIRED
    return random.choice((Category.IN_SERVICE, Category.AGENCY, Category.NEW_ORGANISATION, Category.MIGRANT))
