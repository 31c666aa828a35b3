"""The month: every step in its order, for whoever walks it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.client import Control
from sandbox.server import Sandbox
from storage.database import open_database
from tests.walk import joining, meetings
from tests.walk.cast import START
from tests.walk.lodging import TOKEN, InHouse
from tests.walk.walker import Step, Walk

STEPS: tuple[Step, ...] = (
    *joining.STEPS,
    *meetings.FIRST,
    *joining.NEWCOMER_STEPS,
    *meetings.FIRST_EVENING,
    *meetings.SECOND,
    *meetings.SECOND_EVENING,
    *meetings.LETTER,
    *meetings.THIRD,
)


async def take(walk: Walk, step: Step) -> None:
    """Take one step without any misfortune."""
    await step.act(walk)
    await walk.settle()
    await step.expect(walk)


@asynccontextmanager
async def unbroken(folder: Path) -> AsyncIterator[Walk]:
    """A walk whose bot lives in this process and does not die."""
    url = f"sqlite:///{folder / 'walk.db'}"
    async with Sandbox(start=START, flowing=False) as box, Control(box.base_url) as control:
        await control.bot(TOKEN, username="xianfeng_bot", first_name="先锋")
        lodging = InHouse(url, box.base_url)
        await lodging.start()
        db = open_database(url)
        try:
            yield Walk(box, control, db, int(TOKEN.split(":")[0]))
        finally:
            await db.close()
            await lodging.stop()
