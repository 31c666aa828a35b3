"""Calls at the start that must succeed before anything else can."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram.exceptions import TelegramConflictError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.utils.backoff import Backoff, BackoffConfig

T = TypeVar("T")
BACKOFF = BackoffConfig(min_delay=0.2, max_delay=10.0, factor=1.5, jitter=0.1)

logger = logging.getLogger(__name__)


async def until_it_answers(call: Callable[[], Awaitable[T]]) -> T:
    """Repeat a call while the messenger is away or busy; a refusal (a wrong token, say) is raised at once."""
    backoff = Backoff(BACKOFF)
    while True:
        try:
            return await call()
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
        except (TelegramNetworkError, TelegramServerError, TelegramConflictError) as error:
            # A conflict passes when the former process's last long poll has ended; else another bot runs on this token.
            logger.warning("the messenger does not answer, trying again: %s", error)
            await backoff.asleep()
