"""Checking in: the grace, the audience, who may, when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.actors import Caller
from services.errors import NotAllowed, Refused
from storage.notices import Notice
from storage.notices.common import Gone, NotBound
from storage.notices.meetings import CheckInClosed, CheckInNotOpen, MeetingPrompt, NotExpected, OwnEntry
from storage.tables import Attendance, Meeting
from storage.vocabulary import Audience, CheckInMode, LeaveKind, MeetingState, Presence, Role
from tests.meetings.refusals import refusal
from tests.meetings.stage import Hall


@pytest.mark.parametrize(
    ("tapped", "presence", "minutes"),
    [
        pytest.param("18:30:00", Presence.PRESENT, 0, id="as-soon-as-check-in-opens"),
        pytest.param("19:00:00", Presence.PRESENT, 0, id="at-the-start"),
        pytest.param("19:10:00", Presence.PRESENT, 0, id="exactly-at-the-end-of-the-grace-is-in-time"),
        pytest.param("19:10:01", Presence.LATE, 10, id="a-second-after-the-grace-is-late"),
        pytest.param("20:29:59", Presence.LATE, 89, id="a-second-before-the-end-is-late"),
    ],
)
async def test_the_grace_decides_who_is_late(house: Hall, tapped: str, presence: Presence, minutes: int) -> None:
    meeting_id = await house.plan()
    await house.meetings.open_due(house.at(f"2026-07-10 {tapped}"))
    told = await house.meetings.check_in(house.callers["张三"], meeting_id)
    assert (told.minutes_late, told.again) == (minutes, False)
    assert await house.entry("张三", meeting_id) == (presence, CheckInMode.BUTTON, None)


@pytest.mark.parametrize(
    ("tapped", "notice"),
    [
        pytest.param("18:29:59", CheckInNotOpen, id="a-second-before-opening"),
        pytest.param("20:30:00", CheckInClosed, id="at-the-end-even-if-no-sweep-has-closed-it"),
    ],
)
async def test_outside_its_time_nothing_is_entered(house: Hall, tapped: str, notice: type[Notice]) -> None:
    meeting_id = await house.plan()
    house.at(f"2026-07-10 {tapped}")
    assert isinstance(await refusal(house.meetings.check_in(house.callers["张三"], meeting_id)), notice)
    assert await house.rows(Attendance) == []


async def test_a_sweep_that_is_behind_keeps_nobody_out(house: Hall) -> None:
    meeting_id = await house.plan()
    house.at("2026-07-10 18:31")
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    await house.meetings.open_due(house.clock.now())
    prompt = await house.notice(f"meeting:{meeting_id}:prompt")
    assert isinstance(prompt, MeetingPrompt)
    assert (prompt.present, prompt.expected) == (1, 6)


async def test_a_second_tap_is_told_of_the_first(house: Hall) -> None:
    meeting_id = await house.open()
    first = await house.meetings.check_in(house.callers["张三"], meeting_id)
    house.at("2026-07-10 19:30")
    second = await house.meetings.check_in(house.callers["张三"], meeting_id)
    assert (second.again, second.at, second.minutes_late) == (True, first.at, 0)
    assert len(await house.rows(Attendance)) == 1


async def test_after_closing_a_tap_of_one_who_was_there_still_tells_so(house: Hall) -> None:
    meeting_id = await house.open()
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    await house.close(meeting_id)
    assert (await house.meetings.check_in(house.callers["张三"], meeting_id)).again
    assert await refusal(house.meetings.check_in(house.callers["李四"], meeting_id)) == CheckInClosed(
        state=MeetingState.CLOSED
    )


async def test_one_on_leave_who_comes_all_the_same_is_there(house: Hall) -> None:
    meeting_id = await house.open()
    await house.excused("张三", meeting_id)
    told = await house.meetings.check_in(house.callers["张三"], meeting_id)
    assert told.was_on_leave
    await house.close(meeting_id)
    assert await house.entry("张三", meeting_id) == (Presence.PRESENT, CheckInMode.BUTTON, None)


@pytest.mark.parametrize(
    ("audience", "awaited"),
    [
        pytest.param(
            Audience.BRANCH, {"王书记", "李委员", "赵记分", "张三", "李四", "陈奶奶"}, id="the-branch-is-everybody"
        ),
        pytest.param(Audience.COMMITTEE, {"王书记", "李委员"}, id="the-committee-is-secretary-and-members-of-it"),
        pytest.param(Audience.GROUP, {"李四"}, id="a-group-is-its-members"),
    ],
)
async def test_who_is_expected_follows_the_audience(house: Hall, audience: Audience, awaited: set[str]) -> None:
    group_id = await house.group("第一党小组", "李四")
    meeting_id = await house.open(audience=audience, group_id=group_id if audience is Audience.GROUP else None)
    desk = await house.rolls.desk(house.callers["王书记"], meeting_id)
    assert {entry.name for entry in desk.awaited} == awaited
    for name in house.members.keys() - awaited:
        assert isinstance(await refusal(house.meetings.check_in(house.callers[name], meeting_id)), NotExpected)


@pytest.mark.parametrize(
    ("member", "expected", "may_come"),
    [
        pytest.param({"left_on": date(2026, 7, 10)}, False, False, id="one-who-left-that-day-is-no-member-any-more"),
        pytest.param({"left_on": date(2026, 7, 11)}, True, True, id="one-who-leaves-the-day-after-is"),
        pytest.param({"joined_on": date(2026, 7, 10)}, True, True, id="one-who-joins-that-day-is"),
        pytest.param({"joined_on": date(2026, 7, 11)}, False, False, id="one-who-joins-the-day-after-is-not"),
        pytest.param({"exempt_from": date(2026, 7, 1)}, False, True, id="the-exempt-may-come-and-is-not-missed"),
        pytest.param({"exempt_from": date(2026, 7, 11)}, True, True, id="exempt-from-tomorrow-is-expected-today"),
        pytest.param(
            {"exempt_from": date(2026, 1, 1), "exempt_until": date(2026, 7, 10)},
            True,
            True,
            id="exempt-until-today-is-over",
        ),
        pytest.param(
            {"exempt_from": date(2026, 1, 1), "exempt_until": date(2026, 7, 11)},
            False,
            True,
            id="exempt-until-tomorrow-holds",
        ),
    ],
)
async def test_membership_and_exemption_are_of_the_meetings_day(
    house: Hall, member: dict[str, Any], expected: bool, may_come: bool
) -> None:
    await house.change("张三", **member)
    meeting_id = await house.open()
    desk = await house.rolls.desk(house.callers["王书记"], meeting_id)
    assert ("张三" in {entry.name for entry in desk.awaited}) is expected
    if may_come:
        await house.meetings.check_in(house.callers["张三"], meeting_id)
        assert (await house.rolls.desk(house.callers["王书记"], meeting_id)).present == 1
    else:
        with pytest.raises(Refused):
            await house.meetings.check_in(house.callers["张三"], meeting_id)


async def test_a_stranger_is_told_how_to_join(house: Hall) -> None:
    meeting_id = await house.open()
    assert await refusal(house.meetings.check_in(Caller(9, 9), meeting_id)) == NotBound()


async def test_a_member_of_another_branch_finds_the_button_gone(house: Hall) -> None:
    meeting_id = await house.open()
    await house.found("第二党支部")
    await house.settle("外人")
    assert await refusal(house.meetings.check_in(house.callers["外人"], meeting_id)) == Gone()


async def test_a_forged_meeting_is_gone(house: Hall) -> None:
    assert await refusal(house.meetings.check_in(house.callers["张三"], 10**9)) == Gone()


async def test_the_recorder_checks_in_somebody_without_a_phone(house: Hall) -> None:
    meeting_id = await house.open()
    told = await house.rolls.check_in_for(house.callers["赵记分"], meeting_id, house.members["陈奶奶"])
    assert (told.name, told.late, told.again) == ("陈奶奶", False, False)
    assert await house.entry("陈奶奶", meeting_id) == (Presence.PRESENT, CheckInMode.ON_BEHALF, "赵记分")


async def test_recording_somebody_twice_keeps_the_first(house: Hall) -> None:
    meeting_id = await house.open()
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    house.at("2026-07-10 19:30")
    told = await house.rolls.check_in_for(house.callers["赵记分"], meeting_id, house.members["张三"])
    assert (told.again, told.late) == (True, False)
    assert await house.entry("张三", meeting_id) == (Presence.PRESENT, CheckInMode.BUTTON, None)


async def test_nobody_records_himself(house: Hall) -> None:
    meeting_id = await house.open()
    asked = house.rolls.check_in_for(house.callers["赵记分"], meeting_id, house.members["赵记分"])
    assert await refusal(asked) == OwnEntry()


async def test_a_demoted_recorder_records_nobody(house: Hall) -> None:
    meeting_id = await house.open()
    await house.demote("赵记分")
    with pytest.raises(NotAllowed):
        await house.rolls.check_in_for(house.callers["赵记分"], meeting_id, house.members["陈奶奶"])


async def test_a_member_of_another_branch_cannot_be_recorded(house: Hall) -> None:
    meeting_id = await house.open()
    home = house.branch_id
    await house.found("第二党支部")
    await house.settle("外人")
    house.branch_id = home
    assert await refusal(house.rolls.check_in_for(house.callers["王书记"], meeting_id, house.members["外人"])) == Gone()


async def test_the_count_is_on_the_prompt_whatever_came_before(house: Hall) -> None:
    await house.change("陈奶奶", exempt_from=date(2026, 1, 1))
    meeting_id = await house.open()
    for number, name in enumerate(("张三", "李四", "王书记"), 1):
        await house.meetings.check_in(house.callers[name], meeting_id)
        prompt = await house.notice(f"meeting:{meeting_id}:prompt")
        assert isinstance(prompt, MeetingPrompt)
        assert (prompt.present, prompt.expected) == (number, 5)
    await house.meetings.check_in(house.callers["陈奶奶"], meeting_id)
    prompt = await house.notice(f"meeting:{meeting_id}:prompt")
    assert isinstance(prompt, MeetingPrompt)
    assert (prompt.present, prompt.expected) == (4, 6)


async def test_opening_twice_owes_one_prompt(house: Hall) -> None:
    meeting_id = await house.plan()
    assert await house.meetings.open_due(house.at("2026-07-10 18:29:59")) == 0
    assert await house.meetings.open_due(house.at("2026-07-10 18:30:00")) == 1
    assert await house.meetings.open_due(house.clock.now()) == 0
    assert [type(notice) for notice in await house.to_group()].count(MeetingPrompt) == 1
    [meeting] = await house.rows(Meeting)
    assert (meeting.id, meeting.state) == (meeting_id, MeetingState.OPEN)


async def test_leave_kind_and_reason_never_reach_the_group(house: Hall) -> None:
    meeting_id = await house.open()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    await house.leaves.add_reason(house.callers["张三"], await house.leave_of("张三"), "住院检查")
    await house.leaves.decide(house.callers["李委员"], await house.leave_of("张三"), approve=True)
    await house.close(meeting_id)
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    said = "".join(str(notice.dump()) for notice in await house.to_group())
    assert "住院" not in said
    assert "ill" not in said
    assert "张三" not in said


async def test_roles_of_the_day_make_the_committee(house: Hall) -> None:
    await house.settle("新委员", Role.COMMITTEE)
    meeting_id = await house.open(audience=Audience.COMMITTEE)
    await house.demote("李委员")
    desk = await house.rolls.desk(house.callers["王书记"], meeting_id)
    assert {entry.name for entry in desk.awaited} == {"王书记", "新委员"}
