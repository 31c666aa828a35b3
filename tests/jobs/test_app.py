"""The whole product on a followed clock: what falls due in a month arrives at its time, and a stop leaves nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App, Reading
from bot.assembly import build_house
from bot.clock import SandboxClock
from bot.demo_history import NOW, write_history
from bot.demo_people import residents
from sandbox.client import Control
from sandbox.server import Sandbox
from storage.database import open_database
from storage.migrate import upgrade
from storage.tables import GroupChat

TOKEN = "700000001:AAsandboxtokensandboxtokensandbox"
PEOPLE = residents(6)


@asynccontextmanager
async def built(folder: Path, reading: Reading | None = None) -> AsyncIterator[tuple[App, Control, int]]:
    """A branch of six with half a year behind it, in a sandbox that stands still; the app is not started."""
    url = f"sqlite:///{folder / 'app.db'}"
    await asyncio.to_thread(upgrade, url)
    db = open_database(url)
    async with Sandbox(start=NOW, flowing=False) as box, Control(box.base_url) as control:
        bot = await control.bot(TOKEN, username="xianfeng_bot", first_name="先锋")
        accounts = {one.name: await control.user(one.name) for one in PEOPLE}
        founder, *others = accounts.values()
        group = await control.group("支部群", founder, others)
        await control.member(group, int(bot["id"]), "administrator", by=founder)
        for person in accounts.values():
            await control.start(person)
        branch = await db.write(write_history, PEOPLE, {name: person.id for name, person in accounts.items()})
        bound = GroupChat(chat_id=group, branch_id=branch, title="支部群", bound_by=1, bound_at=NOW)
        await db.write(lambda session: session.add(bound))
        house = await build_house(db, SandboxClock(box.base_url), token=TOKEN, api_base=box.base_url)
        yield App(house, token=TOKEN, api_base=box.base_url, reading=reading), control, group
    await db.close()


async def test_a_month_that_is_leapt_over_brings_its_rankings_on_the_first_at_nine(tmp_path: Path) -> None:
    async with built(tmp_path) as (app, control, group), app:
        await control.move_to(NOW + timedelta(days=40))
        founder = (await control.world())["users"][0]["id"]
        shown = await control.messages(founder, group)
    rankings = [message for message in shown if message.get("photo")]
    assert [message["caption"].splitlines()[0].split(" ·")[0] for message in rankings] == [
        "2026年6月积分排名",
        "2026年第2季度积分排名",
        "2026年7月积分排名",
    ]
    first, august = datetime(2026, 7, 1, 1, tzinfo=UTC), datetime(2026, 8, 1, 1, tzinfo=UTC)
    assert [datetime.fromtimestamp(message["date"], UTC) for message in rankings] == [first, first, august]


async def test_a_stop_leaves_no_task_behind(tmp_path: Path) -> None:
    async with built(tmp_path) as (app, _control, _group):
        before = asyncio.all_tasks()
        async with app:
            assert len(asyncio.all_tasks()) > len(before)
        assert not [task for task in asyncio.all_tasks() - before if "/bot/" in repr(task)]


async def test_a_part_that_dies_stops_the_whole_and_says_why(tmp_path: Path) -> None:
    async def die() -> None:
        raise RuntimeError("no more updates")

    async with built(tmp_path, die) as (app, _control, _group):
        with pytest.raises(RuntimeError, match="no more updates"):
            async with asyncio.timeout(20.0):
                await app.run()
