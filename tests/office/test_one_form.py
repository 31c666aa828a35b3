"""One form in a chat, and not for ever: a second one is asked about, an old one is closed and told of once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiogram.fsm.state import StatesGroup

from bot.forms import FormStorage
from handlers.one_form import COMMANDS, FORMS, TAPS
from messages.commands import CommandScope, commands, commands_for
from storage.vocabulary import Role
from tests.town import Town

ASKED = "还没填完"


async def test_a_second_form_is_asked_about_and_begins_only_when_the_first_is_dropped(town: Town) -> None:
    await town.say("王书记", "/plan")
    await town.tap("王书记", "党课")
    await town.say("王书记", "/Claim")
    assert ASKED in await town.last("王书记")
    await town.tap("王书记", "继续填原来的")
    assert "继续回答" in await town.last("王书记")
    await town.say("王书记", "七月党课")
    assert "哪一天" in await town.last("王书记")
    await town.say("王书记", "/service")
    await town.tap("王书记", "放弃，开始新的")
    await town.say("王书记", "社区环境清理")
    assert "在哪里" in await town.last("王书记")


async def test_a_form_opened_by_a_button_is_asked_about_as_well(town: Town) -> None:
    await town.say("张三", "/start")
    await town.say("张三", "/service")
    await town.tap("张三", "申报积分")
    assert ASKED in await town.last("张三")
    await town.tap("张三", "放弃，开始新的")
    assert ASKED not in await town.last("张三")
    await town.find_button("张三", "取消")


async def test_the_question_answered_twice_or_too_late_is_an_old_button(town: Town) -> None:
    await town.say("王书记", "/plan")
    await town.say("王书记", "/claim")
    message, _label = await town.find_button("王书记", "继续填原来的")
    await town.say("王书记", "/cancel")
    for data in ("fsw:0", "fsw:1", "fsw:x"):
        tapped = await town.control.tap(town.people["王书记"], message, data, forged=True)
        assert "已失效" in (tapped.text or ""), data


@pytest.mark.parametrize("command", sorted(COMMANDS))
async def test_each_form_can_be_left_by_cancel(town: Town, command: str) -> None:
    await town.say("王书记", f"/{command}")
    await town.say("王书记", "/cancel")
    await town.say("王书记", "/cancel")
    assert "没有正在填写" in await town.last("王书记")


async def test_a_lone_question_is_dropped_without_asking(town: Town) -> None:
    await town.say("王书记", "/plan")
    for tap in ("党课", "用“", "7月3日", "19:00", "90 分钟", "跳过", "全体党员", "✅ 确认并通知"):
        await town.tap("王书记", tap)
    await town.tap("张三", "请病假", in_group=True)
    await town.tap("张三", "补充事由")
    await town.say("张三", "/service")
    assert ASKED not in await town.last("张三")


def test_every_form_is_a_group_of_states_that_a_conversation_has() -> None:
    named = {group.__full_group_name__ for group in StatesGroup.__subclasses__()}
    assert named >= FORMS


def test_every_command_that_opens_a_form_is_a_command_of_ours() -> None:
    known = {name for name, _text in commands_for(frozenset(Role), "en")}
    assert known >= COMMANDS
    assert {tap.removeprefix("home:") for tap in TAPS} <= COMMANDS
    assert known >= {name for name, _text in commands(CommandScope.PRIVATE, "en")}


async def test_a_form_that_lies_open_for_a_day_is_closed_and_told_of_once_by_day(town: Town) -> None:
    forms = town.house.dispatcher.storage
    assert isinstance(forms, FormStorage)
    await town.at("2026-07-01 22:30")
    await town.say("王书记", "/plan")
    await town.tap("王书记", "党课")
    await town.later(hours=23)
    assert await forms.expire(town.house.clock.now()) == 0
    await town.later(hours=1, minutes=1)
    assert [await forms.expire(town.house.clock.now()) for _sweep in range(2)] == [1, 0]
    await town.quiet()
    assert "已关闭" not in await town.last("王书记"), "not at night"
    await town.at("2026-07-03 08:00")
    assert "已关闭" in await town.last("王书记")
    assert len([words for words in await town.texts("王书记") if "已关闭" in words]) == 1
    await town.say("王书记", "七月党课")
    assert "没有看懂" in await town.last("王书记")


async def test_a_form_that_is_gone_on_with_stays_open(town: Town) -> None:
    forms = town.house.dispatcher.storage
    assert isinstance(forms, FormStorage)
    await town.say("王书记", "/plan")
    await town.later(hours=20)
    await town.tap("王书记", "党课")
    await town.later(hours=20)
    assert await forms.expire(town.house.clock.now()) == 0
    assert await FormStorage(town.db, town.house.clock, timedelta(hours=10)).expire(town.house.clock.now()) == 1
