"""A meeting as an entry for a telephone's calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

REMIND_BEFORE = timedelta(hours=1)
"""When the telephone rings by itself."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What stands in the entry. ``uid`` and ``sequence`` make a later version replace the former one."""

    uid: str
    sequence: int
    issued_at: datetime
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    note: str
    cancelled: bool = False


def write_entry(entry: CalendarEntry) -> bytes:
    """Write the entry as a file; the same entry always gives the same bytes."""
    from icalendar import Alarm, Calendar, Event  # here, as it is read in only with the first entry

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.issued_at)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    for name, text in (("location", entry.place), ("description", entry.note)):
        if text:
            event.add(name, text)
    if not entry.cancelled:
        event.add_component(_alarm(Alarm(), entry.title))
    calendar = Calendar()
    calendar.add("prodid", "-//Xianfeng//Party branch//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.cancelled else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _alarm(alarm: Any, title: str) -> Any:
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm
