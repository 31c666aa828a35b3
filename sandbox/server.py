"""The web server: Bot API, control API and page on one loopback port."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic as real_seconds

from aiohttp import web

from sandbox.api import BotApi
from sandbox.clock import Clock
from sandbox.control.acting import ActingControl
from sandbox.control.machinery import MachineryControl
from sandbox.control.opinions import OpinionControl
from sandbox.control.people import PeopleControl
from sandbox.control.requests import errors_in_json
from sandbox.control.sharing import SharingControl
from sandbox.files import UPLOAD_BYTES
from sandbox.following import ClockMover
from sandbox.world import World

PAGE = Path(__file__).parent / "page"
BODY_BYTES = UPLOAD_BYTES + 1024 * 1024
GOODBYE_SECONDS = 1.0


class Sandbox:
    """A world and the server that opens it to bots, tests and the page.

    `start` and `flowing` set the clock: real time, running, by default. `monotonic` gives real seconds.
    """

    def __init__(
        self,
        *,
        start: datetime | None = None,
        flowing: bool = True,
        clock: Clock | None = None,
        monotonic: Callable[[], float] = real_seconds,
    ) -> None:
        self.clock = clock or Clock(start, flowing=flowing, monotonic=monotonic)
        self.world = World(self.clock)
        self.api = BotApi(self.world)
        self.mover = ClockMover(self.clock, self._announce_clock)
        self._machinery = MachineryControl(self.world, self.api, self.mover)
        self._runner: web.AppRunner | None = None
        self.base_url = ""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, on a free port by default, and return the base URL."""
        runner = web.AppRunner(
            self._application(), access_log=None, handler_cancellation=True, shutdown_timeout=GOODBYE_SECONDS
        )
        self._runner = runner
        await runner.setup()
        await web.TCPSite(runner, host, port).start()
        self.base_url = f"http://{host}:{runner.addresses[0][1]}"
        return self.base_url

    async def stop(self) -> None:
        """End every connection and close the port."""
        await self.api.close()
        await asyncio.gather(*(socket.close() for socket in tuple(self._machinery.sockets)))
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Sandbox:
        await self.start()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[errors_in_json], client_max_size=BODY_BYTES)
        app.router.add_routes(self.api.routes())
        app.router.add_routes(PeopleControl(self.world, self.mover).routes())
        app.router.add_routes(ActingControl(self.world).routes())
        app.router.add_routes(SharingControl(self.world).routes())
        app.router.add_routes(OpinionControl(self.world).routes())
        app.router.add_routes(self._machinery.routes())
        app.router.add_get("/", _index)
        if PAGE.is_dir():
            app.router.add_static("/page/", PAGE)
        return app

    def _announce_clock(self) -> None:
        self.world.hub.tell_all({"type": "clock", **self.mover.state()})


async def _index(_request: web.Request) -> web.FileResponse:
    index = PAGE / "index.html"
    if not index.is_file():
        raise web.HTTPNotFound(reason="the page is not installed")
    return web.FileResponse(index)
