"""How fast the outbox drains, and whether people wait for it: ``python -m bench.courier``.

First 600 messages to 600 private chats: the floor is the 30 messages a second that the messenger takes. Then 200 more
while somebody asks something five times a second; his answers are compared with the same answers before, same run.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aiogram import Bot
from aiogram.methods import SendMessage
from aiohttp import ClientSession
from rich.console import Console
from rich.table import Table
from sqlmodel import Session

import messages.common  # noqa: F401 (its words are what is sent)
from bench.counting import counting_server
from bot.allowance import PER_SECOND, Allowance, AnswersFirst
from bot.assembly import build_bot
from bot.attachments import Attachments
from bot.clock import SystemClock
from bot.courier import Courier
from bot.courier_post import Post, build_courier_bot
from reports.studio import Studio
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.notices.common import Unclear
from storage.outbox import BROADCAST, owe

TOKEN = "700000001:AAbenchbenchbenchbenchbenchbenchbench"
ALONE, BESIDE = 600, 200
FIRST_CHAT = 1001
ASKER = 9
ASKS_BEFORE = 50
PAUSE = 0.2
RATE_GOAL = 0.97
ANSWER_GOAL = 100
"""Milliseconds: three places of a second. Behind the broadcast it would be seconds."""

REST = 1.1
"""Seconds between the parts, so that no second holds messages of two."""


@dataclass(slots=True)
class Seen:
    """When messages arrived at the server, and how long the asker waited, in seconds."""

    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    waits_before: list[float] = field(default_factory=list)
    waits_during: list[float] = field(default_factory=list)


async def main() -> None:
    """Measure and print; the exit code tells whether the goals were reached."""
    with tempfile.TemporaryDirectory() as folder, counting_server() as base:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        await asyncio.to_thread(upgrade, url)
        db = open_database(url)
        seen = await _measure(db, base)
        await db.close()
    sys.exit(0 if _print(seen) else 1)


async def _measure(db: Database, base: str) -> Seen:
    allowance, studio, bot, seen = Allowance(), Studio(), build_bot(TOKEN, base), Seen()
    bot.session.middleware(AnswersFirst(allowance))
    post = Post(build_courier_bot(TOKEN, base, allowance), db, Attachments(studio))
    courier = Courier(db, SystemClock(), post)
    running = asyncio.create_task(courier.run())
    await db.write(_owe_all, 0, ALONE, datetime.now(UTC))
    await courier.idle()
    await asyncio.sleep(REST)
    seen.waits_before = [await _ask(bot) for _ in range(ASKS_BEFORE)]
    await asyncio.sleep(REST)
    began = time.monotonic()
    asking = asyncio.create_task(_keep_asking(bot, seen.waits_during))
    await db.write(_owe_all, ALONE, BESIDE, datetime.now(UTC))
    await courier.idle()
    for task in (asking, running):
        task.cancel()
    await asyncio.gather(asking, running, return_exceptions=True)
    await post.close()
    await bot.session.close()
    arrived = sorted(await _arrived(base))
    seen.alone = [at for at, chat in arrived if FIRST_CHAT <= chat < FIRST_CHAT + ALONE]
    seen.beside = [at for at, _chat in arrived if at >= began]
    return seen


def _owe_all(session: Session, first: int, count: int, now: datetime) -> None:
    for chat in range(FIRST_CHAT + first, FIRST_CHAT + first + count):
        owe(session, Unclear(found="text"), key=f"{chat}", now=now, branch_id=None, to_chat=chat, priority=BROADCAST)


async def _ask(bot: Bot) -> float:
    began = time.perf_counter()
    await bot(SendMessage(chat_id=ASKER, text="ok"))
    return time.perf_counter() - began


async def _keep_asking(bot: Bot, waits: list[float]) -> None:
    while True:
        waits.append(await _ask(bot))
        await asyncio.sleep(PAUSE)


async def _arrived(base: str) -> list[tuple[float, int]]:
    async with ClientSession() as session, session.get(f"{base}/arrived") as answer:
        return [(at, chat) for at, chat in await answer.json()]


def busiest_second(times: Sequence[float]) -> int:
    """The most arrivals in any one second."""
    return max(bisect_left(times, at + 1.0) - index for index, at in enumerate(times))


def per_second(times: Sequence[float]) -> float:
    """Arrivals a second, from the first to the last."""
    return (len(times) - 1) / (times[-1] - times[0])


def _milliseconds(waits: Sequence[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(waits, n=100, method="inclusive")
    return cuts[49] * 1000, cuts[98] * 1000


def _print(seen: Seen) -> bool:
    rate, crowd = per_second(seen.alone) / PER_SECOND, per_second(seen.beside) / PER_SECOND
    most, most_beside = busiest_second(seen.alone), busiest_second(seen.beside)
    before, during = _milliseconds(seen.waits_before), _milliseconds(seen.waits_during)
    table = Table("What", "Measured", "Goal", title="The outbox against 30 messages a second")
    table.add_row(f"{ALONE} private chats, messages a second / 30", f"{rate:.3f}", ">= 0.97")
    table.add_row("busiest second", str(most), "<= 30")
    table.add_row(f"{BESIDE} more beside five answers a second, all / 30", f"{crowd:.3f}", "")
    table.add_row("busiest second, answers among them", str(most_beside), "<= 30")
    table.add_row("answer without a broadcast, p50 / p99 ms", f"{before[0]:.1f} / {before[1]:.1f}", "")
    table.add_row("answer beside it, p50 / p99 ms", f"{during[0]:.1f} / {during[1]:.1f}", f"p99 <= {ANSWER_GOAL}")
    Console(width=100).print(table)
    return rate >= RATE_GOAL and max(most, most_beside) <= PER_SECOND and during[1] <= ANSWER_GOAL


if __name__ == "__main__":
    asyncio.run(main())
