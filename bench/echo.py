"""The floor: a bare aiogram bot by webhook that echoes a text and answers a tap. ``python -m bench.echo PORT API``."""

from __future__ import annotations

import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bench.driver import SECRET

TOKEN = "700000001:AAbenchtokenbenchtokenbenchtoken"


async def echo(message: Message) -> None:
    """Say the same."""
    await message.answer(message.text or "")


async def nod(query: CallbackQuery) -> None:
    """Answer the tap."""
    await query.answer("ok")


def main(port: int, api: str) -> None:
    """Serve until ended."""
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    dispatcher.callback_query.register(nod)
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET)
    app.router.add_post("/hook", handler.handle)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
