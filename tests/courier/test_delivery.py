"""What is owed arrives: in order, once, whatever the messenger answers."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from bot.courier import Courier
from sandbox.acts import block, unblock
from sandbox.membership import migrate, set_member
from storage.outbox import BROADCAST, DIRECT
from storage.queries.deliveries import Failure, give_up_on_groups, owe_again
from storage.queries.reachability import mark_reachable
from storage.tables import Account, GroupChat
from storage.vocabulary import ChatState, OutboxState
from tests.courier.station import BOUND, Station, Unworded, until


async def test_a_message_owed_arrives_once_and_is_recorded(station: Station) -> None:
    async with station:
        await station.owe("您好", to="张三", key="hello")
        await station.idle()
        await station.owe("您好", to="张三", key="hello")
        await station.idle()
    assert station.texts("张三") == ["您好"]
    row = await station.row("hello")
    assert (row.state, row.attempts, row.leased_until) == (OutboxState.SENT, 1, None)


async def test_each_chat_gets_its_messages_in_order_and_no_chat_waits_for_another(station: Station) -> None:
    station.box.api.faults.order(
        {"method": "sendMessage", "kind": "slow", "delay": 1.0, "chat_id": station.people["张三"].id}
    )
    for number in range(4):
        await station.owe(f"{number}", to="张三")
        await station.owe(f"{number}", to="李四")
    async with station:
        await station.idle()
    assert station.texts("张三") == station.texts("李四") == ["0", "1", "2", "3"]
    finished = [call["params"]["chat_id"] for call in station.calls()]
    assert finished[0] == str(station.people["李四"].id)


async def test_what_is_due_later_waits_for_its_time(station: Station) -> None:
    async with station:
        await station.owe("later", to="张三", due_at=station.clock.at + timedelta(hours=2))
        await station.idle()
        assert station.texts("张三") == []
        station.clock.at += timedelta(hours=2)
        await station.idle()
    assert station.texts("张三") == ["later"]


async def test_the_urgent_goes_before_a_broadcast(station: Station) -> None:
    for number in range(6):
        await station.owe(f"news {number}", to="张三", priority=BROADCAST)
    await station.owe("urgent", to="张三", priority=DIRECT)
    async with station:
        await station.idle()
    assert station.texts("张三")[0] == "urgent"


async def test_429_is_waited_out(station: Station) -> None:
    station.box.api.faults.order({"method": "sendMessage", "kind": "429", "retry_after": 1})
    async with station:
        await station.owe("您好", to="张三", key="hello")
        await station.idle()
    assert station.texts("张三") == ["您好"]
    assert [call["error_code"] for call in station.calls()] == [429, None]
    assert (await station.row("hello")).attempts == 2


@pytest.mark.parametrize(
    ("kind", "when", "copies"),
    [
        pytest.param("500", "before", 1, id="a-server-error-is-tried-again"),
        pytest.param("drop", "before", 1, id="a-connection-lost-on-the-way-there-is-tried-again"),
        pytest.param("drop", "after", 2, id="a-connection-lost-on-the-way-back-makes-the-message-come-twice"),
    ],
)
async def test_a_broken_way(station: Station, kind: str, when: str, copies: int) -> None:
    station.box.api.faults.order({"method": "sendMessage", "kind": kind, "when": when})
    async with station:
        await station.owe("您好", to="张三", key="hello")
        await station.idle()
    assert station.texts("张三") == ["您好"] * copies
    row = await station.row("hello")
    assert (row.state, row.attempts) == (OutboxState.SENT, 2)


async def test_a_blocked_bot_ends_the_message_and_a_return_brings_it_after_all(station: Station) -> None:
    zhang = station.people["张三"]
    block(station.box.world, zhang, station.bot)
    async with station:
        await station.owe("提醒", to="张三", key="reminder")
        await station.owe("快讯", to="张三", key="news", priority=BROADCAST)
        await station.owe("提醒", to="李四")
        await station.idle()
        row = await station.row("reminder")
        assert (row.state, row.failure) == (OutboxState.UNDELIVERABLE, Failure.UNREACHABLE)
        assert station.texts("李四") == ["提醒"]
        unblock(station.box.world, zhang, station.bot)
        await station.db.write(mark_reachable, zhang.id)
        assert await station.db.write(owe_again, station.person_ids["张三"], station.clock.now()) == 1
        await station.idle()
    assert station.texts("张三") == ["提醒"]


async def test_who_has_no_account_is_told_of_to_the_secretary(station: Station) -> None:
    await station.db.write(_without_account, station.people["王五"].id)
    async with station:
        await station.owe("提醒", to="王五", key="reminder")
        await station.idle()
    row = await station.row("reminder")
    assert (row.state, row.failure, row.attempts) == (OutboxState.UNDELIVERABLE, Failure.NO_ACCOUNT, 0)


async def test_a_branch_without_group_waits_three_days_for_one(station: Station) -> None:
    async with station:
        await station.owe("排名", key="ranking")
        await station.idle()
        assert (await station.row("ranking")).state is OutboxState.OWED
        station.clock.at += timedelta(days=3, seconds=-1)
        assert await station.db.write(give_up_on_groups, station.clock.now()) == 0
        group = await station.bind_group()
        await station.idle()
        assert station.texts_in(group) == ["排名"]
        station.clock.at += timedelta(days=3)
        assert await station.db.write(give_up_on_groups, station.clock.now()) == 0


async def test_what_waited_too_long_for_a_group_is_given_up(station: Station) -> None:
    await station.owe("排名", key="ranking")
    station.clock.at += timedelta(days=3, seconds=1)
    assert await station.db.write(give_up_on_groups, station.clock.now()) == 1
    row = await station.row("ranking")
    assert (row.state, row.failure) == (OutboxState.UNDELIVERABLE, Failure.NO_GROUP)


async def test_a_group_that_removed_the_bot_keeps_its_messages_until_it_lets_it_in_again(station: Station) -> None:
    group = await station.bind_group()
    zhang = station.people["张三"]
    set_member(station.box.world, group, station.bot, status="kicked", by=zhang)
    async with station:
        await station.owe("排名", key="ranking")
        await station.idle()
        row = await station.row("ranking")
        assert (row.state, row.failure) == (OutboxState.OWED, Failure.UNREACHABLE)
        set_member(station.box.world, group, station.bot, status="administrator", by=zhang)
        await station.db.write(mark_reachable, group.id)
        await station.idle()
    assert station.texts_in(group) == ["排名"]


async def test_a_group_that_became_a_supergroup_is_followed(station: Station) -> None:
    group = await station.bind_group("group")
    upgraded = migrate(station.box.world, group, by=station.people["张三"])
    async with station:
        await station.owe("排名", key="ranking")
        await station.owe("同上", key="direct", to_chat=group.id)
        await station.idle()
    assert sorted(station.texts_in(upgraded)) == ["同上", "排名"]
    old = await station.db.read(lambda session: session.get_one(GroupChat, group.id))
    assert (old.state, old.migrated_to) == (ChatState.MIGRATED, upgraded.id)


async def test_what_the_messenger_refuses_ends_with_its_reason_and_holds_nothing_up(station: Station) -> None:
    async with station:
        await station.owe("x" * 4097, to="张三", key="long")
        await station.owe("", to="张三", key="unworded", notice=Unworded())
        await station.owe("您好", to="张三", key="hello")
        await station.idle()
    assert station.texts("张三") == ["您好"]
    assert "too long" in (await station.row("long")).failure
    assert (await station.row("unworded")).failure == Failure.UNKNOWN_NOTICE


async def test_a_restart_delivers_what_was_owed(station: Station) -> None:
    for number in range(3):
        await station.owe(f"{number}", to="张三")
    async with station:
        pass
    await station.owe("3", to="张三")
    async with station:
        await station.idle()
    assert station.texts("张三") == ["0", "1", "2", "3"]


async def test_a_kill_between_sending_and_recording_sends_again_and_shows_it(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = asyncio.Event()

    async def die(*_: Any, **__: Any) -> None:
        killed.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(Courier, "_settle_success", die)
        patch.setattr("bot.courier.STOP_SECONDS", 0.0)
        async with station:
            await station.owe("您好", to="张三", key="hello")
            await asyncio.wait_for(killed.wait(), BOUND)
    assert (await station.row("hello")).state is OutboxState.OWED
    async with station:
        await station.idle()
    assert station.texts("张三") == ["您好", "您好"]
    assert (await station.row("hello")).attempts == 2


async def test_a_stop_lets_what_is_on_the_wire_arrive(station: Station) -> None:
    station.box.api.faults.order({"method": "sendMessage", "kind": "slow", "delay": 0.5})
    async with station:
        await station.owe("您好", to="张三", key="hello")
        await until(partial(_is_on_its_way, station))
    row = await station.row("hello")
    assert (row.state, row.attempts) == (OutboxState.SENT, 1)


def _without_account(session: Session, user_id: int) -> None:
    session.delete(session.get_one(Account, user_id))


async def _is_on_its_way(station: Station) -> bool:
    return (await station.row("hello")).attempts == 1
