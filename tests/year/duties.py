"""What people do about duties: hand in in good time, late or never; the recorder confirms, and returns some."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, select

from storage.tables import Duty, DutyDone, DutyPlan
from tests.year.diary import HandedIn, JudgedDuty
from tests.year.life import Year, at
from tests.year.people import RECORDER, SECRETARY, YEAR, Human


@dataclass(frozen=True, slots=True)
class Term:
    """One time that a duty is due, as the branch's page of duties says."""

    code: str
    due: date
    open_days: int
    grace_days: int
    in_words: bool
    """Handed in in words, and confirmed by a keeper; else one's own tap is enough."""

    @property
    def opens(self) -> date:
        """The first day."""
        return self.due - timedelta(days=self.open_days)

    @property
    def closes(self) -> date:
        """The last day of grace."""
        return self.due + timedelta(days=self.grace_days)


TERMS = (
    Term("self_inspection", date(YEAR, 6, 30), 29, 7, in_words=False),
    Term("thought_report", date(YEAR, 6, 30), 60, 15, in_words=True),
    Term("thought_report", date(YEAR, 12, 31), 60, 15, in_words=True),
)
REPORT = "思想汇报:认真学习了有关文件,在工作中严格要求自己。"


class Duties:
    """The slice: what is handed in, and what is said to it."""

    def __init__(self, year: Year) -> None:
        self._year = year
        self._random = year.random

    def plan(self) -> None:
        """Let the secretary switch the half-yearly report on, and everybody do it or not."""
        self._year.on(at(date(YEAR, 1, 6), "09:30"), self._switch_on)
        for term in TERMS:
            for human in self._year.cast.there(term.due):
                day = self._day(human, term)
                if day is not None and human.account and not human.is_exempt(term.due):
                    self._year.on(at(day, f"{self._random.randint(8, 20):02}:40"), self._handing(term, human.name))

    def _day(self, human: Human, term: Term) -> date | None:
        """Most wait for the last days; some for the days of grace, and some for ever."""
        if self._random.random() > human.zeal:
            late = self._random.randint(1, term.grace_days - 1)
            return term.due + timedelta(days=late) if self._random.random() < 0.5 else None
        before = self._random.choice((0, 0, 1, 2, 3, 5, 6, 9, term.open_days - 4))
        return term.due - timedelta(days=before)

    async def _switch_on(self) -> None:
        plan = await self._year.home.db.read(_plan_of, "thought_report")
        await self._year.steps(SECRETARY, "/duties")
        for data in ("ub:0", "dfl:0", f"dfs:{plan}:1"):
            self._year.tap(SECRETARY, data)
            await self._year.home.settle()

    def _handing(self, term: Term, who: str) -> Callable[[], Awaitable[None]]:
        return lambda: self._hand_in(term, who)

    async def _hand_in(self, term: Term, who: str) -> None:
        year = self._year
        duty = await year.home.db.read(_duty, term.code, term.due)
        await year.steps(who, "/duties")
        if not year.sees(who, f"ud:{duty}"):
            return  # returned too late, or excused meanwhile
        year.tap(who, f"ud:{duty}")
        await year.home.settle()
        if term.in_words:
            await year.steps(who, REPORT)
            waits = self._random.choice((1, 1, 2, 4))
            year.on(at(year.now.date() + timedelta(days=waits), "17:30"), self._judging(term, who))
        year.note(HandedIn, code=term.code, due=term.due, who=who)

    def _judging(self, term: Term, who: str) -> Callable[[], Awaitable[None]]:
        return lambda: self._judge(term, who)

    async def _judge(self, term: Term, who: str) -> None:
        year = self._year
        by = SECRETARY if who == RECORDER else RECORDER
        done, round_ = await year.home.db.read(_done, term.code, term.due, year.members[who])
        good = round_ > 1 or self._random.random() > 0.1
        await year.steps(by, "/duties")
        year.tap(by, "uq:0")
        await year.home.settle()
        while not year.sees(by, f"uy:{done}:{round_}"):
            year.tap_label(by, "▶")
            await year.home.settle()
        if good:
            year.tap(by, f"uy:{done}:{round_}")
        else:
            duty = await year.home.db.read(_duty, term.code, term.due)
            year.tap(by, f"ur:{duty}:{year.members[who]}:{done}:{round_}")
            await year.home.settle()
            year.tap(by, "uw:0")
            if self._random.random() < 0.7:
                year.on(at(year.now.date() + timedelta(days=2), "19:15"), self._handing(term, who))
        year.note(JudgedDuty, code=term.code, due=term.due, who=who, good=good)


def _plan_of(session: Session, code: str) -> int:
    return session.exec(select(DutyPlan.id).where(DutyPlan.code == code)).one()


def _duty(session: Session, code: str, due: date) -> int:
    return session.exec(select(Duty.id).where(Duty.kind == code, Duty.due_on == due)).one()


def _done(session: Session, code: str, due: date, member: int) -> tuple[int, int]:
    duty = _duty(session, code, due)
    row = session.exec(select(DutyDone).where(DutyDone.duty_id == duty, DutyDone.member_id == member)).one()
    return row.id, row.round
