"""Moving the clock together with bots that follow it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from sandbox.clock import Clock
from sandbox.errors import ControlError
from sandbox.shapes import Json

PATIENCE_SECONDS = 120.0

Send = Callable[[Json], Awaitable[None]]


@dataclass(eq=False, slots=True)
class Follower:
    """A connection that does, step by step, what falls due while the clock moves."""

    send: Send
    move: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)


class ClockMover:
    """Moves the clock, one move at a time; while it moves it does not flow."""

    def __init__(self, clock: Clock, announce: Callable[[], None]) -> None:
        self._clock = clock
        self._announce = announce
        self._followers: set[Follower] = set()
        self._numbers = count(1)
        self._lock = asyncio.Lock()

    def state(self) -> Json:
        """Return how the clock stands."""
        return {"now": self._clock.now().isoformat(), "flowing": self._clock.flowing}

    async def join(self, send: Send) -> Follower:
        """Let a bot follow from now on."""
        follower = Follower(send)
        self._followers.add(follower)
        await send(self.state())
        return follower

    def leave(self, follower: Follower) -> None:
        """Wait for this one no longer."""
        self._followers.discard(follower)
        follower.done.set()

    def hear(self, follower: Follower, word: Json) -> None:
        """Take a follower's "at" or "done"; those of an earlier move are too late and mean nothing."""
        if word.get("done") == follower.move:
            follower.done.set()
        elif word.get("id") == follower.move and "at" in word and not follower.done.is_set():
            self._clock.move_to(datetime.fromisoformat(word["at"]))
            self._announce()

    async def set_flowing(self, flowing: bool) -> None:
        """Let the clock run or stop it, and tell everybody."""
        async with self._lock:
            self._clock.flow(flowing)
            await self._tell_all()

    async def move(self, target: datetime) -> None:
        """Move to `target` and return when every follower has followed, 120 real seconds at most."""
        async with self._lock:
            if target < self._clock.now():
                raise ControlError(f"the clock shows {self._clock.now().isoformat()} and does not go back")
            flowing = self._clock.flowing
            self._clock.flow(False)
            try:
                await self._lead(target)
            finally:
                self._clock.move_to(target)
                self._clock.flow(flowing)
                await self._tell_all()

    async def _tell_all(self) -> None:
        """Tell page and followers how the clock stands; also those who came in the middle of a move."""
        self._announce()
        for follower in tuple(self._followers):
            await follower.send(self.state())

    async def _lead(self, target: datetime) -> None:
        number = next(self._numbers)
        followers = tuple(self._followers)
        for follower in followers:
            follower.move = number
            follower.done.clear()
            await follower.send({"target": target.isoformat(), "id": number})
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                for follower in followers:
                    await follower.done.wait()
        except TimeoutError:
            raise ControlError("a follower of the clock was not done in time", status=504) from None
