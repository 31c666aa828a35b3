"""The clock: flowing, standing, moved, followed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from sandbox import following
from sandbox.client import Control, ControlFailed, Person
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.sandbox.conftest import MORNING, Api, Stopwatch, until


def test_a_flowing_clock_runs_and_a_standing_one_does_not() -> None:
    real = Stopwatch()
    clock = Clock(MORNING, monotonic=real)
    real.seconds = 5
    assert clock.now() == MORNING + timedelta(seconds=5)
    clock.flow(False)
    real.seconds = 60
    assert (clock.now(), clock.elapsed()) == (MORNING + timedelta(seconds=5), 60)
    clock.flow(True)
    real.seconds = 61
    assert clock.now() == MORNING + timedelta(seconds=6)


def test_a_clock_moves_forward_only_and_the_move_counts_as_elapsed() -> None:
    clock = Clock(MORNING, flowing=False, monotonic=Stopwatch())
    clock.move_to(MORNING + timedelta(days=1))
    clock.move_to(MORNING)
    assert (clock.now(), clock.elapsed()) == (MORNING + timedelta(days=1), 86400)


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="must carry a time zone"):
        Clock(datetime(2026, 1, 1))  # noqa: DTZ001 - the fault that is meant


async def test_dates_of_messages_come_from_the_clock(api: Api, control: Control, zhang: Person) -> None:
    await control.move_to(datetime(2026, 12, 1, 1, 0, tzinfo=UTC))
    sent = await api("sendMessage", chat_id=zhang.id, text="排名")
    assert datetime.fromtimestamp(sent["date"], UTC) == datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


async def test_the_clock_does_not_go_back(control: Control, box: Sandbox) -> None:
    with pytest.raises(ControlFailed, match="does not go back"):
        await control.move_to(MORNING - timedelta(seconds=1))
    assert box.clock.now() == MORNING


async def test_flowing_can_be_turned_on_and_off(control: Control, stopwatch: Stopwatch) -> None:
    await control.flow(True)
    stopwatch.seconds += 9
    assert await control.now() == MORNING + timedelta(seconds=9)
    assert (await control.get("/control/clock"))["flowing"] is True


async def follow(api: Api) -> aiohttp.ClientWebSocketResponse:
    socket = await api.session.ws_connect("/control/clock/follow")
    assert await socket.receive_json() == {"now": MORNING.isoformat(), "flowing": False}
    return socket


async def test_a_move_waits_for_its_follower_step_by_step(api: Api, control: Control, box: Sandbox) -> None:
    socket = await follow(api)
    moving = asyncio.create_task(control.advance(days=1))
    move = await socket.receive_json(timeout=5)
    assert move["target"] == (MORNING + timedelta(days=1)).isoformat()
    step = MORNING + timedelta(hours=3)
    await socket.send_json({"at": step.isoformat(), "id": move["id"]})
    await until(lambda: box.clock.now() == step)
    assert not moving.done()
    await socket.send_json({"done": move["id"]})
    assert await moving == MORNING + timedelta(days=1)


async def test_a_follower_that_leaves_is_not_waited_for(api: Api, control: Control) -> None:
    socket = await follow(api)
    moving = asyncio.create_task(control.advance(days=1))
    await socket.receive_json(timeout=5)
    await socket.close()
    async with asyncio.timeout(5):
        assert await moving == MORNING + timedelta(days=1)


async def test_a_follower_that_is_never_done_is_reported(
    api: Api, control: Control, box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE_SECONDS", 0.05)
    socket = await follow(api)
    with pytest.raises(ControlFailed, match=r"504 .* was not done in time"):
        await control.advance(hours=1)
    assert (await socket.receive_json(timeout=5))["target"] == (MORNING + timedelta(hours=1)).isoformat()
    assert box.clock.now() == MORNING + timedelta(hours=1)


async def test_nonsense_from_a_follower_ends_its_connection(api: Api, control: Control) -> None:
    socket = await follow(api)
    await socket.send_str("no json")
    assert (await socket.receive(timeout=5)).type is aiohttp.WSMsgType.CLOSE
    assert await control.advance(hours=1) == MORNING + timedelta(hours=1)
