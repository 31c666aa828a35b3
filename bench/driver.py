"""A load of updates for a webhook: raw connections, prepared bytes, latencies."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SECRET = "bench-secret-bench-secret"


@dataclass(frozen=True, slots=True)
class Load:
    """What one round showed: updates a second, and latencies in milliseconds."""

    per_second: float
    p50: float
    p99: float


def request(path: str, update: dict[str, Any]) -> bytes:
    """Make the whole HTTP request that delivers an update."""
    body = json.dumps(update).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def drive(port: int, requests: Sequence[bytes], *, at_once: int) -> Load:
    """Deliver every request once over ``at_once`` connections; an answer other than 200 ends the measurement."""
    waiting = iter(requests)
    latencies: list[float] = []
    start = time.perf_counter()
    await asyncio.gather(*(_one(port, waiting, latencies) for _ in range(at_once)))
    seconds = time.perf_counter() - start
    latencies.sort()
    return Load(
        per_second=len(latencies) / seconds,
        p50=statistics.median(latencies) * 1000,
        p99=latencies[int(len(latencies) * 0.99)] * 1000,
    )


async def _one(port: int, waiting: Iterable[bytes], latencies: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for content in waiting:
        start = time.perf_counter()
        writer.write(content)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"the bot answered {head[:40]!r}")
        await _read_body(reader, head.lower())
        latencies.append(time.perf_counter() - start)
    writer.close()
    await writer.wait_closed()


async def _read_body(reader: asyncio.StreamReader, head: bytes) -> None:
    mark = head.find(b"content-length:")
    if mark >= 0:
        await reader.readexactly(int(head[mark + 15 :].split(b"\r\n", 1)[0]))
    else:
        await reader.readuntil(b"0\r\n\r\n")
