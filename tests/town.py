"""A town to test in: the sandbox, the real bot speaking HTTP to it, its courier, and a branch of our own making.

``town`` has a seeded branch whose members have accounts and chats; ``bare_town`` has nothing but a running bot.
Time stands still until `Town.at` or `Town.later` moves it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.allowance import Allowance, AnswersFirst
from bot.assembly import House, build_house
from bot.attachments import Attachments
from bot.courier import Courier
from bot.courier_post import Post, build_courier_bot
from bot.polling import poll
from reports.studio import Studio
from sandbox.client import Control, Person, Tap, buttons_of, words_of
from sandbox.clock import Clock as SandboxTime
from sandbox.server import Sandbox
from sandbox.shapes import Json
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.tables import Account, Branch, GroupChat, Member, PartyGroup, RoleHeld, Superior
from storage.tables import Person as PersonRow
from storage.vocabulary import Category, Role

TOKEN = "700000001:AAsandboxtokensandboxtokensandbox"
ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 7, 1, 8, 0, tzinfo=ZONE)
CAST: dict[str, tuple[Role, ...]] = {
    "王书记": (Role.SECRETARY,),
    "李委员": (Role.COMMITTEE,),
    "赵记分": (Role.RECORDER,),
    "张三": (),
    "李四": (),
    "陈奶奶": (),
}
"""Who lives in the seeded town, with the roles beside membership."""


class SandboxClock:
    """The sandbox's time for a bot in the same process."""

    def __init__(self, time: SandboxTime) -> None:
        self._time = time

    def now(self) -> datetime:
        """Tell the sandbox's instant."""
        return self._time.now()


@dataclass
class Town:
    """Everything that runs, and what people do in it, by their names."""

    box: Sandbox
    control: Control
    db: Database
    house: House
    courier: Courier
    url: str
    people: dict[str, Person] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)
    branch_id: int = 0
    group: int = 0

    # Who lives here

    async def found_branch(self, name: str = "机关第一党支部", *, scheme: str = "changzhou-2021") -> int:
        """Found a branch and make it the one that `settle` settles in."""
        self.branch_id = await self.db.write(_found_branch, name, scheme, self.house.clock.now())
        return self.branch_id

    async def settle(self, name: str, *roles: Role, bound: bool = True, **member: Any) -> int:
        """Let somebody live here: a sandbox person and a member; ``bound`` also links and opens his private chat."""
        person = self.people[name] = await self.control.user(name)
        self.members[name] = await self.db.write(
            _settle, self.branch_id, name, roles, person.id if bound else None, self.house.clock.now(), member
        )
        if bound:
            await self.control.start(person)
        return self.members[name]

    async def stranger(self, name: str) -> Person:
        """Let somebody live here who is no member."""
        person = self.people[name] = await self.control.user(name)
        return person

    async def found_group(self, *, bind: bool = True, founder: str = "王书记") -> int:
        """Open the messenger group of everybody with the bot as an administrator; ``bind`` ties it to the branch."""
        others = [person for name, person in self.people.items() if name != founder]
        self.group = await self.control.group("支部群", self.people[founder], others)
        await self.control.member(self.group, self.bot_id, "administrator", by=self.people[founder])
        if bind:
            await self.db.write(_bind, self.branch_id, self.group, self.members[founder], self.house.clock.now())
        return self.group

    @property
    def bot_id(self) -> int:
        """The bot's account."""
        return int(TOKEN.split(":", 1)[0])

    # What they do

    async def say(self, name: str, text: str, *, in_group: bool = False) -> None:
        """Write to the bot, or in the group, and let the bot finish."""
        await self.control.say(self.people[name], self.group if in_group else None, text)
        await self.quiet()

    async def tap(self, name: str, label: str, *, in_group: bool = False) -> Tap:
        """Tap the newest button that has a label (or begins with it), and let the bot finish."""
        message, exact = await self.find_button(name, label, in_group=in_group)
        tapped = await self.control.tap(self.people[name], message, exact, chat=self.group if in_group else None)
        await self.quiet()
        return tapped

    async def find_button(self, name: str, label: str, *, in_group: bool = False) -> tuple[Json, str]:
        """Find the newest message with a button of a label, and the whole label."""
        seen = await self.messages(name, in_group=in_group)
        for message in reversed(seen):
            for found in buttons_of(message):
                if found == label or found.startswith(label):
                    return message, found
        shown = [f"{words_of(message)[:60]!r} {buttons_of(message)}" for message in seen[-5:]]
        raise AssertionError(f"{name} sees no button {label!r}; he sees {shown}")

    async def send(self, name: str, file: bytes, /, **how: Any) -> None:
        """Send a file to the bot (see `Control.upload`), and let the bot finish."""
        await self.control.upload(self.people[name], None, file, **how)
        await self.quiet()

    # What they see

    async def messages(self, name: str, *, in_group: bool = False) -> list[Json]:
        """Every message of his private chat with the bot, or of the group as he sees it."""
        return await self.control.messages(self.people[name], self.group if in_group else None)

    async def texts(self, name: str, *, in_group: bool = False) -> list[str]:
        """The bot's words to him, oldest first, as they read now."""
        return [words_of(message) for message in await self.messages(name, in_group=in_group) if is_bots(message)]

    async def last(self, name: str, *, in_group: bool = False) -> str:
        """The bot's last words to him."""
        return (await self.texts(name, in_group=in_group))[-1]

    # Time

    async def at(self, moment: str) -> None:
        """Move the clock forward to a moment of the branch's wall clock (``2026-07-10 19:05``), and settle."""
        await self.control.move_to(datetime.fromisoformat(moment).replace(tzinfo=ZONE))
        await self.quiet()

    async def later(self, **amount: float) -> None:
        """Move the clock forward by days, hours, minutes or seconds, and settle."""
        await self.control.advance(**amount)
        await self.quiet()

    async def quiet(self, *, edits: bool = False) -> None:
        """Wait until every update is handled and nothing due is owed; ``edits``: and every message shows the latest."""
        await self.control.settled()
        await self.courier.idle(edits=edits)
        await self.control.settled()


def is_bots(message: Json) -> bool:
    """Tell whether a message is a bot's."""
    return bool(message.get("from", {}).get("is_bot"))


@asynccontextmanager
async def running(folder: Path, *, url: str | None = None, start: datetime = START) -> AsyncIterator[Town]:
    """Run a sandbox and the bot on a fresh database until the block ends; nothing is left behind."""
    url = url or f"sqlite:///{folder / 'town.db'}"
    await asyncio.to_thread(upgrade, url)
    async with Sandbox(start=start, flowing=False) as box, Control(box.base_url) as control:
        await control.bot(TOKEN, username="xianfeng_bot", first_name="先锋")
        db = open_database(url)
        clock = SandboxClock(box.clock)
        house = await build_house(db, clock, token=TOKEN, api_base=box.base_url)
        allowance, studio = Allowance(), Studio()
        house.bot.session.middleware(AnswersFirst(allowance))
        house.dispatcher["studio"] = studio
        post = Post(build_courier_bot(TOKEN, box.base_url, allowance), db, Attachments(studio))
        courier = Courier(db, clock, post)
        tasks = [
            asyncio.create_task(poll(house.dispatcher, house.bot, timeout_seconds=5)),
            asyncio.create_task(courier.run()),
        ]
        try:
            yield Town(box, control, db, house, courier, url)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await post.close()
            await studio.close()
            await house.bot.session.close()
            await db.close()


async def seed(town: Town) -> None:
    """Found the branch, settle the cast, and open its group."""
    await town.found_branch()
    for name, roles in CAST.items():
        await town.settle(name, *roles)
    await town.found_group()
    await town.quiet()


def _found_branch(session: Session, name: str, scheme: str, now: datetime) -> int:
    superior = Superior(name=f"{name}的上级")
    session.add(superior)
    session.flush()
    branch = Branch(superior_id=superior.id, name=name, scheme_id=scheme, created_at=now)
    session.add(branch)
    session.flush()
    return branch.id


def _settle(
    session: Session,
    branch_id: int,
    name: str,
    roles: tuple[Role, ...],
    user_id: int | None,
    now: datetime,
    given: dict[str, Any],
) -> int:
    person = PersonRow(name=name)
    session.add(person)
    session.flush()
    group = given.pop("group", None)
    row: dict[str, Any] = {
        "roster_no": f"{person.id:03d}",
        "category": Category.IN_SERVICE,
        "joined_on": date(2020, 1, 1),
        "admitted_on": date(2015, 7, 1),
        "dues_amount": Decimal(30),
        **given,
    }
    if group is not None:
        found = PartyGroup(branch_id=branch_id, name=group)
        session.add(found)
        session.flush()
        row["group_id"] = found.id
    member = Member(branch_id=branch_id, person_id=person.id, **row)
    session.add(member)
    session.flush()
    for role in roles:
        session.add(RoleHeld(branch_id=branch_id, member_id=member.id, role=role, since=date(2020, 1, 1)))
    if user_id is not None:
        session.add(Account(user_id=user_id, person_id=person.id, bound_at=now))
    session.flush()
    return member.id


def _bind(session: Session, branch_id: int, chat_id: int, member_id: int, now: datetime) -> None:
    session.merge(GroupChat(chat_id=chat_id, branch_id=branch_id, title="支部群", bound_by=member_id, bound_at=now))
