"""Places, the waiting list, coming and going."""

from __future__ import annotations

import asyncio
from decimal import Decimal

import pytest

from services.actors import Caller
from storage.notices.activities import (
    ActivityBoard,
    ActivityCancelled,
    ActivityFaulty,
    ActivityHeard,
    ActivityHindered,
    ActivityPromoted,
)
from storage.notices.common import Gone, NoPermission, NotBound
from storage.tables import Activity, ActivitySeat, OutboxRow
from storage.vocabulary import ActivityState, Role
from tests.activities.stage import TYPED, Green
from tests.meetings.refusals import refusal


async def test_an_announced_activity_is_owed_to_the_group_once(town_green: Green) -> None:
    form = await town_green.form()
    first = await town_green.activities.announce(town_green.callers["王书记"], form)
    assert await town_green.activities.announce(town_green.callers["王书记"], form) == first
    assert await town_green.activities.announced(town_green.callers["王书记"], "m1") == first
    [row] = [row for row in await town_green.rows(OutboxRow) if row.to_group]
    assert row.kind == ActivityBoard.kind
    [activity] = await town_green.rows(Activity)
    assert (activity.places, activity.on_date.isoformat()) == (2, "2026-07-18")


@pytest.mark.parametrize("name", ["张三", "赵记分"])
async def test_who_may_not_announce_is_refused(town_green: Green, name: str) -> None:
    notice = await refusal(town_green.activities.begin(town_green.callers[name], "m1"))
    assert isinstance(notice, NoPermission)


@pytest.mark.parametrize(
    ("step", "said", "fault"),
    [
        pytest.param(0, " ", "empty", id="an-empty-title"),
        pytest.param(0, "活" * 61, "long", id="a-title-of-61-characters"),
        pytest.param(2, "改天", "unreadable_time", id="no-time"),
        pytest.param(2, "7月10日 9:00", "past", id="a-time-that-is-over"),
        pytest.param(2, "2028年7月10日 9:00", "too_far", id="a-time-in-two-years"),
        pytest.param(3, "0", "hours", id="no-hours"),
        pytest.param(3, "12.5", "hours", id="more-than-twelve-hours"),
        pytest.param(3, "1.25", "hours", id="a-quarter-of-an-hour"),
        pytest.param(4, "0", "places", id="no-places"),
        pytest.param(4, "2.5", "places", id="half-a-place"),
        pytest.param(4, "501", "places", id="more-places-than-a-branch-has"),
        pytest.param(5, "再加一句", "use_buttons", id="words-at-the-summary"),
    ],
)
async def test_an_answer_that_cannot_be_is_told_why(town_green: Green, step: int, said: str, fault: str) -> None:
    form = await town_green.activities.begin(town_green.callers["王书记"], "m1")
    for answer in TYPED[:step]:
        form = form.wrote(answer, town_green.clock.now())

    async def write() -> object:
        return form.wrote(said, town_green.clock.now())

    notice = await refusal(write())
    assert isinstance(notice, ActivityFaulty)
    assert notice.fault == fault


@pytest.mark.parametrize("said", ["不限", "all"])
async def test_an_activity_may_be_for_everybody(town_green: Green, said: str) -> None:
    activity_id = await town_green.announce(*TYPED[:4], said)
    heard = await town_green.join(activity_id, "张三", "李四", "陈奶奶")
    assert [one.what for one in heard] == ["joined"] * 3


async def test_going_back_asks_the_question_before_again(town_green: Green) -> None:
    form = await town_green.form()
    assert [form.step, form.back().step, form.back().back().step] == ["summary", "places", "hours"]


async def test_past_the_places_one_waits_and_a_freed_place_goes_to_the_first_who_waits(town_green: Green) -> None:
    activity_id = await town_green.announce()
    heard = await town_green.join(activity_id, "张三", "李四", "陈奶奶", "赵记分", "赵记分")
    assert [(one.what, one.queue, one.again) for one in heard] == [
        ("joined", 0, False),
        ("joined", 0, False),
        ("waiting", 1, False),
        ("waiting", 2, False),
        ("waiting", 2, True),
    ]
    await town_green.activities.leave(town_green.callers["张三"], activity_id)
    assert await town_green.states() == {"张三": "left", "李四": "joined", "陈奶奶": "joined", "赵记分": "waiting"}
    assert len(await town_green.told("陈奶奶", ActivityPromoted)) == 1
    assert await town_green.told("赵记分", ActivityPromoted) == []
    town_green.at("2026-07-10 10:01")
    [heard] = await town_green.join(activity_id, "张三")
    assert (heard.what, heard.queue) == ("waiting", 2)


async def test_who_waits_and_leaves_gives_nobody_a_place(town_green: Green) -> None:
    activity_id = await town_green.announce()
    await town_green.join(activity_id, "张三", "李四", "陈奶奶", "赵记分")
    await town_green.activities.leave(town_green.callers["陈奶奶"], activity_id)
    assert (await town_green.states())["赵记分"] == "waiting"


async def test_the_last_place_is_given_once_however_many_tap(town_green: Green) -> None:
    activity_id = await town_green.announce()
    names = ("张三", "李四", "陈奶奶", "赵记分")
    heard = await asyncio.gather(*(town_green.activities.join(town_green.callers[n], activity_id) for n in names))
    assert sorted(one.what for one in heard if isinstance(one, ActivityHeard)) == [
        "joined",
        "joined",
        "waiting",
        "waiting",
    ]
    assert len(await town_green.rows(ActivitySeat)) == 4


async def test_leaving_what_one_never_joined_or_has_left_says_so(town_green: Green) -> None:
    activity_id = await town_green.announce()
    never = await town_green.activities.leave(town_green.callers["张三"], activity_id)
    assert isinstance(never, ActivityHeard)
    assert never.what == "not_joined"
    await town_green.join(activity_id, "张三")
    for again in (False, True):
        left = await town_green.activities.leave(town_green.callers["张三"], activity_id)
        assert isinstance(left, ActivityHeard)
        assert (left.what, left.again) == ("left", again)


async def test_from_the_start_on_a_place_is_not_given_back(town_green: Green) -> None:
    activity_id = await town_green.announce()
    await town_green.join(activity_id, "张三")
    town_green.at("2026-07-18 09:00")
    notice = await refusal(town_green.activities.leave(town_green.callers["张三"], activity_id))
    assert isinstance(notice, ActivityHindered)
    assert notice.why == "begun"


@pytest.mark.parametrize(
    ("moment", "act", "why"),
    [
        pytest.param("2026-07-18 08:29", "check_in", "early", id="check-in-before-it-opens"),
        pytest.param("2026-07-18 12:00", "check_in", "over", id="check-in-after-the-end"),
        pytest.param("2026-07-18 12:00", "join", "over", id="joining-after-the-end"),
        pytest.param("2026-07-18 10:00", "check_out", "not_there", id="check-out-without-check-in"),
    ],
)
async def test_what_comes_at_the_wrong_time_is_told_so(town_green: Green, moment: str, act: str, why: str) -> None:
    activity_id = await town_green.announce()
    town_green.at(moment)
    notice = await refusal(getattr(town_green.activities, act)(town_green.callers["张三"], activity_id))
    assert isinstance(notice, ActivityHindered)
    assert notice.why == why


async def test_coming_without_a_place_takes_a_free_one_and_is_refused_when_full(town_green: Green) -> None:
    activity_id = await town_green.announce()
    await town_green.join(activity_id, "张三")
    await town_green.serve(activity_id, "李四", "08:50")
    assert (await town_green.states())["李四"] == "joined"
    full = await refusal(town_green.activities.check_in(town_green.callers["陈奶奶"], activity_id))
    assert isinstance(full, ActivityHindered)
    assert full.why == "full"
    await town_green.join(activity_id, "陈奶奶")
    waits = await refusal(town_green.activities.check_in(town_green.callers["陈奶奶"], activity_id))
    assert isinstance(waits, ActivityHindered)
    assert waits.why == "waits"


@pytest.mark.parametrize(
    ("came", "left", "hours"),
    [
        pytest.param("09:00", "12:00", "3", id="the-whole-time"),
        pytest.param("08:40", "12:30", "3", id="before-and-after-do-not-count"),
        pytest.param("09:00", "11:59", "2.5", id="rounded-down-to-half-hours"),
        pytest.param("09:31", "12:00", "2", id="late-counts-from-coming"),
        pytest.param("09:00", "09:29", "0", id="less-than-half-an-hour-is-nothing"),
        pytest.param("08:40", "08:55", "0", id="leaving-before-the-start-is-nothing"),
    ],
)
async def test_hours_are_full_half_hours_within_the_announced_time(
    town_green: Green, came: str, left: str, hours: str
) -> None:
    activity_id = await town_green.announce()
    await town_green.serve(activity_id, "张三", came, left)
    again = await town_green.activities.check_out(town_green.callers["张三"], activity_id)
    assert isinstance(again, ActivityHeard)
    assert (again.again, again.hours) == (True, Decimal(hours))


async def test_calling_off_tells_everybody_who_counted_on_it(town_green: Green) -> None:
    activity_id = await town_green.announce()
    await town_green.join(activity_id, "张三", "李四", "陈奶奶")
    for _ in range(2):
        await town_green.activities.cancel(town_green.callers["王书记"], activity_id)
    for name in ("张三", "李四", "陈奶奶"):
        assert len(await town_green.told(name, ActivityCancelled)) == 1
    assert await town_green.told("赵记分", ActivityCancelled) == []
    for act in (town_green.activities.join, town_green.activities.leave, town_green.activities.check_in):
        notice = await refusal(act(town_green.callers["张三"], activity_id))
        assert isinstance(notice, ActivityHindered)
        assert notice.why == "cancelled"
    [activity] = await town_green.rows(Activity)
    assert activity.state is ActivityState.CANCELLED


async def test_the_organiser_and_the_secretary_call_off_and_nobody_else(town_green: Green) -> None:
    activity_id = await town_green.announce(by="李委员")
    for name in ("张三", "赵记分"):
        notice = await refusal(town_green.activities.cancel(town_green.callers[name], activity_id))
        assert isinstance(notice, NoPermission)
    await town_green.demote("李委员")
    assert isinstance(
        await refusal(town_green.activities.cancel(town_green.callers["李委员"], activity_id)), NoPermission
    )
    await town_green.activities.cancel(town_green.callers["王书记"], activity_id)


async def test_an_activity_that_is_over_is_not_called_off(town_green: Green) -> None:
    activity_id = await town_green.announce()
    await town_green.join(activity_id, "张三")
    await town_green.close()
    for asked in (town_green.activities.ask_cancel, town_green.activities.cancel):
        notice = await refusal(asked(town_green.callers["王书记"], activity_id))
        assert isinstance(notice, ActivityHindered)
        assert notice.why == "over"


async def test_strangers_and_other_branches_find_nothing(town_green: Green) -> None:
    activity_id = await town_green.announce()
    await town_green.found("第二党支部")
    await town_green.settle("外书记", Role.SECRETARY)
    for who, expected in ((town_green.callers["外书记"], Gone()), (Caller(9, 9), NotBound())):
        for act in (
            town_green.activities.join,
            town_green.activities.leave,
            town_green.activities.check_in,
            town_green.activities.check_out,
            town_green.activities.cancel,
        ):
            assert await refusal(act(who, activity_id)) == expected
    assert await refusal(town_green.activities.join(town_green.callers["张三"], 999)) == Gone()
