"""The running product: what reads updates, what carries messages, what sweeps. `start` to `stop`, nothing remains."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.allowance import Allowance, AnswersFirst
from bot.assembly import House
from bot.attachments import Attachments
from bot.clock import SandboxClock
from bot.commands import set_commands
from bot.courier_on_call import CourierOnCall, hiring
from bot.forms import FormStorage
from bot.jobs import EACH_HOUR, EACH_MINUTE, Job, build_jobs, cron
from bot.menus import refresh_menus
from bot.moments import next_stop
from bot.patience import until_it_answers
from bot.polling import poll
from bot.schedule import FollowedSchedule, LiveSchedule, Schedule
from reports.studio import Studio

Reading = Callable[[], Awaitable[None]]
"""Reads and handles updates until it is cancelled."""


class App:
    """A house in operation. The house's database is the caller's: it is open before and after."""

    def __init__(self, house: House, *, token: str, api_base: str | None, reading: Reading | None = None) -> None:
        self.house = house
        self._reading = reading or self._poll
        allowance = Allowance()
        house.bot.session.middleware(AnswersFirst(allowance))
        self._studio = house.dispatcher["studio"] = Studio()
        attachments = Attachments(self._studio)
        hire = hiring(
            house.db, house.clock, token=token, api_base=api_base, allowance=allowance, attachments=attachments
        )
        self.courier = CourierOnCall(house.db, house.clock, hire)
        self.schedule = self._build_schedule()
        self._stack = contextlib.AsyncExitStack()
        self._tasks: list[asyncio.Future[None]] = []

    async def start(self) -> None:
        """Start carrying, sweeping and reading, in this order: what is owed already goes first."""
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(self.house.bot.session.close)
            stack.push_async_callback(self.house.dispatcher.storage.close)
            stack.push_async_callback(self._studio.close)
            stack.push_async_callback(self.schedule.stop)
            await self.schedule.prepare()
            self._launch(stack, self.courier.run())
            stack.push_async_callback(self.schedule.stop)
            await self.schedule.start()
            self._launch(stack, until_it_answers(lambda: set_commands(self.house.bot)))
            self._launch(stack, self._reading())
            self._stack = stack.pop_all()

    async def stop(self) -> None:
        """Stop reading, then sweeping, then carrying; what is on the wire arrives."""
        await self._stack.aclose()
        self._tasks.clear()

    async def run(self) -> None:
        """Run until cancelled; a part that dies stops everything and raises here."""
        async with self:
            await self.watch()

    async def watch(self) -> None:
        """Wait until cancelled; raises what a part died of."""
        await asyncio.gather(*self._tasks)

    async def __aenter__(self) -> App:
        await self.start()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        await self.stop()

    def _launch(self, stack: contextlib.AsyncExitStack, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.append(task)
        stack.push_async_callback(_end, task)

    async def _poll(self) -> None:
        await poll(self.house.dispatcher, self.house.bot)

    def _build_schedule(self) -> Schedule:
        clock, db = self.house.clock, self.house.db
        jobs = build_jobs(db, self.house.dispatcher.workflow_data)

        async def menus(now: datetime) -> object:
            return await refresh_menus(self.house.bot, db, now)

        jobs.append(Job("menus.refresh", cron(EACH_MINUTE), menus))
        forms = self.house.dispatcher.storage
        if isinstance(forms, FormStorage):
            jobs.append(Job("forms.expire", cron(EACH_HOUR), forms.expire))
        if not isinstance(clock, SandboxClock):
            return LiveSchedule(jobs, clock)

        async def drain() -> None:
            await self.courier.idle(edits=False)

        async def moments(after: datetime, until: datetime) -> datetime | None:
            return await db.read(next_stop, after, until)

        return FollowedSchedule(jobs, clock, drain=drain, moments=moments)


async def _end(task: asyncio.Future[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
