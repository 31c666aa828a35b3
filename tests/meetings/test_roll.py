"""Closing, correcting, confirming: once, by those who may, into facts."""

from __future__ import annotations

import pytest

from services.errors import NotAllowed
from storage.notices.common import Gone
from storage.notices.meetings import (
    MeetingCancelled,
    MeetingResult,
    MeetingSettled,
    NotStarted,
    OwnEntry,
    PromptClosed,
    Roll,
    RollConfirmed,
)
from storage.tables import FactRow, Meeting
from storage.vocabulary import CheckInMode, MeetingState, Presence, Role
from tests.meetings.refusals import refusal
from tests.meetings.stage import Hall


async def test_closing_lists_present_late_on_leave_and_absent(house: Hall) -> None:
    meeting_id = await house.open()
    await house.excused("李四", meeting_id)
    await house.meetings.check_in(house.callers["王书记"], meeting_id)
    house.at("2026-07-10 19:30")
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    await house.close(meeting_id)
    [roll] = await house.told("王书记", Roll)
    assert {entry.name: entry.presence for entry in roll.entries} == {
        "王书记": Presence.PRESENT,
        "李委员": Presence.ABSENT,
        "赵记分": Presence.ABSENT,
        "张三": Presence.LATE,
        "李四": Presence.LEAVE,
        "陈奶奶": Presence.ABSENT,
    }


@pytest.mark.parametrize(
    ("moment", "closed"),
    [
        pytest.param("2026-07-10 20:29:59", 0, id="a-second-before-the-end-it-stays-open"),
        pytest.param("2026-07-10 20:30:00", 1, id="at-the-end-it-closes"),
        pytest.param("2026-07-13 08:00:00", 1, id="after-three-days-without-the-machine-it-closes-once"),
    ],
)
async def test_when_a_meeting_closes_by_itself(house: Hall, moment: str, closed: int) -> None:
    await house.open()
    now = house.at(moment)
    assert await house.rolls.close_due(now) == closed
    assert await house.rolls.close_due(now) == 0
    assert len(await house.told("王书记", Roll)) == closed


async def test_closing_shows_in_the_group_and_at_the_desk(house: Hall) -> None:
    meeting_id = await house.open()
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    await house.close(meeting_id)
    prompt = await house.notice(f"meeting:{meeting_id}:prompt")
    assert isinstance(prompt, PromptClosed)
    assert (prompt.present, prompt.expected) == (1, 6)


async def test_closing_by_hand_waits_for_the_start_and_gives_the_roll(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.meetings.open_due(house.at("2026-07-10 18:59:59"))
    assert isinstance(await refusal(house.rolls.close(house.callers["赵记分"], meeting_id)), NotStarted)
    house.at("2026-07-10 19:00:00")
    assert isinstance(await house.rolls.close(house.callers["赵记分"], meeting_id), Roll)
    assert isinstance(await house.rolls.close(house.callers["王书记"], meeting_id), Roll)
    assert await house.rolls.close_due(house.at("2026-07-10 20:30")) == 0


async def test_a_member_closes_and_confirms_nothing(house: Hall) -> None:
    meeting_id = await house.open()
    with pytest.raises(NotAllowed):
        await house.rolls.close(house.callers["张三"], meeting_id)
    await house.close(meeting_id)
    for name in ("张三", "赵记分", "李委员"):
        with pytest.raises(NotAllowed):
            await house.rolls.confirm(house.callers[name], meeting_id)


async def test_a_correction_says_who_made_it(house: Hall) -> None:
    meeting_id = await house.open()
    await house.close(meeting_id)
    page = await house.rolls.correct(house.callers["王书记"], meeting_id, house.members["陈奶奶"], Presence.PRESENT)
    shown = {entry.name: entry for entry in page.entries}
    assert (shown["陈奶奶"].presence, shown["陈奶奶"].turns_to) == (Presence.PRESENT, Presence.LATE)
    assert await house.entry("陈奶奶", meeting_id) == (Presence.PRESENT, CheckInMode.ON_BEHALF, "王书记")
    [roll] = await house.told("王书记", Roll)
    assert {entry.name: entry.presence for entry in roll.entries}["陈奶奶"] is Presence.PRESENT


@pytest.mark.parametrize(
    "name", [pytest.param("王书记", id="the-secretary"), pytest.param("赵记分", id="the-recorder")]
)
async def test_nobody_corrects_his_own_entry(house: Hall, name: str) -> None:
    meeting_id = await house.open()
    await house.close(meeting_id)
    asked = house.rolls.correct(house.callers[name], meeting_id, house.members[name], Presence.PRESENT)
    assert await refusal(asked) == OwnEntry()
    entry = await house.entry(name, meeting_id)
    assert entry is not None
    assert entry[0] is Presence.ABSENT


async def test_leave_is_never_set_by_hand_without_an_approval(house: Hall) -> None:
    meeting_id = await house.open()
    await house.close(meeting_id)
    asked = house.rolls.correct(house.callers["王书记"], meeting_id, house.members["张三"], Presence.LEAVE)
    assert await refusal(asked) == Gone()


async def test_an_entry_on_leave_turns_round_to_leave_again(house: Hall) -> None:
    meeting_id = await house.open()
    await house.excused("张三", meeting_id)
    await house.close(meeting_id)
    seen = []
    for _ in range(3):
        page = await house.rolls.page(house.callers["王书记"], meeting_id)
        entry = next(entry for entry in page.entries if entry.name == "张三")
        assert entry.turns_to is not None
        seen.append(entry.turns_to)
        await house.rolls.correct(house.callers["王书记"], meeting_id, entry.member_id, entry.turns_to)
    assert seen == [Presence.PRESENT, Presence.LATE, Presence.LEAVE]


async def test_confirming_appends_a_fact_for_each_and_tells_the_group_numbers(house: Hall) -> None:
    meeting_id = await house.open()
    await house.excused("李四", meeting_id)
    await house.meetings.check_in(house.callers["王书记"], meeting_id)
    house.at("2026-07-10 19:30")
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    await house.rolls.check_in_for(house.callers["赵记分"], meeting_id, house.members["陈奶奶"])
    await house.close(meeting_id)
    confirmed = await house.rolls.confirm(house.callers["王书记"], meeting_id)
    assert confirmed.by == "王书记"
    assert await house.outcomes(meeting_id) == {
        "王书记": "present",
        "李委员": "absent",
        "赵记分": "absent",
        "张三": "late",
        "李四": "sick_leave",
        "陈奶奶": "late",
    }
    [result] = [notice for notice in await house.to_group() if isinstance(notice, MeetingResult)]
    assert (result.present, result.late, result.leave, result.absent) == (1, 2, 1, 2)


async def test_a_fact_names_its_source_its_day_and_its_author(house: Hall) -> None:
    meeting_id = await house.hold("2026-07-10 00:30", "张三")
    row = next(row for row in await house.rows(FactRow) if row.member_id == house.members["张三"])
    assert row.source_key == f"meeting:{meeting_id}:member:{house.members['张三']}"
    assert (row.kind, row.detail, row.on_date.isoformat()) == ("meeting", "general", "2026-07-10")
    assert row.author_id == house.members["王书记"]


async def test_confirming_twice_counts_once_and_gives_the_outcome(house: Hall) -> None:
    meeting_id = await house.hold("2026-07-10 19:00", "张三")
    facts = len(await house.rows(FactRow))
    await house.settle("新书记", Role.SECRETARY)
    again = await house.rolls.confirm(house.callers["新书记"], meeting_id)
    assert isinstance(again, RollConfirmed)
    assert again.by == "王书记"
    assert len(await house.rows(FactRow)) == facts == 6


async def test_a_confirmed_roll_is_not_corrected(house: Hall) -> None:
    meeting_id = await house.hold("2026-07-10 19:00", "张三")
    asked = house.rolls.correct(house.callers["王书记"], meeting_id, house.members["李四"], Presence.PRESENT)
    refused = await refusal(asked)
    assert isinstance(refused, MeetingSettled)
    assert (refused.state, refused.by) == (MeetingState.CONFIRMED, "王书记")
    assert (await house.outcomes(meeting_id))["李四"] == "absent"


async def test_an_open_meeting_is_not_confirmed(house: Hall) -> None:
    meeting_id = await house.open()
    assert isinstance(await refusal(house.rolls.confirm(house.callers["王书记"], meeting_id)), MeetingSettled)
    assert await house.rows(FactRow) == []


async def test_a_demoted_secretary_confirms_nothing_and_his_successor_does(house: Hall) -> None:
    meeting_id = await house.open()
    await house.close(meeting_id)
    await house.demote("王书记")
    await house.settle("新书记", Role.SECRETARY)
    with pytest.raises(NotAllowed):
        await house.rolls.confirm(house.callers["王书记"], meeting_id)
    agenda = await house.meetings.agenda(house.callers["新书记"])
    assert [(row.info.meeting_id, row.state) for row in agenda.rows] == [(meeting_id, MeetingState.CLOSED)]
    await house.rolls.confirm(house.callers["新书记"], meeting_id)


async def test_one_who_joins_after_closing_gets_no_fact(house: Hall) -> None:
    meeting_id = await house.open()
    await house.close(meeting_id)
    await house.settle("新党员")
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    assert "新党员" not in await house.outcomes(meeting_id)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        pytest.param("2026-07-10 12:00", MeetingState.CANCELLED, id="a-planned-meeting-can-be-cancelled"),
        pytest.param("2026-07-10 18:59:59", MeetingState.CANCELLED, id="even-with-check-in-open-before-the-start"),
        pytest.param("2026-07-10 19:00:00", MeetingState.OPEN, id="not-once-it-has-begun"),
    ],
)
async def test_until_when_a_meeting_can_be_cancelled(house: Hall, moment: str, state: MeetingState) -> None:
    meeting_id = await house.plan()
    await house.meetings.open_due(house.at(moment))
    settled = await house.meetings.cancel(house.callers["王书记"], meeting_id)
    assert settled.state is state
    [meeting] = await house.rows(Meeting)
    assert meeting.state is state
    told = [notice for notice in await house.to_group() if isinstance(notice, MeetingCancelled)]
    assert bool(told) is (state is MeetingState.CANCELLED)


async def test_a_cancelled_meeting_never_opens_and_cancelling_twice_tells_once(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.meetings.cancel(house.callers["王书记"], meeting_id)
    again = await house.meetings.cancel(house.callers["王书记"], meeting_id)
    assert again.state is MeetingState.CANCELLED
    assert await house.meetings.open_due(house.at("2026-07-10 19:00")) == 0
    assert [key for key in await house.group_keys() if key.endswith(":cancelled")] == [
        f"meeting:{meeting_id}:cancelled"
    ]


async def test_only_the_secretary_cancels(house: Hall) -> None:
    meeting_id = await house.plan()
    for name in ("李委员", "赵记分", "张三"):
        with pytest.raises(NotAllowed):
            await house.meetings.cancel(house.callers[name], meeting_id)


async def test_the_agenda_shows_each_what_he_may_do(house: Hall) -> None:
    meeting_id = await house.open()
    mine = await house.meetings.agenda(house.callers["张三"])
    assert (mine.may_plan, mine.may_cancel, mine.may_record) == (False, False, False)
    assert [(row.info.meeting_id, row.expected, row.presence) for row in mine.rows] == [(meeting_id, True, None)]
    await house.close(meeting_id)
    assert (await house.meetings.agenda(house.callers["张三"])).rows == []
