"""How fast the bot may write, shared by what it owes (the courier) and what it answers (aiogram).

Telegram lets a bot send 30 messages a second in all. Answers to a person never queue: the courier steps aside for
them, and while people are asking it leaves some places of each second free. Only an answer that meets a full second
waits for the next place, a thirtieth of a second; what the messenger refuses all the same (429) is sent again later.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

PER_SECOND = 30
"""Source: core.telegram.org/bots/faq, "My bot is hitting limits"."""

SECOND = 1.0
UNEVEN = 0.015
"""Seconds by which the way there may differ from trip to trip though the whole trips take the same."""

ON_THE_WAY = 2.0
"""Seconds for which a message counts at most while nobody knows whether it has arrived."""

HEADROOM = 3
"""Places of a second that the courier leaves free as long as somebody was answered in the last one."""

PATIENCE = 5.0
"""Seconds that a message of the courier steps aside at most: answers alone may be more than the messenger takes."""

ANSWER_PATIENCE = 0.2
"""Seconds that an answer waits for a place at most before it is tried all the same."""

RETRIES = 3
"""How often an answer that met 429 is tried again."""


class Place:
    """One message's place among those of a second."""

    __slots__ = ("free_at", "started")

    def __init__(self, started: float) -> None:
        self.started = started
        self.free_at = started + ON_THE_WAY


class Allowance:
    """The last messages of the bot, and who goes next."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._places: list[Place] = []
        self._trips: deque[float] = deque([0.0], maxlen=PER_SECOND)
        """What is not known yet counts as no way at all."""
        self._courier_at = self._answer_at = float("-inf")
        self._answers_waiting = 0

    async def answer(self) -> Place:
        """Take a place for an answer to a person; wait only while the courier fills the second, and not for long."""
        if self._clock() - self._courier_at < SECOND:
            self._answers_waiting += 1
            try:
                await self._wait(ANSWER_PATIENCE, self._until_free)
            finally:
                self._answers_waiting -= 1
        self._answer_at = self._clock()
        return self._take(self._answer_at)

    async def owed(self) -> Place:
        """Wait until a message of the courier has a place, behind every answer that waits for one."""
        await self._wait(PATIENCE, self._until_free_of_answers)
        self._courier_at = self._clock()
        return self._take(self._courier_at)

    def arrived(self, place: Place) -> None:
        """Note that the messenger has the message, so that a second later its place is free.

        It came no later than now, and the next will be under way as long as the shortest trip of late (but for what is
        uneven): so no delay can put 31 messages into a second at the server, and a long way costs little speed.
        """
        now = self._clock()
        self._trips.append(now - place.started)
        place.free_at = now - max(0.0, min(self._trips) - UNEVEN) + SECOND

    def _take(self, at: float) -> Place:
        place = Place(at)
        if len(self._places) == PER_SECOND:
            self._places.remove(min(self._places, key=lambda one: one.free_at))
        self._places.append(place)
        return place

    async def _wait(self, patience: float, until: Callable[[], float]) -> None:
        end = self._clock() + patience
        while True:
            seconds = until()
            if seconds <= 0 or self._clock() >= end:
                return
            await asyncio.sleep(seconds)

    def _until_free(self, places: int = PER_SECOND) -> float:
        """Seconds until another message fits into so many places of a second; 0 or less when it fits now."""
        if len(self._places) < places:
            return 0.0
        times = sorted(one.free_at for one in self._places)
        return times[len(times) - places] - self._clock()

    def _until_free_of_answers(self) -> float:
        if self._answers_waiting:
            return max(self._until_free(), 1 / PER_SECOND)
        asked = self._clock() - self._answer_at < SECOND
        return self._until_free(PER_SECOND - HEADROOM if asked else PER_SECOND)


class AnswersFirst(BaseRequestMiddleware):
    """aiogram's side: answers are counted and never queue behind the courier; 429 is waited out."""

    def __init__(self, allowance: Allowance, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._allowance = allowance
        self._sleep = sleep

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Send; what writes into a chat counts."""
        if getattr(method, "chat_id", None) is None:
            return await make_request(bot, method)
        for _attempt in range(RETRIES):
            try:
                return await self._send(make_request, bot, method)
            except TelegramRetryAfter as error:
                await self._sleep(error.retry_after)
        return await self._send(make_request, bot, method)

    async def _send(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        place = await self._allowance.answer()
        try:
            return await make_request(bot, method)
        finally:
            self._allowance.arrived(place)
