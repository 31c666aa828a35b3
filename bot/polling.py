"""Reading updates by long polling, so that none is lost: a batch is confirmed only when every update in it is done.

aiogram's own loop confirms a batch while its tasks still run, and an update in such a task dies with the process.
Updates of one person are handled in their order, those of different people at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot.patience import until_it_answers

logger = logging.getLogger(__name__)
SPARE_SECONDS = 15
"""What a long poll may take on top of its own timeout before the connection counts as lost."""


async def poll(dispatcher: Dispatcher, bot: Bot, *, timeout_seconds: int = 25) -> None:
    """Read and handle updates until cancelled; network failures and 429 are waited out."""
    await until_it_answers(bot.delete_webhook)
    allowed = dispatcher.resolve_used_update_types()
    offset: int | None = None
    while True:
        updates = await until_it_answers(
            lambda: bot.get_updates(
                offset=offset,  # noqa: B023 (called within this round)
                timeout=timeout_seconds,
                allowed_updates=allowed,
                request_timeout=timeout_seconds + SPARE_SECONDS,
            )
        )
        if updates:
            await handle_batch(dispatcher, bot, updates)
            offset = updates[-1].update_id + 1


async def handle_batch(dispatcher: Dispatcher, bot: Bot, updates: list[Update]) -> None:
    """Handle a batch to its end; people are served side by side, each in his own order."""
    by_person: defaultdict[int, list[Update]] = defaultdict(list)
    for update in updates:
        by_person[_whose(update)].append(update)
    async with asyncio.TaskGroup() as group:
        for chain in by_person.values():
            group.create_task(_handle_chain(dispatcher, bot, chain))


async def _handle_chain(dispatcher: Dispatcher, bot: Bot, chain: list[Update]) -> None:
    for update in chain:
        try:
            await dispatcher.feed_update(bot, update)
        except Exception:
            # The conversation's error handlers have failed too; the next update must not suffer for it.
            logger.exception("update %s could not be handled", update.update_id)


def _whose(update: Update) -> int:
    event = update.event
    for holder in (getattr(event, "from_user", None), getattr(event, "user", None), getattr(event, "chat", None)):
        if holder is not None:
            return int(holder.id)
    return 0
