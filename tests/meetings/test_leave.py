"""Leave: asked once, decided once by somebody else, and what it does to the roll."""

from __future__ import annotations

import pytest

from messages.base import word as wording
from services.actors import Caller
from services.errors import NotAllowed, Refused
from storage.notices import Notice
from storage.notices.common import Gone, NotBound
from storage.notices.leave import (
    LeaveAnswer,
    LeaveCard,
    LeaveFiled,
    LeaveNeedless,
    LeaveNobodyDecides,
    LeaveOwn,
    LeaveReasonBad,
    LeaveReasonKept,
    LeaveStands,
    LeaveTooLate,
    LeaveVoid,
)
from storage.notices.meetings import LeaveWaiting, NotExpected, Roll
from storage.tables import Leave
from storage.vocabulary import Audience, LeaveKind, LeaveState, MeetingState, Presence
from tests.meetings.refusals import refusal
from tests.meetings.stage import Hall


@pytest.mark.parametrize(
    ("asker", "deciders"),
    [
        pytest.param("张三", {"王书记", "李委员"}, id="a-members-goes-to-secretary-and-committee"),
        pytest.param("王书记", {"李委员"}, id="the-secretarys-goes-to-the-committee-alone"),
        pytest.param("李委员", {"王书记"}, id="a-committee-members-goes-to-the-secretary"),
    ],
)
async def test_a_request_goes_to_everybody_who_decides_but_the_asker(
    house: Hall, asker: str, deciders: set[str]
) -> None:
    meeting_id = await house.plan()
    stands = await house.leaves.ask(house.callers[asker], meeting_id, LeaveKind.OFFICIAL)
    assert stands.state is LeaveState.ASKED
    assert {name for name in house.members if await house.told(name, LeaveCard)} == deciders
    assert len(await house.told(asker, LeaveFiled)) == 1


async def test_where_nobody_else_decides_the_superior_is_named(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.demote("李委员")
    asked = house.leaves.ask(house.callers["王书记"], meeting_id, LeaveKind.ILL)
    assert await refusal(asked) == LeaveNobodyDecides()
    assert await house.rows(Leave) == []


async def test_asking_again_tells_how_the_first_stands(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    again = await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.OFFICIAL)
    assert (again.leave_kind, again.state) == (LeaveKind.ILL, LeaveState.ASKED)
    assert len(await house.rows(Leave)) == 1
    assert len(await house.told("王书记", LeaveCard)) == 1


@pytest.mark.parametrize("approve", [pytest.param(True, id="approved"), pytest.param(False, id="refused")])
async def test_a_second_decider_gets_the_outcome_and_changes_nothing(house: Hall, approve: bool) -> None:
    meeting_id = await house.plan()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    leave_id = await house.leave_of("张三")
    await house.leaves.decide(house.callers["李委员"], leave_id, approve=approve)
    second = await house.leaves.decide(house.callers["王书记"], leave_id, approve=not approve)
    assert isinstance(second, LeaveStands)
    assert (second.state, second.by) == (LeaveState.APPROVED if approve else LeaveState.REFUSED, "李委员")
    assert [answer.approved for answer in await house.told("张三", LeaveAnswer)] == [approve, approve]


async def test_the_decision_is_on_every_card(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.excused("张三", meeting_id)
    for decider in ("王书记", "李委员"):
        [(_, card)] = await house.owed(decider)
        assert card.kind == "leave.decided"
        assert card.dump()["by"] == "李委员"


async def test_nobody_decides_his_own(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.leaves.ask(house.callers["王书记"], meeting_id, LeaveKind.ILL)
    asked = house.leaves.decide(house.callers["王书记"], await house.leave_of("王书记"), approve=True)
    assert await refusal(asked) == LeaveOwn()


@pytest.mark.parametrize(
    "name", [pytest.param("赵记分", id="a-recorder-does-not"), pytest.param("李四", id="a-member-does-not")]
)
async def test_who_does_not_decide_leave(house: Hall, name: str) -> None:
    meeting_id = await house.plan()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    with pytest.raises(NotAllowed):
        await house.leaves.decide(house.callers[name], await house.leave_of("张三"), approve=True)


async def test_a_demoted_secretarys_card_decides_nothing(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    await house.demote("王书记")
    with pytest.raises(NotAllowed):
        await house.leaves.decide(house.callers["王书记"], await house.leave_of("张三"), approve=True)


async def test_strangers_and_other_branches_decide_nothing(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    leave_id = await house.leave_of("张三")
    await house.found("第二党支部")
    await house.settle("外人")
    assert await refusal(house.leaves.decide(Caller(9, 9), leave_id, approve=True)) == NotBound()
    assert await refusal(house.leaves.decide(house.callers["外人"], leave_id, approve=True)) == Gone()
    assert await refusal(house.leaves.ask(house.callers["外人"], meeting_id, LeaveKind.ILL)) == Gone()
    assert await refusal(house.leaves.decide(house.callers["李委员"], 10**9, approve=True)) == Gone()


async def test_who_is_not_expected_needs_no_leave(house: Hall) -> None:
    meeting_id = await house.plan(audience=Audience.COMMITTEE)
    asked = house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    assert isinstance(await refusal(asked), NotExpected)


async def test_who_is_checked_in_needs_no_leave(house: Hall) -> None:
    meeting_id = await house.open()
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    assert await refusal(house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)) == LeaveNeedless()


@pytest.mark.parametrize(
    ("state", "notice"),
    [
        pytest.param(MeetingState.PLANNED, None, id="before-the-meeting-yes"),
        pytest.param(MeetingState.OPEN, None, id="during-the-meeting-yes"),
        pytest.param(MeetingState.CLOSED, None, id="afterwards-until-the-roll-is-confirmed-yes"),
        pytest.param(MeetingState.CONFIRMED, LeaveTooLate, id="once-confirmed-no"),
        pytest.param(MeetingState.CANCELLED, LeaveTooLate, id="for-a-cancelled-meeting-no"),
    ],
)
async def test_until_when_leave_can_be_asked(house: Hall, state: MeetingState, notice: type[Notice] | None) -> None:
    meeting_id = await house.bring_to(state)
    asked = house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.PERSONAL)
    if notice is None:
        assert (await asked).state is LeaveState.ASKED
    else:
        assert isinstance(await refusal(asked), notice)


async def test_leave_approved_after_closing_excuses(house: Hall) -> None:
    meeting_id = await house.open()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    await house.close(meeting_id)
    entry = await house.entry("张三", meeting_id)
    assert entry is not None
    assert entry[0] is Presence.ABSENT
    await house.leaves.decide(house.callers["李委员"], await house.leave_of("张三"), approve=True)
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    assert (await house.outcomes(meeting_id))["张三"] == "sick_leave"


@pytest.mark.parametrize(
    ("kind", "outcome", "word"),
    [
        pytest.param(LeaveKind.OFFICIAL, "official_leave", "公假", id="official"),
        pytest.param(LeaveKind.PERSONAL, "personal_leave", "事假", id="personal"),
        pytest.param(LeaveKind.ILL, "sick_leave", "病假", id="ill"),
    ],
)
async def test_the_kind_of_leave_is_shown_to_who_decides_and_carried_into_the_fact(
    house: Hall, kind: LeaveKind, outcome: str, word: str
) -> None:
    meeting_id = await house.open()
    await house.leaves.ask(house.callers["张三"], meeting_id, kind)
    [card] = await house.told("李委员", LeaveCard)
    assert word in wording(card, "zh_CN").text
    await house.leaves.decide(house.callers["李委员"], await house.leave_of("张三"), approve=True)
    await house.close(meeting_id)
    [roll] = await house.told("王书记", Roll)
    assert f"张三（{word}）" in wording(roll, "zh_CN").text
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    assert (await house.outcomes(meeting_id))["张三"] == outcome


async def test_refused_leave_does_not_excuse(house: Hall) -> None:
    meeting_id = await house.open()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    await house.leaves.decide(house.callers["李委员"], await house.leave_of("张三"), approve=False)
    await house.close(meeting_id)
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    assert (await house.outcomes(meeting_id))["张三"] == "absent"


async def test_nobody_is_confirmed_missing_while_his_leave_waits(house: Hall) -> None:
    meeting_id = await house.open()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    await house.close(meeting_id)
    assert await refusal(house.rolls.confirm(house.callers["王书记"], meeting_id)) == LeaveWaiting(names=["张三"])
    assert await house.outcomes(meeting_id) == {}


async def test_a_waiting_request_of_one_who_came_holds_nothing_up_and_becomes_void(house: Hall) -> None:
    meeting_id = await house.open()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    await house.close(meeting_id)
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    assert (await house.outcomes(meeting_id))["张三"] == "present"
    late = await house.leaves.decide(house.callers["李委员"], await house.leave_of("张三"), approve=True)
    assert isinstance(late, LeaveVoid)
    [row] = await house.rows(Leave)
    assert row.state is LeaveState.ASKED


async def test_a_reason_is_shown_to_those_who_decide(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    kept = await house.leaves.add_reason(house.callers["张三"], await house.leave_of("张三"), "  住院\n检查 ")
    assert kept == LeaveReasonKept()
    assert [card.reason for card in await house.told("李委员", LeaveCard)] == ["住院 检查"]


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        pytest.param("病" * 200, True, id="two-hundred-characters-are-kept"),
        pytest.param("病" * 201, False, id="one-more-is-too-long"),
        pytest.param(" \n ", False, id="nothing-but-blanks-is-no-reason"),
    ],
)
async def test_the_bounds_of_a_reason(house: Hall, reason: str, kept: bool) -> None:
    meeting_id = await house.plan()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    added = house.leaves.add_reason(house.callers["张三"], await house.leave_of("张三"), reason)
    if kept:
        assert await added == LeaveReasonKept()
    else:
        assert await refusal(added) == LeaveReasonBad(limit=200)


async def test_a_reason_is_added_by_the_asker_alone_and_before_the_decision(house: Hall) -> None:
    meeting_id = await house.plan()
    leave_id = await house.excused("张三", meeting_id)
    assert await refusal(house.leaves.add_reason(house.callers["李四"], leave_id, "冒名")) == Gone()
    after = await house.leaves.add_reason(house.callers["张三"], leave_id, "晚了")
    assert isinstance(after, LeaveStands)
    [row] = await house.rows(Leave)
    assert row.reason == ""


async def test_what_can_be_asked_is_listed(house: Hall) -> None:
    branch = await house.plan("2026-07-10 19:00")
    await house.plan("2026-07-11 19:00", kind="committee", audience=Audience.COMMITTEE)
    assert [info.meeting_id for info in (await house.leaves.choices(house.callers["张三"])).meetings] == [branch]
    await house.leaves.ask(house.callers["张三"], branch, LeaveKind.ILL)
    assert (await house.leaves.choices(house.callers["张三"])).meetings == []


async def test_cancelling_takes_requests_off_the_deciders_hands(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
    await house.meetings.cancel(house.callers["王书记"], meeting_id)
    assert len(await house.told("李委员", LeaveVoid)) == 1
    decided = await house.leaves.decide(house.callers["李委员"], await house.leave_of("张三"), approve=True)
    assert isinstance(decided, LeaveVoid)


async def test_a_member_who_left_asks_nothing(house: Hall) -> None:
    meeting_id = await house.plan()
    await house.change("张三", left_on=house.clock.now().date())
    with pytest.raises(Refused):
        await house.leaves.ask(house.callers["张三"], meeting_id, LeaveKind.ILL)
