"""A branch's simulated year on the real house, against a bare aiogram bot in one run: ``python -m bench.year``.

The house lives the year of `tests.year`: thirty members, jobs, courier and database, and no network. The floor answers
the very same updates over the same wire, with nothing behind. Printed are updates a second, the size of the database
by member and year, and the memory at the end of each quarter.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Message, Update
from rich.console import Console
from rich.table import Table

from bench.processes import Running
from sandbox.shapes import Json, dump
from tests.year import house
from tests.year.course import whole_year
from tests.year.house import TOKEN, hurried
from tests.year.life import END, Year, at
from tests.year.people import YEAR
from tests.year.wire import Answering, Hand

SEED = 7
MEMBERS = 30
QUARTERS = [at(date(YEAR, month, 1), "07:00") for month in (4, 7, 10)] + [END]


@dataclass
class Measured:
    """What a year showed."""

    updates: list[Json] = field(default_factory=list)
    handling: float = 0.0
    """Seconds in which updates were handled."""
    living: float = 0.0
    """Seconds of the whole year: people, jobs and courier too."""
    megabytes: list[float] = field(default_factory=list)
    file_bytes: int = 0


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, hurried():
        ours = await _live(Path(folder))
    floor = await _echo(ours.updates)
    _print(ours, floor)


async def _live(folder: Path) -> Measured:
    """Live the year, with a look at the memory each quarter."""
    found = Measured()
    year = await whole_year(folder, SEED)
    handle = vars(house)["handle_batch"]

    async def timed(dispatcher: Dispatcher, bot: Bot, updates: list[Update]) -> None:
        found.updates += [update.model_dump(mode="json", exclude_none=True, by_alias=True) for update in updates]
        start = time.perf_counter()
        await handle(dispatcher, bot, updates)
        found.handling += time.perf_counter() - start

    vars(house)["handle_batch"] = timed
    start = time.perf_counter()
    try:
        for moment in QUARTERS:
            await year.live(moment)
            found.megabytes.append(_megabytes(year))
    finally:
        vars(house)["handle_batch"] = handle
    found.living = time.perf_counter() - start
    await year.home.stop()
    found.file_bytes = _size(folder)
    return found


def _megabytes(year: Year) -> float:
    """Memory of the process; the pretended messenger, which keeps every message of the year, is in it."""
    gc.collect()
    return Running(0, os.getpid(), 0.0).megabytes


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


class _Deaf:
    """A wire that leads nowhere: the next best answer comes back at once."""

    async def call(self, name: str, values: Json, _uploads: Json, _by: Hand) -> tuple[int, str]:
        """See `tests.year.wire.Wire.call`."""
        if name != "sendMessage":
            return 200, '{"ok":true,"result":true}'
        chat = {"id": values["chat_id"], "type": "private"}
        return 200, dump({"ok": True, "result": {"message_id": 1, "date": 0, "chat": chat, "text": values["text"]}})


async def _echo(updates: list[Json]) -> float:
    """Seconds that a bare bot takes for the same updates: it answers each, and knows nothing."""
    dispatcher = Dispatcher()
    dispatcher.message.register(_say)
    dispatcher.callback_query.register(_nod)
    bot = Bot(TOKEN, session=Answering(_Deaf()))  # type: ignore[arg-type]  # as much of a wire as is used
    start = time.perf_counter()
    for update in updates:
        await dispatcher.feed_update(bot, Update.model_validate(update, context={"bot": bot}))
    return time.perf_counter() - start


async def _say(message: Message) -> None:
    await message.answer("ok")


async def _nod(query: CallbackQuery) -> None:
    await query.answer("ok")


def _print(ours: Measured, floor: float) -> None:
    count = len(ours.updates)
    table = Table("measured", "ours", "bare aiogram", "ratio", title="bench.year")
    mine, bare = count / ours.handling, count / floor
    table.add_row("updates handled a second, one by one", f"{mine:.0f}", f"{bare:.0f}", f"{mine / bare:.2f}")
    table.add_row("updates a second with people, jobs and courier", f"{count / ours.living:.0f}", "", "")
    kilobytes = ours.file_bytes / 1024 / MEMBERS
    table.add_row("database, kB by member and year", f"{kilobytes:.0f}", "", "")
    first, *_, last = ours.megabytes
    shown = " → ".join(f"{one:.0f}" for one in ours.megabytes)
    table.add_row("memory at the quarters' ends, MB", shown, "", f"{last / first:.2f}")
    Console(file=sys.stdout).print(table)


if __name__ == "__main__":
    asyncio.run(main())
