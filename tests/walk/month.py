"""The month: every step in its order, for whoever walks it."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sandbox.client import Control
from sandbox.server import Sandbox
from storage.database import open_database
from storage.migrate import upgrade
from tests.walk import absences, claims, dues, joining, meetings, points
from tests.walk.cast import START
from tests.walk.evidence import Evidence, gather
from tests.walk.lodging import TOKEN, InHouse, OutOfHouse
from tests.walk.misfortune import moments, take_and_kill
from tests.walk.walker import Step, Walk

STEPS: tuple[Step, ...] = (
    *joining.STEPS,
    *meetings.FIRST,
    *joining.NEWCOMER_STEPS,
    *meetings.FIRST_EVENING,
    *claims.EARLY,
    *absences.SECOND,
    *claims.LATER,
    *dues.TICKING,
    *absences.SECOND_EVENING,
    *absences.LETTER,
    *dues.CHEN_PAYS,
    *dues.LATE,
    *absences.THIRD,
    *points.STEPS,
)


COLD_EVERY = 10
"""Every tenth new life is a cold start from the command line."""


async def walk_through(folder: Path) -> Evidence:
    """Walk the month with a bot that lives in this process and does not die."""
    with Errors.watched() as errors:
        async with town(folder) as (walk, url):
            lodging = InHouse(url, walk.box.base_url)
            await lodging.start()
            try:
                for step in STEPS:
                    walk.step = step.name
                    await step.act(walk)
                    await walk.settle()
                    await step.expect(walk)
                evidence = await gather(walk)
            finally:
                await lodging.stop()
    evidence.errors = errors.lines
    return evidence


async def die_through(folder: Path, verbs: Mapping[str, int]) -> Evidence:
    """Walk the same month with a bot that is killed in every step; ``verbs`` are those of an unbroken walk."""
    deaths: Counter[str] = Counter()
    with Errors.watched() as errors:
        async with town(folder) as (walk, url):
            lodging = OutOfHouse(url, walk.box.base_url, walk.control, folder)
            await lodging.start()
            try:
                for number, (step, moment) in enumerate(zip(STEPS, moments(), strict=False), 1):
                    cold = number % COLD_EVERY == 0
                    died = await take_and_kill(walk, lodging, step, moment, verbs.get(step.name, 0), cold=cold)
                    deaths[died.name] += 1
                evidence = await gather(walk)
            finally:
                await lodging.stop()
    evidence.errors = errors.lines + [line for line in lodging.log.read_text().splitlines() if " ERROR " in line]
    evidence.kills = dict(deaths)
    return evidence


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[tuple[Walk, str]]:
    """A sandbox with a standing clock and an empty database, seen from outside the bot."""
    url = f"sqlite:///{folder / 'walk.db'}"
    await asyncio.to_thread(upgrade, url)
    async with Sandbox(start=START, flowing=False) as box, Control(box.base_url) as control:
        await control.bot(TOKEN, username="xianfeng_bot", first_name="先锋")
        db = open_database(url)
        try:
            yield Walk(box, control, db, int(TOKEN.split(":")[0])), url
        finally:
            await db.close()


class Errors(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    @classmethod
    @contextmanager
    def watched(cls) -> Iterator[Errors]:
        """Keep what is logged as an error while the block runs."""
        errors = cls()
        logging.getLogger().addHandler(errors)
        try:
            yield errors
        finally:
            logging.getLogger().removeHandler(errors)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was said, and of what it died."""
        self.lines.append(logging.Formatter().format(record))
