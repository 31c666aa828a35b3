"""The two clocks of the process: the system's, and one that follows a sandbox's clock for trying and testing."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType

logger = logging.getLogger(__name__)

RECONNECT_SECONDS = 1.0

Follow = Callable[[datetime], Awaitable[None]]
"""What is done when the followed clock is to go to a moment: everything that falls due on the way there."""


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """Tell the instant, in UTC."""
        return datetime.now(UTC)


class SandboxClock:
    """Shows what a sandbox's clock shows: flowing or standing, and moved step by step with the work in between.

    `run` keeps it in step; before `ready` it knows no time.
    """

    def __init__(self, base_url: str) -> None:
        self._url = f"{base_url.rstrip('/').replace('http', 'ws', 1)}/control/clock/follow"
        self._shown: datetime | None = None
        self._since = 0.0
        self._flowing = False
        self._socket: ClientWebSocketResponse | None = None
        self._move = 0
        self.ready = asyncio.Event()
        self.turned = asyncio.Event()
        """Set whenever the time or its flow was changed from outside; whoever waits clears it."""

    @property
    def flowing(self) -> bool:
        """Whether it runs by itself."""
        return self._flowing

    def now(self) -> datetime:
        """Tell the sandbox's instant, in UTC."""
        if self._shown is None:
            raise RuntimeError("the sandbox's clock has not been heard yet: wait for `ready`")
        return self._shown + timedelta(seconds=monotonic() - self._since) if self._flowing else self._shown

    async def run(self, follow: Follow) -> None:
        """Follow until cancelled; a lost connection is taken up again."""
        async with ClientSession() as session:
            while True:
                try:
                    async with session.ws_connect(self._url) as socket:
                        self._socket = socket
                        await self._listen(socket, follow)
                except ClientError as error:
                    logger.warning("the sandbox's clock cannot be followed, trying again: %s", error)
                await asyncio.sleep(RECONNECT_SECONDS)

    async def step(self, moment: datetime) -> None:
        """During a move: be at a moment between, and let the sandbox be there too."""
        self._show(moment, flowing=False)
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_json({"at": moment.isoformat(), "id": self._move})

    async def _listen(self, socket: ClientWebSocketResponse, follow: Follow) -> None:
        moving: asyncio.Task[None] | None = None
        try:
            async for frame in socket:
                if frame.type is not WSMsgType.TEXT:
                    continue
                word = frame.json()
                if "target" in word:
                    # A task of its own: the connection must go on answering the server's heartbeat meanwhile.
                    moving = asyncio.create_task(self._follow(socket, word, follow))
                else:
                    self._show(datetime.fromisoformat(word["now"]), flowing=bool(word["flowing"]))
                    self.ready.set()
        finally:
            if moving is not None:
                moving.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await moving

    async def _follow(self, socket: ClientWebSocketResponse, word: dict[str, Any], follow: Follow) -> None:
        """Go to the target; whatever fails on the way, the sandbox is told that we are there."""
        target, flowed = datetime.fromisoformat(word["target"]), self._flowing
        self._move = word["id"]
        self._show(self.now(), flowing=False)
        try:
            await follow(target)
        except Exception:
            logger.exception("what falls due up to %s failed", target)
        finally:
            self._show(target, flowing=flowed)
        await socket.send_json({"done": word["id"]})

    def _show(self, moment: datetime, *, flowing: bool) -> None:
        self._shown, self._since, self._flowing = moment.astimezone(UTC), monotonic(), flowing
        self.turned.set()
