"""Looking at a photo: fetched by the messenger's `getFile`, marked in the Studio's process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from reports.photo_mark import mark_photo
from services.photos import OutOfReach


class Mark(Protocol):
    """Runs a function of a module off the event loop."""

    async def __call__(self, function: Callable[[Any], bytes], given: Any, /) -> bytes:
        """Give what the function makes of what is given."""
        ...


class PhotoDesk:
    """What `services.photos.Photos` looks with. The Studio is asked for late, as it opens after the house is built."""

    def __init__(self, bot: Bot, studio: Callable[[], Mark]) -> None:
        self._bot = bot
        self._studio = studio

    async def __call__(self, file_id: str) -> str:
        """Give a photo's mark in hexadecimal digits; see `services.photos.Look`."""
        try:
            stream = await self._bot.download(file_id)
        except TelegramBadRequest:
            return ""  # gone, or too large for a bot to fetch: it stays so
        except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter) as error:
            raise OutOfReach(file_id) from error
        return (await self._studio()(mark_photo, stream.read() if stream is not None else b"")).hex()
