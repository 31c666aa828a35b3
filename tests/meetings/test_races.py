"""Two at once, on both databases: whatever the order, nothing is lost, nothing counts twice."""

from __future__ import annotations

import asyncio

import pytest

from services.errors import Refused
from services.plan_form import Step
from storage.notices.leave import LeaveStands
from storage.notices.meetings import CheckedIn, MeetingPrompt, MeetingResult, RollConfirmed
from storage.tables import Attendance, FactRow, Leave, Letter, Meeting
from storage.vocabulary import LeaveKind, LeaveState, Presence, Role
from tests.meetings.stage import Hall


async def test_a_hall_that_taps_at_once_is_counted_right(any_house: Hall) -> None:
    for number in range(24):
        await any_house.settle(f"党员{number}")
    meeting_id = await any_house.open()
    everybody = list(any_house.callers.values())
    told = await asyncio.gather(*(any_house.meetings.check_in(caller, meeting_id) for caller in everybody * 2))
    assert sum(not answer.again for answer in told) == len(everybody) == 30
    assert len(await any_house.rows(Attendance)) == 30
    prompt = await any_house.notice(f"meeting:{meeting_id}:prompt")
    assert isinstance(prompt, MeetingPrompt)
    assert (prompt.present, prompt.expected) == (30, 30)


async def test_a_tap_and_the_recorder_at_once_make_one_entry(any_house: Hall) -> None:
    meeting_id = await any_house.open()
    tap = any_house.meetings.check_in(any_house.callers["张三"], meeting_id)
    record = any_house.rolls.check_in_for(any_house.callers["赵记分"], meeting_id, any_house.members["张三"])
    own, other = await asyncio.gather(tap, record)
    assert own.again != other.again
    assert len(await any_house.rows(Attendance)) == 1


async def test_two_deciders_at_once_decide_once(any_house: Hall) -> None:
    meeting_id = await any_house.plan()
    await any_house.leaves.ask(any_house.callers["张三"], meeting_id, LeaveKind.ILL)
    leave_id = await any_house.leave_of("张三")
    first, second = await asyncio.gather(
        any_house.leaves.decide(any_house.callers["王书记"], leave_id, approve=True),
        any_house.leaves.decide(any_house.callers["李委员"], leave_id, approve=False),
    )
    assert isinstance(first, LeaveStands)
    assert first == second
    [row] = await any_house.rows(Leave)
    assert row.state is first.state


async def test_asking_leave_twice_at_once_is_one_request(any_house: Hall) -> None:
    meeting_id = await any_house.plan()
    asked = [any_house.leaves.ask(any_house.callers["张三"], meeting_id, kind) for kind in LeaveKind]
    told = await asyncio.gather(*asked)
    assert len({answer.leave_kind for answer in told}) == 1
    assert len(await any_house.rows(Leave)) == 1


async def test_check_in_and_closing_at_once_leave_one_entry_that_the_answer_tells(any_house: Hall) -> None:
    meeting_id = await any_house.open()
    any_house.at("2026-07-10 20:00")
    tapped, _closed = await asyncio.gather(
        any_house.meetings.check_in(any_house.callers["张三"], meeting_id),
        any_house.rolls.close(any_house.callers["王书记"], meeting_id),
        return_exceptions=True,
    )
    entry = await any_house.entry("张三", meeting_id)
    assert entry is not None
    assert entry[0] is (Presence.LATE if isinstance(tapped, CheckedIn) else Presence.ABSENT)
    assert isinstance(tapped, CheckedIn | Refused)


async def test_leave_approved_while_he_checks_in_never_hides_that_he_came(any_house: Hall) -> None:
    meeting_id = await any_house.open()
    await any_house.leaves.ask(any_house.callers["张三"], meeting_id, LeaveKind.ILL)
    await asyncio.gather(
        any_house.leaves.decide(any_house.callers["李委员"], await any_house.leave_of("张三"), approve=True),
        any_house.meetings.check_in(any_house.callers["张三"], meeting_id),
    )
    await any_house.close(meeting_id)
    await any_house.rolls.confirm(any_house.callers["王书记"], meeting_id)
    assert (await any_house.outcomes(meeting_id))["张三"] == "present"


async def test_leave_approved_while_the_roll_is_closed_excuses_in_either_order(any_house: Hall) -> None:
    meeting_id = await any_house.open()
    await any_house.leaves.ask(any_house.callers["张三"], meeting_id, LeaveKind.ILL)
    await asyncio.gather(
        any_house.leaves.decide(any_house.callers["李委员"], await any_house.leave_of("张三"), approve=True),
        any_house.rolls.close(any_house.callers["王书记"], meeting_id),
    )
    entry = await any_house.entry("张三", meeting_id)
    assert entry is not None
    assert entry[0] is Presence.LEAVE


async def test_confirming_at_once_counts_once(any_house: Hall) -> None:
    await any_house.settle("副书记", Role.SECRETARY)
    meeting_id = await any_house.open()
    await any_house.close(meeting_id)
    confirmed = await asyncio.gather(
        *(any_house.rolls.confirm(any_house.callers[name], meeting_id) for name in ("王书记", "副书记") * 3)
    )
    assert len({answer.by for answer in confirmed}) == 1
    assert all(isinstance(answer, RollConfirmed) for answer in confirmed)
    assert len(await any_house.rows(FactRow)) == 7
    assert len([notice for notice in await any_house.to_group() if isinstance(notice, MeetingResult)]) == 1


async def test_leave_decided_while_the_roll_is_confirmed_is_never_half_done(any_house: Hall) -> None:
    meeting_id = await any_house.open()
    await any_house.leaves.ask(any_house.callers["张三"], meeting_id, LeaveKind.ILL)
    await any_house.close(meeting_id)
    await asyncio.gather(
        any_house.leaves.decide(any_house.callers["李委员"], await any_house.leave_of("张三"), approve=True),
        any_house.rolls.confirm(any_house.callers["王书记"], meeting_id),
        return_exceptions=True,
    )
    await any_house.rolls.confirm(any_house.callers["王书记"], meeting_id)
    assert (await any_house.outcomes(meeting_id))["张三"] == "sick_leave"
    [row] = await any_house.rows(Leave)
    assert row.state is LeaveState.APPROVED


async def test_letters_signed_at_once_get_numbers_of_their_own(any_house: Hall) -> None:
    await any_house.settle("副书记", Role.SECRETARY)
    for start in ("2026-07-10 19:00", "2026-07-17 19:00"):
        await any_house.hold(start, "王书记", "副书记")
    letters = [row.id for row in await any_house.rows(Letter)]
    await asyncio.gather(
        *(
            any_house.letters.sign(any_house.callers[name], letter_id)
            for letter_id in letters
            for name in ("王书记", "副书记")
        )
    )
    numbers = sorted(row.number for row in await any_house.rows(Letter))
    assert numbers == list(range(1, len(letters) + 1))


async def test_one_form_planned_twice_at_once_is_one_meeting(any_house: Hall) -> None:

    form = await any_house.planning.begin(any_house.callers["王书记"], "m1")
    filled = form.to(Step.SUMMARY, **any_house.answers())
    plans = await asyncio.gather(*(any_house.planning.plan(any_house.callers["王书记"], filled) for _ in range(4)))
    assert len({plan.info.meeting_id for plan in plans}) == 1
    assert len(await any_house.rows(Meeting)) == 1


@pytest.mark.parametrize("times", [pytest.param(3, id="three-sweeps-at-once")])
async def test_sweeps_that_run_side_by_side_open_and_close_once(any_house: Hall, times: int) -> None:
    meeting_id = await any_house.plan()
    now = any_house.at("2026-07-10 19:00")
    assert sum(await asyncio.gather(*(any_house.meetings.open_due(now) for _ in range(times)))) == 1
    now = any_house.at("2026-07-10 21:00")
    assert sum(await asyncio.gather(*(any_house.rolls.close_due(now) for _ in range(times)))) == 1
    assert await any_house.group_keys() == [f"meeting:{meeting_id}:announced", f"meeting:{meeting_id}:prompt"]
