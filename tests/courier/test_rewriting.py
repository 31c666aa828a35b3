"""A message that shows something outdated is brought up to date, gently, and the last state always lands."""

import asyncio
from functools import partial
from typing import Any

import pytest

from bot import courier_edits
from tests.courier.station import Station, until


@pytest.fixture
def _short_pause(monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setattr(courier_edits, "EDIT_PAUSE", 0.6)
    return 0.6


async def test_a_message_about_a_subject_shows_its_new_state(station: Station) -> None:
    async with station:
        await station.owe("已签到 1/12", to="张三", subject="meeting:1")
        await station.idle()
        await station.rewrite("meeting:1", "已签到 2/12")
        await station.idle()
    assert station.texts("张三") == ["已签到 2/12"]


async def test_twelve_taps_in_a_row_are_at_most_one_edit_in_three_seconds(station: Station) -> None:
    group = await station.bind_group()
    loop = asyncio.get_running_loop()
    at: list[float] = []
    original = station.box.world.revise

    def revise(*args: Any, **kwargs: Any) -> None:
        at.append(loop.time())
        original(*args, **kwargs)

    station.box.world.revise = revise  # type: ignore[method-assign]  # only looks on
    async with station:
        await station.owe("已签到 0/12", subject="meeting:1")
        await station.idle()
        for count in range(1, 13):
            await station.rewrite("meeting:1", f"已签到 {count}/12")
            await asyncio.sleep(0.05)  # people tap one after the other
        await station.idle()
    assert station.texts_in(group) == ["已签到 12/12"]
    assert len(at) == 2
    assert at[1] - at[0] >= courier_edits.EDIT_PAUSE == 3.0


@pytest.mark.usefixtures("_short_pause")
async def test_a_state_that_came_while_the_edit_was_on_the_wire_lands_too(station: Station) -> None:
    async with station:
        await station.owe("0", to="张三", subject="meeting:1")
        await station.idle()
        station.box.api.faults.order({"method": "editMessageText", "kind": "slow", "delay": 0.5, "when": "after"})
        await station.rewrite("meeting:1", "1")
        await until(partial(_has_edited, station))
        await station.rewrite("meeting:1", "2")
        await station.idle()
    assert station.texts("张三") == ["2"]


async def test_a_state_that_came_while_the_message_was_on_the_wire_lands_too(station: Station) -> None:
    station.box.api.faults.order({"method": "sendMessage", "kind": "slow", "delay": 0.5})
    async with station:
        await station.owe("1", to="张三", key="prompt", subject="meeting:1")
        await until(partial(_is_on_its_way, station))
        await station.rewrite("meeting:1", "2")
        await station.idle()
    assert station.texts("张三") == ["2"]


async def test_a_message_still_owed_goes_out_with_the_new_state_and_is_not_edited(station: Station) -> None:
    await station.owe("1", to="张三", subject="meeting:1")
    await station.rewrite("meeting:1", "2")
    async with station:
        await station.idle()
    assert station.texts("张三") == ["2"]
    assert station.calls("editMessageText") == []


async def test_a_message_that_shows_it_already_is_fine(station: Station) -> None:
    async with station:
        await station.owe("1", to="张三", subject="meeting:1")
        await station.idle()
        await station.rewrite("meeting:1", "1")
        await station.idle()
    assert [call["error_code"] for call in station.calls("editMessageText")] == [400]
    assert [ref.wanted_kind for ref in await station.refs()] == [None]


async def test_a_deleted_message_is_forgotten(station: Station) -> None:
    async with station:
        await station.owe("1", to="张三", subject="meeting:1")
        await station.idle()
        world = station.box.world
        chat = world.private_chat(station.bot, station.people["张三"])
        world.erase(world.history.page(chat, limit=1)[0])
        await station.rewrite("meeting:1", "2")
        await station.idle()
    assert await station.refs() == []


@pytest.mark.usefixtures("_short_pause")
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"kind": "429", "retry_after": 1}, id="too-many-requests"),
        pytest.param({"kind": "500"}, id="a-server-error"),
        pytest.param({"kind": "drop", "when": "after"}, id="a-lost-connection"),
    ],
)
async def test_an_edit_that_failed_is_tried_again(station: Station, fault: dict[str, Any]) -> None:
    async with station:
        await station.owe("1", to="张三", subject="meeting:1")
        await station.idle()
        station.box.api.faults.order({"method": "editMessageText", **fault})
        await station.rewrite("meeting:1", "2")
        await station.idle()
    assert station.texts("张三") == ["2"]


async def test_a_restart_brings_outdated_messages_up_to_date(station: Station) -> None:
    async with station:
        await station.owe("1", to="张三", subject="meeting:1")
        await station.idle()
    await station.rewrite("meeting:1", "2")
    async with station:
        await station.idle()
    assert station.texts("张三") == ["2"]


async def _has_edited(station: Station) -> bool:
    return bool(station.calls("editMessageText"))


async def _is_on_its_way(station: Station) -> bool:
    return (await station.row("prompt")).attempts == 1
