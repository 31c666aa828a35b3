"""aiogram's HTTP session, without building its answer types again on every call."""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


class KeepingSession(AiohttpSession):
    """Keep a reference to each ``Response[…]`` class.

    pydantic holds generic classes weakly, so that without a reference each call builds its class anew: 19 to 39 % of
    an update's time.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._kept: dict[Any, type[Response[Any]]] = {}

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """See aiogram."""
        returning = method.__returning__
        if returning not in self._kept:
            self._kept[returning] = Response[returning]  # type: ignore[valid-type]  # a type that is known at run time
        return super().check_response(bot, method, status_code, content)
