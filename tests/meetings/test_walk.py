"""Meetings in the sandbox: the real bot over HTTP, with what people do wrong."""

from __future__ import annotations

import asyncio

import pytest

from storage.tables import Attendance, FactRow, Leave, Letter, Meeting
from storage.vocabulary import LeaveState, LetterState, MeetingState, Role
from tests.meetings.sight import demote, rows
from tests.town import Town


async def plan(town: Town, when: str, *, by: str = "王书记", kind: str = "支部党员大会") -> None:
    """Plan a meeting of an hour and a half for everybody, without a title or place of its own."""
    await town.say(by, "/plan")
    for tap in (kind, "用“"):
        await town.tap(by, tap)
    await town.say(by, when)
    for tap in ("90 分钟", "跳过", "全体党员", "✅ 确认并通知"):
        await town.tap(by, tap)


async def sweep(town: Town, moment: str) -> None:
    """Move the clock and run the sweeps that the jobs run each minute."""
    await town.at(moment)
    await town.house.dispatcher["meetings"].open_due(town.house.clock.now())
    await town.house.dispatcher["rolls"].close_due(town.house.clock.now())
    await town.quiet(edits=True)


async def hold(town: Town, day: str, *present: str) -> None:
    """Hold a meeting from plan to confirmation; who is not named is missing."""
    await plan(town, f"{day} 19:00")
    await sweep(town, f"{day} 18:40")
    for name in present:
        await town.tap(name, "✅ 签到", in_group=True)
    await sweep(town, f"{day} 20:30")
    await town.tap("王书记", "✅ 确认")
    await town.quiet(edits=True)


async def test_a_planned_meeting_is_announced_to_the_group(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    said = await town.last("张三", in_group=True)
    assert "支部党员大会" in said
    assert "7月10日 周五 19:00 至 20:30" in said


async def test_the_prompt_counts_live_and_answers_at_once(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await sweep(town, "2026-07-10 18:30")
    assert "已签到 0/6" in await town.last("张三", in_group=True)
    assert (await town.tap("张三", "✅ 签到", in_group=True)).text == "签到成功 ✅"
    await town.at("2026-07-10 19:12")
    assert (await town.tap("李四", "✅ 签到", in_group=True)).text == "已签到，迟到 12 分钟。"
    assert (await town.tap("张三", "✅ 签到", in_group=True)).text == "您已在 18:30 签到。"
    await town.quiet(edits=True)
    assert "已签到 2/6" in await town.last("张三", in_group=True)


async def test_a_whole_branch_that_taps_at_once_is_entered_once_each(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await sweep(town, "2026-07-10 18:30")
    message, label = await town.find_button("张三", "✅ 签到", in_group=True)
    people = [town.people[name] for name in town.members] * 2
    taps = await asyncio.gather(*(town.control.tap(who, message, label, chat=town.group) for who in people))
    assert all(tap.answered for tap in taps)
    assert len(await rows(town, Attendance)) == 6
    await town.quiet(edits=True)
    assert "已签到 6/6" in await town.last("张三", in_group=True)


async def test_a_stranger_who_taps_in_the_group_enters_nothing(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await sweep(town, "2026-07-10 18:30")
    stranger = await town.stranger("路人")
    await town.control.member(town.group, stranger, "member")
    told = await town.tap("路人", "✅ 签到", in_group=True)
    assert told.show_alert
    assert told.text is not None
    assert "专属链接" in told.text
    assert await rows(town, Attendance) == []


async def test_leave_by_one_tap_in_the_group_approved_inline(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    assert "等待审批" in ((await town.tap("张三", "请病假", in_group=True)).text or "")
    await town.tap("张三", "补充事由")
    await town.say("张三", "住院检查")
    await town.quiet(edits=True)
    assert "住院检查" in await town.last("李委员")
    await town.tap("李委员", "✅ 批准")
    await town.quiet(edits=True)
    assert "病假已由李委员批准" in await town.last("张三")
    assert "李委员 已批准" in await town.last("王书记")
    assert not any("住院" in said for said in await town.texts("李四", in_group=True))


async def test_a_passing_line_shows_a_title_as_it_was_written(town: Town) -> None:
    await town.say("王书记", "/plan")
    await town.tap("王书记", "党课")
    for said in ("<b>学习</b> & 讨论", "7月10日 19:00", "90", "三楼"):
        await town.say("王书记", said)
    for tap in ("全体党员", "✅ 确认并通知"):
        await town.tap("王书记", tap)
    told = await town.tap("张三", "请病假", in_group=True)
    assert "“<b>学习</b> & 讨论”" in (told.text or "")


async def test_an_old_approve_button_tells_what_was_decided(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await town.tap("张三", "请病假", in_group=True)
    message, _label = await town.find_button("王书记", "✅ 批准")
    await town.tap("李委员", "✅ 批准")
    [leave] = await rows(town, Leave)
    old = await town.control.tap(town.people["王书记"], message, f"lv:{leave.id}:0", forged=True)
    assert "病假已由李委员批准" in (old.text or "")
    assert [row.state for row in await rows(town, Leave)] == [LeaveState.APPROVED]


async def test_leave_by_command(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await town.say("张三", "/leave")
    await town.tap("张三", "支部党员大会")
    await town.tap("张三", "请事假")
    await town.quiet()
    assert "您已申请事假" in await town.last("张三")
    await town.say("张三", "/leave")
    assert "没有可以请假的会议" in await town.last("张三")


async def test_a_sticker_is_no_reason_and_cancel_leaves_the_question(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await town.tap("张三", "请病假", in_group=True)
    await town.tap("张三", "补充事由")
    await town.send("张三", b"sticker", kind="sticker")
    assert "请用文字" in await town.last("张三")
    await town.say("张三", "/cancel")
    assert "照旧" in await town.last("张三")
    await town.say("张三", "随便说说")
    [leave] = await rows(town, Leave)
    assert leave.reason == ""


async def test_the_recorder_enters_one_without_a_phone_and_the_secretary_corrects_and_confirms(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await sweep(town, "2026-07-10 18:30")
    await town.tap("张三", "✅ 签到", in_group=True)
    await town.tap("赵记分", "🖊 点名册")
    assert (await town.tap("赵记分", "▫️ 陈奶奶")).text == "已为陈奶奶签到。"
    assert "不能登记本人" in ((await town.tap("赵记分", "▫️ 赵记分")).text or "")
    await sweep(town, "2026-07-10 20:30")
    assert "出席 2：张三、陈奶奶" in await town.last("王书记")
    await town.tap("王书记", "✏️ 更正")
    await town.tap("王书记", "❌ 李四")
    await town.tap("王书记", "✅ 确认")
    await town.quiet(edits=True)
    assert "出席 3 人，迟到 0 人，请假 0 人，缺席 3 人" in await town.last("张三", in_group=True)
    assert len(await rows(town, FactRow)) == 6
    assert all("王书记 已确认" in said for said in (await town.texts("王书记"))[-2:-1])


async def test_reminder_then_letter_signed_and_acknowledged(town: Town) -> None:
    others = [name for name in town.members if name != "张三"]
    await hold(town, "2026-07-10", *others)
    assert "仅作提醒" in await town.last("张三")
    await hold(town, "2026-07-17", *others)
    assert "拟向张三发出警戒书" in await town.last("王书记")
    assert "警戒书" not in "".join(await town.texts("张三"))
    await town.tap("王书记", "✍️ 签发")
    await town.quiet(edits=True)
    assert "2026 年第 1 号" in await town.last("张三")
    assert (await town.tap("张三", "我已阅知")).text == "已记录：2026年7月17日阅知。谢谢。"
    await town.quiet(edits=True)
    assert "已于2026年7月17日阅知" in await town.last("张三")
    assert "张三已于" in await town.last("王书记")
    assert not any("警戒书" in said for said in await town.texts("李四", in_group=True))


async def test_a_letter_declined_with_a_reason_is_never_sent(town: Town) -> None:
    others = [name for name in town.members if name != "张三"]
    for day in ("2026-07-10", "2026-07-17"):
        await hold(town, day, *others)
    await town.tap("王书记", "不发出")
    await town.say("王书记", "理" * 201)
    assert "不超过 200 个字" in await town.last("王书记")
    await town.say("王书记", "事后补了假条")
    await town.quiet(edits=True)
    assert "决定不发" in await town.last("王书记")
    assert "警戒书" not in "".join(await town.texts("张三"))
    assert [row.state for row in await rows(town, Letter)] == [LetterState.DECLINED]


async def test_the_form_says_what_is_wrong_and_what_would_be_right(town: Town) -> None:
    await town.say("王书记", "/plan")
    await town.say("王书记", "党课")
    assert "请点上面的按钮" in await town.last("王书记")
    await town.tap("王书记", "党课")
    await town.say("王书记", "会" * 61)
    assert "不超过 60 个字" in await town.last("王书记")
    await town.say("王书记", "<b>学习</b> & 讨论")
    await town.say("王书记", "6月30日 19:00")
    assert "已经过去" in await town.last("王书记")
    assert "7月2日 周四 19:00" in await town.last("王书记")
    await town.say("王书记", "改天吧")
    assert "没有看懂" in await town.last("王书记")
    await town.send("王书记", b"sticker", kind="sticker")
    assert "请用文字或按钮" in await town.last("王书记")
    await town.say("王书记", "7月10日 19:00")
    await town.say("王书记", "1000")
    assert "10 到 720" in await town.last("王书记")
    for tap in ("90 分钟", "跳过", "全体党员"):
        await town.tap("王书记", tap)
    assert "<b>学习</b> & 讨论" in await town.last("王书记")
    await town.say("王书记", "/cancel")
    assert "没有安排会议" in await town.last("王书记")
    assert await rows(town, Meeting) == []


async def test_a_double_tap_on_confirm_plans_once(town: Town) -> None:
    await town.say("王书记", "/plan")
    for tap in ("党课", "用“", "7月3日", "19:00", "90 分钟", "跳过", "全体党员"):
        await town.tap("王书记", tap)
    message, label = await town.find_button("王书记", "✅ 确认并通知")
    who = town.people["王书记"]
    await asyncio.gather(*(town.control.tap(who, message, label) for _ in range(2)), return_exceptions=True)
    await town.quiet()
    assert len(await rows(town, Meeting)) == 1
    assert len([said for said in await town.texts("张三", in_group=True) if "会议通知" in said]) == 1


async def test_a_button_of_a_former_form_answers_nothing_in_the_new_one(town: Town) -> None:
    await town.say("王书记", "/plan")
    message, label = await town.find_button("王书记", "党课")
    await town.say("王书记", "/plan")
    await town.tap("王书记", "放弃，开始新的")
    old = await town.control.tap(town.people["王书记"], message, label)
    assert "失效" in (old.text or "")
    await town.tap("王书记", "主题党日")
    assert "主题党日" in await town.last("王书记")


@pytest.mark.parametrize("name", ["张三", "赵记分"])
async def test_who_may_not_plan_is_told_so(town: Town, name: str) -> None:
    await town.say(name, "/plan")
    assert "不能办理" in await town.last(name)


async def test_cancelling_is_asked_back_and_told_to_the_group(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await town.say("王书记", "/meetings")
    await town.tap("王书记", "1 🚫 取消会议")
    await town.tap("王书记", "不取消")
    await town.tap("王书记", "1 🚫 取消会议")
    await town.tap("王书记", "确定取消")
    await town.quiet(edits=True)
    assert [row.state for row in await rows(town, Meeting)] == [MeetingState.CANCELLED]
    group = await town.texts("张三", in_group=True)
    assert len([said for said in group if "🚫 会议取消" in said]) == 2
    assert not any("会议通知" in said for said in group)


async def test_in_private_one_checks_in_from_the_list(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await sweep(town, "2026-07-10 18:30")
    await town.say("张三", "/meetings")
    assert (await town.tap("张三", "1 ✅ 签到")).text == "签到成功 ✅"


FORGED = (
    "meet:999999",
    "meet:abc",
    "meet:99999999999999999999999999",
    "meet:-1",
    "ma:confirm:999999:0",
    "ma:explode:1:0",
    "rl:1:1:dead",
    "lv:999999:1",
    "lt:1:holiday",
    "wl:sign:999999",
    "plan:m1:kind:lecture",
    "pc:m999",
)
"""Buttons that nobody was given: unknown ids, numbers that no database holds, acts and forms that are none."""


async def test_a_forged_button_is_answered_and_does_nothing(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await town.say("王书记", "/meetings")
    message, _label = await town.find_button("王书记", "1 ")
    for data in FORGED:
        told = await town.control.tap(town.people["王书记"], message, data, forged=True)
        assert told.text is not None, data
        assert "失效" in told.text, data
    assert await rows(town, Attendance) == []
    assert await rows(town, FactRow) == []


async def test_a_demoted_secretarys_card_confirms_nothing(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await sweep(town, "2026-07-10 18:30")
    await sweep(town, "2026-07-10 20:30")
    await town.settle("新书记", Role.SECRETARY)
    await demote(town, "王书记")
    assert "不能办理" in ((await town.tap("王书记", "✅ 确认")).text or "")
    assert await rows(town, FactRow) == []
    await town.say("新书记", "/meetings")
    await town.tap("新书记", "1 📋 核对名单")
    await town.tap("新书记", "✅ 确认")
    assert len(await rows(town, FactRow)) == 6
