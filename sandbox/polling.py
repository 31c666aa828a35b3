"""Long polling: one reader at a time."""

from __future__ import annotations

import asyncio

from sandbox.errors import Conflict
from sandbox.updates import Inbox, Update

OTHER_READER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Poller:
    """Serves getUpdates of one bot; a new reader ends the one who waits."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._waiting: asyncio.Future[bool] | None = None

    async def updates(self, *, offset: int | None, limit: int, timeout_seconds: float) -> list[Update]:
        """Return waiting updates, at once or as soon as one comes; nothing after `timeout_seconds` real seconds."""
        self.interrupt()
        if offset is not None and offset != 0:
            self._inbox.confirm(offset)
        ready = self._inbox.batch(after=offset, limit=limit)
        if ready or timeout_seconds <= 0:
            return ready
        await self._wait(timeout_seconds)
        return self._inbox.batch(after=offset, limit=limit)

    def interrupt(self) -> None:
        """End the reader who waits, with a conflict."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(False)

    async def _wait(self, seconds: float) -> None:
        arrived = asyncio.get_running_loop().create_future()
        self._waiting = arrived

        def ring() -> None:
            if not arrived.done():
                arrived.set_result(True)

        self._inbox.listeners.add(ring)
        try:
            async with asyncio.timeout(seconds):
                alone = await arrived
        except TimeoutError:
            return
        finally:
            self._inbox.listeners.discard(ring)
        if not alone:
            raise Conflict(OTHER_READER)
