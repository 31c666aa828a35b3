"""The Bot API over HTTP: from a request to a method and back."""

from __future__ import annotations

import asyncio
import inspect
from dataclasses import dataclass, field

from aiohttp import web

import sandbox.methods  # noqa: F401 - fills the table of methods
from sandbox.bodies import from_request
from sandbox.calls import CallLog
from sandbox.errors import ApiError, NotFound, TooLarge, TooManyRequests, Unauthorized
from sandbox.faults import Fault, Faults
from sandbox.files import DOWNLOAD_BYTES
from sandbox.methods.registry import METHODS, Answer, Call
from sandbox.params import Params
from sandbox.people import Bot
from sandbox.polling import Poller
from sandbox.shapes import Json, dump
from sandbox.webhook import Webhook
from sandbox.world import World

QUIET = frozenset({"getupdates"})


@dataclass(eq=False)
class BotApi:
    """Serves the bots of a world."""

    world: World
    faults: Faults = field(default_factory=Faults)
    log: CallLog = field(default_factory=CallLog)
    _pollers: dict[int, Poller] = field(default_factory=dict)
    _webhooks: dict[int, Webhook] = field(default_factory=dict)

    def routes(self) -> list[web.AbstractRouteDef]:
        """List what the web server shall serve."""
        return [
            web.route("*", "/bot{token}/{method}", self._serve),
            web.get("/file/bot{token}/{path:.+}", self._download),
        ]

    async def close(self) -> None:
        """End waiting readers and deliveries."""
        for poller in self._pollers.values():
            poller.interrupt()
        for webhook in self._webhooks.values():
            await webhook.close()

    async def call(self, bot: Bot, name: str, params: Params) -> Answer:
        """Run one method and note it in the log."""
        function = METHODS.get(name.lower())
        error_code = None
        try:
            if function is None:
                raise NotFound
            answer = function(self._call(bot, params))
            return await answer if inspect.isawaitable(answer) else answer
        except ApiError as error:
            error_code = error.code
            raise
        finally:
            if error_code is not None or name.lower() not in QUIET:
                self.note(bot, name, params, error_code)

    def note(self, bot: Bot, name: str, params: Params, error_code: int | None) -> None:
        """Write a call into the log."""
        self.log.add(
            method=name,
            bot_id=bot.id,
            params=params.logged(),
            error_code=error_code,
            at=self.world.clock.now().isoformat(),
        )

    def _call(self, bot: Bot, params: Params) -> Call:
        inbox = self.world.inboxes[bot.id]
        if bot.id not in self._pollers:
            self._pollers[bot.id] = Poller(inbox)
            self._webhooks[bot.id] = Webhook(inbox, self._executor(bot), self.world.clock.timestamp)
        return Call(self.world, bot, params, self._pollers[bot.id], self._webhooks[bot.id])

    def _executor(self, bot: Bot) -> WebhookExecutor:
        return WebhookExecutor(self, bot)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        bot = self.world.bot_by_token(request.match_info["token"])
        try:
            if bot is None:
                raise Unauthorized
            return await self._answer(request, bot, request.match_info["method"])
        except ApiError as error:
            return _json(error.as_json(), error.code)

    async def _answer(self, request: web.Request, bot: Bot, name: str) -> web.StreamResponse:
        try:
            params = await from_request(request)
        except web.HTTPRequestEntityTooLarge:
            raise TooLarge from None
        fault = self.faults.take(name, params.text("chat_id") or "")
        if fault is not None and not fault.after:
            await self._fail(fault, request, bot, name, params)
        if name.lower() not in QUIET:
            self.log.running += 1
        try:
            result = await self.call(bot, name, params)
        finally:
            if name.lower() not in QUIET:
                self.log.running -= 1
        if fault is not None and fault.after:
            await self._fail(fault, request, bot, name, params)
        return _json({"ok": True, "result": result})

    async def _fail(self, fault: Fault, request: web.Request, bot: Bot, name: str, params: Params) -> None:
        """Let a call run into its fault; returns when it only had to wait."""
        if fault.kind == "slow":
            await asyncio.sleep(fault.delay)
            return
        if not fault.after:
            self.note(bot, name, params, {"429": 429, "500": 500}.get(fault.kind, 0))
        if fault.kind == "429":
            raise TooManyRequests(fault.retry_after)
        if fault.kind == "drop" and request.transport is not None:
            request.transport.abort()
        raise ApiError("Internal Server Error")

    async def _download(self, request: web.Request) -> web.Response:
        stored = self.world.files.at_path(request.match_info["path"])
        if self.world.bot_by_token(request.match_info["token"]) is None:
            return _json(Unauthorized().as_json(), 401)
        if stored is None or stored.size > DOWNLOAD_BYTES:
            return _json({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        return web.Response(body=stored.read(), content_type="application/octet-stream")


@dataclass(frozen=True)
class WebhookExecutor:
    """Executes the call in a webhook's answer; as with Telegram, the bot never learns how it ended."""

    api: BotApi
    bot: Bot

    async def __call__(self, name: str, params: Params) -> None:
        """Run the method; a refusal is in the log of calls."""
        try:
            await self.api.call(self.bot, name, params)
        except ApiError:
            return


def _json(body: Json, status: int = 200) -> web.Response:
    return web.Response(text=dump(body), status=status, content_type="application/json")
