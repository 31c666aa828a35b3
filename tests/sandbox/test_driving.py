"""The test client itself, and the command line."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import aiogram
import pytest
from aiogram.types import Message

from sandbox.client import Control, Person
from tests.sandbox.conftest import Api


async def test_settled_waits_for_a_polling_bot(control: Control, bot: aiogram.Bot, zhang: Person) -> None:
    dispatcher = aiogram.Dispatcher()

    async def echo(message: Message) -> None:
        await asyncio.sleep(0.02)
        await message.answer(f"echo {message.text}")

    dispatcher.message.register(echo)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
    await control.say(zhang, None, "一")
    await control.settled()
    assert (await control.last(zhang))["text"] == "echo 一"
    await dispatcher.stop_polling()
    await polling


async def test_settled_says_what_is_left(control: Control, zhang: Person) -> None:
    with pytest.raises(TimeoutError, match=r"has not settled .*/start"):
        await control.settled(timeout_seconds=0.1)


async def test_waiting_for_a_message_shows_what_came_instead(api: Api, control: Control, zhang: Person) -> None:
    await api("sendMessage", chat_id=zhang.id, text="另一个")
    with pytest.raises(TimeoutError, match="另一个"):
        await control.wait_for(zhang, "这个", timeout_seconds=0.05)
    assert (await control.wait_for(zhang, lambda message: message["text"] == "另一个"))["message_id"]


async def test_the_command_line_serves_until_it_is_interrupted() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "sandbox", "--port", "0", "--token", "9:cli"),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    async with asyncio.timeout(20):
        line = (await process.stdout.readline()).decode()
        async with Control(line.removeprefix("Sandbox at ").strip()) as control:
            world = await control.world()
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert [bot["id"] for bot in world["bots"]] == [9]
