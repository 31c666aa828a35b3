"""When people may be disturbed: reminders go out by day on the branch's wall clock, never at night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.clock import local

DAY_BEGINS, DAY_ENDS = 8, 21
"""Hours of the branch's wall clock between which people may be reminded; the second is night already."""


def is_daytime(now: datetime, zone: str) -> bool:
    """Whether people of a zone may be disturbed."""
    return DAY_BEGINS <= local(now, zone).hour < DAY_ENDS


def daytime_before(now: datetime, needed_by: datetime, zone: str) -> datetime:
    """Give the first moment by day, unless it would come too late for what is needed by then: then now."""
    morning = next_daytime(now, zone)
    return morning if morning < needed_by else now


def next_daytime(now: datetime, zone: str) -> datetime:
    """Give the first moment from now on at which people may be disturbed: now, or the next morning's first."""
    if is_daytime(now, zone):
        return now
    here = local(now, zone)
    day = here.date() + timedelta(days=here.hour >= DAY_ENDS)
    return datetime.combine(day, time(DAY_BEGINS), ZoneInfo(zone)).astimezone(UTC)
