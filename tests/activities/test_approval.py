"""From seats to facts: who approves, what is recorded, and what each member is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from storage.notices.activities import (
    ActivityHindered,
    ActivityOwnHours,
    ActivityRoll,
    ActivitySettled,
    ActivityToApprove,
    ActivityTold,
)
from storage.notices.common import Gone, NoPermission
from storage.tables import Activity, FactRow
from storage.vocabulary import ActivityState, Role
from tests.activities.stage import TYPED, Green
from tests.meetings.refusals import refusal


async def over(green: Green, *joined: str, by: str = "王书记") -> int:
    """An activity that is over, of which 张三 served three hours and the others never came."""
    activity_id = await green.announce(*TYPED[:4], "不限", by=by)
    await green.join(activity_id, "张三", *joined)
    await green.serve(activity_id, "张三", "09:00", "12:00")
    await green.close()
    return activity_id


async def test_approval_makes_facts_with_hours_and_a_miss(town_green: Green) -> None:
    activity_id = await over(town_green, "李四")
    [card] = await town_green.told("王书记", ActivityToApprove)
    assert (card.joined, card.came) == (2, 1)
    outcome = await town_green.rolls.settle(town_green.callers["王书记"], activity_id)
    assert await town_green.rolls.settle(town_green.callers["王书记"], activity_id) == outcome
    assert isinstance(outcome, ActivitySettled)
    assert await town_green.facts("张三") == [("service", "done", "2026-07-18", Decimal(3), False)]
    assert await town_green.facts("李四") == [("service", "missed", "2026-07-18", Decimal(1), False)]
    [told] = await town_green.told("张三", ActivityTold)
    assert (told.ending, told.hours, told.by) == ("done", Decimal(3), "王书记")
    [fact, _] = await town_green.rows(FactRow)
    assert (fact.event, fact.note, fact.author_id) == (
        f"activity:{activity_id}",
        "社区环境清理",
        town_green.members["王书记"],
    )
    [activity] = await town_green.rows(Activity)
    assert activity.state is ActivityState.SETTLED


async def test_the_approver_corrects_hours_and_excuses(town_green: Green) -> None:
    activity_id = await over(town_green, "李四", "陈奶奶")
    secretary = town_green.callers["王书记"]
    await town_green.rolls.change(secretary, await town_green.seat("张三"), "less")
    await town_green.rolls.change(secretary, await town_green.seat("李四"), "excuse")
    for _ in range(3):
        await town_green.rolls.change(secretary, await town_green.seat("陈奶奶"), "more")
    await town_green.rolls.settle(secretary, activity_id)
    assert [await town_green.facts(name) for name in ("张三", "李四", "陈奶奶")] == [
        [("service", "done", "2026-07-18", Decimal("2.5"), False)],
        [("service", "leave", "2026-07-18", Decimal(1), False)],
        [("service", "done", "2026-07-18", Decimal("1.5"), False)],
    ]


async def test_hours_stay_between_nothing_and_twelve(town_green: Green) -> None:
    await over(town_green)
    seat = await town_green.seat("张三")
    for change, bound in (("less", 0), ("more", 12)):
        for _ in range(30):
            shown = await town_green.rolls.change(town_green.callers["王书记"], seat, change)  # type: ignore[arg-type]
        assert isinstance(shown, ActivityRoll)
        assert [row.hours for row in shown.rows] == [Decimal(bound)]


async def test_a_presence_of_less_than_half_an_hour_is_neither_hours_nor_a_miss(town_green: Green) -> None:
    activity_id = await town_green.announce()
    await town_green.serve(activity_id, "张三", "09:00", "09:20")
    await town_green.close()
    await town_green.rolls.settle(town_green.callers["王书记"], activity_id)
    assert await town_green.facts("张三") == []
    [told] = await town_green.told("张三", ActivityTold)
    assert told.ending == "short"


async def test_who_forgot_to_check_out_has_no_hours_until_the_approver_enters_them(town_green: Green) -> None:
    activity_id = await town_green.announce()
    await town_green.serve(activity_id, "张三", "09:00")
    await town_green.close()
    shown = await town_green.rolls.roll(town_green.callers["王书记"], activity_id)
    assert isinstance(shown, ActivityRoll)
    assert [(row.hours, row.ending) for row in shown.rows] == [(Decimal(0), "short")]


async def test_nobody_approves_his_own_hours(town_green: Green) -> None:
    activity_id = await over(town_green, "王书记")
    secretary = town_green.callers["王书记"]
    own = await town_green.seat("王书记")
    for asked in (town_green.rolls.show(secretary, own), town_green.rolls.change(secretary, own, "more")):
        assert await refusal(asked) == ActivityOwnHours(others=("李委员",))
    await town_green.rolls.settle(secretary, activity_id)
    assert await town_green.facts("王书记") == []
    assert await refusal(town_green.rolls.settle(secretary, activity_id)) == ActivityOwnHours(others=("李委员",))
    assert len(await town_green.told("李委员", ActivityToApprove)) == 1
    await town_green.rolls.settle(town_green.callers["李委员"], activity_id)
    assert await town_green.facts("王书记") == [("service", "missed", "2026-07-18", Decimal(1), False)]
    [activity] = await town_green.rows(Activity)
    assert activity.state is ActivityState.SETTLED


async def test_where_nobody_else_may_the_superior_must(town_green: Green) -> None:
    await town_green.demote("李委员")
    await town_green.demote("赵记分")
    activity_id = await town_green.announce()
    await town_green.join(activity_id, "王书记")
    await town_green.close()
    asked = town_green.rolls.settle(town_green.callers["王书记"], activity_id)
    assert await refusal(asked) == ActivityOwnHours(others=())


@pytest.mark.parametrize("name", ["张三", "赵记分", "李委员"])
async def test_only_the_organiser_and_the_secretary_approve(town_green: Green, name: str) -> None:
    activity_id = await over(town_green, "李四")
    caller = town_green.callers[name]
    assert isinstance(await refusal(town_green.rolls.settle(caller, activity_id)), NoPermission)
    seat = await town_green.seat("李四")
    assert isinstance(await refusal(town_green.rolls.change(caller, seat, "more")), NoPermission)
    assert await town_green.rows(FactRow) == []


async def test_an_organiser_from_the_committee_approves_while_his_role_lasts(town_green: Green) -> None:
    activity_id = await over(town_green, "李四", by="李委员")
    assert len(await town_green.told("李委员", ActivityToApprove)) == 1
    await town_green.demote("李委员")
    assert isinstance(await refusal(town_green.rolls.settle(town_green.callers["李委员"], activity_id)), NoPermission)


async def test_before_the_end_nothing_is_approved_and_after_calling_off_neither(town_green: Green) -> None:
    activity_id = await town_green.announce()
    for why in ("early", "cancelled"):
        notice = await refusal(town_green.rolls.settle(town_green.callers["王书记"], activity_id))
        assert isinstance(notice, ActivityHindered)
        assert notice.why == why
        await town_green.activities.cancel(town_green.callers["王书记"], activity_id)


async def test_an_activity_that_nobody_joined_settles_itself(town_green: Green) -> None:
    await town_green.announce()
    await town_green.close()
    [activity] = await town_green.rows(Activity)
    assert activity.state is ActivityState.SETTLED
    assert await town_green.told("王书记", ActivityToApprove) == []


async def test_after_the_approval_hours_change_no_more(town_green: Green) -> None:
    activity_id = await over(town_green)
    outcome = await town_green.rolls.settle(town_green.callers["王书记"], activity_id)
    seat = await town_green.seat("张三")
    assert await town_green.rolls.change(town_green.callers["王书记"], seat, "more") == outcome
    assert len(await town_green.facts("张三")) == 1


async def test_hours_of_the_year_are_listed_for_the_member_himself(town_green: Green) -> None:
    activity_id = await over(town_green)
    await town_green.rolls.settle(town_green.callers["王书记"], activity_id)
    mine = await town_green.activities.listed(town_green.callers["张三"])
    assert (mine.year, mine.hours) == (2026, Decimal(3))
    assert (await town_green.activities.listed(town_green.callers["李四"])).hours == 0


async def test_another_branchs_secretary_finds_nothing(town_green: Green) -> None:
    activity_id = await over(town_green)
    seat = await town_green.seat("张三")
    await town_green.found("第二党支部")
    await town_green.settle("外书记", Role.SECRETARY)
    for asked in (
        town_green.rolls.settle(town_green.callers["外书记"], activity_id),
        town_green.rolls.change(town_green.callers["外书记"], seat, "more"),
        town_green.rolls.roll(town_green.callers["王书记"], 999),
        town_green.rolls.change(town_green.callers["王书记"], 999, "more"),
    ):
        assert await refusal(asked) == Gone()
