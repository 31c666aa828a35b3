"""The house during a simulated year: started, driven, killed and started again on one database.

Services, conversations, jobs and courier are the real ones, on the real database. Only the messenger's limits are
lifted (its time runs fast), and pictures are not drawn.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from aiogram.types import Update
from PIL import Image
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL
from telegram.ext import ExtBot

from bot import courier as courier_room
from bot.assembly import House, build_house
from bot.attachments import Attachments
from bot.courier import Courier
from bot.courier_post import Post
from bot.jobs import Job, build_jobs, run_job
from bot.late_taps import LateTaps
from bot.polling import handle_batch
from sandbox import acts
from sandbox.api import BotApi
from sandbox.chats import Chat
from sandbox.clock import Clock
from sandbox.messages import Message
from sandbox.people import User
from sandbox.world import World
from storage import database
from storage.database import Database, open_database
from storage.migrate import upgrade
from tests.year.wire import Answering, Carrying, Fuse, Wire

ZONE = ZoneInfo("Asia/Shanghai")
TOKEN = "700000001:AAyearyearyearyearyearyearyearyearyear"
HURRY = 0.3
"""Seconds by which the messenger's time goes on each time it is asked: no limit is met, and no tap too old."""
NO_PAUSE = 5.0
"""Seconds by which the courier's goes on: its pauses are over when it looks again."""
BATCH = 100
PATIENCE = 30.0
SEEN = 300
"""Messages of a chat that somebody looks through for a button."""


@dataclass(eq=False)
class Life:
    """One life of the process."""

    db: Database
    house: House
    courier: Courier
    jobs: list[Job]
    carrying: asyncio.Task[None]


class Errors(logging.Handler):
    """Whatever was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        error = record.exc_info[1] if record.exc_info else None
        self.told.append(f"{record.name}: {record.getMessage()} {error!r}")


@dataclass(eq=False)
class Home:
    """The world, the house in it, and what people do there."""

    url: str
    world: World
    wire: Wire
    errors: Errors = field(default_factory=Errors)
    life: Life | None = None
    done_to: datetime | None = None
    swept: Callable[[datetime], None] = lambda _at: None
    """Told when the hourly jobs run, in the branch's time."""
    updates: int = 0
    kills: int = 0
    _confirmed: int | None = None

    @classmethod
    def build(cls, folder: Path, start: datetime) -> Home:
        """A world with nothing in it, and an empty database."""
        url = f"sqlite:///{folder / 'year.db'}"
        upgrade(url)
        ticks = count(0)
        world = World(Clock(start, flowing=False, monotonic=lambda: next(ticks) * HURRY))
        account = world.add_bot(TOKEN, username="xianfeng_bot", first_name="先锋")
        return cls(url, world, Wire(BotApi(world), account))

    # The process

    @property
    def db(self) -> Database:
        """The database of this life."""
        return self._alive.db

    @property
    def now(self) -> datetime:
        """The branch's wall clock."""
        return self.world.clock.now().astimezone(ZONE)

    async def start(self) -> None:
        """Begin a life: what fell due while nothing ran is swept at once, as on the system's clock."""
        logging.getLogger().addHandler(self.errors)
        db = open_database(self.url)
        house = await build_house(db, self.world.clock, token=TOKEN, api_base=None)
        house.bot.session = Answering(self.wire)
        house.bot.session.middleware(LateTaps())
        house.dispatcher["studio"] = _draw
        carrier: ExtBot[Any] = ExtBot(TOKEN, request=Carrying(self.wire), get_updates_request=Carrying(self.wire))
        ticks = count(0)
        post = Post(carrier, db, Attachments(_draw))
        courier = Courier(db, self.world.clock, post, ticks=lambda: next(ticks) * NO_PAUSE)
        jobs = build_jobs(db, house.dispatcher.workflow_data)
        self.life = Life(db, house, courier, jobs, asyncio.create_task(courier.run()))
        await self._run(jobs)
        await self.settle()

    async def stop(self) -> None:
        """End in good order."""
        life, self.life = self._alive, None
        logging.getLogger().removeHandler(self.errors)
        life.carrying.cancel()
        await asyncio.gather(life.carrying, return_exceptions=True)
        await life.db.close()

    async def kill(self, *, after: int = 0, when: Literal["before", "after"] = "before") -> None:
        """Die as by SIGKILL: now, or at the courier's next call but so many (if it comes to that); nothing is said.

        What was not confirmed to the messenger comes again, what was committed stays.
        """
        if after:
            self.wire.fuse = Fuse(after, when)
            return
        life, self.life = self._alive, None
        here = asyncio.current_task()
        mine = [task for task in asyncio.all_tasks() if task is not here]
        for task in mine:
            task.cancel()
        await asyncio.gather(*mine, return_exceptions=True)
        await life.db.close()
        self.wire.cut.clear()
        self.kills += 1

    @property
    def _alive(self) -> Life:
        assert self.life is not None, "nothing runs now"
        return self.life

    # Time

    async def sweep(self) -> None:
        """Run what fell due since the last round, once; together, as on the system's clock."""
        now = self.world.clock.now()
        await self._run(
            [job for job in self._alive.jobs if self.done_to is None or job.next_after(self.done_to) <= now]
        )

    async def _run(self, jobs: list[Job]) -> None:
        now = self.done_to = self.world.clock.now()
        if any(job.id == "reminders.remind" for job in jobs):
            self.swept(self.now)
        await asyncio.gather(*(run_job(job, now) for job in jobs))

    async def settle(self) -> None:
        """Let the bot read and answer all that was done, and bring all that it owes; a cut ends the life here."""
        settling = asyncio.create_task(self._settle())
        cut = asyncio.create_task(self.wire.cut.wait())
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait({settling, cut}, return_when=asyncio.FIRST_COMPLETED)
        cut.cancel()
        if self.wire.cut.is_set():
            await self.kill()
            await self.start()
        else:
            await settling

    async def _settle(self) -> None:
        inbox, life = self.world.inboxes[self.wire.account.id], self._alive
        while True:
            waiting = inbox.batch(after=self._confirmed, limit=BATCH)
            if waiting:
                updates = [Update.model_validate(one.body, context={"bot": life.house.bot}) for one in waiting]
                await handle_batch(life.house.dispatcher, life.house.bot, updates)
                self.updates += len(updates)
                self._confirmed = waiting[-1].id + 1
                inbox.confirm(self._confirmed)
            await life.courier.idle()
            if not len(inbox):
                return

    # What people do; nothing is settled by it

    def say(self, user: User, text: str) -> None:
        """Write to the bot in private."""
        acts.say(self.world, user, self.private(user), text)

    def send_paper(self, user: User, name: str) -> None:
        """Send a paper to the bot."""
        stored = self.world.files.add("document", name.encode(), name=name, mime_type="application/pdf")
        acts.write(self.world, user, self.private(user), {"document": stored.about})

    def tap(self, user: User, data: str, *, chat: Chat | None = None) -> str:
        """Tap the newest button whose data begins so, in his own chat or in another; gives the whole data."""
        where = chat or self.private(user)
        message, exact = self.find(where, data)
        acts.tap(self.world, user, where, message.id, exact, bot=self.wire.account)
        return exact

    def find(self, chat: Chat, data: str) -> tuple[Message, str]:
        """The newest message with such a button, and the button's data."""
        for message, _, carried in self.buttons(chat):
            if carried == data or carried.startswith(f"{data}:"):
                return message, carried
        shown = list(islice(((label, carried) for _, label, carried in self.buttons(chat)), 8))
        raise AssertionError(f"{self.now:%m-%d %H:%M} chat {chat.id} has no button {data!r}; the last are {shown}")

    def buttons(self, chat: Chat) -> Iterator[tuple[Message, str, str]]:
        """Every button in a chat with its message, label and data, the newest message first."""
        for message in reversed(self.world.history.page(chat, limit=SEEN)):
            for row in message.inline_keyboard or []:
                for one in row:
                    if "callback_data" in one:
                        yield message, one["text"], one["callback_data"]

    def has(self, chat: Chat, data: str) -> bool:
        """Whether a chat shows such a button."""
        return any(carried == data or carried.startswith(f"{data}:") for _, _, carried in self.buttons(chat))

    def labelled(self, user: User, label: str) -> str:
        """The data of the newest button in his chat whose label begins so."""
        for _, shown, carried in self.buttons(self.private(user)):
            if shown.startswith(label):
                return carried
        heard = [word.text[:60] for word in self.wire.words[-3:]]
        raise AssertionError(
            f"{self.now:%m-%d %H:%M} {user.first_name} sees no {label!r}; heard {heard}, {self.errors.told[-2:]}"
        )

    def private(self, user: User) -> Chat:
        """His chat with the bot."""
        return self.world.private_chat(self.wire.account, user)


@contextmanager
def hurried() -> Iterator[None]:
    """Do without what a test need not wait for: the courier's pause for a hall that checks in, and the disk.

    A process that is killed loses nothing that it handed to the system; only a machine that loses power would.
    """
    made = database.sqlite_engine

    def unsynchronised(url: URL) -> Engine:
        engine = made(url)
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(courier_room, "GATHER", 0.0)
        patch.setattr(database, "sqlite_engine", unsynchronised)
        yield


async def _draw(_function: Any, _drawn: Any, /) -> bytes:
    return PICTURE


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


PICTURE = _picture()
