"""The sandbox's Bot API without a socket: as strict as over HTTP, and a year of calls in seconds.

Every call of the bot is kept as it was made, whatever is edited later. A fuse holds one call for ever, before or
after it takes effect, as a power cut does to a bot that is killed with a word on its lips.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from aiogram import Bot
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from telegram.request import BaseRequest, RequestData

from bot.session import SwiftSession
from sandbox.api import BotApi
from sandbox.errors import ApiError
from sandbox.params import Params, Upload
from sandbox.people import Bot as Account
from sandbox.shapes import Json, dump

OK = 200
Hand = Literal["answer", "courier"]
"""Which half of the bot called: the one that answers, or the one that brings what is owed."""


@dataclass(frozen=True, slots=True)
class Word:
    """A message that the bot wrote, as it left: to which chat, when, in which words."""

    chat: int
    at: datetime
    text: str
    by: Hand
    number: int


@dataclass(slots=True)
class Fuse:
    """Cut the power at the courier's call after so many more."""

    calls: int
    when: Literal["before", "after"]


@dataclass(eq=False)
class Wire:
    """Everything that the bot says, on its way to the world."""

    api: BotApi
    account: Account
    words: list[Word] = field(default_factory=list)
    twice: set[tuple[int, str]] = field(default_factory=set)
    """What arrived while its sender died: it goes out a second time, as nobody could know."""
    fuse: Fuse | None = None
    cut: asyncio.Event = field(default_factory=asyncio.Event)

    async def call(self, name: str, values: dict[str, Any], uploads: dict[str, Upload], by: Hand) -> tuple[int, str]:
        """Carry one call; gives the status and the body that HTTP would."""
        blown = self._blows(by, name)
        if self.cut.is_set() or (blown and blown.when == "before"):
            await self._hold()
        try:
            result = await self.api.call(self.account, name, Params(values, uploads))
        except ApiError as error:
            return error.code, dump(error.as_json())
        if name.startswith("send"):
            self._keep(values, result, by)
        if blown:
            self.twice.add((self.words[-1].chat, self.words[-1].text))
            await self._hold()
        return OK, dump({"ok": True, "result": result})

    def _blows(self, by: Hand, name: str) -> Fuse | None:
        if self.fuse is None or by != "courier" or not name.startswith("send"):
            return None
        self.fuse.calls -= 1
        if self.fuse.calls > 0:
            return None
        blown, self.fuse = self.fuse, None
        return blown

    async def _hold(self) -> None:
        self.cut.set()
        await asyncio.Event().wait()

    def _keep(self, values: dict[str, Any], result: Any, by: Hand) -> None:
        text = str(values.get("text") or values.get("caption") or "")
        chat, number = int(values["chat_id"]), int(result["message_id"])
        self.words.append(Word(chat, self.api.world.clock.now(), text, by, number))


class Answering(SwiftSession):
    """aiogram's end of the wire."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 (aiogram's signature)
    ) -> TelegramType:
        """See aiogram; what carries a file is not needed here."""
        given = method.model_dump(warnings=False, exclude_none=True)
        body = {
            key: value
            for key, raw in given.items()
            if (value := self.prepare_value(raw, bot=bot, files={}, _dumps_json=False)) is not None
        }
        values = json.loads(self.json_dumps(body))
        status, content = await self._wire.call(method.__api_method__, values, {}, "answer")
        answer = self.check_response(bot=bot, method=method, status_code=status, content=content)
        return answer.result  # type: ignore[return-value]  # a refusal has been raised by now

    async def stream_content(self, *_given: Any, **_more: Any) -> AsyncGenerator[bytes, None]:
        """Nothing is fetched: the year's evidence is papers."""
        raise NotImplementedError
        yield b""


class Carrying(BaseRequest):
    """python-telegram-bot's end of the wire."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    @property
    def read_timeout(self) -> float | None:
        """No time passes on the wire."""
        return None

    async def initialize(self) -> None:
        """See python-telegram-bot."""

    async def shutdown(self) -> None:
        """See python-telegram-bot."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        """See python-telegram-bot."""
        values: Json = dict(request_data.json_parameters) if request_data else {}
        files = (request_data.multipart_data if request_data else None) or {}
        uploads = {name: Upload(str(file[0]), str(file[2]), _content(file[1])) for name, file in files.items()}
        status, content = await self._wire.call(url.rsplit("/", 1)[-1], values, uploads, "courier")
        return status, content.encode()


def _content(file: Any) -> bytes:
    return file if isinstance(file, bytes) else bytes(file.read())
