"""A year being lived: a calendar of what people will do, taken in its order, with the house's misfortunes between."""

from __future__ import annotations

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from sqlmodel import Session

from sandbox.chats import Group
from sandbox.membership import found_group, set_member
from sandbox.people import User
from storage.queries.cards import forget_members_cards
from storage.tables import Account, Branch, GroupChat, Member, PartyGroup, Person, RoleHeld, Superior
from tests.year.diary import Acted, Diary, Entry, Swept
from tests.year.house import ZONE, Home
from tests.year.people import FIRST, SECOND, SECRETARY, YEAR, Cast, Human, cast

Act = Callable[[], Awaitable[None]]
BEGIN = datetime(YEAR, 1, 1, 7, 0, tzinfo=ZONE)
END = datetime(YEAR + 1, 1, 17, 9, 0, tzinfo=ZONE)
"""The year's last duties are settled in January."""
OUTAGE = (datetime(YEAR, 4, 16, 20, 0, tzinfo=ZONE), datetime(YEAR, 4, 19, 20, 0, tzinfo=ZONE))
"""Nothing runs, just before dues are due."""
SCHEME = "changzhou-2021"
DUES_DAY, GRACE, PROMPT = 20, timedelta(minutes=10), timedelta(minutes=30)


@dataclass(eq=False)
class Year:
    """Everybody, the house, and the calendar of what is still to be done."""

    home: Home
    seed: int
    cast: Cast
    random: Random
    diary: Diary = field(default_factory=Diary)
    users: dict[str, User] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)
    branch_id: int = 0
    _calendar: list[tuple[datetime, int, Act | None]] = field(default_factory=list)
    _numbers: Any = field(default_factory=count)
    _group: Group | None = None

    @classmethod
    async def begin(cls, folder: Path, seed: int) -> Year:
        """Found the branch and let everybody live in it; the house has not started."""
        home = Home.build(folder, BEGIN)
        year = cls(home, seed, cast(seed), Random(seed))  # noqa: S311 (the same year each time)
        home.swept = lambda at: year.diary.note(Swept(at))
        await home.start()
        year.branch_id = await home.db.write(_found, BEGIN)
        for human in year.cast.there(BEGIN.date()):
            await year.settle(human)
        year._open_group()
        await home.db.write(_bind, year.branch_id, year.group.id, year.members[SECRETARY], BEGIN)
        home.world.inboxes[home.wire.account.id].clear()
        return year

    # The calendar

    def on(self, moment: datetime, act: Act | None) -> None:
        """Put something on the calendar; what nobody can do for want of a house is done when it is back.

        With ``act`` None it is the house's own round: what fell due is swept. People's acts sweep nothing.
        """
        since, until = OUTAGE
        if since <= moment < until:
            moment = until + timedelta(hours=1)
        heapq.heappush(self._calendar, (moment, next(self._numbers), act))

    async def live(self, until: datetime) -> None:
        """Do what is on the calendar, in its order."""
        while self._calendar and self._calendar[0][0] <= until:
            moment, _, act = heapq.heappop(self._calendar)
            self.home.world.clock.move_to(moment)
            if act is not None:
                await act()
            elif self.home.life is not None:
                await self.home.sweep()
            if self.home.life is not None:
                await self.home.settle()

    @property
    def now(self) -> datetime:
        """The branch's wall clock."""
        return self.home.now

    # What people do

    @property
    def group(self) -> Group:
        """The branch's chat."""
        assert self._group is not None, "nobody has opened a group"
        return self._group

    def note(self, kind: type[Entry], /, **said: Any) -> None:
        """Write into the diary what has just been done."""
        self.diary.note(kind(at=self.now, **said))

    def tap(self, name: str, data: str, *, in_group: bool = False) -> str:
        """Tap the newest button with this data (or the beginning of it up to a colon)."""
        self.note(Acted, who=name)
        return self.home.tap(self.users[name], data, chat=self.group if in_group else None)

    def tap_label(self, name: str, label: str) -> str:
        """Tap the newest button in one's own chat whose label begins so."""
        return self.tap(name, self.home.labelled(self.users[name], label))

    def say(self, name: str, text: str) -> None:
        """Write to the bot."""
        self.note(Acted, who=name)
        self.home.say(self.users[name], text)

    async def steps(self, name: str, *steps: str) -> None:
        """Go through a form: words that are written, and buttons as ``[label``; the bot answers each."""
        for step in steps:
            if step.startswith("["):
                self.tap_label(name, step[1:])
            elif step.endswith(".pdf"):
                self.note(Acted, who=name)
                self.home.send_paper(self.users[name], step)
            else:
                self.say(name, step)
            await self.home.settle()

    def sees(self, name: str, data: str) -> bool:
        """Whether his chat shows such a button."""
        return self.home.has(self.home.private(self.users[name]), data)

    # Who lives here

    async def settle(self, human: Human) -> None:
        """Let somebody live here: a member, and an account with an open chat if he has one."""
        user = self.home.world.add_user(human.name, language_code="zh-hans")
        self.users[human.name] = user
        self.home.world.private_chat(self.home.wire.account, user).started = True
        account = user.id if human.account else None
        self.members[human.name] = await self.home.db.write(_settle, self.branch_id, human, account, self.now)
        if self._group is not None:
            set_member(self.home.world, self._group, user, status="member", by=self.users[SECRETARY])
        await self.home.life.house.languages.load()  # type: ignore[union-attr]  # it lives

    async def leave(self, human: Human) -> None:
        """Let somebody leave the branch today."""
        await self.home.db.write(_leave, self.members[human.name], human.left)

    def _open_group(self) -> None:
        world, founder = self.home.world, self.users[SECRETARY]
        others = [user for name, user in self.users.items() if name != SECRETARY]
        self._group = found_group(world, kind="supergroup", title="支部群", creator=founder, others=others)
        set_member(world, self._group, self.home.wire.account, status="administrator", by=founder)


def at(day: date, clock: str) -> datetime:
    """A moment of the branch's wall clock."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def _found(session: Session, now: datetime) -> int:
    superior = Superior(name="市直机关工委")
    session.add(superior)
    session.flush()
    branch = Branch(superior_id=superior.id, name="机关第一党支部", scheme_id=SCHEME, dues_day=DUES_DAY, created_at=now)
    session.add(branch)
    session.flush()
    session.add_all(PartyGroup(branch_id=branch.id, name=name) for name in (FIRST, SECOND))
    session.flush()
    return branch.id


def _settle(session: Session, branch_id: int, human: Human, user_id: int | None, now: datetime) -> int:
    person = Person(name=human.name, reminders=human.mode, reminder_hour=human.hour)
    session.add(person)
    session.flush()
    member = Member(
        branch_id=branch_id,
        person_id=person.id,
        roster_no=f"{person.id:03d}",
        category=human.category,
        group_id={FIRST: 1, SECOND: 2}[human.group],
        admitted_on=date(human.born + 22, 7, 1),
        joined_on=human.joined,
        exempt_from=human.exempt[0] if human.exempt else None,
        exempt_until=human.exempt[1] if human.exempt else None,
        dues_amount=human.dues,
    )
    session.add(member)
    session.flush()
    for role in human.roles:
        session.add(RoleHeld(branch_id=branch_id, member_id=member.id, role=role, since=human.joined))
    if user_id is not None:
        session.add(Account(user_id=user_id, person_id=person.id, bound_at=now))
    session.flush()
    return member.id


def _leave(session: Session, member_id: int, day: date | None) -> None:
    member = session.get_one(Member, member_id)
    member.left_on = day
    session.add(member)
    forget_members_cards(session, [member_id])


def _bind(session: Session, branch_id: int, chat_id: int, member_id: int, now: datetime) -> None:
    session.add(GroupChat(chat_id=chat_id, branch_id=branch_id, title="支部群", bound_by=member_id, bound_at=now))
