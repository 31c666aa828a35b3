"""A courier with a real outbox and a real Bot API server: what its tests stand on."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from bot.allowance import Allowance
from bot.attachments import Attachments
from bot.courier import Courier
from bot.courier_post import Post, build_courier_bot
from messages.base import Wording, words
from reports.studio import Studio
from sandbox.acts import start
from sandbox.membership import found_group, set_member
from sandbox.people import Bot, User
from sandbox.server import Sandbox
from services.clock import SetClock
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.notices.base import Notice
from storage.outbox import owe, rewrite
from storage.tables import Account, Branch, GroupChat, Member, MessageRef, OutboxRow, Person, Superior
from storage.vocabulary import Category

TOKEN = "700:courier"
NOW = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
BOUND = 20.0
"""Seconds after which a wait has failed."""


class Line(Notice):
    """Any words."""

    kind: ClassVar[str] = "test.line"
    text: str


class Unworded(Notice):
    """A kind whose wording fails."""

    kind: ClassVar[str] = "test.unworded"


@words(Line)
def line(notice: Line) -> Wording:
    return Wording(notice.text)


@words(Unworded)
def unworded(_notice: Unworded) -> Wording:
    raise RuntimeError("no words")


@dataclass
class Station:
    """One branch of some persons, its outbox, and the messenger that they all use."""

    box: Sandbox
    bot: Bot
    db: Database
    clock: SetClock
    attachments: Attachments
    branch_id: int
    people: dict[str, User]
    person_ids: dict[str, int]
    courier: Courier | None = None
    allowance: Allowance | None = None
    _stop: contextlib.AsyncExitStack | None = None

    async def __aenter__(self) -> "Station":
        """Start the courier."""
        stack = contextlib.AsyncExitStack()
        self.allowance = Allowance()
        post = Post(build_courier_bot(TOKEN, self.box.base_url, self.allowance), self.db, self.attachments)
        stack.push_async_callback(post.close)
        self.courier = Courier(self.db, self.clock, post)
        task = asyncio.create_task(self.courier.run())

        async def stop() -> None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        stack.push_async_callback(stop)
        self._stop = stack
        return self

    async def __aexit__(self, *_exception: object) -> None:
        """Stop the courier as the process does."""
        assert self._stop is not None
        await self._stop.aclose()

    async def idle(self) -> None:
        """Wait until nothing due is owed or on its way."""
        assert self.courier is not None
        await asyncio.wait_for(self.courier.idle(), BOUND)

    async def owe(self, text: str, *, to: str | None = None, key: str | None = None, **options: Any) -> None:
        """Owe a line to a person by name, or to the group."""
        await self.db.write(self._owe, text, to, key or f"{to}:{text}", options)

    async def rewrite(self, subject: str, text: str, *, notice: Notice | None = None) -> None:
        """Let every message about a subject show another line, or another notice."""
        await self.db.write(rewrite, subject, notice or Line(text=text))

    def _owe(self, session: Session, text: str, to: str | None, key: str, options: dict[str, Any]) -> None:
        notice = options.pop("notice", None) or Line(text=text)
        if to is None and "to_chat" not in options:
            options["to_group"] = True
        elif to is not None:
            options["to_person"] = self.person_ids[to]
        owe(session, notice, key=key, now=self.clock.now(), branch_id=self.branch_id, **options)

    def texts(self, name: str) -> list[str]:
        """What a person has got from the bot."""
        chat = self.box.world.private_chat(self.bot, self.people[name])
        return self.texts_in(chat)

    def texts_in(self, chat: Any) -> list[str]:
        """What the bot has written into a chat."""
        page = self.box.world.history.page(chat, limit=100)
        return [message.as_json().get("text", "") for message in page if message.author is self.bot]

    def calls(self, method: str = "sendMessage") -> list[dict[str, Any]]:
        """The calls of a method that the server has answered."""
        return self.box.api.log.since(0, method=method)

    async def rows(self) -> list[OutboxRow]:
        """The whole outbox."""
        return await self.db.read(lambda session: list(session.exec(select(OutboxRow).order_by(col(OutboxRow.id)))))

    async def row(self, key: str) -> OutboxRow:
        """The message with this key."""
        return next(row for row in await self.rows() if row.key == key)

    async def refs(self) -> list[MessageRef]:
        """The messages that can be rewritten."""
        return await self.db.read(lambda session: list(session.exec(select(MessageRef))))

    async def bind_group(self, kind: str = "supergroup") -> Any:
        """Found a group with the bot in it and bind it to the branch."""
        founder = next(iter(self.people.values()))
        group = found_group(self.box.world, kind=kind, title="支部群", creator=founder, others=[])
        set_member(self.box.world, group, self.bot, status="administrator", by=founder)
        await self.db.write(self._bind, group.id)
        return group

    def _bind(self, session: Session, chat_id: int) -> None:
        member = session.exec(select(Member.id)).first()
        assert member is not None
        bound_at = self.clock.now()
        self.clock.at += timedelta(seconds=1)
        session.add(
            GroupChat(chat_id=chat_id, branch_id=self.branch_id, title="支部群", bound_by=member, bound_at=bound_at)
        )


async def until(happened: Callable[[], Awaitable[bool]]) -> None:
    """Wait, for a bounded time, until something that nobody announces has happened."""
    async with asyncio.timeout(BOUND):
        while not await happened():  # noqa: ASYNC110 (the server under test has no event for it)
            await asyncio.sleep(0.01)


def seed(session: Session, users: dict[str, int]) -> tuple[int, dict[str, int]]:
    """Add a branch whose persons have these accounts; give its id and the persons' ids."""
    superior = Superior(name="镇党委")
    session.add(superior)
    session.flush()
    branch = Branch(superior_id=superior.id, name="一支部", scheme_id="xinyu-2017", created_at=NOW)
    session.add(branch)
    session.flush()
    ids: dict[str, int] = {}
    for number, (name, user_id) in enumerate(users.items()):
        person = Person(name=name)
        session.add(person)
        session.flush()
        ids[name] = person.id
        session.add(Account(user_id=user_id, person_id=person.id, bound_at=NOW))
        session.add(
            Member(
                branch_id=branch.id,
                person_id=person.id,
                roster_no=str(number),
                category=Category.IN_SERVICE,
                joined_on=date(2020, 1, 1),
            )
        )
    return branch.id, ids


@contextlib.asynccontextmanager
async def build_station(folder: Path, names: list[str], *, url: str | None = None) -> AsyncIterator[Station]:
    """Build everything but the courier, which `async with station` runs; it may run several times."""
    url = url or f"sqlite:///{folder / 'courier.db'}"
    await asyncio.to_thread(upgrade, url)
    db = open_database(url)
    studio = Studio()
    async with Sandbox() as box:
        bot = box.world.add_bot(TOKEN)
        people = {name: box.world.add_user(name) for name in names}
        for user in people.values():
            start(box.world, user, bot)
        branch_id, person_ids = await db.write(seed, {name: user.id for name, user in people.items()})
        yield Station(box, bot, db, SetClock(NOW), Attachments(studio), branch_id, people, person_ids)
    await studio.close()
    await db.close()
