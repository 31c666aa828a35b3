"""A messenger that takes whatever the bot sends, and finds fault with what the real one would not take."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import AnswerCallbackQuery, GetFile, GetMe, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, File, InlineKeyboardMarkup, Message, User

from sandbox.formatting.html import parse_html

LONGEST = {"text": 4096, "caption": 1024}
THEN = datetime(2026, 12, 1, tzinfo=UTC)


@dataclass
class Said:
    """One call of the bot's."""

    chat_id: int
    name: str
    words: str
    buttons: tuple[str, ...]


@dataclass
class Heard:
    """What came of one update."""

    calls: list[Said] = field(default_factory=list)
    answered: int = 0
    faults: list[str] = field(default_factory=list)


class Messenger(BaseSession):
    """Answers each call at once, as if it had gone well."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = Heard()
        self.file = b""
        self._numbers = itertools.count(1000)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 (aiogram's signature)
    ) -> TelegramType:
        """Note the call; give what the messenger would."""
        return cast("TelegramType", self._take(bot, method))

    def _take(self, bot: Bot, method: TelegramMethod[Any]) -> Any:
        if isinstance(method, AnswerCallbackQuery):
            self.heard.answered += 1
            self._check("answer", method.text or "", 200)
            return True
        if isinstance(method, GetMe):
            return User(id=bot.id, is_bot=True, first_name="先锋", username="xianfeng_bot")
        if isinstance(method, GetFile):
            return File(file_id="f", file_unique_id="f", file_path="f", file_size=len(self.file))
        given = {name: getattr(method, name, None) for name in LONGEST}
        for name, text in given.items():
            if text is not None:
                self._check_html(f"{method.__api_method__}.{name}", str(text), LONGEST[name])
        chat_id = getattr(method, "chat_id", None)
        words = next((str(text) for text in given.values() if text), "")
        markup = getattr(method, "reply_markup", None)
        self.heard.calls.append(Said(int(chat_id or 0), method.__api_method__, words, self._buttons(markup)))
        if "Message" not in str(method.__returning__):
            return True
        chat = Chat(id=int(chat_id or 1), type="private")
        return Message(message_id=next(self._numbers), date=THEN, chat=chat, text=words or "…").as_(bot)

    def _buttons(self, markup: object) -> tuple[str, ...]:
        if not isinstance(markup, InlineKeyboardMarkup):
            return ()
        found = [button.callback_data for row in markup.inline_keyboard for button in row if button.callback_data]
        self.heard.faults += [
            f"a button of {len(data.encode())} bytes: {data}" for data in found if len(data.encode()) > 64
        ]
        return tuple(found)

    def _check_html(self, what: str, text: str, longest: int) -> None:
        try:
            plain = parse_html(text)
        except Exception as error:  # noqa: BLE001 (whatever the parser dislikes, the messenger would)
            self.heard.faults.append(f"{what} is no good HTML: {error!r}: {text[:200]}")
        else:
            self._check(what, getattr(plain, "text", text), longest)
            if not text.strip():
                self.heard.faults.append(f"{what} is empty")

    def _check(self, what: str, text: str, longest: int) -> None:
        if len(text) > longest:
            self.heard.faults.append(f"{what} has {len(text)} characters")

    async def close(self) -> None:
        """See aiogram."""

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 (aiogram's signature)
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Give the file that a test put there."""
        yield self.file
