"""A Bot API server in a process of its own that answers at once and remembers when each message came, and to whom."""

from __future__ import annotations

import itertools
import socket
import time
from contextlib import AbstractContextManager

from aiohttp import web

from bench.processes import server_process


def _application() -> web.Application:
    arrived: list[tuple[float, int]] = []
    numbers = itertools.count(1000)

    async def take(request: web.Request) -> web.Response:
        at = time.monotonic()  # one clock for all processes of the machine
        body = await request.json() if request.content_type == "application/json" else await request.post()
        chat = int(str(body["chat_id"]))
        arrived.append((at, chat))
        message = {"message_id": next(numbers), "date": 0, "chat": {"id": chat, "type": "private"}, "text": "ok"}
        return web.json_response({"ok": True, "result": message})

    async def tell(_request: web.Request) -> web.Response:
        return web.json_response(arrived)

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", take)
    app.router.add_get("/arrived", tell)
    return app


def _serve(listening: socket.socket) -> None:
    web.run_app(_application(), sock=listening, print=None, access_log=None)


def counting_server() -> AbstractContextManager[str]:
    """Run the server until the block ends; gives its base URL on loopback, with what arrived at ``/arrived``."""
    return server_process(_serve)
