"""How fast the real bot answers, against a bare aiogram echo bot in the same run: ``python -m bench.chat``.

Both run by webhook, each in a process of its own, and call a minimal answering server in another. Rounds of the two
alternate, so that noise hits both; what is printed is the ratio of the rounds' medians, beside the goals.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import town
from bench.answering import answering_server
from bench.driver import SECRET, Load, drive, request
from bench.echo import TOKEN
from bench.processes import Running, bot_process, free_port
from bench.updates import tap, text
from messages.meeting_taps import MeetingTap

ROUNDS = 5
POINTS = 800
TAPS = 590
MEETINGS = 60
HOOK = "/hook"

Batch = Callable[[int], Sequence[bytes]]


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, answering_server() as api:
        url, meetings = await town.build(Path(folder), meetings=MEETINGS)
        async with AsyncExitStack() as stack:
            echo = await _start_echo(stack, api)
            ours = await _start_ours(stack, api, url)
            memory = ours.megabytes / echo.megabytes
            shown = await _measure(echo, ours, meetings)
            cold = ours.cold_start / echo.cold_start
        again = await _colder(api, url)
        cold = statistics.median([cold, *again])
    rows = [*shown, ("cold start to first answer", cold, "<= 1.25"), ("memory without charts", memory, "<= 1.25")]
    _print(rows, echo, ours)


async def _measure(echo: Running, ours: Running, meetings: list[int]) -> list[tuple[str, float, str]]:
    """The rounds: each kind of update at the echo bot, then at ours, over and over."""
    users = itertools.cycle(range(town.FIRST_USER, town.FIRST_USER + town.MEMBERS - 1))
    seats = iter([(user, meeting) for meeting in meetings for user in range(town.FIRST_USER, town.FIRST_USER + 59)])

    def asks(count: int) -> list[bytes]:
        return [request(HOOK, text(next(users), "/points")) for _ in range(count)]

    def taps(count: int) -> list[bytes]:
        return [
            request(HOOK, tap(user, meeting, MeetingTap(meeting_id=meeting).pack()))
            for user, meeting in itertools.islice(seats, count)
        ]

    def nods(count: int) -> list[bytes]:
        return [request(HOOK, tap(next(users), 1, "x")) for _ in range(count)]

    await drive(echo.port, asks(300), at_once=16)
    await drive(ours.port, asks(300), at_once=16)
    crowd = await _rounds(echo, ours, asks, asks, count=POINTS, at_once=16)
    alone = await _rounds(echo, ours, asks, asks, count=POINTS // 2, at_once=1)
    hall = await _rounds(echo, ours, nods, taps, count=TAPS, at_once=16)
    tail = statistics.median(load.p99 / load.p50 for _, load in hall)
    return [
        ('"my points", 16 at once, updates/s', _ratio(crowd, lambda load: load.per_second), ">= 0.80"),
        ('"my points", one at a time, p50', _ratio(alone, lambda load: load.p50), "<= 1.5"),
        ('"my points", 16 at once, p99', _ratio(crowd, lambda load: load.p99), ""),
        ("check-in tap, durable, 16 at once, updates/s", _ratio(hall, lambda load: load.per_second), ">= 0.45"),
        ("check-in tap, p99 / its own p50", tail, "<= 3"),
    ]


async def _rounds(
    echo: Running, ours: Running, floor: Batch, batch: Batch, *, count: int, at_once: int
) -> list[tuple[Load, Load]]:
    return [
        (await drive(echo.port, floor(count), at_once=at_once), await drive(ours.port, batch(count), at_once=at_once))
        for _ in range(ROUNDS)
    ]


def _ratio(rounds: list[tuple[Load, Load]], figure: Callable[[Load], float]) -> float:
    return statistics.median(figure(ours) for _, ours in rounds) / statistics.median(figure(echo) for echo, _ in rounds)


async def _start_echo(stack: AsyncExitStack, api: str) -> Running:
    port = free_port()
    first = request(HOOK, text(1, "hello"))
    return await stack.enter_async_context(bot_process(["bench.echo", str(port), api], port=port, first=first))


async def _start_ours(stack: AsyncExitStack, api: str, url: str) -> Running:
    port = free_port()
    settings = {
        "TELEGRAM__TOKEN": TOKEN,
        "TELEGRAM__API_BASE": api,
        "TELEGRAM__MODE": "webhook",
        "TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}{HOOK}",
        "TELEGRAM__WEBHOOK_SECRET": SECRET,
        "TELEGRAM__LISTEN_PORT": str(port),
        "DATABASE__URL": url,
        "LOG__LEVEL": "WARNING",
    }
    env = {f"XIANFENG_{key}": value for key, value in settings.items()}
    first = request(HOOK, text(town.FIRST_USER, "/points"))
    running = bot_process(["bot", "run"], port=port, first=first, env=env)
    return await stack.enter_async_context(running)


async def _colder(api: str, url: str) -> list[float]:
    """Start both again, one after the other, for more ratios of cold starts."""
    ratios = []
    for _ in range(2):
        async with AsyncExitStack() as stack:
            echo = await _start_echo(stack, api)
        async with AsyncExitStack() as stack:
            ours = await _start_ours(stack, api, url)
        ratios.append(ours.cold_start / echo.cold_start)
    return ratios


def _print(rows: list[tuple[str, float, str]], echo: Running, ours: Running) -> None:
    table = Table("measured", "ours / bare aiogram echo", "goal", title="bench.chat")
    for name, ratio, goal in rows:
        table.add_row(name, f"{ratio:.2f}", goal)
    console = Console(file=sys.stdout)
    console.print(table)
    console.print(f"cold starts of the first run: echo {echo.cold_start:.2f} s, ours {ours.cold_start:.2f} s")


if __name__ == "__main__":
    asyncio.run(main())
