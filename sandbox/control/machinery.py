"""Control of clock, faults, calls, updates and limits, and the streams of events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from aiohttp import WSMsgType, web

from sandbox.api import BotApi
from sandbox.control.requests import Finder, answer, body_of, maybe, want
from sandbox.errors import ControlError
from sandbox.following import ClockMover
from sandbox.shapes import Json, dump
from sandbox.world import World


class MachineryControl:
    """What is behind the scenes."""

    def __init__(self, world: World, api: BotApi, mover: ClockMover) -> None:
        self.world = world
        self.api = api
        self.mover = mover
        self.find = Finder(world)
        self.sockets: set[web.WebSocketResponse] = set()

    def routes(self) -> list[web.AbstractRouteDef]:
        """List what the web server shall serve."""
        return [
            web.get("/control/clock", self.show_clock),
            web.post("/control/clock", self.move_clock),
            web.get("/control/clock/follow", self.follow_clock),
            web.get("/control/events", self.events),
            web.get("/control/calls", self.show_calls),
            web.delete("/control/calls", self.clear_calls),
            web.post("/control/faults", self.order_fault),
            web.delete("/control/faults", self.clear_faults),
            web.get("/control/updates", self.show_updates),
            web.post("/control/updates", self.inject),
            web.post("/control/strict", self.set_strict),
        ]

    async def show_clock(self, _request: web.Request) -> web.Response:
        """Tell the time."""
        return answer(self.mover.state())

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the clock forward, let it flow or stop it."""
        body = await body_of(request)
        if "flowing" in body:
            await self.mover.set_flowing(want(body, "flowing", bool))
        target = self._target(body)
        if target is not None:
            await self.mover.move(target)
        return answer(self.mover.state())

    async def follow_clock(self, request: web.Request) -> web.WebSocketResponse:
        """Let a bot's clock follow this one."""
        socket = await self._open(request)

        async def send(word: Json) -> None:
            if not socket.closed:
                await socket.send_str(dump(word))

        follower = await self.mover.join(send)
        try:
            await _listen(socket, lambda word: self.mover.hear(follower, word))
        finally:
            self.mover.leave(follower)
            self.sockets.discard(socket)
        return socket

    async def events(self, request: web.Request) -> web.WebSocketResponse:
        """Stream what some viewers see."""
        text = request.query.get("viewer", "")
        viewers = [self.find.user(want({"viewer": part}, "viewer", int)).id for part in text.split(",") if part]
        socket = await self._open(request)
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self.world.hub.follow(viewers, queue.put_nowait)
        sending = asyncio.get_running_loop().create_task(_pour(queue, socket.send_str))
        try:
            await _listen(socket, lambda _word: None)
        finally:
            sending.cancel()
            self.world.hub.leave(queue.put_nowait)
            self.sockets.discard(socket)
        return socket

    async def show_calls(self, request: web.Request) -> web.Response:
        """Show the log of calls."""
        query = dict(request.query)
        since = maybe(query, "since", int) or 0
        calls = self.api.log.since(since, method=query.get("method"), chat_id=query.get("chat_id"))
        return answer({"calls": calls, "last": self.api.log.last, "running": self.api.log.running})

    async def clear_calls(self, _request: web.Request) -> web.Response:
        """Empty the log of calls."""
        self.api.log.clear()
        return answer({})

    async def order_fault(self, request: web.Request) -> web.Response:
        """Let the next calls fail."""
        self.api.faults.order(await body_of(request))
        return answer({})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        """Let all calls pass again."""
        self.api.faults.clear()
        return answer({})

    async def show_updates(self, request: web.Request) -> web.Response:
        """Tell what a bot has not yet taken, and whether calls of it are running."""
        bot = self.find.bot(maybe(dict(request.query), "bot_id", int))
        inbox = self.world.inboxes[bot.id]
        return answer(
            {
                "pending": len(inbox),
                "delivered_to": inbox.delivered_to,
                "kept_from": inbox.oldest,
                "updates": [update.body for update in inbox.waiting()],
                "last_call": self.api.log.last,
                "running": self.api.log.running,
            }
        )

    async def inject(self, request: web.Request) -> web.Response:
        """Queue a raw update, or one once more."""
        body = await body_of(request)
        bot = self.find.bot(maybe(body, "bot_id", int))
        inbox = self.world.inboxes[bot.id]
        repeat = maybe(body, "repeat", int)
        if repeat is None:
            at = self.world.clock.now().timestamp()
            return answer({"update_id": inbox.inject(want(body, "update", dict), lane=0, at=at)})
        if not inbox.repeat(repeat):
            raise ControlError(f"there is no update {repeat} to repeat", status=404)
        return answer({"update_id": repeat})

    async def set_strict(self, request: web.Request) -> web.Response:
        """Turn the rate limits on or off."""
        self.world.strict = want(await body_of(request), "limits", bool)
        return answer({"limits": self.world.strict})

    def _target(self, body: Json) -> datetime | None:
        seconds = maybe(body, "advance", float)
        if seconds is not None:
            return self.world.clock.now() + timedelta(seconds=seconds)
        text = maybe(body, "to", str)
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise ControlError(f"to is {text!r}, must be a date and time in ISO 8601") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    async def _open(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        self.sockets.add(socket)
        return socket


async def _listen(socket: web.WebSocketResponse, hear: Callable[[Json], None]) -> None:
    """Hand on every JSON object that comes, until the other side leaves; anything else ends the talk."""
    async for frame in socket:
        if frame.type is not WSMsgType.TEXT:
            continue
        try:
            word = json.loads(frame.data)
            hear(word)
        except (ValueError, AttributeError, TypeError) as error:
            await socket.close(code=1003, message=str(error).encode()[:100])


async def _pour(queue: asyncio.Queue[Json], send: Callable[[str], Awaitable[None]]) -> None:
    while True:
        await send(dump(await queue.get()))
