"""The first day: the operator founds the branch, the secretary fills it, everybody comes in, the group is bound."""

from __future__ import annotations

import asyncio
import re

from services.branches import Branches
from storage.queries.roster import count_members
from tests.walk.cast import (
    BRANCH,
    JOINERS,
    NEWCOMER,
    QIAN,
    ROSTER,
    SECRETARY,
    SUPERIOR,
    WU,
    ZHENG,
    roster,
)
from tests.walk.walker import Step, Walk

LINK = re.compile(r"https://t\.me/\w+\?start=([A-Za-z0-9_-]+)")
NAMED_LINK = re.compile(r"^(\S+) \(\d+\)\n" + LINK.pattern, re.MULTILINE)


async def found_branch(walk: Walk) -> None:
    made = await Branches(walk.db, walk.box.clock).add(SUPERIOR, BRANCH, "changzhou-2021", "Asia/Shanghai", SECRETARY)
    walk.links[SECRETARY] = made.token


async def branch_is_there(walk: Walk) -> None:
    [line] = await Branches(walk.db, walk.box.clock).list()
    assert (line.name, line.members, line.joined, line.secretaries) == (BRANCH, 1, 0, (SECRETARY,))


async def secretary_joins(walk: Walk) -> None:
    await walk.open_link(SECRETARY, walk.links[SECRETARY])


async def secretary_is_in(walk: Walk) -> None:
    said = await walk.last(SECRETARY)
    assert "加入成功" in said
    assert BRANCH in said


async def send_roster(walk: Walk) -> None:
    await walk.send(SECRETARY, roster(), name="名册.xlsx")


async def preview_is_shown(walk: Walk) -> None:
    said = (await walk.texts(SECRETARY))[-1]
    assert "新增:9 人" in said
    assert "更改:1 人" in said


async def confirm_roster(walk: Walk) -> None:
    await walk.tap(SECRETARY, "✅ 确认导入")


async def roster_is_in(walk: Walk) -> None:
    assert "名册已导入" in await walk.last(SECRETARY)
    assert await walk.db.read(count_members, 1, walk.box.clock.now().date()) == len(ROSTER)


async def ask_links(walk: Walk) -> None:
    await walk.say(SECRETARY, "/invite")
    await walk.tap(SECRETARY, "文字形式的全部链接")


async def links_are_shown(walk: Walk) -> None:
    said = await walk.with_words(SECRETARY, "一次性链接,只给本人使用")
    walk.links |= dict(NAMED_LINK.findall(said["text"]))
    assert set(walk.links) == {SECRETARY, ZHENG, *JOINERS}


async def all_join(walk: Walk) -> None:
    await walk.settle()
    for name in JOINERS:
        await walk.person(name)
    await asyncio.gather(*(walk.open_link_now(name, walk.links[name]) for name in JOINERS))


async def all_are_in(walk: Walk) -> None:
    for name in JOINERS:
        assert "加入成功" in (await walk.texts(name))[0]
    [line] = await Branches(walk.db, walk.box.clock).list()
    assert (line.members, line.joined) == (len(ROSTER), len(JOINERS) + 1)


async def bind_group(walk: Walk) -> None:
    await walk.settle()
    others = [walk.people[name] for name in JOINERS]
    secretary = walk.people[SECRETARY]
    walk.group = await walk.control.group("支部群", secretary, others)
    await walk.control.member(walk.group, walk.bot_id, "administrator", by=secretary)
    await walk.say(SECRETARY, "/bind", in_group=True)


async def group_is_bound(walk: Walk) -> None:
    assert BRANCH in (await walk.with_words(WU, "支部群", in_group=True))["text"]


async def newcomer_comes(walk: Walk) -> None:
    await walk.at("2026-07-08 10:00")
    await walk.send(SECRETARY, roster(NEWCOMER), name="名册.xlsx")
    await walk.tap(SECRETARY, "✅ 确认导入")
    await walk.say(SECRETARY, "/invite")
    await walk.tap(SECRETARY, QIAN)


async def newcomer_has_a_link(walk: Walk) -> None:
    said = await walk.with_words(SECRETARY, "只能用一次")
    walk.links[QIAN] = LINK.findall(said["text"])[0]
    assert QIAN in said["text"]


async def newcomer_joins(walk: Walk) -> None:
    await walk.open_link(QIAN, walk.links[QIAN])
    await walk.control.member(walk.group, walk.people[QIAN])


async def newcomer_is_in(walk: Walk) -> None:
    assert "加入成功" in (await walk.texts(QIAN))[0]


STEPS = (
    Step("the operator founds the branch", found_branch, branch_is_there),
    Step("the secretary opens his link", secretary_joins, secretary_is_in),
    Step("the secretary sends the roster", send_roster, preview_is_shown),
    Step("the secretary confirms the roster", confirm_roster, roster_is_in),
    Step("the secretary asks for the links", ask_links, links_are_shown),
    Step("the members open their links, all at once", all_join, all_are_in),
    Step("the secretary binds the group", bind_group, group_is_bound),
)
NEWCOMER_STEPS = (
    Step("a newcomer is added to the roster", newcomer_comes, newcomer_has_a_link),
    Step("the newcomer opens his link", newcomer_joins, newcomer_is_in),
)
