"""The bot is thrown out of the group in the middle of a meeting, and let in again."""

from __future__ import annotations

import pytest

from tests.hostile.busy import Busy
from tests.walk import meetings
from tests.walk.cast import CHEN, SECRETARY, WU

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_what_the_group_missed_comes_when_the_bot_is_back_and_the_meeting_goes_on(branch: Busy) -> None:
    walk = branch.walk
    await walk.say(SECRETARY, "/cancel")
    await meetings.plan(walk, "主题党日", "7月13日 19:00", minutes=60, place="社区广场")
    await walk.settle()
    heard = len(await walk.bots(WU, in_group=True))
    await walk.control.member(walk.group, walk.bot_id, "kicked", by=walk.people[SECRETARY])
    await walk.settle()
    assert "不能在群" in await walk.last(SECRETARY)
    await walk.at("2026-07-13 18:40")  # check-in has opened ten minutes ago, with nobody to tell
    assert len(await walk.bots(WU, in_group=True)) == heard
    await walk.control.member(walk.group, walk.bot_id, "member", by=walk.people[SECRETARY])
    await walk.control.member(walk.group, walk.bot_id, "administrator", by=walk.people[SECRETARY])
    await walk.settle()
    assert "又能在群" in (await walk.with_words(SECRETARY, "支部群"))["text"]
    assert "开始签到" in (await walk.with_words(WU, "社区广场", in_group=True))["text"]
    await meetings.check_in(walk, WU, CHEN)
    await walk.settle(edits=True)
    assert "已签到 2/9" in (await walk.with_words(WU, "社区广场", in_group=True))["text"]
    prompts = [words for words in await walk.texts(WU, in_group=True) if "社区广场" in words and "已签到" in words]
    assert len(prompts) == 1


async def test_who_left_the_group_still_has_his_private_chat(branch: Busy) -> None:
    walk = branch.walk
    await walk.control.member(walk.group, walk.people[CHEN], "left")
    await walk.say(CHEN, "/points")
    await walk.settle()
    assert "我的积分" in await walk.last(CHEN)
    await walk.control.member(walk.group, walk.people[CHEN], "member")
