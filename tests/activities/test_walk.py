"""Volunteer activities, walked through the sandbox over HTTP."""

from __future__ import annotations

import pytest

from storage.tables import Activity, ActivitySeat, FactRow
from tests.meetings.sight import rows
from tests.town import Town


async def announce(town: Town, places: str = "2") -> None:
    """Announce an activity of three hours on 18 July."""
    await town.say("王书记", "/announce")
    for said in ("社区清理 <b>", "南门", "7月18日 9:00"):
        await town.say("王书记", said)
    await town.tap("王书记", "3")
    await town.say("王书记", places)
    await town.tap("王书记", "✅ 确认发布")
    await town.quiet(edits=True)


async def sweep(town: Town, moment: str) -> None:
    """Move the clock and run the sweeps that the jobs run each minute."""
    await town.at(moment)
    rolls = town.house.dispatcher["activity_rolls"]
    await rolls.open_due(town.house.clock.now())
    await rolls.close_due(town.house.clock.now())
    await town.quiet(edits=True)


async def test_from_the_announcement_to_the_hours_on_the_card(town: Town) -> None:
    await announce(town)
    assert "社区清理 <b>" in await town.last("张三", in_group=True)
    assert "已报名：0/2" in await town.last("张三", in_group=True)
    assert "报名成功" in ((await town.tap("张三", "🙋 报名", in_group=True)).text or "")
    await town.tap("李四", "🙋 报名", in_group=True)
    assert "候补第 1 位" in ((await town.tap("陈奶奶", "🙋 报名", in_group=True)).text or "")
    await town.tap("李四", "退出报名", in_group=True)
    assert "递补报名成功" in await town.last("陈奶奶")
    await town.quiet(edits=True)
    assert "张三，陈奶奶" in (await town.last("张三", in_group=True)).replace("、", "，")
    await sweep(town, "2026-07-18 08:35")
    assert "签到成功" in ((await town.tap("张三", "📍 到场签到", in_group=True)).text or "")
    await town.at("2026-07-18 11:45")
    assert "计 2.5 小时" in ((await town.tap("张三", "🏁 离场签退", in_group=True)).text or "")
    await sweep(town, "2026-07-18 13:00")
    assert "报名 2 人，签到 1 人" in await town.last("王书记")
    await town.tap("王书记", "📋 核对时长")
    assert "张三：2.5 小时（08:35–11:45）" in (await town.last("王书记")).replace(": ", "：").replace(
        " (", "（"
    ).replace(")", "）")
    await town.tap("王书记", "❌ 陈奶奶")
    await town.tap("王书记", "有正当理由")
    await town.tap("王书记", "‹ 全部")
    await town.tap("王书记", "✅ 确认并记入")
    await town.quiet(edits=True)
    assert "志愿服务已记入：2.5 小时" in await town.last("张三")
    assert "已记为请假" in await town.last("陈奶奶")
    facts = await rows(town, FactRow)
    assert sorted((row.kind, row.outcome) for row in facts) == [("service", "done"), ("service", "leave")]
    await town.say("张三", "/activities")
    assert "我的志愿服务：2.5 小时" in await town.last("张三")
    await town.say("王书记", "/members")
    await town.tap("王书记", "✅ 张三")
    assert "2026 年志愿服务：2.5 小时" in await town.last("王书记")


async def test_calling_off_is_asked_back_and_told(town: Town) -> None:
    await announce(town)
    await town.tap("张三", "🙋 报名", in_group=True)
    await town.say("王书记", "/activities")
    await town.tap("王书记", "1 🚫 取消活动")
    await town.tap("王书记", "不")
    await town.tap("王书记", "1 🚫 取消活动")
    await town.tap("王书记", "确定取消活动")
    await town.quiet(edits=True)
    assert "活动已取消" in await town.last("张三")
    assert "🚫 活动已取消" in await town.last("张三", in_group=True)


async def test_the_form_says_what_is_wrong_goes_back_and_is_cancelled(town: Town) -> None:
    await town.say("王书记", "/announce")
    await town.send("王书记", b"sticker", kind="sticker")
    assert "请用文字或按钮回答" in await town.last("王书记")
    await town.say("王书记", "清理")
    await town.say("王书记", "南门")
    await town.say("王书记", "改天吧")
    assert "没有看懂时间" in await town.last("王书记")
    await town.tap("王书记", "‹ 返回")
    assert "在哪里集合" in await town.last("王书记")
    await town.say("王书记", "/cancel")
    assert "没有发布活动" in await town.last("王书记")
    assert await rows(town, Activity) == []


async def test_two_taps_on_the_confirmation_announce_once(town: Town) -> None:
    await announce(town)
    message = next(m for m in reversed(await town.messages("王书记")) if "已发布" in str(m.get("text")))
    who = town.people["王书记"]
    again = await town.control.tap(who, message, "ac:m1", forged=True)
    await town.quiet()
    assert again.answered
    assert len(await rows(town, Activity)) == 1


@pytest.mark.parametrize("name", ["张三", "赵记分"])
async def test_who_may_not_announce_is_told_so(town: Town, name: str) -> None:
    await town.say(name, "/announce")
    assert "不能办理" in await town.last(name)


async def test_a_member_finds_no_way_to_the_approval(town: Town) -> None:
    await announce(town)
    await town.tap("张三", "🙋 报名", in_group=True)
    await sweep(town, "2026-07-18 08:35")
    await sweep(town, "2026-07-18 13:00")
    message = (await town.messages("张三", in_group=True))[-1]
    [seat] = await rows(town, ActivitySeat)
    for data in ("aw:ok:1", "aw:roll:1", f"at:more:{seat.id}", "aw:no:1"):
        told = await town.control.tap(town.people["张三"], message, data, forged=True)
        assert "不能办理" in (told.text or ""), data
    assert await rows(town, FactRow) == []


async def test_a_forged_button_is_answered_and_does_nothing(town: Town) -> None:
    await announce(town)
    await town.say("王书记", "/activities")
    message = (await town.messages("王书记"))[-1]
    for data in (
        "av:join:999999",
        "av:fly:1",
        "av:join:-1",
        "aw:ok:999999",
        "at:more:999999",
        "aa:m9:hours:3",
        "ac:m9",
        "ad:m9",
        "ak:m9",
    ):
        told = await town.control.tap(town.people["王书记"], message, data, forged=True)
        assert "失效" in (told.text or ""), data
    assert await rows(town, ActivitySeat) == []


async def test_a_group_is_no_place_for_the_list(town: Town) -> None:
    await town.say("张三", "/activities", in_group=True)
    assert "私聊" in await town.last("张三", in_group=True)
