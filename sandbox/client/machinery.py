"""Time, traffic and trouble."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

from sandbox.client.link import PATIENCE_SECONDS, Link, until
from sandbox.shapes import Json

QUIET_SECONDS = 0.05


class MachineryDriver(Link):
    """Moves the clock, orders faults, and looks into calls and updates."""

    async def now(self) -> datetime:
        """Return the sandbox's time in UTC."""
        return datetime.fromisoformat((await self.get("/control/clock"))["now"])

    async def advance(self, **amount: float) -> datetime:
        """Move the clock forward by days, hours, minutes or seconds; returns when followers have followed."""
        moved = await self.post("/control/clock", advance=timedelta(**amount).total_seconds())
        return datetime.fromisoformat(moved["now"])

    async def move_to(self, moment: datetime) -> datetime:
        """Move the clock forward to a moment; returns when followers have followed."""
        return datetime.fromisoformat((await self.post("/control/clock", to=moment.isoformat()))["now"])

    async def flow(self, flowing: bool) -> None:
        """Let the clock run or stop it."""
        await self.post("/control/clock", flowing=flowing)

    async def fault(self, kind: str, method: str = "*", **how: Any) -> None:
        """Let the next calls of a method fail.

        Kinds are 429, 500, drop and slow; `how` may give count, retry_after, delay, chat_id, and when="after"
        for a fault that comes after the call took effect.
        """
        await self.post("/control/faults", kind=kind, method=method, **how)

    async def clear_faults(self) -> None:
        """Let all calls pass again."""
        await self._request("DELETE", "/control/faults")

    async def strict(self, limits: bool) -> None:
        """Turn the rate limits on or off."""
        await self.post("/control/strict", limits=limits)

    async def calls(self, method: str | None = None, *, chat: int | None = None, since: int = 0) -> list[Json]:
        """Return the calls that bots made, oldest first."""
        return list((await self.get("/control/calls", method=method, chat_id=chat, since=since))["calls"])

    async def clear_calls(self) -> None:
        """Empty the log of calls."""
        await self._request("DELETE", "/control/calls")

    async def inject(self, update: Json) -> int:
        """Queue a raw update and return its id."""
        return int((await self.post("/control/updates", update=update, bot_id=self._bot_id))["update_id"])

    async def repeat(self, update_id: int) -> None:
        """Deliver an update once more."""
        await self.post("/control/updates", repeat=update_id, bot_id=self._bot_id)

    async def pending(self) -> Json:
        """Tell what the bot has not yet taken."""
        return await self.get("/control/updates", pending=1, bot_id=self._bot_id)

    async def settled(self, *, timeout_seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until the bot has taken and confirmed all updates and has made no call for a little while."""
        last: list[int] = []

        async def quiet() -> bool | None:
            state = await self.pending()
            if state["pending"] or state["running"] or last != [state["last_call"]]:
                last[:] = [state["last_call"]]
                await asyncio.sleep(QUIET_SECONDS)
                return None
            return True

        try:
            await until(quiet, timeout_seconds)
        except TimeoutError:
            raise TimeoutError(f"the bot has not settled within {timeout_seconds} s: {await self.pending()}") from None
