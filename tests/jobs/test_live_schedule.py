"""Jobs on the system's clock, by APScheduler."""

import asyncio
from datetime import UTC, datetime

from bot.clock import SystemClock
from bot.jobs import EACH_HOUR, Job, cron
from bot.schedule import LiveSchedule

BOUND = 10.0


async def test_every_job_runs_at_the_start_so_that_nothing_missed_waits_an_hour() -> None:
    ran = asyncio.Event()
    at: list[datetime] = []

    async def sweep(now: datetime) -> None:
        at.append(now)
        ran.set()

    schedule = LiveSchedule([Job("hourly", cron(EACH_HOUR), sweep)], SystemClock())
    before = datetime.now(UTC)
    await schedule.start()
    await asyncio.wait_for(ran.wait(), BOUND)
    await schedule.stop()
    assert len(at) == 1
    assert before <= at[0] <= datetime.now(UTC)


async def test_a_stop_lets_a_running_job_finish() -> None:
    began, done = asyncio.Event(), asyncio.Event()

    async def sweep(_now: datetime) -> None:
        began.set()
        await asyncio.sleep(0.05)  # as a sweep waits for the database
        done.set()

    schedule = LiveSchedule([Job("hourly", cron(EACH_HOUR), sweep)], SystemClock())
    await schedule.start()
    await asyncio.wait_for(began.wait(), BOUND)
    await schedule.stop()
    assert done.is_set()


async def test_a_stop_before_the_start_is_harmless() -> None:
    await LiveSchedule([], SystemClock()).stop()


def test_hourly_jobs_run_at_the_full_hour_whatever_the_summer_time() -> None:
    async def sweep(_now: datetime) -> None: ...

    job = Job("hourly", cron(EACH_HOUR), sweep)
    assert job.next_after(datetime(2026, 3, 29, 0, 59, tzinfo=UTC)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert job.next_after(datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) == datetime(2026, 3, 29, 2, tzinfo=UTC)
