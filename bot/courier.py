"""The courier: brings what the bot owes, and has messages rewritten that show something outdated.

Delivery is at least once: a message whose sending was cut off before its receipt was recorded goes out again, and
``OutboxRow.attempts`` tells how often it was handed over for sending.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from time import monotonic
from typing import Concatenate, ParamSpec

from sqlmodel import Session
from telegram.error import TelegramError

from bot.courier_edits import Editor
from bot.courier_patience import Patience
from bot.courier_post import Post, Posted
from bot.courier_verdict import Meaning, Verdict, judge
from bot.flights import Flights
from services.clock import Clock
from storage.database import Database
from storage.queries import deliveries, reachability
from storage.queries.deliveries import Addressee, Failure, Parcel

logger = logging.getLogger(__name__)

SLOTS = 8
"""Private chats served at once. Groups have places of their own, as each may wait seconds for its limit."""

GROUPS_AT_ONCE = 32
TICK = 1.0
"""Seconds after which the outbox is asked even if nobody called: messages fall due by the clock alone."""

STOP_SECONDS = 5.0
"""How long a stop waits for what is on the wire."""

RECORD_PAUSE = 1.0
"""Seconds between attempts to record a receipt: until it is recorded the message must not go out again."""

MARGIN = 0.1
"""Seconds added to the wait that the messenger asks for."""

GATHER = 0.03
"""Seconds between looks at the outbox: a hall that checks in owes something a hundred times a second."""

P = ParamSpec("P")


class Courier:
    """Drains the outbox until cancelled: one in a process; several processes share an outbox by leases."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        post: Post,
        *,
        shares_outbox: bool = False,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        self._db = db
        self._clock = clock
        self._post = post
        self._shares_outbox = shares_outbox
        self._patience: Patience[Addressee] = Patience(ticks)
        self._flights: Flights[Addressee] = Flights(self._look_again)
        self._editor = Editor(db, post, self._look_again, ticks)
        self._landed = asyncio.Event()
        self._more = False
        """Whether the last look found something, so that there is likely more."""

    async def run(self) -> None:
        """Carry until cancelled; a stop lets what is on the wire arrive."""
        try:
            if not self._shares_outbox:
                await self._record(deliveries.forget_leases)
            while True:
                self._db.owed.clear()
                await self._round()
                await self._rest()
        finally:
            await asyncio.gather(self._flights.finish(STOP_SECONDS), self._editor.finish(STOP_SECONDS))

    async def idle(self, *, edits: bool = True) -> None:
        """Wait until nothing that is due is owed or on its way; without ``edits``, rewriting may still go on.

        What a failure holds back counts as owed; what waits for a group to be bound does not.
        """
        while True:
            self._landed.clear()
            if await self._has_delivered() and (not edits or await self._editor.is_idle()):
                return
            self._db.owed.set()
            await _wait(self._landed, TICK / 10)

    async def _has_delivered(self) -> bool:
        return not len(self._flights) and not await self._db.read(deliveries.outstanding, self._clock.now())

    async def _round(self) -> None:
        """Ask once what is due and set it off."""
        try:
            if not self._patience.holds_all():
                for parcel in await self._take():
                    self._flights.launch(parcel.addressee, self._deliver(parcel))
            await self._editor.round()
        except Exception:
            # The database may be locked or away for a moment; the courier must outlive it.
            logger.exception("the outbox could not be asked, trying again")
            await asyncio.sleep(RECORD_PAUSE)

    async def _take(self) -> list[Parcel]:
        """Lease what can start now; the write is spared when there is nothing."""
        groups = sum(1 for one in self._flights if one.is_group)
        now, busy = self._clock.now(), self._patience.held() | set(self._flights)
        free_slots, free_groups = SLOTS - (len(self._flights) - groups), GROUPS_AT_ONCE - groups
        if not self._more and not await self._db.read(deliveries.outstanding, now, busy):
            return []
        taken = await self._db.write(deliveries.take_due, now, private=free_slots, groups=free_groups, busy=busy)
        self._more = bool(taken)
        return taken

    async def _rest(self) -> None:
        pauses = (self._patience.seconds_left(), self._editor.seconds_left())
        await _wait(self._db.owed, min([TICK, *(pause for pause in pauses if pause is not None)]))
        await asyncio.sleep(GATHER)

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            letter = self._post.prepare(parcel)
        except Exception:
            # A kind that this version does not know, or a wording that fails: it would fail each time.
            logger.exception("outbox row %s (%s) cannot be worded", parcel.row_id, parcel.kind)
            await self._record(deliveries.settle_undeliverable, parcel, Failure.UNKNOWN_NOTICE)
            return
        try:
            posted = await self._post.send(letter)
        except TelegramError as error:
            await self._settle_failure(parcel, judge(error))
        except Exception as error:
            logger.exception("what goes with outbox row %s could not be made, trying again", parcel.row_id)
            await self._settle_failure(parcel, Verdict(Meaning.AGAIN, repr(error)))
        else:
            await self._settle_success(parcel, posted)

    async def _settle_success(self, parcel: Parcel, posted: Posted) -> None:
        await self._record(
            deliveries.settle_sent,
            parcel,
            self._clock.now(),
            message_id=posted.message_id,
            is_caption=posted.is_caption,
            file=posted.file,
        )
        self._patience.succeeded(parcel.addressee)

    async def _settle_failure(self, parcel: Parcel, verdict: Verdict) -> None:
        logger.warning("outbox row %s: %s (%s)", parcel.row_id, verdict.meaning, verdict.reason)
        match verdict.meaning:
            case Meaning.TOO_FAST:
                self._patience.asked_to_wait(parcel.addressee, verdict.seconds + MARGIN)
                await self._record(deliveries.settle_later, parcel, verdict.reason)
            case Meaning.AGAIN:
                self._patience.failed(parcel.addressee)
                await self._record(deliveries.settle_later, parcel, verdict.reason)
            case Meaning.MIGRATED:
                now = self._clock.now()
                await self._record(reachability.follow_migration, parcel.chat_id, verdict.new_chat_id, now)
                await self._record(deliveries.settle_later, parcel, verdict.reason)
            case Meaning.UNREACHABLE:
                await self._record(deliveries.settle_unreachable, parcel)
            case Meaning.REFUSED:
                await self._record(deliveries.settle_undeliverable, parcel, verdict.reason)

    async def _record(
        self, work: Callable[Concatenate[Session, P], None], /, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Record what became of a message, however long it takes: forgetting it would send it again at once."""
        while True:
            try:
                return await self._db.write(work, *args, **kwargs)
            except Exception:
                logger.exception("a receipt could not be recorded, trying again")
                await asyncio.sleep(RECORD_PAUSE)

    def _look_again(self) -> None:
        self._landed.set()
        self._db.owed.set()


async def _wait(event: asyncio.Event, seconds: float) -> None:
    # Not `wait_for`: on Python 3.11 it can swallow the cancellation that ends the courier.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
