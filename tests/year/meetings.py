"""What people do about meetings: plan, ask leave, come in time, late or not at all, and sign or decline letters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, select

from storage.tables import Leave, Letter, Meeting
from storage.vocabulary import LeaveKind, MeetingKind
from tests.year.diary import (
    AskedLeave,
    CalledOff,
    Came,
    Confirmed,
    DecidedLeave,
    DecidedLetter,
    Planned,
)
from tests.year.life import GRACE, PROMPT, Year, at
from tests.year.people import COMMITTEE, FIRST, MUTE, PATIENT, SECRETARY, YEAR, Human

KINDS = {
    MeetingKind.THEME_DAY: "主题党日",
    MeetingKind.GENERAL: "支部党员大会",
    MeetingKind.LECTURE: "党课",
    MeetingKind.GROUP: "党小组会",
}
CONFIRMING = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4, minutes=20), timedelta(hours=17))
"""How long after the end the secretary confirms: some of them late in the evening."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting that will be held, unless it is called off."""

    kind: MeetingKind
    starts: datetime
    minutes: int = 90
    group: str = ""
    called_off: bool = False

    @property
    def ends(self) -> datetime:
        """Its end."""
        return self.starts + timedelta(minutes=self.minutes)


def _of(months: tuple[int, ...], day: int, clock: str, kind: MeetingKind, **more: str) -> list[Plan]:
    return [Plan(kind, at(date(YEAR, month, day), clock), **more) for month in months]  # type: ignore[arg-type]


SERIES = _of(tuple(range(1, 13)), 12, "15:00", MeetingKind.THEME_DAY)
ONCE = (
    *_of((3, 6, 9, 12), 26, "19:00", MeetingKind.GENERAL),
    *_of((2, 5, 8, 11), 18, "15:00", MeetingKind.LECTURE),
    *_of((2, 4, 6, 8, 10, 12), 22, "16:00", MeetingKind.GROUP, group=FIRST),
    Plan(MeetingKind.LECTURE, at(date(YEAR, 4, 9), "15:00"), called_off=True),
)


class Meetings:
    """The slice: put everything about meetings on the calendar."""

    def __init__(self, year: Year) -> None:
        self._year = year
        self._random = year.random

    def plan(self) -> None:
        """Let the secretary begin the series, plan the others, and everybody do what is his."""
        first = SERIES[0]
        self._year.on(first.starts - timedelta(days=7), lambda: self._fill_in(first, monthly=True))
        for plan in ONCE:
            ahead = at(plan.starts.date() - timedelta(days=6), "10:00")
            self._year.on(ahead, self._doing(self._fill_in, plan))
        for plan in (*SERIES, *ONCE):
            self._year.on(at(plan.starts.date() - timedelta(days=4), "08:30"), self._doing(self._prepare, plan))

    def _doing(self, act: Callable[[Plan], Awaitable[None]], plan: Plan) -> Callable[[], Awaitable[None]]:
        return lambda: act(plan)

    async def _fill_in(self, plan: Plan, *, monthly: bool = False) -> None:
        often = ("[🔁", "[每月") if monthly else ()
        await self._year.steps(
            SECRETARY,
            "/plan",
            f"[{KINDS[plan.kind]}",
            "[用“",
            f"{plan.starts.month}月{plan.starts.day}日 {plan.starts:%H:%M}",
            str(plan.minutes),
            "党员活动室",
            f"[{plan.group or '全体党员'}",
            *often,
            "[✅ 确认并通知",
        )

    async def _prepare(self, plan: Plan) -> None:
        """Four days before: the meeting is known to all; everybody makes up his mind."""
        year = self._year
        meeting = await year.home.db.read(_meeting_at, plan.starts)
        year.note(Planned, meeting=meeting, kind=plan.kind, starts=plan.starts, minutes=plan.minutes, group=plan.group)
        if plan.called_off:
            year.on(at(plan.starts.date() - timedelta(days=1), "10:30"), lambda: self._call_off(meeting))
            return
        leavers = self._leave(plan, meeting)
        self._come(plan, meeting, leavers)
        year.on(plan.starts - PROMPT, None)
        year.on(plan.ends, None)
        year.on(plan.ends + self._random.choice(CONFIRMING), lambda: self._confirm(meeting))
        year.on(at(plan.ends.date() + timedelta(days=2), self._random.choice(("10:00", "21:40"))), self._sign)
        year.on(at(plan.ends.date() + timedelta(days=3), "12:00"), self._acknowledge)

    async def _call_off(self, meeting: int) -> None:
        self._year.say(SECRETARY, "/meetings")
        await self._year.home.settle()
        self._year.tap(SECRETARY, f"ma:ask_cancel:{meeting}")
        await self._year.home.settle()
        self._year.tap(SECRETARY, f"ma:cancel:{meeting}")
        self._year.note(CalledOff, meeting=meeting)

    # Leave

    def _leave(self, plan: Plan, meeting: int) -> set[str]:
        day, asked = plan.starts.date(), set()
        for human in self._expected(plan):
            if not human.account or not (human.is_away(day) or self._random.random() < 0.07):
                continue
            kind = self._kind(human, day)
            moment = at(day - timedelta(days=self._random.choice((1, 2, 3))), f"{self._random.randint(8, 20):02}:10")
            self._year.on(moment, self._asking(meeting, human, kind))
            self._year.on(
                moment + timedelta(hours=self._random.choice((0.2, 1, 3))),
                self._deciding(meeting, human, approve=human.is_away(day) or self._random.random() < 0.8),
            )
            asked.add(human.name)
        return asked

    def _kind(self, human: Human, day: date) -> LeaveKind:
        if not human.is_away(day):
            return self._random.choice((LeaveKind.PERSONAL, LeaveKind.PERSONAL, LeaveKind.OFFICIAL, LeaveKind.ILL))
        return LeaveKind.ILL if human.name == PATIENT else LeaveKind.OFFICIAL

    def _asking(self, meeting: int, human: Human, kind: LeaveKind) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            self._year.tap(human.name, f"lt:{meeting}:{kind}", in_group=True)
            self._year.note(AskedLeave, meeting=meeting, who=human.name, kind=kind)

        return act

    def _deciding(self, meeting: int, human: Human, *, approve: bool) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            leave = await self._year.home.db.read(_leave_of, meeting, self._year.members[human.name])
            by = SECRETARY if human.name == COMMITTEE else COMMITTEE
            self._year.tap(by, f"lv:{leave}:{int(approve)}")
            self._year.note(DecidedLeave, meeting=meeting, who=human.name, approved=approve)

        return act

    # Coming

    def _expected(self, plan: Plan) -> list[Human]:
        there = [human for human in self._year.cast.there(plan.starts.date()) if human.name in self._year.members]
        return [human for human in there if not plan.group or human.group == plan.group]

    def _come(self, plan: Plan, meeting: int, leavers: set[str]) -> None:
        groups: dict[timedelta, list[str]] = {}
        for human in self._expected(plan):
            after = self._arrival(human, plan, asked=human.name in leavers)
            if after is not None and human.account:
                groups.setdefault(after, []).append(human.name)
            elif after is not None:
                self._year.on(plan.starts + timedelta(minutes=6), lambda: self._check_in_for(meeting))
        for after, names in groups.items():
            self._year.on(plan.starts + after, self._arriving(meeting, names))

    def _arrival(self, human: Human, plan: Plan, *, asked: bool) -> timedelta | None:
        chance = human.zeal
        if human.is_exempt(plan.starts.date()):
            chance = 0.1
        elif asked:
            chance = 0.05
        if self._random.random() >= chance:
            return None
        return self._random.choices(
            (timedelta(minutes=-25), timedelta(minutes=-5), GRACE, GRACE + timedelta(seconds=1), timedelta(minutes=40)),
            (20, 70, 3, 2, 5),
        )[0]

    def _arriving(self, meeting: int, names: list[str]) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            for name in names:
                self._year.tap(name, f"meet:{meeting}", in_group=True)
                self._year.note(Came, meeting=meeting, who=name)
                if self._random.random() < 0.05:
                    self._year.tap(name, f"meet:{meeting}", in_group=True)

        return act

    async def _check_in_for(self, meeting: int) -> None:
        self._year.tap(SECRETARY, f"ma:desk:{meeting}")
        await self._year.home.settle()
        member = self._year.members[MUTE]
        while not self._year.sees(SECRETARY, f"dk:{meeting}:{member}"):
            self._year.tap_label(SECRETARY, "▶")
            await self._year.home.settle()
        self._year.tap(SECRETARY, f"dk:{meeting}:{member}")
        self._year.note(Came, meeting=meeting, who=MUTE)

    async def _confirm(self, meeting: int) -> None:
        self._year.tap(SECRETARY, f"ma:confirm:{meeting}")
        self._year.note(Confirmed, meeting=meeting)

    # Letters

    async def _sign(self) -> None:
        """Sign what waits, or decline it with a reason; the committee does the secretary's own."""
        for signer in (SECRETARY, COMMITTEE):
            while self._year.sees(signer, "wl:sign"):
                await self._decide(signer)

    async def _decide(self, signer: str) -> None:
        year = self._year
        _, data = year.home.find(year.home.private(year.users[signer]), "wl:sign")
        letter = int(data.rsplit(":", 1)[1])
        member = await year.home.db.read(_addressee, letter)
        who = next(name for name, member_id in year.members.items() if member_id == member)
        signed = self._random.random() < 0.8
        if signed:
            year.tap(signer, data)
        else:
            await year.steps(signer, f"[{self._label(signer, letter)}", "当天突发疾病")
        year.note(DecidedLetter, who=who, signed=signed)
        await year.home.settle()

    def _label(self, signer: str, letter: int) -> str:
        home = self._year.home
        chat = home.private(self._year.users[signer])
        return next(label for _, label, data in home.buttons(chat) if data == f"wl:decline:{letter}")

    async def _acknowledge(self) -> None:
        for name in self._year.members:
            if name != MUTE and self._year.sees(name, "wl:ack"):
                self._year.tap(name, "wl:ack")
        if self._year.sees(SECRETARY, "wl:hand"):
            self._year.tap(SECRETARY, "wl:hand")


def _meeting_at(session: Session, starts: datetime) -> int:
    return session.exec(select(Meeting.id).where(Meeting.starts_at == starts)).one()


def _leave_of(session: Session, meeting: int, member: int) -> int:
    return session.exec(select(Leave.id).where(Leave.meeting_id == meeting, Leave.member_id == member)).one()


def _addressee(session: Session, letter: int) -> int:
    return session.get_one(Letter, letter).member_id
