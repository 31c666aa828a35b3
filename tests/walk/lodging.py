"""Where the bot lives during a walk: in this process, or in one of its own that can be killed at any moment."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Protocol

from bot.app import App
from bot.assembly import build_house
from bot.clock import SandboxClock
from sandbox.client import Control
from sandbox.client.link import until
from storage.database import Database, open_database
from storage.migrate import upgrade

TOKEN = "700000001:AAwalkwalkwalkwalkwalkwalkwalkwalkwalk"
START_SECONDS = 60.0
"""How long a bot may take to start on a machine that is busy."""


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
    """``xianfeng run`` as a process, configured by its environment alone; `kill` gives it no chance to clean up."""

    def __init__(self, url: str, api_base: str, control: Control, folder: Path) -> None:
        self._control = control
        self._folder = folder
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XIANFENG_TELEGRAM__TOKEN": TOKEN,
            "XIANFENG_TELEGRAM__API_BASE": api_base,
            "XIANFENG_TRIAL__FOLLOW_CLOCK": api_base,
            "XIANFENG_DATABASE__URL": url,
        }
        self._process: asyncio.subprocess.Process | None = None
        self.kills = 0

    @property
    def log(self) -> Path:
        """What all its lives wrote to standard error."""
        return self._folder / "bot.log"

    async def start(self) -> None:
        """See `Lodging`."""
        lived = (await self._control.pending())["last_call"]
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=self._folder, env=self._environment, stderr=log
            )

        async def reads() -> bool | None:
            self._require_life()
            # The last thing that it asks for before it reads updates.
            return bool(await self._control.calls("deleteWebhook", since=lived)) or None

        await until(reads, START_SECONDS)

    async def kill(self) -> None:
        """End it as a power cut would: SIGKILL to its own process, nothing else."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()
        self.kills += 1

    async def stop(self) -> None:
        """See `Lodging`."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    def _require_life(self) -> None:
        assert self._process is not None
        if self._process.returncode is not None:
            raise AssertionError(f"the bot ended with {self._process.returncode}:\n{self.log.read_text()[-4000:]}")
