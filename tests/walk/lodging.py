"""Where the bot lives during a walk: in this process, or in one of its own that can be killed at any moment."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Protocol

import bot
from bot.app import App
from bot.assembly import build_house
from bot.clock import SandboxClock
from bot.commands import MENUS
from messages.commands import CommandScope
from sandbox.client import Control
from sandbox.client.link import until
from storage.database import Database, open_database
from storage.migrate import upgrade

TOKEN = "700000001:AAwalkwalkwalkwalkwalkwalkwalkwalkwalk"
START_SECONDS = 60.0
"""How long a bot may take to start on a machine that is busy."""

MENU_CALLS = len(CommandScope) * len(MENUS)
"""How many menus of commands the bot tells at each start."""


class Lodging(Protocol):
    """A bot that can be started and stopped."""

    async def start(self) -> None:
        """Run it; returns when it reads updates."""
        ...

    async def stop(self) -> None:
        """End it in good order."""
        ...


class InHouse:
    """The bot's own `App` in this process."""

    def __init__(self, url: str, api_base: str) -> None:
        self._url, self._api_base = url, api_base
        self._db: Database | None = None
        self._app: App | None = None

    async def start(self) -> None:
        """See `Lodging`."""
        await asyncio.to_thread(upgrade, self._url)
        self._db = open_database(self._url)
        house = await build_house(self._db, SandboxClock(self._api_base), token=TOKEN, api_base=self._api_base)
        self._app = App(house, token=TOKEN, api_base=self._api_base)
        await self._app.start()

    async def stop(self) -> None:
        """See `Lodging`."""
        if self._app is not None:
            await self._app.stop()
        if self._db is not None:
            await self._db.close()


class OutOfHouse:
    """``xianfeng run`` as a process, configured by its environment alone; `kill` gives it no chance to clean up.

    A cold start is the command line's own, a warm one is forked where everything is imported (`tests.walk.hearth`).
    """

    def __init__(self, url: str, api_base: str, control: Control, folder: Path) -> None:
        self._control = control
        self._folder = folder
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(Path(bot.__file__).parents[1]),
            "XIANFENG_TELEGRAM__TOKEN": TOKEN,
            "XIANFENG_TELEGRAM__API_BASE": api_base,
            "XIANFENG_TRIAL__FOLLOW_CLOCK": api_base,
            "XIANFENG_DATABASE__URL": url,
        }
        self._hearth: asyncio.subprocess.Process | None = None
        self._cold: asyncio.subprocess.Process | None = None
        self._pid = 0

    @property
    def log(self) -> Path:
        """What all its lives wrote to standard error."""
        return self._folder / "bot.log"

    async def start(self, *, cold: bool = True) -> None:
        """See `Lodging`."""
        lived = (await self._control.pending())["last_call"]
        if cold:
            self._cold = await self._spawn("bot", "run")
            self._pid = self._cold.pid
        else:
            self._pid = int(await self._ask_hearth("live"))

        async def reads() -> bool | None:
            # The first thing that a reader asks for, and the menus, which are told meanwhile.
            menus = await self._control.calls("setMyCommands", since=lived)
            return (len(menus) >= MENU_CALLS and bool(await self._control.calls("deleteWebhook", since=lived))) or None

        try:
            await until(reads, START_SECONDS)
        except TimeoutError:
            raise AssertionError(f"the bot does not start:\n{self.log.read_text()[-4000:]}") from None

    async def kill(self) -> None:
        """End it as a power cut would: SIGKILL to its own process, nothing else."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """End it in good order, and whoever forked it."""
        if self._pid:
            await self._end(signal.SIGTERM)
        if self._hearth is not None and self._hearth.stdin is not None:
            self._hearth.stdin.close()
            await self._gone(self._hearth)

    async def _end(self, how: signal.Signals) -> None:
        pid, self._pid = self._pid, 0
        os.kill(pid, how)
        if self._cold is not None:
            await self._gone(self._cold)
            self._cold = None
        else:
            await self._ask_hearth(f"bury {pid}")

    async def _gone(self, process: asyncio.subprocess.Process) -> None:
        """Wait until a process is dead and so is everybody to whom it gave its standard output."""
        try:
            async with asyncio.timeout(START_SECONDS):
                await process.communicate()
        except TimeoutError:
            raise AssertionError("a process that the bot started has outlived it") from None

    async def _ask_hearth(self, order: str) -> str:
        if self._hearth is None:
            self._hearth = await self._spawn("tests.walk.hearth")
            await self._line(self._hearth)
        assert self._hearth.stdin is not None
        self._hearth.stdin.write(f"{order}\n".encode())
        return await self._line(self._hearth)

    async def _line(self, process: asyncio.subprocess.Process) -> str:
        assert process.stdout is not None
        async with asyncio.timeout(START_SECONDS):
            return (await process.stdout.readline()).decode().strip()

    async def _spawn(self, module: str, *arguments: str) -> asyncio.subprocess.Process:
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", module, *arguments),
                cwd=self._folder,
                env=self._environment,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
