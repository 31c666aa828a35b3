"""The sandbox's time: it flows or stands, and can be moved forward."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Time for every date and every limit.

    `monotonic` gives real seconds; tests hand in their own. A standing clock shows the same moment until it
    is moved, but `elapsed` always runs: a client told to wait a second waits a real one.
    """

    def __init__(
        self,
        start: datetime | None = None,
        *,
        flowing: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError(f"start must carry a time zone, got {start.isoformat()}")
        self._monotonic = monotonic
        self._shown = (start or datetime.now(UTC)).astimezone(UTC)
        self._since = monotonic()
        self._began = self._since
        self._moved = 0.0
        self._flowing = flowing

    @property
    def flowing(self) -> bool:
        """Whether the clock runs by itself."""
        return self._flowing

    def now(self) -> datetime:
        """Return the moment in UTC."""
        if not self._flowing:
            return self._shown
        return self._shown + timedelta(seconds=self._monotonic() - self._since)

    def timestamp(self) -> int:
        """Return the moment in whole seconds, as Bot API dates are written."""
        return int(self.now().timestamp())

    def elapsed(self) -> float:
        """Return seconds since the start, real ones and moved ones together; never stands still."""
        return self._monotonic() - self._began + self._moved

    def move_to(self, moment: datetime) -> None:
        """Jump forward to `moment`; one that has passed changes nothing."""
        now = self.now()
        if moment > now:
            self._moved += (moment - now).total_seconds()
            self._show(moment)

    def flow(self, flowing: bool) -> None:
        """Let the clock run, or stop it at this moment."""
        self._show(self.now())
        self._flowing = flowing

    def _show(self, moment: datetime) -> None:
        self._shown = moment.astimezone(UTC)
        self._since = self._monotonic()
