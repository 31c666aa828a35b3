"""Where pictures and papers are made: a worker process, so that neither the bot's loop nor its memory pays for it.

The process is started by the first order, imports the drawing libraries there and keeps them; a dead one is replaced.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Studio:
    """Runs drawing functions one after the other; orders and results cross the border pickled."""

    def __init__(self) -> None:
        self._workers: ProcessPoolExecutor | None = None

    async def __call__(self, function: Callable[[T], bytes], drawn: T, /) -> bytes:
        """Give the bytes that a function of a module makes of what is drawn; its exceptions are raised here."""
        from concurrent.futures.process import BrokenProcessPool  # with the first order, like the process

        try:
            return await self._order(function, drawn)
        except BrokenProcessPool:
            logger.warning("the drawing process died, another one takes over")
            await self.close()
            return await self._order(function, drawn)

    async def close(self) -> None:
        """End the process; what is being drawn is finished first."""
        workers, self._workers = self._workers, None
        if workers is not None:
            await asyncio.to_thread(workers.shutdown, cancel_futures=True)

    async def _order(self, function: Callable[[T], bytes], drawn: T) -> bytes:
        if self._workers is None:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            # Spawned, not forked: a fork would copy the bot's threads' locks in whatever state they are.
            self._workers = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle_in)
        return await asyncio.get_running_loop().run_in_executor(self._workers, function, drawn)


def _settle_in() -> None:
    """Let the bot decide when the process ends, and end with a bot that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal
    threading.Thread(target=_end_with_the_bot, daemon=True).start()


def _end_with_the_bot() -> None:
    """Wait for the bot's death: the pool's own queue would be waited on for ever, as this process holds both ends."""
    from multiprocessing import parent_process

    bot = parent_process()
    if bot is not None:
        bot.join()
        os._exit(0)
