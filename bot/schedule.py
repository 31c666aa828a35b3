"""When the jobs run: by APScheduler on the system's clock, step by step on a clock that is followed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import SandboxClock
from bot.jobs import Job, run_job
from services.clock import Clock

logger = logging.getLogger(__name__)

SHORT_JUMP = timedelta(hours=2)
"""A jump up to here stops at every time of every job; a longer one only at the moments that matter."""

DRAIN_SECONDS = 20.0
"""How long a step of a jump waits for the courier."""


Moments = Callable[[datetime, datetime], Awaitable[datetime | None]]
"""Asked for the first moment after one and up to another at which the jobs may find something to do."""


class Schedule(Protocol):
    """Something that runs the jobs from `start` to `stop`."""

    async def prepare(self) -> None:
        """Learn what time it is; nothing may ask the clock before."""
        ...

    async def start(self) -> None:
        """Begin; what fell due while nothing ran is swept at once."""
        ...

    async def stop(self) -> None:
        """End; a job that runs is let finish."""
        ...


class LiveSchedule:
    """Jobs on the system's clock, by APScheduler."""

    def __init__(self, jobs: Iterable[Job], clock: Clock) -> None:
        self._clock = clock
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        for job in jobs:
            self._scheduler.add_job(
                self._run,
                job.trigger,
                args=[job],
                id=job.id,
                coalesce=True,
                misfire_grace_time=None,
                max_instances=1,
                next_run_time=clock.now(),
            )

    async def prepare(self) -> None:
        """See `Schedule`."""

    async def start(self) -> None:
        """See `Schedule`."""
        self._scheduler.start()

    async def stop(self) -> None:
        """See `Schedule`."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await asyncio.gather(*self._running)

    async def _run(self, job: Job) -> None:
        # The scheduler's end would cut its jobs off; ours finish.
        task = asyncio.create_task(run_job(job, self._clock.now()))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.shield(task)


class FollowedSchedule:
    """Jobs on a sandbox's clock: at their times while it flows, moment by moment when it is moved."""

    def __init__(
        self, jobs: Iterable[Job], clock: SandboxClock, *, drain: Callable[[], Awaitable[None]], moments: Moments
    ) -> None:
        self._jobs = list(jobs)
        self._clock = clock
        self._drain = drain
        self._moments = moments
        self._lock = asyncio.Lock()
        self._done_to = datetime.min.replace(tzinfo=UTC)
        self._tasks: list[asyncio.Task[None]] = []

    async def prepare(self) -> None:
        """See `Schedule`; returns when the sandbox's clock is known."""
        self._tasks.append(asyncio.create_task(self._clock.run(self.follow)))
        await self._clock.ready.wait()

    async def start(self) -> None:
        """See `Schedule`."""
        self._done_to = self._clock.now()
        for job in self._jobs:
            await run_job(job, self._done_to)
        self._tasks.append(asyncio.create_task(self._flow()))

    async def stop(self) -> None:
        """See `Schedule`."""
        async with self._lock:
            for task in self._tasks:
                task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def follow(self, target: datetime) -> None:
        """Go to a moment with everything that falls due on the way, and what it owes delivered in time."""
        async with self._lock:
            thin = target - self._done_to > SHORT_JUMP
            while True:
                moment = await self._next_moment(target, thin=thin)
                await self._clock.step(moment)
                await self._run_due(moment)
                await self._deliver()
                if moment >= target:
                    return

    async def _next_moment(self, target: datetime, *, thin: bool) -> datetime:
        if thin:
            return await self._moments(self._done_to, target) or target
        return min([target, *(job.next_after(self._done_to) for job in self._jobs)])

    async def _run_due(self, moment: datetime) -> None:
        """Run every job that fell due since the last time, once; together, as on the system's clock."""
        due = [job for job in self._jobs if job.next_after(self._done_to) <= moment]
        self._done_to = max(self._done_to, moment)
        await asyncio.gather(*(run_job(job, moment) for job in due))

    async def _deliver(self) -> None:
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await self._drain()
        except TimeoutError:
            logger.warning("the courier was not done in time at %s, the clock goes on", self._clock.now())

    async def _flow(self) -> None:
        """While the clock flows or is set from outside: run what is due."""
        while True:
            # Not `wait_for`: on Python 3.11 it can swallow the cancellation that ends this loop.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._seconds_to_next()):
                    await self._clock.turned.wait()
            self._clock.turned.clear()
            async with self._lock:
                await self._run_due(self._clock.now())

    def _seconds_to_next(self) -> float | None:
        if not self._clock.flowing:
            return None
        upcoming = min(job.next_after(self._done_to) for job in self._jobs)
        return max(0.0, (upcoming - self._clock.now()).total_seconds())
