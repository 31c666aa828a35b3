"""Three meetings: in time, late, on leave, missing; then a second absence and its warning letter.

10 July, theme day: 李四 comes after the grace time, 陈奶奶 has leave, 孙七 is missing for the first time.
17 July, general meeting: 李委员 has leave, 李四's is refused, 孙七 is missing again.
24 July, theme day: 张三 is missing for the first time; the secretary confirms in the night.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.tables import Attendance, FactRow, Member, Person
from tests.walk.cast import CHEN, COMMITTEE, LI, QIAN, RECORDER, SECRETARY, SUN, WU, ZHANG, ZHENG
from tests.walk.walker import ZONE, Step, Walk

CHEN_REASON = "腿疼,去医院复查"
COMMITTEE_REASON = "去市里开会"
REASONS = (CHEN_REASON, COMMITTEE_REASON)
"""What was written to those who decide, and to nobody else."""

REMINDED = "您没有参加,也没有请假"
"""In the reminder of a first absence."""


async def plan(walk: Walk, kind: str, when: str, *, minutes: int, place: str) -> None:
    """Let the secretary fill in the form: buttons where they are offered, words where they are needed."""
    await walk.say(SECRETARY, "/plan")
    await walk.tap(SECRETARY, kind)
    await walk.tap(SECRETARY, "用“")
    await walk.say(SECRETARY, when)
    await walk.say(SECRETARY, str(minutes))
    await walk.say(SECRETARY, place)
    await walk.tap(SECRETARY, "全体党员")
    await walk.tap(SECRETARY, "✅ 确认并通知")


async def check_in(walk: Walk, *names: str) -> None:
    """Let several tap the group's button at the same moment."""
    await walk.settle()
    await asyncio.gather(*(walk.tap_now(name, "✅ 签到", in_group=True) for name in names))


async def for_zheng(walk: Walk) -> None:
    """Let the secretary check in the member without a phone."""
    await walk.tap(SECRETARY, "🖊 点名册")
    await walk.tap(SECRETARY, f"▫️ {ZHENG}")


async def attendance(walk: Walk, meeting_id: int) -> dict[str, str]:
    """How everybody stands to a meeting, by name."""
    return await walk.db.read(_attendance, meeting_id)


async def facts(walk: Walk, name: str, kind: str) -> list[str]:
    """A member's facts of a kind that stand, as ``outcome detail day``, in order."""
    return await walk.db.read(_facts, name, kind)


def _attendance(session: Session, meeting_id: int) -> dict[str, str]:
    rows = session.exec(
        select(Person.name, Attendance.presence)
        .join(Member, col(Member.person_id) == Person.id)
        .join(Attendance, col(Attendance.member_id) == Member.id)
        .where(Attendance.meeting_id == meeting_id)
    )
    return {name: str(presence) for name, presence in rows}


def _facts(session: Session, name: str, kind: str) -> list[str]:
    cancelled = select(FactRow.reverses_id).where(col(FactRow.reverses_id).is_not(None))
    rows = session.exec(
        select(FactRow)
        .join(Member, col(Member.id) == FactRow.member_id)
        .join(Person, col(Person.id) == Member.person_id)
        .where(
            Person.name == name,
            FactRow.kind == kind,
            col(FactRow.reverses_id).is_(None),
            col(FactRow.id).not_in(cancelled),
        )
        .order_by(col(FactRow.on_date), col(FactRow.id))
    )
    return [f"{row.outcome} {row.detail} {row.on_date}" for row in rows]


# 10 July, theme day


async def plan_first(walk: Walk) -> None:
    await plan(walk, "主题党日", "7月10日 19:00", minutes=90, place="党员活动室")


async def first_is_announced(walk: Walk) -> None:
    said = (await walk.with_words(WU, "主题党日", in_group=True))["text"]
    assert "7月10日" in said
    assert "党员活动室" in said
    assert "已安排" in await walk.last(SECRETARY)


async def chen_asks_leave(walk: Walk) -> None:
    await walk.tap(CHEN, "请病假", in_group=True)
    await walk.tap(CHEN, "补充事由")
    await walk.say(CHEN, CHEN_REASON)


async def chen_waits(walk: Walk) -> None:
    assert "事由已补充" in await walk.last(CHEN)
    await walk.settle(edits=True)
    for decider in (SECRETARY, COMMITTEE):
        assert CHEN_REASON in (await walk.with_words(decider, CHEN))["text"]


async def leave_is_approved(walk: Walk) -> None:
    await walk.tap(COMMITTEE, "✅ 批准")


async def chen_has_leave(walk: Walk) -> None:
    assert f"病假已由{COMMITTEE}批准" in await walk.last(CHEN)
    await walk.settle(edits=True)
    # The secretary has the same card; it tells him who decided, and has no buttons left.
    card = await walk.with_words(SECRETARY, CHEN)
    assert f"{COMMITTEE} 已批准" in card["text"]
    assert "reply_markup" not in card


async def first_opens(walk: Walk) -> None:
    await walk.at("2026-07-10 18:30")


async def prompt_is_there(walk: Walk) -> None:
    prompt = await walk.with_words(WU, "开始签到", in_group=True)
    assert "已签到 0/10" in prompt["text"]  # 11 members, one of them exempt
    assert prompt["date"] == int(walk.box.clock.now().timestamp())


async def they_check_in(walk: Walk) -> None:
    await walk.at("2026-07-10 18:52")
    await check_in(walk, SECRETARY, COMMITTEE, ZHANG, WU, QIAN)


async def they_are_in(walk: Walk) -> None:
    assert set(await attendance(walk, 1)) == {SECRETARY, COMMITTEE, ZHANG, WU, QIAN}
    assert "签到" in await walk.told()


async def zhang_taps_again(walk: Walk) -> None:
    await walk.tap(ZHANG, "✅ 签到", in_group=True)


async def zhang_is_told_of_his_first_tap(walk: Walk) -> None:
    assert await walk.told() == "您已在 18:52 签到。"


async def secretary_checks_zheng_in(walk: Walk) -> None:
    await walk.at("2026-07-10 19:05")
    await for_zheng(walk)


async def zheng_is_in(walk: Walk) -> None:
    assert (await attendance(walk, 1))[ZHENG] == "present"


async def recorder_comes_with_the_end_of_grace(walk: Walk) -> None:
    await walk.at("2026-07-10 19:10")
    await walk.tap(RECORDER, "✅ 签到", in_group=True)


async def recorder_is_in_time(walk: Walk) -> None:
    assert (await attendance(walk, 1))[RECORDER] == "present"


async def li_comes_late(walk: Walk) -> None:
    await walk.at("2026-07-10 19:11")
    await walk.tap(LI, "✅ 签到", in_group=True)


async def li_is_late(walk: Walk) -> None:
    assert (await attendance(walk, 1))[LI] == "late"
    assert await walk.told() in {"已签到,迟到 11 分钟。", "您已在 19:11 签到。"}
    await walk.settle(edits=True)
    assert "已签到 8/10" in (await walk.with_words(WU, "开始签到", in_group=True))["text"]


async def first_ends(walk: Walk) -> None:
    await walk.at("2026-07-10 20:30")


async def first_roll_is_listed(walk: Walk) -> None:
    await walk.settle(edits=True)
    roll = (await walk.with_words(SECRETARY, "出席名单"))["text"]
    assert f"❌ 缺席 1:{SUN}" in roll
    assert f"📝 请假 1:{CHEN}" in roll
    assert f"🕒 迟到 1:{LI}" in roll
    prompt = await walk.with_words(WU, "签到已结束", in_group=True)
    assert "reply_markup" not in prompt


async def first_is_confirmed(walk: Walk) -> None:
    await walk.tap(SECRETARY, "✅ 确认")


async def first_brings_facts(walk: Walk) -> None:
    assert await facts(walk, SUN, "meeting") == ["absent theme_day 2026-07-10"]
    assert await facts(walk, LI, "meeting") == ["late theme_day 2026-07-10"]
    assert await facts(walk, CHEN, "meeting") == ["leave theme_day 2026-07-10"]
    assert await facts(walk, ZHENG, "meeting") == ["present theme_day 2026-07-10"]
    told = await walk.last(WU, in_group=True)
    assert "出席 7 人,迟到 1 人,请假 1 人,缺席 1 人" in told
    assert SUN not in told
    assert "主题党日" in (await walk.with_words(SUN, REMINDED))["text"]


# 17 July, general meeting


async def plan_second(walk: Walk) -> None:
    await walk.at("2026-07-13 09:00")
    await plan(walk, "支部党员大会", "7月17日 19:00", minutes=60, place="三楼会议室")


async def second_is_announced(walk: Walk) -> None:
    assert "支部党员大会" in await walk.last(WU, in_group=True)


async def two_ask_leave(walk: Walk) -> None:
    await walk.tap(LI, "请事假", in_group=True)
    await walk.tap(COMMITTEE, "请公假", in_group=True)
    await walk.tap(COMMITTEE, "补充事由")
    await walk.say(COMMITTEE, COMMITTEE_REASON)


async def two_wait(walk: Walk) -> None:
    assert "事假" in (await walk.with_words(SECRETARY, f"{LI}申请"))["text"]
    # He decides on others, but his own request goes to the secretary alone.
    assert not [text for text in await walk.texts(COMMITTEE) if f"{COMMITTEE}申请" in text]


async def secretary_decides_both(walk: Walk) -> None:
    await decide(walk, COMMITTEE, "✅ 批准")
    await decide(walk, LI, "❌ 不批准")


async def decide(walk: Walk, about: str, label: str) -> None:
    """Tap a button on the secretary's card about somebody's leave."""
    await walk.settle()
    await walk.tap_on(SECRETARY, await walk.with_words(SECRETARY, f"{about}申请"), label)


async def both_are_told(walk: Walk) -> None:
    assert f"公假已由{SECRETARY}批准" in await walk.last(COMMITTEE)
    assert f"事假未获{SECRETARY}批准" in await walk.last(LI)


async def second_is_held(walk: Walk) -> None:
    await walk.at("2026-07-17 18:45")
    await check_in(walk, SECRETARY, RECORDER, ZHANG, LI, CHEN, WU, QIAN)
    await for_zheng(walk)


async def second_has_all_but_two(walk: Walk) -> None:
    everybody = {SECRETARY, RECORDER, ZHANG, LI, CHEN, WU, QIAN, ZHENG}
    assert await attendance(walk, 2) == dict.fromkeys(everybody, "present")


async def second_is_closed_by_hand(walk: Walk) -> None:
    await walk.at("2026-07-17 19:40")
    await walk.tap(SECRETARY, "结束签到")


async def second_roll_is_listed(walk: Walk) -> None:
    assert (await attendance(walk, 2))[SUN] == "absent"
    assert (await attendance(walk, 2))[COMMITTEE] == "leave"


async def second_is_confirmed(walk: Walk) -> None:
    await walk.tap(SECRETARY, "✅ 确认")


async def letter_is_proposed(walk: Walk) -> None:
    assert await facts(walk, SUN, "meeting") == ["absent theme_day 2026-07-10", "absent general 2026-07-17"]
    card = (await walk.with_words(SECRETARY, "拟向"))["text"]
    assert SUN in card
    # Nobody but who signs has heard of it.
    assert not [text for text in await walk.texts(SUN) if "警戒书" in text]


async def letter_is_signed(walk: Walk) -> None:
    await walk.at("2026-07-18 09:00")
    await walk.tap(SECRETARY, "✍️ 签发")


async def letter_arrives(walk: Walk) -> None:
    letter = await walk.with_words(SUN, "警戒书")
    assert f"致:{SUN}" in letter["text"]
    assert "7月10日" in letter["text"]
    assert "7月17日" in letter["text"]
    paper = await walk.control.file(letter["document"]["file_id"])
    assert paper.startswith(b"%PDF-")


async def letter_is_acknowledged(walk: Walk) -> None:
    await walk.tap(SUN, "我已阅知")


async def secretary_knows(walk: Walk) -> None:
    assert f"{SUN}已于" in (await walk.with_words(SECRETARY, "阅知"))["text"]
    await walk.settle(edits=True)
    assert "reply_markup" not in await walk.with_words(SUN, "警戒书")


# 24 July, theme day


async def third_is_held(walk: Walk) -> None:
    await plan(walk, "主题党日", "7月24日 19:00", minutes=60, place="社区广场")
    await walk.at("2026-07-24 18:40")
    await check_in(walk, SECRETARY, COMMITTEE, RECORDER, LI, CHEN, SUN, WU, QIAN)
    await for_zheng(walk)


async def third_has_all_but_one(walk: Walk) -> None:
    everybody = {SECRETARY, COMMITTEE, RECORDER, LI, CHEN, SUN, WU, QIAN, ZHENG}
    assert await attendance(walk, 3) == dict.fromkeys(everybody, "present")


async def third_is_confirmed_at_night(walk: Walk) -> None:
    await walk.at("2026-07-24 22:15")
    await walk.tap(SECRETARY, "✅ 确认")


async def zhang_is_not_woken(walk: Walk) -> None:
    assert await facts(walk, ZHANG, "meeting") == [
        "present theme_day 2026-07-10",
        "present general 2026-07-17",
        "absent theme_day 2026-07-24",
    ]
    assert not [text for text in await walk.texts(ZHANG) if REMINDED in text]


async def morning_comes(walk: Walk) -> None:
    await walk.at("2026-07-25 09:00")


async def zhang_is_reminded_in_the_morning(walk: Walk) -> None:
    reminder = await walk.with_words(ZHANG, REMINDED)
    # At eight, or as soon as the bot lives again.
    assert _moment(walk, 8) <= reminder["date"] <= _moment(walk, 9)


def _moment(walk: Walk, hour: int) -> int:
    return int(walk.box.clock.now().astimezone(ZONE).replace(hour=hour, minute=0).timestamp())


FIRST: Sequence[Step] = (
    Step("10 July: the secretary plans a theme day", plan_first, first_is_announced),
    Step("陈奶奶 asks for sick leave and gives her reason", chen_asks_leave, chen_waits),
    Step("李委员 approves her leave", leave_is_approved, chen_has_leave),
)
FIRST_EVENING: Sequence[Step] = (
    Step("check-in opens", first_opens, prompt_is_there),
    Step("five check in at once", they_check_in, they_are_in),
    Step("张三 taps again", zhang_taps_again, zhang_is_told_of_his_first_tap),
    Step("the secretary checks 郑伯 in", secretary_checks_zheng_in, zheng_is_in),
    Step("赵记分 checks in at the last moment of grace", recorder_comes_with_the_end_of_grace, recorder_is_in_time),
    Step("李四 checks in a minute later", li_comes_late, li_is_late),
    Step("the meeting ends", first_ends, first_roll_is_listed),
    Step("the secretary confirms the roll", first_is_confirmed, first_brings_facts),
)
SECOND: Sequence[Step] = (
    Step("17 July: the secretary plans a general meeting", plan_second, second_is_announced),
    Step("李四 and 李委员 ask for leave", two_ask_leave, two_wait),
    Step("the secretary approves one and refuses the other", secretary_decides_both, both_are_told),
)
SECOND_EVENING: Sequence[Step] = (
    Step("the general meeting is held", second_is_held, second_has_all_but_two),
    Step("the secretary closes check-in by hand", second_is_closed_by_hand, second_roll_is_listed),
    Step("the secretary confirms the second roll", second_is_confirmed, letter_is_proposed),
)
LETTER: Sequence[Step] = (
    Step("the secretary signs the warning letter", letter_is_signed, letter_arrives),
    Step("孙七 acknowledges it", letter_is_acknowledged, secretary_knows),
)
THIRD: Sequence[Step] = (
    Step("24 July: another theme day is held", third_is_held, third_has_all_but_one),
    Step("the secretary confirms the third roll late at night", third_is_confirmed_at_night, zhang_is_not_woken),
    Step("the next morning comes", morning_comes, zhang_is_reminded_in_the_morning),
)
