"""Taps whose answer comes too late: after a restart the messenger no longer wants it, and the rest goes on."""

from __future__ import annotations

import logging
from typing import cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod
from aiogram.methods.base import TelegramType

TOO_LATE = "query is too old"

logger = logging.getLogger(__name__)


class LateTaps(BaseRequestMiddleware):
    """Let an answer to a tap pass that was given before, or comes too late.

    A handler that dies between this answer and the message that it rewrites is run again: it must get that far.
    """

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Send; only this one refusal of this one method is let pass."""
        try:
            return await make_request(bot, method)
        except TelegramBadRequest as error:
            if not isinstance(method, AnswerCallbackQuery) or TOO_LATE not in error.message:
                raise
            logger.info("a tap was answered too late")
            return cast("Response[TelegramType]", True)
