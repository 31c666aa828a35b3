"""The connection to a sandbox's control API, and the words of its answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp

from sandbox.shapes import Json

T = TypeVar("T")

PATIENCE_SECONDS = 10.0
LOOK_AGAIN_SECONDS = 0.02


class ControlFailed(Exception):
    """The sandbox refused a control call; the text says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the sandbox; wherever a person is asked for, the id will do as well."""

    id: int
    first_name: str
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """How a tap ended: `text` is what the tapper was told, None when nothing or nobody answered."""

    query_id: str
    answered: bool
    text: str | None = None
    show_alert: bool = False
    url: str | None = None


class Link:
    """One session with one sandbox, as seen by one of its bots (the first by default)."""

    def __init__(self, base_url: str, *, bot_id: int | None = None) -> None:
        self._base_url = base_url
        self._bot_id = bot_id
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(self._base_url)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, path: str, **query: Any) -> Json:
        """Make any GET of the control API."""
        given = {key: str(value) for key, value in query.items() if value is not None}
        return await self._request("GET", path, params=given)

    async def post(self, path: str, **body: Any) -> Json:
        """Make any POST of the control API; what is None is left out."""
        return await self._request("POST", path, json={k: v for k, v in body.items() if v is not None})

    async def _request(self, verb: str, path: str, **how: Any) -> Json:
        assert self._session is not None  # noqa: S101 - a wrong use of this class
        async with self._session.request(verb, path, **how) as response:
            body: Json = json.loads(await response.text())
            if not response.ok:
                raise ControlFailed(f"{response.status} {path}: {body.get('error')}")
            return body

    async def _act(self, user: Person | int, act: str, where: Json | None = None, **body: Any) -> Json:
        whole = {"bot_id": self._bot_id, **(where or {}), **body}
        return await self.post(f"/control/users/{number(user)}/{act}", **whole)

    def _where(self, user: Person | int, chat: Person | int | None) -> Json:
        return {"chat_id": number(user if chat is None else chat), "bot_id": self._bot_id}


def number(who: Person | int) -> int:
    """Return the id of a person, or the id itself."""
    return who.id if isinstance(who, Person) else who


def message_number(message: Json | int) -> int:
    """Return the id of a message, or the id itself."""
    return message if isinstance(message, int) else int(message["message_id"])


def words_of(message: Json) -> str:
    """Return the text or caption of a message."""
    return str(message.get("text") or message.get("caption") or "")


def buttons_of(message: Json) -> list[str]:
    """List the labels of the inline buttons of a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def until(look: Callable[[], Awaitable[T | None]], seconds: float) -> T:
    """Look until there is something, real seconds at most."""
    async with asyncio.timeout(seconds):
        while (found := await look()) is None:  # noqa: ASYNC110 - what is awaited lives in another process
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
    return found
