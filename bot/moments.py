"""Where a long jump of a followed clock stops: at what falls due, and at some hours of the branches' clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from services.clock import local
from storage.queries import moments as ask

HOURS = (0, 8, 9, 12, 15, 18)
"""Midnight, when months turn; eight and nine, when most reminders and rankings go out; and the other hours from which
somebody can want to be reminded."""


def next_stop(session: Session, after: datetime, until: datetime) -> datetime | None:
    """Find the first moment after one and up to another at which the jobs may find something to do."""
    marks = [next_hour(after, zone) for zone in ask.zones(session)]
    due = ask.next_moment(session, after, min([until, *marks]))
    return due or min((mark for mark in marks if mark <= until), default=None)


def next_hour(after: datetime, zone: str) -> datetime:
    """Tell when a zone's clock next shows one of the hours; one that summer time leaps over comes an hour later."""
    today = local(after, zone).date()
    shown = (
        datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)
        for day in (today, today + timedelta(days=1))
        for hour in HOURS
    )
    return next(moment for moment in shown if moment > after)
