"""The jobs: sweeps that ask the database what is due now. None has a state, none is missed by a restart."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from apscheduler.triggers.cron import CronTrigger

from storage.database import Database
from storage.queries.deliveries import give_up_on_groups

logger = logging.getLogger(__name__)

Sweep = Callable[[datetime], Awaitable[object]]

EACH_MINUTE = {"minute": "*"}
EACH_HOUR = {"minute": "0"}
"""Branches have their own zones, so jobs run hourly and the sweeps ask each branch's wall clock. A zone that is off
by half an hour is served at the next full hour."""

SWEEPS: tuple[tuple[str, Mapping[str, str], str, str], ...] = (
    ("meetings.open", EACH_MINUTE, "meetings", "open_due"),
    ("meetings.close", EACH_MINUTE, "rolls", "close_due"),
    ("series.plan", EACH_HOUR, "series", "plan_due"),
    ("activities.open", EACH_MINUTE, "activity_rolls", "open_due"),
    ("activities.close", EACH_MINUTE, "activity_rolls", "close_due"),
    ("photos.mark", EACH_MINUTE, "photos", "mark_due"),
    ("claims.remind", EACH_HOUR, "claim_reminders", "remind_due"),
    ("dues.settle", EACH_HOUR, "dues_calendar", "settle_month"),
    ("dues.alarm", EACH_HOUR, "dues_calendar", "raise_alarms"),
    ("dues.open", EACH_HOUR, "dues_calendar", "open_month"),
    ("duties.open", EACH_HOUR, "duties", "open_due"),
    ("duties.settle", EACH_HOUR, "duties", "settle_due"),
    ("reminders.remind", EACH_HOUR, "reminders", "remind"),
    ("probation.remind", EACH_HOUR, "probations", "remind"),
    ("ranking.publish", EACH_HOUR, "rankings", "publish_due"),
    ("cards.refresh", EACH_HOUR, "cards", "refresh_due"),
)
"""Id, when, and the service's method that is asked."""


@dataclass(frozen=True, slots=True)
class Job:
    """One sweep and when it runs."""

    id: str
    trigger: CronTrigger
    sweep: Sweep

    def next_after(self, moment: datetime) -> datetime:
        """The first time that it runs after a moment."""
        found: datetime | None = self.trigger.get_next_fire_time(moment, moment)
        assert found is not None  # noqa: S101 (none of our triggers ends)
        return found.astimezone(UTC)


def build_jobs(db: Database, services: Mapping[str, Any]) -> list[Job]:
    """Every job of the process; KeyError or AttributeError for a sweep that no service has."""

    async def give_up(now: datetime) -> object:
        return await db.write(give_up_on_groups, now)

    jobs = [Job(name, cron(when), getattr(services[service], method)) for name, when, service, method in SWEEPS]
    return [*jobs, Job("outbox.give_up", cron(EACH_HOUR), give_up)]


def cron(fields: Mapping[str, str]) -> CronTrigger:
    """Make a trigger in UTC, which no summer time disturbs."""
    return CronTrigger(**fields, timezone=UTC)


async def run_job(job: Job, now: datetime) -> None:
    """Run a job; one that fails is tried again at its next time and stops no other."""
    try:
        await job.sweep(now)
    except Exception:
        logger.exception("job %s failed, it is tried again at its next time", job.id)
