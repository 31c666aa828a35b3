"""The courier comes when there is something to carry.

python-telegram-bot is a heavy import that neither the start nor an answer needs: it is loaded beside the loop when the
first message is owed, and stays.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from services.clock import Clock
from storage.database import Database
from storage.queries import deliveries, rewritings

if TYPE_CHECKING:
    from bot.allowance import Allowance
    from bot.attachments import Attachments
    from bot.courier import Courier
    from bot.courier_post import Post

TICK = 1.0
"""Seconds after which the outbox is asked even if nobody called: messages fall due by the clock alone."""

Hire = Callable[[], tuple["Courier", "Post"]]


def hiring(
    db: Database, clock: Clock, *, token: str, api_base: str | None, allowance: Allowance, attachments: Attachments
) -> Hire:
    """Make the function that loads and builds the courier."""

    def hire() -> tuple[Courier, Post]:
        from bot.courier import Courier
        from bot.courier_post import Post, build_courier_bot
        from storage.database import PostgresDatabase

        post = Post(build_courier_bot(token, api_base, allowance), db, attachments)
        return Courier(db, clock, post, shares_outbox=isinstance(db, PostgresDatabase)), post

    return hire


class CourierOnCall:
    """Waits for the first message that is owed or outdated, then carries like the courier that it hires."""

    def __init__(self, db: Database, clock: Clock, hire: Hire) -> None:
        self._db = db
        self._clock = clock
        self._hire = hire
        self._courier: Courier | None = None
        self._here = asyncio.Event()

    async def run(self) -> None:
        """Carry until cancelled; a stop lets what is on the wire arrive."""
        while not await self._is_needed():
            await _wait(self._db.owed, TICK)
            self._db.owed.clear()
        courier, post = await asyncio.to_thread(self._hire)
        self._courier = courier
        self._here.set()
        try:
            await courier.run()
        finally:
            await post.close()

    async def idle(self, *, edits: bool = True) -> None:
        """Wait until nothing that is due is owed or on its way; without ``edits``, rewriting may still go on."""
        while self._courier is None:
            if not await self._is_needed():
                return
            self._db.owed.set()
            await _wait(self._here, TICK)
        await self._courier.idle(edits=edits)

    async def _is_needed(self) -> bool:
        return await self._db.read(deliveries.waiting, self._clock.now()) or bool(
            await self._db.read(rewritings.count_wanted)
        )


async def _wait(event: asyncio.Event, seconds: float) -> None:
    # Not `wait_for`: on Python 3.11 it can swallow the cancellation that ends the courier.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
