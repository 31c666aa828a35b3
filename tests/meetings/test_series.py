"""Meetings that are held each month, and meetings on public holidays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import NotAllowed, Refused
from services.plan_form import Step, ask, tapped
from services.recurrence import days_between, offered, rule_of
from services.series import SeriesBook
from services.workdays import WorkDays
from storage.notices.common import Gone
from storage.notices.meetings import MeetingAnnounced
from storage.notices.planning import PlanSummary
from storage.notices.series import SeriesOnHoliday
from storage.tables import Meeting, MeetingSeries
from storage.vocabulary import Audience, MeetingState, Repeat, Role
from tests.meetings.refusals import refusal
from tests.meetings.sight import rows
from tests.meetings.stage import Hall
from tests.meetings.test_plan_form import NOW, form
from tests.town import Town

HOLIDAY = WorkDays(rest=frozenset({date(2026, 8, 14)}))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "repeat", "held"),
    [
        pytest.param("2026-07-10", Repeat.MONTHLY_DAY, ["08-10", "09-10", "10-10"], id="the-tenth"),
        pytest.param("2026-07-10", Repeat.MONTHLY_WEEKDAY, ["08-14", "09-11", "10-09"], id="the-second-friday"),
        pytest.param("2026-07-31", Repeat.MONTHLY_DAY, ["08-31", "09-30", "10-31"], id="the-31st-or-the-last-day"),
        pytest.param("2026-07-30", Repeat.MONTHLY_DAY, ["08-30", "09-30", "10-30"], id="the-30th"),
        pytest.param("2026-07-31", Repeat.MONTHLY_LAST_WEEKDAY, ["08-28", "09-25", "10-30"], id="the-last-friday"),
    ],
)
def test_on_which_days_a_monthly_meeting_falls(first: str, repeat: Repeat, held: list[str]) -> None:
    found = days_between(day(first), repeat, day(first), day("2026-10-31"))
    assert [found_day.isoformat()[5:] for found_day in found] == held


def test_a_31st_is_the_28th_in_february() -> None:
    assert days_between(day("2026-12-31"), Repeat.MONTHLY_DAY, day("2027-02-01"), day("2027-02-28")) == [
        day("2027-02-28")
    ]


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_whatever_is_offered_is_held_once_in_each_later_month(first: date) -> None:
    for repeat in offered(first):
        if repeat is Repeat.ONCE:
            continue
        held = days_between(first, repeat, first, first + timedelta(days=800))
        months = [(found.year, found.month) for found in held]
        assert len(months) == len(set(months)) >= 25
        assert repeat is Repeat.MONTHLY_DAY or {found.weekday() for found in held} == {first.weekday()}


def test_what_is_held_once_has_no_rule() -> None:
    with pytest.raises(ValueError, match="once"):
        rule_of(day("2026-07-10"), Repeat.ONCE)


@pytest.mark.parametrize(
    ("value", "step"),
    [
        pytest.param("monthly_last_weekday", Step.REPEAT, id="the-last-weekday-on-a-tenth"),
        pytest.param("daily", Step.REPEAT, id="a-rhythm-that-is-none"),
        pytest.param("anything", Step.SUMMARY, id="a-button-that-the-summary-has-not"),
    ],
)
def test_a_repetition_that_was_not_offered_is_gone(value: str, step: Step) -> None:
    answered = {"starts_at": NOW + timedelta(days=4), "day": day("2026-07-10")}
    with pytest.raises(Refused) as caught:
        tapped(form(step, **answered), step.value, value, NOW)
    assert caught.value.notice == Gone()


async def monthly(house: Hall, repeat: Repeat = Repeat.MONTHLY_WEEKDAY, **answers: Any) -> SeriesBook:
    """A monthly meeting, first held on Friday, 10 July."""
    await house.plan(repeat=repeat, **answers)
    return SeriesBook(house.db, house.clock, HOLIDAY)


async def planned(house: Hall) -> list[str]:
    return [f"{row.on_date:%m-%d}" for row in await house.rows(Meeting)]


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        pytest.param("2026-08-03 12:00", ["07-10"], id="eleven-days-before-not-yet"),
        pytest.param("2026-08-04 07:59", ["07-10"], id="not-at-night"),
        pytest.param("2026-08-04 08:00", ["07-10", "08-14"], id="ten-days-before-in-the-morning"),
        pytest.param("2026-08-14 18:59", ["07-10", "08-14"], id="after-an-outage-as-long-as-it-is-to-come"),
        pytest.param("2026-08-14 19:00", ["07-10"], id="what-has-begun-is-not-planned"),
        pytest.param("2026-09-11 12:00", ["07-10", "09-11"], id="a-month-that-was-slept-through-is-lost"),
    ],
)
async def test_when_the_next_meeting_is_planned(house: Hall, moment: str, days: list[str]) -> None:
    series = await monthly(house)
    now = house.at(moment)
    for _ in range(3):
        await series.plan_due(now)
    assert await planned(house) == days
    told = [notice for notice in await house.to_group() if isinstance(notice, MeetingAnnounced)]
    assert len(told) == len(days)


async def test_the_next_meeting_is_like_the_first(house: Hall) -> None:
    group = await house.group("第一党小组", "张三")
    series = await monthly(house, place="三楼", audience=Audience.GROUP, group_id=group)
    await series.plan_due(house.at("2026-08-05 12:00"))
    first, second = await house.rows(Meeting)
    for column in ("kind", "title", "place", "audience", "group_id", "grace_minutes"):
        assert getattr(second, column) == getattr(first, column), column
    assert second.starts_at - first.starts_at == timedelta(days=35)
    assert second.ends_at - second.starts_at == timedelta(minutes=90)


async def test_a_planned_one_that_is_cancelled_is_not_planned_again(house: Hall) -> None:
    series = await monthly(house)
    await series.plan_due(house.at("2026-08-05 12:00"))
    second = (await house.rows(Meeting))[1]
    await house.meetings.cancel(house.callers["王书记"], second.id)
    assert await series.plan_due(house.at("2026-08-06 12:00")) == 0
    assert [row.state for row in await house.rows(Meeting)][1:] == [MeetingState.CANCELLED]


async def test_a_form_confirmed_twice_begins_one_series(house: Hall) -> None:
    series = await monthly(house)
    filled = (await house.planning.begin(house.callers["王书记"], "m2")).to(
        Step.SUMMARY, **house.answers("2026-07-12 19:00", repeat=Repeat.MONTHLY_DAY)
    )
    for _ in range(2):
        told = await house.planning.plan(house.callers["王书记"], filled)
        assert told.repeat is Repeat.MONTHLY_DAY
    assert len((await series.list(house.callers["王书记"])).series) == 2
    assert len(await house.rows(MeetingSeries)) == 2


async def test_a_stopped_series_plans_nothing_more_and_a_second_tap_tells_who_stopped_it(house: Hall) -> None:
    series = await monthly(house)
    [row] = await house.rows(MeetingSeries)
    for _ in range(2):
        assert (await series.stop(house.callers["王书记"], row.id)).by == "王书记"
    assert await series.plan_due(house.at("2026-08-05 12:00")) == 0
    assert (await series.list(house.callers["王书记"])).series == []


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        pytest.param("李委员", True, id="the-committee-sees-them"),
        pytest.param("赵记分", False, id="a-recorder-does-not"),
        pytest.param("张三", False, id="a-member-does-not"),
    ],
)
async def test_only_the_secretary_stops_a_series(house: Hall, name: str, sees: bool) -> None:
    series = await monthly(house)
    [row] = await house.rows(MeetingSeries)
    with pytest.raises(NotAllowed):
        await series.stop(house.callers[name], row.id)
    if sees:
        assert not (await series.list(house.callers[name])).may_stop
    else:
        with pytest.raises(NotAllowed):
            await series.list(house.callers[name])


async def test_another_branchs_series_is_gone(house: Hall) -> None:
    series = await monthly(house)
    [row] = await house.rows(MeetingSeries)
    await house.found("第二党支部")
    await house.settle("外书记", Role.SECRETARY)
    assert await refusal(series.stop(house.callers["外书记"], row.id)) == Gone()
    assert await refusal(series.stop(house.callers["王书记"], 999)) == Gone()
    assert (await series.list(house.callers["外书记"])).series == []


async def test_the_secretary_is_warned_once_of_a_monthly_meeting_on_a_holiday(house: Hall) -> None:
    series = await monthly(house)
    for hour in (9, 10):
        await series.plan_due(house.at(f"2026-08-05 {hour:02}:00"))
    [warning] = await house.told("王书记", SeriesOnHoliday)
    assert warning.info.starts_at.date() == day("2026-08-14")
    assert await house.told("李委员", SeriesOnHoliday) == []


@pytest.mark.parametrize(
    ("start", "holiday"),
    [
        pytest.param("2026-10-01 09:00", "国庆节", id="national-day"),
        pytest.param("2026-10-12 09:00", "", id="an-ordinary-monday"),
        pytest.param("2026-10-17 09:00", "", id="a-plain-saturday-is-no-holiday"),
        pytest.param("2026-10-10 09:00", "", id="a-saturday-that-is-worked-neither"),
    ],
)
async def test_the_summary_warns_of_a_public_holiday(house: Hall, start: str, holiday: str) -> None:
    house.at("2026-09-20 12:00")
    opened = await house.planning.begin(house.callers["王书记"], "m1")
    summary = ask(opened.to(Step.SUMMARY, **house.answers(start)), house.clock.now())
    assert isinstance(summary, PlanSummary)
    assert holiday in summary.holiday
    assert bool(summary.holiday) is bool(holiday)


async def test_the_secretary_repeats_a_meeting_and_stops_it_in_chat(town: Town) -> None:
    await town.at("2026-07-02 10:00")
    await town.say("王书记", "/plan")
    for tap in ("主题党日", "用“"):
        await town.tap("王书记", tap)
    await town.say("王书记", "10月1日 19:00")
    for tap in ("90 分钟", "跳过", "全体党员"):
        await town.tap("王书记", tap)
    assert "法定节假日：国庆节" in await town.last("王书记")
    await town.tap("王书记", "🔁 每月重复")
    await town.tap("王书记", "每月第一个周四")
    assert "重复：每月第一个周四" in await town.last("王书记")
    await town.tap("王书记", "✅ 确认并通知")
    await town.at("2026-10-26 09:00")
    await town.house.dispatcher["series"].plan_due(town.house.clock.now())
    await town.quiet()
    assert "11月5日 周四 19:00" in await town.last("张三", in_group=True)
    await town.say("王书记", "/meetings")
    await town.tap("王书记", "🔁 每月例会")
    await town.tap("王书记", "1 ⏹ 停止")
    assert "王书记已停止" in await town.last("王书记")
    assert len(await rows(town, Meeting)) == 2
