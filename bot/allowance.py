"""How fast the bot may write, shared by what it owes (the courier) and what it answers (aiogram).

Telegram lets a bot send 30 messages a second in all. Answers to a person never queue: the courier steps aside for
them. Only an answer that meets a second which the courier has filled waits for the next free place, a thirtieth of
a second; what the messenger refuses all the same (429) is waited out and sent again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from time import monotonic
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from telegram.ext import AIORateLimiter

PER_SECOND = 30
"""Source: core.telegram.org/bots/faq, "My bot is hitting limits"."""

PER_GROUP_MINUTE = 20
"""The same page: to one group, in a minute."""

WINDOW = 1.015
"""The second, and what the way to the server may shorten it by: 30 messages never arrive within one second less."""

PATIENCE = 5.0
"""Seconds that a message of the courier steps aside at most: answers alone may be more than the messenger takes."""

ANSWER_PATIENCE = 0.2
"""Seconds that an answer waits for a place at most before it is tried all the same."""

RETRIES = 3
"""How often an answer that met 429 is tried again."""


class Allowance:
    """The last messages of the bot, and who goes next."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._sent: deque[float] = deque(maxlen=PER_SECOND)
        self._courier_at = float("-inf")
        self._answers_waiting = 0

    async def answer(self) -> None:
        """Count an answer to a person; wait only while the courier fills the second, and not for long."""
        if self._clock() - self._courier_at < WINDOW:
            self._answers_waiting += 1
            try:
                await self._wait(ANSWER_PATIENCE, self._until_free)
            finally:
                self._answers_waiting -= 1
        self._sent.append(self._clock())

    async def owed(self) -> None:
        """Wait until a message of the courier has a place, behind every answer that waits for one."""
        await self._wait(PATIENCE, self._until_free_of_answers)
        self._courier_at = self._clock()
        self._sent.append(self._courier_at)

    async def _wait(self, patience: float, until: Callable[[], float]) -> None:
        end = self._clock() + patience
        while True:
            seconds = until()
            if seconds <= 0 or self._clock() >= end:
                return
            await asyncio.sleep(seconds)

    def _until_free(self) -> float:
        """Seconds until another message fits; 0 or less when it fits now."""
        if len(self._sent) < PER_SECOND:
            return 0.0
        return self._sent[0] + WINDOW - self._clock()

    def _until_free_of_answers(self) -> float:
        return self._until_free() if not self._answers_waiting else max(self._until_free(), 1 / PER_SECOND)


class CourierLimiter(AIORateLimiter):
    """python-telegram-bot's limits, evenly spaced (its default lets 60 through in a second), behind every answer."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(
            overall_max_rate=1,
            overall_time_period=1 / PER_SECOND,
            group_max_rate=PER_GROUP_MINUTE,
            group_time_period=60,
        )
        self._allowance = allowance

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """See python-telegram-bot; what it lets through steps aside for answers first."""

        async def at_last(*positional: Any, **named: Any) -> Any:
            if "chat_id" in data:
                await self._allowance.owed()
            return await callback(*positional, **named)

        return await super().process_request(at_last, args, kwargs, endpoint, data, rate_limit_args)


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
            await self._allowance.answer()
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                await self._sleep(error.retry_after)
        await self._allowance.answer()
        return await make_request(bot, method)
