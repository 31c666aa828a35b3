"""The drawing process: another one, replaced when it dies, gone when the bot is."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest

from reports.ranking_chart import draw_ranking
from reports.studio import Studio
from tests.reports.samples import ranking

BOUND = 60.0


@pytest.fixture
async def studio() -> AsyncIterator[Studio]:
    made = Studio()
    yield made
    await made.close()


def die(_drawn: object) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def fail(drawn: str) -> bytes:
    raise ValueError(drawn)


def own_number(_drawn: object) -> bytes:
    return str(os.getpid()).encode()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_picture_is_the_same_as_one_drawn_here(studio: Studio) -> None:
    assert await studio(draw_ranking, ranking(12)) == draw_ranking(ranking(12))


async def test_the_loop_goes_on_while_a_picture_is_drawn(studio: Studio) -> None:
    drawing = asyncio.create_task(studio(draw_ranking, ranking(60)))
    turns = 0
    while not drawing.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 100


async def test_a_fault_of_a_drawing_reaches_who_ordered_it_and_spares_the_next(studio: Studio) -> None:
    with pytest.raises(ValueError, match="no such colour"):
        await studio(fail, "no such colour")
    assert (await studio(draw_ranking, ranking(1))).startswith(b"\x89PNG")


async def test_a_process_that_dies_is_replaced_and_its_order_tried_once_more(studio: Studio) -> None:
    first = int(await studio(own_number, None))
    os.kill(first, signal.SIGKILL)
    assert int(await studio(own_number, None)) != first


async def test_an_order_that_kills_every_process_is_given_up(studio: Studio) -> None:
    from concurrent.futures.process import BrokenProcessPool

    with pytest.raises(BrokenProcessPool):
        await studio(die, None)


async def test_no_process_is_left_after_the_end(studio: Studio) -> None:
    pid = int(await studio(own_number, None))
    await studio.close()
    assert not is_alive(pid)


PARENT = """
import asyncio
from reports.studio import Studio
from tests.reports.test_studio import own_number

async def main():
    print((await Studio()(own_number, None)).decode(), flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


async def test_the_process_ends_by_itself_when_the_bot_is_killed() -> None:
    bot = await asyncio.create_subprocess_exec(sys.executable, "-c", PARENT, stdout=asyncio.subprocess.PIPE)
    assert bot.stdout is not None
    pid = int(await asyncio.wait_for(bot.stdout.readline(), BOUND))
    bot.kill()
    # The pipe has two writers, the bot and its drawing process: its end is the end of both.
    assert await asyncio.wait_for(bot.stdout.read(), BOUND) == b""
    await bot.wait()
    async with asyncio.timeout(BOUND):
        while is_alive(pid):  # noqa: ASYNC110 (another process: nothing here can be awaited)
            await asyncio.sleep(0.01)


HEAVY = "matplotlib numpy typst xlsxwriter segno telegram alembic"


def test_the_bots_own_process_loads_no_drawing_library() -> None:
    code = f"import sys, bot.running, bot.cli; print([m for m in {HEAVY!r}.split() if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
