"""The command menus of the messenger."""

from __future__ import annotations

import re

import pytest

from bot.commands import set_commands
from messages.commands import CommandScope, commands
from tests.town import Town


async def test_menus_are_set_for_private_chats_and_groups_in_both_languages(town: Town) -> None:
    await set_commands(town.house.bot)
    assert (await menu(town, "张三"))["points"] == "我的积分和每一分的由来"
    assert set(await menu(town, "张三", town.group)) == {"points", "help"}
    assert set(await menu(town, "王书记", town.group)) == {"points", "help", "bind"}
    town.people["Ann"] = await town.control.user("Ann", language_code="en")
    assert (await menu(town, "Ann"))["points"] == "My points and the reasons"


async def menu(town: Town, name: str, chat: int | None = None) -> dict[str, str]:
    """What somebody is offered in a chat: commands with their descriptions."""
    offered = await town.control.commands(town.people[name], chat)
    return {one["command"]: one["description"] for one in offered["commands"]}


@pytest.mark.parametrize("scope", list(CommandScope))
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_command_is_one_that_the_messenger_accepts(scope: CommandScope, language: str) -> None:
    for name, text in commands(scope, language):
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(text) <= 256
