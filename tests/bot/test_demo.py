"""`xianfeng demo` as a newcomer runs it: a branch, a page, a clock that moves; nothing is left after Ctrl-C."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from sandbox.client import Control, Person, words_of

BOUND = 60.0
ADDRESS = re.compile(r"(http://[\d.:]+)/#panels=\S+")


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0"),
        env={**os.environ, "TMPDIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(BOUND):
            while not (found := ADDRESS.search((await process.stdout.readline()).decode())):
                assert process.returncode is None, "the demo ended before it was ready"
        yield process, found[1]
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await asyncio.wait_for(process.communicate(), BOUND)


async def test_a_newcomer_finds_a_branch_that_lives(tmp_path: Path) -> None:
    async with demo(tmp_path) as (process, base), Control(base) as control:
        world = await control.world()
        people = {user["first_name"]: Person(user["id"], user["first_name"]) for user in world["users"]}
        [group] = [chat["id"] for chat in world["chats"] if chat["type"] != "private"]
        assert len(people) == 12
        someone = people["张伟"]
        await control.wait_for(someone, "已签到 0/11", chat=group, timeout_seconds=BOUND)
        await control.say(someone, None, "/points")
        await control.wait_for(someone, "2026年6月", timeout_seconds=BOUND)
        await control.advance(days=1)
        await control.wait_for(people["黄志强"], "党费", timeout_seconds=BOUND)
        process.send_signal(signal.SIGINT)
        _, said = await asyncio.wait_for(process.communicate(), BOUND)
        assert (process.returncode, said.decode()) == (0, "")
    assert os.listdir(tmp_path) == []


async def test_to_the_month_end_the_ranking_reaches_the_group_as_a_picture(tmp_path: Path) -> None:
    async with demo(tmp_path) as (_, base), Control(base) as control:
        world = await control.world()
        someone = Person(world["users"][3]["id"], world["users"][3]["first_name"])
        [group] = [chat["id"] for chat in world["chats"] if chat["type"] != "private"]
        await control.move_to(datetime.fromisoformat("2026-07-01T09:05:00+08:00"))
        ranking = await control.wait_for(someone, lambda message: "photo" in message, chat=group, timeout_seconds=BOUND)
        assert "积分排名" in words_of(ranking)
        picture = await control.file(ranking["photo"][-1]["file_id"])
        assert picture.startswith(b"\x89PNG")
