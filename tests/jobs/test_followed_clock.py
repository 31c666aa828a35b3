"""A sandbox's clock that is moved: jobs run at their times on the way, once, and the bot is there in time."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SandboxClock
from bot.jobs import EACH_HOUR, EACH_MINUTE, Job, Sweep, cron
from bot.schedule import FollowedSchedule
from sandbox.client import Control
from sandbox.server import Sandbox

START = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)
BOUND = 20.0


class Diary:
    """When each job ran, by the followed clock."""

    def __init__(self) -> None:
        self.ran: dict[str, list[datetime]] = {}
        self.drained: list[datetime] = []
        self.moments: list[datetime] = []

    def job(self, name: str, fields: Mapping[str, str]) -> Job:
        """A job that writes down when it ran."""

        async def sweep(now: datetime) -> None:
            self.ran.setdefault(name, []).append(now)

        return Job(name, cron(fields), sweep)

    async def next_moment(self, after: datetime, until: datetime) -> datetime | None:
        """The first of `moments` in between, or the next full hour."""
        hour = (after + timedelta(hours=1)).replace(minute=0)
        return min((moment for moment in [*self.moments, hour] if after < moment <= until), default=None)


@asynccontextmanager
async def following(
    diary: Diary, jobs: list[Job], *, flowing: bool = False
) -> AsyncIterator[tuple[Sandbox, Control, SandboxClock]]:
    async with Sandbox(start=START, flowing=flowing) as box, Control(box.base_url) as control:
        clock = SandboxClock(box.base_url)

        async def drain() -> None:
            diary.drained.append(clock.now())

        schedule = FollowedSchedule(jobs, clock, drain=drain, moments=diary.next_moment)
        await asyncio.wait_for(schedule.prepare(), BOUND)
        await schedule.start()
        diary.ran.clear()
        try:
            yield box, control, clock
        finally:
            await schedule.stop()


def hours(first: datetime, count: int) -> list[datetime]:
    return [first + timedelta(hours=number) for number in range(count)]


async def test_a_jump_runs_an_hourly_job_at_each_hour_and_the_courier_at_each_step() -> None:
    diary = Diary()
    async with following(diary, [diary.job("hourly", EACH_HOUR)]) as (box, control, clock):
        await control.advance(hours=5)
        assert diary.ran["hourly"] == hours(datetime(2026, 7, 1, 1, tzinfo=UTC), 5)
        assert diary.drained == [*diary.ran["hourly"], START + timedelta(hours=5)]
        assert clock.now() == box.clock.now() == START + timedelta(hours=5)


async def test_hop_after_hop_no_job_runs_twice() -> None:
    diary = Diary()
    async with following(diary, [diary.job("hourly", EACH_HOUR)]) as (_box, control, _clock):
        for _ in range(12):
            await control.advance(minutes=15)
    assert diary.ran["hourly"] == hours(datetime(2026, 7, 1, 1, tzinfo=UTC), 3)


async def test_a_short_hop_runs_a_minute_job_each_minute() -> None:
    diary = Diary()
    async with following(diary, [diary.job("minutely", EACH_MINUTE)]) as (_box, control, _clock):
        await control.advance(minutes=5)
    assert diary.ran["minutely"] == [START + timedelta(minutes=number) for number in range(1, 6)]


async def test_a_long_jump_stops_only_at_the_moments_that_matter() -> None:
    diary = Diary()
    opening = datetime(2026, 7, 1, 11, 25, tzinfo=UTC)
    diary.moments = [opening]
    jobs = [diary.job("minutely", EACH_MINUTE), diary.job("hourly", EACH_HOUR)]
    async with following(diary, jobs) as (_box, control, _clock):
        await control.advance(days=1)
    assert opening in diary.ran["minutely"]
    assert opening not in diary.ran["hourly"]
    assert len(diary.ran["hourly"]) == 24
    assert len(diary.ran["minutely"]) == 24 + 1 + 1  # each hour, the opening, and the target at half past


async def test_a_month_takes_less_than_ten_seconds() -> None:
    diary = Diary()
    async with following(diary, [diary.job("hourly", EACH_HOUR)]) as (_box, control, _clock):
        async with asyncio.timeout(10.0):
            await control.move_to(datetime(2026, 8, 1, tzinfo=UTC))
    assert len(diary.ran["hourly"]) == 31 * 24


async def test_a_job_that_fails_stops_neither_the_clock_nor_the_other_jobs_and_is_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    diary = Diary()
    tried: list[datetime] = []

    async def fail(now: datetime) -> None:
        tried.append(now)
        raise RuntimeError("no such luck")

    sweep: Sweep = fail
    async with following(diary, [Job("broken", cron(EACH_HOUR), sweep), diary.job("hourly", EACH_HOUR)]) as (
        _box,
        control,
        _clock,
    ):
        tried.clear()
        await control.advance(hours=2)
    assert tried == diary.ran["hourly"] == hours(datetime(2026, 7, 1, 1, tzinfo=UTC), 2)
    assert "job broken failed" in caplog.text


async def test_a_flowing_clock_runs_jobs_at_their_times() -> None:
    diary = Diary()
    ran = asyncio.Event()

    async def sweep(now: datetime) -> None:
        diary.ran.setdefault("minutely", []).append(now)
        ran.set()

    async with following(diary, [Job("minutely", cron(EACH_MINUTE), sweep)], flowing=True) as (_box, control, clock):
        ran.clear()
        await control.move_to(START + timedelta(seconds=59.5))
        assert diary.ran == {}
        await asyncio.wait_for(ran.wait(), BOUND)
        assert clock.flowing
    assert START + timedelta(minutes=1) <= diary.ran["minutely"][0] < START + timedelta(minutes=1, seconds=5)


async def test_a_standing_clock_stands() -> None:
    diary = Diary()
    async with following(diary, [diary.job("minutely", EACH_MINUTE)]) as (_box, control, clock):
        assert clock.now() == START
        await control.flow(True)
        await control.flow(False)
        shown = await control.now()
        clock.turned.clear()
        if clock.flowing:
            await asyncio.wait_for(clock.turned.wait(), BOUND)
        assert START < clock.now() == shown < START + timedelta(seconds=5)
        assert diary.ran == {}
