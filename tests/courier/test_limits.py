"""Never more than the messenger takes; answers go first."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.methods import SendMessage

from bot.allowance import ON_THE_WAY, PER_SECOND, SECOND, UNEVEN, Allowance, AnswersFirst
from bot.assembly import build_bot
from storage.outbox import BROADCAST
from tests.courier.station import TOKEN, Station, build_station


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Station]:
    async with build_station(tmp_path, [f"member {number}" for number in range(90)]) as built:
        yield built


async def answering_bot(station: Station) -> Bot:
    bot = build_bot(TOKEN, station.box.base_url)
    assert station.allowance is not None
    bot.session.middleware(AnswersFirst(station.allowance))
    return bot


async def test_a_broadcast_meets_no_429_at_a_strict_server(town: Station) -> None:
    for name in town.people:
        await town.owe("通知", to=name, priority=BROADCAST)
    loop = asyncio.get_running_loop()
    async with town:
        began = loop.time()
        await town.idle()
        took = loop.time() - began
    assert [call["error_code"] for call in town.calls()] == [None] * 90
    assert took < 90 / (PER_SECOND * 0.9) + 0.5


async def test_answers_pass_a_broadcast_and_never_meet_429(town: Station) -> None:
    for name in town.people:
        await town.owe("通知", to=name, priority=BROADCAST)
    loop = asyncio.get_running_loop()
    waits: list[float] = []
    async with town:
        bot = await answering_bot(town)
        people = list(town.people.values())
        for number in range(12):
            await asyncio.sleep(0.1)  # somebody asks every tenth of a second
            began = loop.time()
            await bot(SendMessage(chat_id=people[-1 - number].id, text="答"))
            waits.append(loop.time() - began)
        await bot.session.close()
        await town.idle()
    assert {call["error_code"] for call in town.calls()} == {None}
    assert max(waits) < 0.3
    assert len(town.calls()) == 102


async def test_an_answer_that_meets_429_waits_and_is_sent(station: Station) -> None:
    async with station:
        bot = await answering_bot(station)
        station.box.api.faults.order({"method": "sendMessage", "kind": "429", "retry_after": 1})
        await bot(SendMessage(chat_id=station.people["张三"].id, text="答"))
        await bot.session.close()
    assert station.texts("张三") == ["答"]


async def test_answers_alone_wait_for_nothing() -> None:
    """Without a broadcast the messenger alone says how much is too much."""
    allowance = Allowance()
    async with asyncio.timeout(1.0):
        for _ in range(1000):
            await allowance.answer()


async def test_the_courier_steps_aside_only_so_long() -> None:
    """People who ask more than the messenger takes must not silence the courier for good."""
    now = 0.0
    allowance = Allowance(lambda: now)
    for _ in range(PER_SECOND):
        await allowance.answer()
    owed = asyncio.ensure_future(allowance.owed())
    await asyncio.sleep(0)
    assert not owed.done()
    now = ON_THE_WAY
    async with asyncio.timeout(5.0):
        await owed


async def test_no_delay_on_the_way_puts_31_messages_into_a_second_at_the_server() -> None:
    """What was slow to arrive makes the next ones wait longer; the usual length of the way does not."""
    now = 0.0
    allowance = Allowance(lambda: now)
    for _ in range(PER_SECOND - 1):  # until the length of the way is known it counts as nothing
        early = await allowance.owed()
        now += 0.1
        allowance.arrived(early)
    assert early.free_at == pytest.approx(now + SECOND)
    usual, slow = await allowance.owed(), await allowance.owed()
    now += 0.1
    allowance.arrived(usual)
    assert usual.free_at == pytest.approx(now + SECOND - 0.1 + UNEVEN)
    now += 0.2
    allowance.arrived(slow)
    assert slow.free_at == pytest.approx(now + SECOND - 0.1 + UNEVEN)
