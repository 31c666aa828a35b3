"""A Bot API server in a process of its own that answers at once and remembers when each message came, and to whom."""

from __future__ import annotations

import itertools
import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web


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


@contextmanager
def counting_server() -> Iterator[str]:
    """Run the server until the block ends; gives its base URL on loopback, with what arrived at ``/arrived``."""
    listening = socket.create_server(("127.0.0.1", 0))
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(listening,), daemon=True)
    process.start()
    port = listening.getsockname()[1]
    listening.close()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.join()
