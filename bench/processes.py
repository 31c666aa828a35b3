"""Bots under measurement, each in a process of its own, with its cold start and its memory."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that answers: its port, and seconds from its start to its first answer."""

    port: int
    pid: int
    cold_start: float

    @property
    def megabytes(self) -> float:
        """Memory of its own (proportional set size), with that of its children."""
        return sum(_pss(pid) for pid in (self.pid, *_children(self.pid))) / 1024


@contextmanager
def server_process(serve: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve on a free port of loopback in another process until the block ends; gives the base URL."""
    listening = socket.create_server(("127.0.0.1", 0))
    process = multiprocessing.get_context("fork").Process(target=serve, args=(listening,), daemon=True)
    process.start()
    port = listening.getsockname()[1]
    listening.close()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.join()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@asynccontextmanager
async def bot_process(
    arguments: Sequence[str], *, port: int, first: bytes, env: Mapping[str, str] | None = None
) -> AsyncIterator[Running]:
    """Start a bot, wait until it answers ``first``, and end it after the block."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", *arguments], env={**os.environ, **(env or {})})
    try:
        await asyncio.wait_for(_until_answered(process, port, first), START_SECONDS)
        yield Running(port, process.pid, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(10)


async def _until_answered(process: subprocess.Popen[bytes], port: int, first: bytes) -> None:
    while True:
        if process.poll() is not None:
            raise RuntimeError(f"the bot ended with {process.returncode} before it answered")
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.005)
            continue
        writer.write(first)
        head = await reader.readuntil(b"\r\n\r\n")
        writer.close()
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"the bot answered {head[:60]!r}")
        return


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise RuntimeError(f"no memory figure for process {pid}")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(child) for child in listed]
