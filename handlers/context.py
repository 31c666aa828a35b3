"""What every handler is given by name: who asks (`caller`) and his language (`lang`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

from messages.i18n import pick_language
from services.actors import Caller
from services.languages import Languages

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Context(BaseMiddleware):
    """Outer middleware of the update: resolves nothing from the database, so that a plain question stays one read."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand on with `caller` and `lang`; an update without a person (a channel post) goes on without them."""
        user = data.get("event_from_user")
        chat = data.get("event_chat")
        if isinstance(event, Update) and user is not None:
            data["caller"] = Caller(user_id=user.id, chat_id=chat.id if chat is not None else user.id)
            data["lang"] = self._languages.of(user.id) or pick_language(user.language_code)
        return await handler(event, data)
