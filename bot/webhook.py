"""Receiving updates by webhook: the messenger hears 200 only when an update is done, and repeats it otherwise."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.patience import until_it_answers
from bot.settings import Telegram

logger = logging.getLogger(__name__)


async def receive(dispatcher: Dispatcher, bot: Bot, settings: Telegram) -> None:
    """Listen and tell the messenger where, until cancelled; requests without the secret are refused with 401.

    A stop finishes the requests on the wire. The webhook stays set: updates wait at the messenger for the restart.
    """
    if settings.webhook_secret is None or settings.webhook_url is None:
        raise ValueError("a webhook needs its url and its secret")
    secret, url = settings.webhook_secret.get_secret_value(), settings.webhook_url
    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=secret)
    app.router.add_post(urlsplit(url).path or "/", handler.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.listen_host, settings.listen_port).start()
        logger.info("listening on %s:%s", settings.listen_host, settings.listen_port)
        allowed = dispatcher.resolve_used_update_types()
        await until_it_answers(
            lambda: bot.set_webhook(url, secret_token=secret, allowed_updates=allowed, max_connections=40)
        )
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
