"""Who left early, and who was entered by somebody else: marked, shown, and carried into facts."""

from __future__ import annotations

import pytest

from services.errors import NotAllowed
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.meetings import EnteredForYou, MeetingResult, MeetingSettled, NotStarted, OwnEntry, Roll
from storage.tables import Attendance, FactRow
from storage.vocabulary import MeetingState, Presence
from tests.meetings.refusals import refusal
from tests.meetings.sight import rows
from tests.meetings.stage import Hall
from tests.meetings.test_walk import plan, sweep
from tests.town import Town


async def came(house: Hall, *names: str) -> int:
    """A meeting at which some have checked in, at its start."""
    meeting_id = await house.open()
    for name in names:
        await house.meetings.check_in(house.callers[name], meeting_id)
    return meeting_id


async def test_who_left_early_is_listed_counted_and_kept_as_a_fact(house: Hall) -> None:
    meeting_id = await came(house, "张三", "李四")
    await house.close(meeting_id)
    page = await house.rolls.mark_left(house.callers["赵记分"], meeting_id, house.members["张三"], left=True)
    assert {entry.name: entry.left_early for entry in page.entries} == {"张三": True, "李四": False}
    [roll] = await house.told("王书记", Roll)
    assert [entry.name for entry in roll.entries if entry.left_early] == ["张三"]
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    outcomes = await house.outcomes(meeting_id)
    assert (outcomes["张三"], outcomes["李四"]) == ("left_early", "present")
    [result] = [notice for notice in await house.to_group() if isinstance(notice, MeetingResult)]
    assert (result.present, result.left_early) == (2, 1)


async def test_who_came_late_and_left_early_has_both_facts_of_one_event(house: Hall) -> None:
    meeting_id = await house.open()
    house.at("2026-07-10 19:30")
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    await house.rolls.mark_left(house.callers["赵记分"], meeting_id, house.members["张三"], left=True)
    await house.close(meeting_id)
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    facts = [row for row in await house.rows(FactRow) if row.member_id == house.members["张三"]]
    assert sorted(row.outcome for row in facts) == ["late", "left_early"]
    assert {row.event for row in facts} == {f"meeting:{meeting_id}"}


async def test_a_mark_is_taken_back_and_a_double_tap_marks_once(house: Hall) -> None:
    meeting_id = await came(house, "张三")
    for left in (True, True, False, False):
        page = await house.rolls.mark_left(house.callers["赵记分"], meeting_id, house.members["张三"], left=left)
        assert [entry.left_early for entry in page.entries] == [left]


async def test_one_corrected_to_missing_has_not_left_early(house: Hall) -> None:
    meeting_id = await came(house, "张三")
    await house.close(meeting_id)
    await house.rolls.mark_left(house.callers["赵记分"], meeting_id, house.members["张三"], left=True)
    await house.rolls.correct(house.callers["赵记分"], meeting_id, house.members["张三"], Presence.ABSENT)
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    assert (await house.outcomes(meeting_id))["张三"] == "absent"


@pytest.mark.parametrize(
    ("by", "whom", "told"),
    [
        pytest.param("赵记分", "赵记分", OwnEntry, id="nobody-marks-himself"),
        pytest.param("赵记分", "李四", Gone, id="who-did-not-come-cannot-have-left"),
        pytest.param("张三", "赵记分", None, id="a-member-marks-nobody"),
        pytest.param("李委员", "赵记分", None, id="a-committee-member-who-does-not-record-neither"),
    ],
)
async def test_who_cannot_be_marked_by_whom(house: Hall, by: str, whom: str, told: type[Notice] | None) -> None:
    meeting_id = await came(house, "赵记分", "张三")
    asked = house.rolls.mark_left(house.callers[by], meeting_id, house.members[whom], left=True)
    if told is None:
        with pytest.raises(NotAllowed):
            await asked
    else:
        assert isinstance(await refusal(asked), told)
    assert not any(row.left_early for row in await house.rows(Attendance))


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CONFIRMED, MeetingState.CANCELLED])
async def test_in_which_states_nobody_is_marked(house: Hall, state: MeetingState) -> None:
    meeting_id = await house.bring_to(state)
    asked = house.rolls.mark_left(house.callers["赵记分"], meeting_id, house.members["张三"], left=True)
    assert isinstance(await refusal(asked), MeetingSettled)


async def test_before_the_start_nobody_has_left(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.meetings.open_due(house.at("2026-07-10 18:50"))
    assert isinstance(await refusal(house.rolls.leavers(house.callers["赵记分"], meeting_id)), NotStarted)


async def test_an_unknown_meeting_is_gone(house: Hall) -> None:
    assert await refusal(house.rolls.leavers(house.callers["赵记分"], 999)) == Gone()


async def test_who_is_entered_by_somebody_else_is_told_once_and_shown_as_such(house: Hall) -> None:
    meeting_id = await house.open()
    for _ in range(2):
        await house.rolls.check_in_for(house.callers["赵记分"], meeting_id, house.members["张三"])
    [told] = await house.told("张三", EnteredForYou)
    assert told.by == "赵记分"
    await house.close(meeting_id)
    [roll] = await house.told("王书记", Roll)
    assert [entry.name for entry in roll.entries if entry.on_behalf] == ["张三"]


async def test_the_recorder_marks_on_the_closing_screen(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    await sweep(town, "2026-07-10 18:40")
    await town.tap("张三", "✅ 签到", in_group=True)
    await town.tap("赵记分", "🖊 点名册")
    assert (await town.tap("赵记分", "▫️ 李四")).text == "已为李四签到。"
    assert "赵记分已于 18:40 为您登记签到" in await town.last("李四")
    assert "19:00" in ((await town.tap("赵记分", "🚪 登记早退")).text or "")
    await sweep(town, "2026-07-10 20:30")
    await town.tap("王书记", "🚪 登记早退")
    await town.tap("王书记", "✅ 张三")
    await town.tap("王书记", "📋 返回名单")
    await town.quiet(edits=True)
    assert "张三（早退）、李四（代为登记）" in await town.last("王书记")
    await town.tap("王书记", "✅ 确认")
    await town.quiet(edits=True)
    assert "早退 1 人" in await town.last("陈奶奶", in_group=True)
    assert {row.outcome for row in await rows(town, FactRow)} == {"left_early", "present", "absent"}
