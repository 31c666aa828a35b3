"""Postponing and cancelling: everybody invited is told, leave and prompts go along, old buttons do no harm."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.errors import NotAllowed
from storage.notices.common import Gone
from storage.notices.leave import LeaveAnswer, LeaveCard
from storage.notices.meetings import (
    CheckInNotOpen,
    MeetingCancelled,
    MeetingPostponed,
    MeetingPrompt,
    MeetingSettled,
)
from storage.notices.planning import PlanFault, PlanFaulty
from storage.tables import Attendance, Meeting, OutboxRow
from storage.vocabulary import Audience, LeaveKind, LeaveState, MeetingState, Presence
from tests.meetings.refusals import refusal
from tests.meetings.sight import rows
from tests.meetings.stage import Hall
from tests.meetings.test_walk import plan, sweep
from tests.town import Town

NEXT_WEEK = "2026-07-17 19:30"


async def test_everything_of_the_meeting_moves_but_its_length(house: Hall) -> None:
    meeting_id = await house.plan()
    planned = await house.postpone(meeting_id, NEXT_WEEK)
    assert (planned.moved, planned.info.meeting_id) == (True, meeting_id)
    [meeting] = await house.rows(Meeting)
    assert meeting.on_date == date(2026, 7, 17)
    assert meeting.starts_at == datetime(2026, 7, 17, 11, 30, tzinfo=UTC)
    assert meeting.ends_at == datetime(2026, 7, 17, 13, 0, tzinfo=UTC)
    assert meeting.opens_at == datetime(2026, 7, 17, 11, 0, tzinfo=UTC)


async def test_everybody_invited_and_the_group_are_told_once(house: Hall) -> None:
    meeting_id = await house.plan()
    for _ in range(2):
        await house.postpone(meeting_id, NEXT_WEEK)
    for name in house.members:
        assert len(await house.told(name, MeetingPostponed)) == 1, name
    assert len([key for key in await house.group_keys() if ":moved:" in key]) == 1
    [meeting] = await house.rows(Meeting)
    assert meeting.moves == 1


async def test_only_those_invited_are_told_in_private(house: Hall) -> None:
    group = await house.group("第一党小组", "张三", "李四")
    meeting_id = await house.plan(audience=Audience.GROUP, group_id=group)
    await house.postpone(meeting_id, NEXT_WEEK)
    await house.meetings.cancel(house.callers["王书记"], meeting_id)
    told = {name for name in house.members if await house.told(name, MeetingCancelled)}
    assert told == {"张三", "李四"}


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        pytest.param("2026-07-09 22:00", "2026-07-10 08:00", id="at-night-the-morning-is-early-enough"),
        pytest.param("2026-07-10 05:00", "2026-07-10 05:00", id="not-where-the-meeting-would-come-before-it"),
        pytest.param("2026-07-09 12:00", "2026-07-09 12:00", id="by-day-at-once"),
    ],
)
async def test_nobody_is_woken_unless_the_morning_is_too_late(house: Hall, moment: str, due: str) -> None:
    start = "2026-07-10 07:30" if moment.endswith("05:00") else "2026-07-10 19:00"
    meeting_id = await house.plan(start)
    house.at(moment)
    await house.meetings.cancel(house.callers["王书记"], meeting_id)
    [row] = [row for row in await house.rows(OutboxRow) if row.key.endswith(f":cancelled:{house.members['张三']}")]
    assert row.due_at == house.at(due)


async def test_leave_goes_with_the_meeting(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.excused("张三", meeting_id)
    await house.leaves.ask(house.callers["李四"], meeting_id, LeaveKind.OFFICIAL)
    await house.postpone(meeting_id, NEXT_WEEK)
    told = {name: (await house.told(name, MeetingPostponed))[-1].leave for name in ("张三", "李四", "陈奶奶")}
    assert told == {"张三": LeaveState.APPROVED, "李四": LeaveState.ASKED, "陈奶奶": None}
    [card] = await house.told("李委员", LeaveCard)
    assert card.info.starts_at == datetime(2026, 7, 17, 11, 30, tzinfo=UTC)
    await house.leaves.decide(house.callers["李委员"], await house.leave_of("李四"), approve=True)
    await house.meetings.open_due(house.at(NEXT_WEEK))
    await house.close(meeting_id)
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    outcomes = await house.outcomes(meeting_id)
    assert (outcomes["张三"], outcomes["李四"]) == ("sick_leave", "official_leave")


async def test_leave_refused_for_the_former_time_can_be_asked_anew(house: Hall) -> None:
    meeting_id = await house.plan()
    zhang = house.callers["张三"]
    await house.leaves.ask(zhang, meeting_id, LeaveKind.PERSONAL)
    await house.leaves.decide(house.callers["李委员"], await house.leave_of("张三"), approve=False)
    assert (await house.leaves.ask(zhang, meeting_id, LeaveKind.ILL)).state is LeaveState.REFUSED
    house.at("2026-07-09 20:00")
    await house.postpone(meeting_id, NEXT_WEEK)
    assert [info.meeting_id for info in (await house.leaves.choices(zhang)).meetings] == [meeting_id]
    again = await house.leaves.ask(zhang, meeting_id, LeaveKind.ILL)
    assert (again.state, again.leave_kind) == (LeaveState.ASKED, LeaveKind.ILL)
    assert len([card for card in await house.told("李委员", LeaveCard) if card.leave_kind is LeaveKind.ILL]) == 1
    await house.leaves.decide(house.callers["王书记"], await house.leave_of("张三"), approve=True)
    assert [answer.approved for answer in await house.told("张三", LeaveAnswer)][-1]


async def test_who_had_checked_in_is_asked_again_by_a_new_prompt(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.meetings.open_due(house.at("2026-07-10 18:40"))
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    await house.postpone(meeting_id, NEXT_WEEK)
    assert await house.rows(Attendance) == []
    early = await refusal(house.meetings.check_in(house.callers["张三"], meeting_id))
    assert early == CheckInNotOpen(opens_at=datetime(2026, 7, 17, 11, 0, tzinfo=UTC), zone="Asia/Shanghai")
    assert await house.meetings.open_due(house.at(NEXT_WEEK)) == 1
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    old, new = [await house.notice(f"meeting:{meeting_id}:prompt{again}") for again in ("", ":1")]
    assert isinstance(old, MeetingPostponed)
    assert isinstance(new, MeetingPrompt)
    assert new.present == 1
    entry = await house.entry("张三", meeting_id)
    assert entry is not None
    assert entry[0] is Presence.PRESENT


async def test_a_meeting_is_moved_more_than_once(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.postpone(meeting_id, NEXT_WEEK, form="q1")
    await house.postpone(meeting_id, "2026-07-24 19:00", form="q2")
    [meeting] = await house.rows(Meeting)
    assert (meeting.moves, meeting.on_date) == (2, date(2026, 7, 24))
    assert len(await house.told("张三", MeetingPostponed)) == 2


@pytest.mark.parametrize(
    ("start", "fault"),
    [
        pytest.param("2026-07-09 19:00", PlanFault.PAST, id="now-is-past"),
        pytest.param("2027-07-11 19:00", PlanFault.TOO_FAR, id="more-than-a-year-away"),
    ],
)
async def test_to_when_a_meeting_cannot_be_moved(house: Hall, start: str, fault: PlanFault) -> None:
    meeting_id = await house.plan()
    refused = await refusal(house.postpone(meeting_id, start))
    assert isinstance(refused, PlanFaulty)
    assert refused.fault is fault
    [meeting] = await house.rows(Meeting)
    assert meeting.moves == 0


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.CONFIRMED, MeetingState.CANCELLED])
async def test_what_is_over_or_cancelled_is_not_moved(house: Hall, state: MeetingState) -> None:
    meeting_id = await house.bring_to(state)
    asked = house.planning.begin_move(house.callers["王书记"], meeting_id, "q1")
    assert isinstance(await refusal(asked), MeetingSettled)


async def test_a_meeting_that_began_while_the_form_was_open_stays(house: Hall) -> None:
    meeting_id = await house.plan()
    form = await house.planning.begin_move(house.callers["王书记"], meeting_id, "q1")
    now = house.at("2026-07-10 19:00")
    await house.meetings.open_due(now)
    filled = form.to(form.step.SUMMARY, starts_at=datetime(2026, 7, 17, 11, 30, tzinfo=UTC))
    assert isinstance(await refusal(house.planning.plan(house.callers["王书记"], filled)), MeetingSettled)


@pytest.mark.parametrize("name", ["李委员", "赵记分", "张三"])
async def test_only_the_secretary_moves(house: Hall, name: str) -> None:
    meeting_id = await house.plan()
    with pytest.raises(NotAllowed):
        await house.planning.begin_move(house.callers[name], meeting_id, "q1")


async def test_an_unknown_meeting_and_an_unfinished_form_are_gone(house: Hall) -> None:
    assert await refusal(house.planning.begin_move(house.callers["王书记"], 999, "q1")) == Gone()
    form = await house.planning.begin_move(house.callers["王书记"], await house.plan(), "q1")
    assert await refusal(house.planning.plan(house.callers["王书记"], form)) == Gone()


async def test_the_secretary_postpones_in_chat_and_old_buttons_do_no_harm(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await sweep(town, "2026-07-10 18:40")
    prompt, label = await town.find_button("张三", "✅ 签到", in_group=True)
    await town.say("王书记", "/meetings")
    await town.tap("王书记", "1 🗓 改期")
    await town.say("王书记", "6月30日 19:00")
    assert "已经过去" in await town.last("王书记")
    await town.say("王书记", "7月17日 19:30")
    assert "改为：7月17日 周五 19:30" in await town.last("王书记")
    message, confirm = await town.find_button("王书记", "✅ 确认改期")
    await town.tap("王书记", "✅ 确认改期")
    await town.quiet(edits=True)
    assert "会议已改期" in "".join(await town.texts("王书记"))
    assert "原定：7月10日 周五 19:00。由王书记改期。" in await town.last("陈奶奶")
    assert "会议改期" in await town.last("张三", in_group=True)
    again = await town.control.tap(town.people["王书记"], message, confirm, forged=True)
    assert again.answered
    old = await town.control.tap(town.people["张三"], prompt, label, chat=town.group, forged=True)
    assert old.answered
    assert await rows(town, Attendance) == []
    [meeting] = await rows(town, Meeting)
    assert (meeting.moves, meeting.state) == (1, MeetingState.PLANNED)
    await sweep(town, "2026-07-17 19:10")
    assert (await town.tap("张三", "✅ 签到", in_group=True)).text == "签到成功 ✅"


async def test_a_member_may_not_postpone(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await town.say("王书记", "/meetings")
    message, _label = await town.find_button("王书记", "1 🗓 改期")
    [meeting] = await rows(town, Meeting)
    told = await town.control.tap(town.people["王书记"], message, f"ma:postpone:{meeting.id + 7}:0", forged=True)
    assert "失效" in (told.text or "")
    await town.say("张三", "/meetings")
    mine, _label = await town.find_button("张三", "1 📝 请假")
    told = await town.control.tap(town.people["张三"], mine, f"ma:postpone:{meeting.id}:0", forged=True)
    assert "不能办理" in (told.text or "")
