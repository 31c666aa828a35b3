"""A meeting from its plan to its facts, and what every meeting needs.

10 July, theme day: 李四 comes after the grace time, 陈奶奶 has leave, 孙七 is missing for the first time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.tables import Attendance, FactRow, Member, Person
from tests.walk.cast import CHEN, COMMITTEE, LI, QIAN, RECORDER, SECRETARY, SUN, WU, ZHANG, ZHENG
from tests.walk.walker import Step, Walk

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
    assert await facts(walk, CHEN, "meeting") == ["sick_leave theme_day 2026-07-10"]
    assert await facts(walk, ZHENG, "meeting") == ["present theme_day 2026-07-10"]
    told = await walk.last(WU, in_group=True)
    assert "出席 7 人,迟到 1 人,请假 1 人,缺席 1 人" in told
    assert SUN not in told
    assert "主题党日" in (await walk.with_words(SUN, REMINDED))["text"]


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
