"""Reading updates by long polling, so that none is lost: a batch is confirmed only when every update in it is done.

aiogram's own loop confirms a batch while its tasks still run, and an update in such a task dies with the process.
Updates of one chat are handled in their order, those of different chats at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramRetryAfter
from aiogram.types import Update
from aiogram.utils.backoff import Backoff, BackoffConfig

logger = logging.getLogger(__name__)
BACKOFF = BackoffConfig(min_delay=0.2, max_delay=10.0, factor=1.5, jitter=0.1)


async def poll(dispatcher: Dispatcher, bot: Bot, *, timeout_seconds: int = 25) -> None:
    """Read and handle updates until cancelled; network failures and 429 are waited out."""
    allowed = dispatcher.resolve_used_update_types()
    backoff = Backoff(BACKOFF)
    offset: int | None = None
    while True:
        try:
            updates = await bot.get_updates(
                offset=offset, timeout=timeout_seconds, allowed_updates=allowed, request_timeout=timeout_seconds + 15
            )
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
            continue
        except (TelegramNetworkError, TelegramAPIError) as error:
            logger.warning("reading updates failed, trying again: %s", error)
            await backoff.asleep()
            continue
        backoff.reset()
        if updates:
            await handle_batch(dispatcher, bot, updates)
            offset = updates[-1].update_id + 1


async def handle_batch(dispatcher: Dispatcher, bot: Bot, updates: list[Update]) -> None:
    """Handle a batch to its end; chats run side by side, each in its own order."""
    by_chat: defaultdict[int, list[Update]] = defaultdict(list)
    for update in updates:
        by_chat[_chat_of(update)].append(update)
    async with asyncio.TaskGroup() as group:
        for chain in by_chat.values():
            group.create_task(_handle_chain(dispatcher, bot, chain))


async def _handle_chain(dispatcher: Dispatcher, bot: Bot, chain: list[Update]) -> None:
    for update in chain:
        try:
            await dispatcher.feed_update(bot, update)
        except Exception:
            # The conversation's error handlers have failed too; the next update must not suffer for it.
            logger.exception("update %s could not be handled", update.update_id)


def _chat_of(update: Update) -> int:
    event = update.event
    for holder in (event, getattr(event, "message", None)):
        chat = getattr(holder, "chat", None)
        if chat is not None:
            return int(chat.id)
    user = getattr(event, "from_user", None)
    return int(user.id) if user is not None else 0
