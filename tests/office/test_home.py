"""Home and menus by role: what stands on top, what waits, and the commands of each chat, language and role."""

from __future__ import annotations

import pytest

from bot.commands import set_commands
from bot.menus import refresh_menus
from handlers import build_routers
from sandbox.client import buttons_of
from storage.vocabulary import Role
from tests.joining.test_commands import menu
from tests.town import Town

OWN = {"我的积分", "申报积分", "志愿服务", "会议", "请假", "更多"}
OFFICE = {"安排会议", "待审批", "党费", "党员名单"}


async def doors(town: Town, name: str) -> list[str]:
    """The buttons of somebody's home."""
    await town.say(name, "/start")
    return buttons_of((await town.messages(name))[-1])


async def test_a_member_finds_his_own_matters_and_a_secretary_the_offices_too(town: Town) -> None:
    member, secretary = await doors(town, "张三"), await doors(town, "王书记")
    assert set(member) >= OWN
    assert OFFICE.isdisjoint(member)
    assert set(secretary) >= OWN | OFFICE


async def test_check_in_stands_on_top_while_a_meeting_is_under_way_and_one_tap_does_it(town: Town) -> None:
    await plan(town)
    assert not [label for label in await doors(town, "张三") if label.startswith("✅ 签到")]
    await town.at("2026-07-10 19:05")
    await town.house.dispatcher["meetings"].open_due(town.house.clock.now())
    assert (await doors(town, "张三"))[0].startswith("✅ 签到")
    await town.tap("张三", "✅ 签到")
    assert not [label for label in await doors(town, "张三") if label.startswith("✅ 签到")]


async def plan(town: Town) -> None:
    """Let the secretary plan a meeting of the whole branch for ten days on."""
    await town.say("王书记", "/plan")
    await town.tap("王书记", "党课")
    await town.tap("王书记", "用")
    await town.say("王书记", "7月10日 19:00")
    await town.tap("王书记", "90")
    await town.tap("王书记", "跳过")
    await town.tap("王书记", "全体")
    await town.tap("王书记", "✅")


async def test_what_waits_is_counted_for_those_who_decide(town: Town) -> None:
    await plan(town)
    await town.say("张三", "/leave")
    await town.tap("张三", "党课 · 7月10日")
    await town.tap("张三", "请病假")
    assert "待审批（1）" in await doors(town, "王书记")
    assert "待审批（1）" in await doors(town, "李委员")
    assert not [label for label in await doors(town, "张三") if label.startswith("待审批")]


async def test_commands_are_read_in_any_case(town: Town) -> None:
    for text in ("/START", "/Start@xianfeng_bot", "/HELP", "/Points"):
        await town.say("张三", text)
        assert "没有" not in (await town.last("张三"))[:12], text


def test_no_command_of_ours_is_written_in_capitals() -> None:
    from aiogram.filters import Command

    found = [
        condition.callback
        for router in build_routers()
        for handler in router.message.handlers
        for condition in handler.filters or ()
        if isinstance(condition.callback, Command)
    ]
    assert found
    assert all(command.ignore_case and str(name) == str(name).lower() for command in found for name in command.commands)


async def test_an_officer_has_a_menu_of_his_own_in_his_language_until_his_role_ends(town: Town) -> None:
    await set_commands(town.house.bot)
    await town.say("李委员", "/language en")
    assert await refresh(town) == 3
    assert await refresh(town) == 0
    assert (await menu(town, "王书记"))["roster"] == "上传党员名册"
    assert (await menu(town, "李委员"))["plan"] == "Plan a meeting"
    assert "roster" not in await menu(town, "李委员")
    assert "plan" not in await menu(town, "张三")
    await town.db.write(end_roles, town.members["李委员"], town.house.clock.now().date())
    assert await refresh(town) == 1
    assert "plan" not in await menu(town, "李委员")


async def test_a_deputy_has_the_menu_of_his_days(town: Town) -> None:
    await set_commands(town.house.bot)
    await refresh(town)
    await town.say("王书记", "/deputy")
    await town.tap("王书记", "委托代理人")
    await town.tap("王书记", "张三")
    await town.say("王书记", "7月3日")
    await town.say("王书记", "7月5日")
    await town.tap("王书记", "跳过")
    await town.tap("王书记", "✅ 确认")
    assert await refresh(town) == 0
    await town.at("2026-07-03 08:00")
    assert await refresh(town) == 1
    assert "roster" in await menu(town, "张三")
    await town.at("2026-07-06 08:00")
    assert await refresh(town) == 1
    assert "roster" not in await menu(town, "张三")


async def test_a_chat_that_is_closed_gets_its_menu_when_it_opens_again(town: Town) -> None:
    await town.control.block(town.people["赵记分"])
    await town.quiet()
    assert await refresh(town) == 2
    await town.control.unblock(town.people["赵记分"])
    await town.quiet()
    assert await refresh(town) == 1


async def refresh(town: Town) -> int:
    """Sweep the menus once."""
    return await refresh_menus(town.house.bot, town.db, town.house.clock.now())


def end_roles(session: object, member_id: int, day: object) -> None:
    from datetime import date

    from sqlmodel import Session, select

    from storage.tables import RoleHeld

    assert isinstance(session, Session)
    assert isinstance(day, date)
    for row in session.exec(select(RoleHeld).where(RoleHeld.member_id == member_id)):
        row.until = day
        session.add(row)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_each_roles_menu_is_one_that_the_messenger_takes(role: Role, language: str) -> None:
    from messages.commands import commands_for

    listed = commands_for(frozenset({role}), language)
    assert len({name for name, _text in listed}) == len(listed) <= 100
    assert all(1 <= len(text) <= 256 for _name, text in listed)
