"""Receiving updates by webhook: the messenger hears 200 only when an update is done, and repeats it otherwise."""

from __future__ import annotations

import logging

from aiogram import Bot, Dispatcher
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.settings import Telegram

logger = logging.getLogger(__name__)


class WebhookServer:
    """An aiohttp server for one bot; requests without the secret are refused with 401."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot, settings: Telegram) -> None:
        assert settings.webhook_secret is not None  # noqa: S101 (the settings are whole)
        assert settings.webhook_url is not None  # noqa: S101
        self._dispatcher = dispatcher
        self._bot = bot
        self._secret = settings.webhook_secret.get_secret_value()
        self._url = settings.webhook_url
        self._host, self._port = settings.listen_host, settings.listen_port
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen, then tell the messenger where."""
        app = web.Application()
        handler = SimpleRequestHandler(
            self._dispatcher, self._bot, handle_in_background=False, secret_token=self._secret
        )
        app.router.add_post("/" + self._url.split("://", 1)[1].partition("/")[2], handler.handle)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        await self._bot.set_webhook(
            self._url,
            secret_token=self._secret,
            allowed_updates=self._dispatcher.resolve_used_update_types(),
            max_connections=40,
        )
        logger.info("listening on %s:%s", self._host, self._port)

    async def stop(self) -> None:
        """Finish the requests on the wire and close the port. The webhook stays set: updates wait for the restart."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
