"""The one clock. Nobody below `bot/` asks the system for the time; ``now`` is handed in."""

from datetime import UTC, date, datetime, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """Tell the instant, in UTC."""
        ...


class SetClock:
    """A clock that stands still until it is set: for tests and for the command line's ``--as-of``."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Tell the instant that was set."""
        return self.at


def local(now: datetime, zone: str | tzinfo) -> datetime:
    """Show an instant on a branch's wall clock."""
    return now.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)


def local_day(now: datetime, zone: str | tzinfo) -> date:
    """Tell which day it is in a branch's zone: the day that deadlines and facts are in."""
    return local(now, zone).date()
