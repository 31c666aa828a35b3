"""`xianfeng run` as a process: it answers, refuses a wrong token in words, and stops cleanly."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.client import Control
from sandbox.server import Sandbox
from tests.town import TOKEN

BOUND = 60.0


@asynccontextmanager
async def bot_process(folder: Path, base: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    given = {
        "XIANFENG_TELEGRAM__TOKEN": TOKEN,
        "XIANFENG_TELEGRAM__API_BASE": base,
        "XIANFENG_DATABASE__URL": f"sqlite:///{folder / 'x.db'}",
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env={**os.environ, **given}, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_the_process_sets_its_menus_answers_and_stops_when_asked(tmp_path: Path) -> None:
    async with Sandbox() as box, Control(box.base_url) as control:
        await control.bot(TOKEN)
        async with bot_process(tmp_path, box.base_url) as process:
            stranger = await control.user("路人")
            await control.start(stranger)
            await control.wait_for(stranger, "支部", timeout_seconds=BOUND)
            menu = await control.commands(stranger)
            assert "points" in [command["command"] for command in menu["commands"]]
            process.send_signal(signal.SIGTERM)
            _, said = await asyncio.wait_for(process.communicate(), BOUND)
            assert process.returncode == 0
            assert b"Traceback" not in said
            assert TOKEN.encode() not in said


async def test_a_webhook_is_set_answered_and_kept_over_a_stop(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    webhook = {
        "XIANFENG_TELEGRAM__MODE": "webhook",
        "XIANFENG_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "XIANFENG_TELEGRAM__WEBHOOK_SECRET": "a-secret-of-the-tests",
        "XIANFENG_TELEGRAM__LISTEN_PORT": str(port),
    }
    async with Sandbox() as box, Control(box.base_url) as control:
        await control.bot(TOKEN)
        async with bot_process(tmp_path, box.base_url, **webhook) as process:
            stranger = await control.user("路人")
            await control.start(stranger)
            await control.wait_for(stranger, "支部", timeout_seconds=BOUND)
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.wait(), BOUND)
        await control.say(stranger, None, "/help")
        async with bot_process(tmp_path, box.base_url, **webhook):
            before = await control.last(stranger)
            await control.wait_for(stranger, "支部", after=before["message_id"], timeout_seconds=BOUND)


async def test_a_token_that_the_messenger_refuses_is_told_in_one_line(tmp_path: Path) -> None:
    async with Sandbox() as box, bot_process(tmp_path, box.base_url) as process:
        _, said = await asyncio.wait_for(process.communicate(), BOUND)
        assert process.returncode == 2
        assert said.decode().strip().splitlines()[-1].startswith("telegram.token: the messenger does not know")
        assert b"Traceback" not in said
