"""Reading control requests: JSON bodies, names in the path, and whom and what they mean."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web

from sandbox.chats import Chat, Group
from sandbox.errors import ApiError, ControlError
from sandbox.people import Bot, User
from sandbox.queries import Query
from sandbox.shapes import Json, dump
from sandbox.world import World

T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
MISSING = object()
WAIT_SECONDS = 10.0


def answer(body: Json, status: int = 200) -> web.Response:
    """Answer with JSON."""
    return web.Response(text=dump(body), status=status, content_type="application/json")


@web.middleware
async def errors_in_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn a wrong use of the control API into {"error": ...}."""
    if not request.path.startswith("/control"):
        return await handler(request)
    try:
        return await handler(request)
    except ControlError as error:
        return answer({"error": str(error)}, error.status)
    except ApiError as error:
        return answer({"error": error.description}, 400)
    except web.HTTPException as error:
        return answer({"error": error.reason}, error.status)


async def body_of(request: web.Request) -> Json:
    """Read a JSON object; no body is an empty one."""
    text = await request.text()
    try:
        body = json.loads(text or "{}")
    except ValueError as error:
        raise ControlError(f"the body is no JSON: {error}") from None
    if not isinstance(body, dict):
        raise ControlError("the body must be a JSON object")
    return body


def want(body: Json, name: str, kind: type[T]) -> T:
    """Return a field that must be there and of a type."""
    value = body.get(name, MISSING)
    if value is MISSING:
        raise ControlError(f"{name} is missing")
    return _typed(name, value, kind)


def maybe(body: Json, name: str, kind: type[T]) -> T | None:
    """Return a field of a type, or None when it is not there."""
    value = body.get(name)
    return None if value is None else _typed(name, value, kind)


def _typed(name: str, value: object, kind: type[T]) -> T:
    if isinstance(value, str) and kind is not str:
        value = _number(name, value) if kind in {int, float} else value
    if kind is float and isinstance(value, int):
        value = float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ControlError(f"{name} is {value!r}, must be {kind.__name__}")
    return value


def _number(name: str, text: str) -> int | float:
    """Read a number from a path, a query or a form."""
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        raise ControlError(f"{name} is {text!r}, must be a number") from None


async def wait_for_answer(query: Query, seconds: float | None) -> None:
    """Wait until a bot answers, real seconds at most; no answer is a result too, seen on the query."""
    answered = asyncio.Event()
    query.on_answer.append(lambda _answer: answered.set())
    try:
        async with asyncio.timeout(WAIT_SECONDS if seconds is None else seconds):
            await answered.wait()
    except TimeoutError:
        return


class Finder:
    """Finds who and what a request names."""

    def __init__(self, world: World) -> None:
        self.world = world

    def user(self, number: int) -> User:
        """Find a person."""
        if number not in self.world.users:
            raise ControlError(f"there is no user {number}", status=404)
        return self.world.users[number]

    def account(self, number: int) -> User:
        """Find a person or bot."""
        account = self.world.account(number)
        if account is None:
            raise ControlError(f"there is no user or bot {number}", status=404)
        return account

    def actor(self, request: web.Request) -> User:
        """Find the person of the path."""
        return self.user(want(dict(request.match_info), "user", int))

    def bot(self, number: int | None) -> Bot:
        """Find a bot; without a number, the first."""
        if number is None and self.world.bots:
            return next(iter(self.world.bots.values()))
        if number is None or number not in self.world.bots:
            raise ControlError(f"there is no bot {number or ''}".strip(), status=404)
        return self.world.bots[number]

    def group(self, number: int) -> Group:
        """Find a group."""
        if number not in self.world.groups:
            raise ControlError(f"there is no group {number}", status=404)
        return self.world.groups[number]

    def chat(self, number: int, bot_id: int | None = None) -> Chat:
        """Find a group, or the private chat that is named by a user's id."""
        if number < 0:
            return self.group(number)
        return self.world.private_chat(self.bot(bot_id), self.user(number))

    def chat_in(self, body: Json) -> Chat:
        """Find the chat that a request is about."""
        return self.chat(want(body, "chat_id", int), maybe(body, "bot_id", int))
