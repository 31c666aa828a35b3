"""What is on its way: one task a key, none forgotten, all brought down on a stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Hashable, Iterator
from typing import Any, Generic, TypeVar

logger = logging.getLogger(__name__)

K = TypeVar("K", bound=Hashable)


class Flights(Generic[K]):
    """Running tasks by their key; ``landed`` is called whenever one ends."""

    def __init__(self, landed: Callable[[], None]) -> None:
        self._landed = landed
        self._tasks: dict[K, asyncio.Task[None]] = {}

    def __len__(self) -> int:
        return len(self._tasks)

    def __iter__(self) -> Iterator[K]:
        return iter(self._tasks)

    def launch(self, key: K, work: Coroutine[Any, Any, None]) -> None:
        """Set one off; its key must not be on its way already."""
        if key in self._tasks:
            raise ValueError(f"{key!r} is on its way already")
        task = asyncio.create_task(work)
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._land(key, done))

    async def finish(self, seconds: float) -> None:
        """Let all land; what needs longer than so many seconds is cut off."""
        if not self._tasks:
            return
        _done, late = await asyncio.wait(list(self._tasks.values()), timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _land(self, key: K, task: asyncio.Task[None]) -> None:
        del self._tasks[key]
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("what was on its way to %s failed", key, exc_info=error)
        self._landed()
