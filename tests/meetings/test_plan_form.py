"""The planning form: each step's answers, what is refused and with what would be right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.errors import NotAllowed, Refused
from services.plan_form import PlanForm, Step, ask, tapped, wrote
from storage.notices.common import Gone
from storage.notices.planning import GroupChoice, PlanFault, PlanFaulty, PlanSummary, PlanTime
from storage.tables import Meeting
from storage.vocabulary import Audience, MeetingKind
from tests.meetings.refusals import refusal
from tests.meetings.stage import Hall

NOW = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)  # Monday, 10:00 in Shanghai
ZONE = ZoneInfo("Asia/Shanghai")


def form(step: Step, **answers: object) -> PlanForm:
    """A form that stands at a step."""
    blank = PlanForm(form="m1", zone="Asia/Shanghai", groups=[GroupChoice(group_id=7, name="第一党小组")])
    return blank.to(step, **answers)


def test_the_whole_form_by_buttons() -> None:
    filled = form(Step.KIND)
    for step, value in (
        ("kind", "lecture"),
        ("title", "default"),
        ("day", "2026-07-10"),
        ("time", "1900"),
        ("minutes", "90"),
        ("place", "skip"),
        ("audience", "g7"),
    ):
        filled = tapped(filled, step, value, NOW)
    summary = ask(filled, NOW)
    assert summary == PlanSummary(
        form="m1",
        meeting_kind=MeetingKind.LECTURE,
        title="",
        starts_at=datetime(2026, 7, 10, 11, 0, tzinfo=UTC),
        minutes=90,
        zone="Asia/Shanghai",
        place="",
        audience=Audience.GROUP,
        group="第一党小组",
    )


def test_day_and_time_can_be_written_at_once() -> None:
    filled = wrote(form(Step.DAY), "7月10日 19:00", NOW)
    assert (filled.step, filled.starts_at) == (Step.MINUTES, datetime(2026, 7, 10, 11, 0, tzinfo=UTC))


def test_a_day_alone_leads_to_the_time() -> None:
    filled = wrote(form(Step.DAY), "7月10日", NOW)
    assert (filled.step, filled.day) == (Step.TIME, date(2026, 7, 10))
    assert wrote(filled, "19:30", NOW).starts_at == datetime(2026, 7, 10, 11, 30, tzinfo=UTC)


def test_only_times_ahead_are_offered_today() -> None:
    today, tomorrow = (ask(form(Step.TIME, day=date(2026, 7, day)), NOW) for day in (6, 7))
    assert isinstance(today, PlanTime)
    assert isinstance(tomorrow, PlanTime)
    assert today.times == ["1430", "1500", "1900", "1930"]
    assert len(tomorrow.times) == 6


@pytest.mark.parametrize(
    ("step", "text", "fault"),
    [
        pytest.param(Step.DAY, "2026-07-06 10:00", PlanFault.PAST, id="now-is-past"),
        pytest.param(Step.DAY, "7月5日", PlanFault.PAST, id="yesterday-is-past"),
        pytest.param(Step.DAY, "2027-07-08 10:00", PlanFault.TOO_FAR, id="more-than-a-year-away"),
        pytest.param(Step.DAY, "尽快", PlanFault.UNREADABLE_TIME, id="a-vague-word"),
        pytest.param(Step.TIME, "99:99", PlanFault.UNREADABLE_TIME, id="no-time-of-day"),
        pytest.param(Step.TIME, "09:59", PlanFault.PAST, id="a-minute-ago-today"),
        pytest.param(Step.MINUTES, "9", PlanFault.MINUTES_BOUNDS, id="nine-minutes"),
        pytest.param(Step.MINUTES, "721", PlanFault.MINUTES_BOUNDS, id="over-twelve-hours"),
        pytest.param(Step.MINUTES, "-60", PlanFault.UNREADABLE_MINUTES, id="less-than-nothing"),
        pytest.param(Step.MINUTES, "一会儿", PlanFault.UNREADABLE_MINUTES, id="a-while"),
        pytest.param(Step.MINUTES, "²²", PlanFault.UNREADABLE_MINUTES, id="digits-that-are-none"),
        pytest.param(Step.MINUTES, "9" * 4000, PlanFault.UNREADABLE_MINUTES, id="a-huge-number"),
        pytest.param(Step.TITLE, " \n ", PlanFault.EMPTY, id="an-empty-title"),
        pytest.param(Step.TITLE, "会" * 61, PlanFault.LONG_TITLE, id="a-title-of-61"),
        pytest.param(Step.PLACE, "室" * 61, PlanFault.LONG_PLACE, id="a-place-of-61"),
        pytest.param(Step.KIND, "党课", PlanFault.USE_BUTTONS, id="text-where-buttons-are"),
        pytest.param(Step.SUMMARY, "好的", PlanFault.USE_BUTTONS, id="text-instead-of-confirming"),
    ],
)
def test_a_written_answer_that_cannot_be(step: Step, text: str, fault: PlanFault) -> None:
    with pytest.raises(Refused) as caught:
        wrote(form(step, day=date(2026, 7, 6)), text, NOW)
    assert isinstance(caught.value.notice, PlanFaulty)
    assert caught.value.notice.fault is fault


@pytest.mark.parametrize(
    ("step", "text"),
    [
        pytest.param(Step.DAY, "7月5日", id="past"),
        pytest.param(Step.DAY, "很快", id="unreadable"),
        pytest.param(Step.DAY, "2029-01-01 9:00", id="too-far"),
    ],
)
def test_a_refused_time_names_one_that_would_do(step: Step, text: str) -> None:
    with pytest.raises(Refused) as caught:
        wrote(form(step), text, NOW)
    assert isinstance(caught.value.notice, PlanFaulty)
    example = caught.value.notice.example
    assert example is not None
    assert wrote(form(step), example.astimezone(ZONE).strftime("%Y-%m-%d %H:%M"), NOW).step is Step.MINUTES


@pytest.mark.parametrize(
    ("minutes", "kept"),
    [
        pytest.param("10", 10, id="ten"),
        pytest.param("720分钟", 720, id="twelve-hours"),
        pytest.param(" 90 分 ", 90, id="unit"),
    ],
)
def test_lengths_within_bounds(minutes: str, kept: int) -> None:
    assert wrote(form(Step.MINUTES), minutes, NOW).minutes == kept


@pytest.mark.parametrize(
    ("step", "tap", "value"),
    [
        pytest.param(Step.TITLE, "kind", "lecture", id="a-button-of-a-former-step"),
        pytest.param(Step.KIND, "kind", "party", id="a-kind-that-is-none"),
        pytest.param(Step.DAY, "day", "tomorrow", id="a-day-that-is-none"),
        pytest.param(Step.MINUTES, "minutes", "x", id="minutes-that-are-none"),
        pytest.param(Step.AUDIENCE, "audience", "g8", id="a-group-that-was-not-offered"),
        pytest.param(Step.AUDIENCE, "audience", "gx", id="a-group-that-is-none"),
        pytest.param(Step.AUDIENCE, "audience", "group", id="a-group-without-its-number"),
        pytest.param(Step.SUMMARY, "summary", "x", id="nothing-to-tap-in-the-summary"),
    ],
)
def test_a_forged_or_old_button_is_gone(step: Step, tap: str, value: str) -> None:
    with pytest.raises(Refused) as caught:
        tapped(form(step), tap, value, NOW)
    assert caught.value.notice == Gone()


def test_a_day_that_has_passed_meanwhile_is_refused_at_the_time() -> None:
    with pytest.raises(Refused) as caught:
        tapped(form(Step.TIME, day=date(2026, 7, 6)), "time", "1900", NOW + timedelta(days=1))
    assert isinstance(caught.value.notice, PlanFaulty)
    assert caught.value.notice.fault is PlanFault.PAST


@pytest.mark.parametrize("name", ["赵记分", "张三"])
async def test_who_does_not_plan(house: Hall, name: str) -> None:
    with pytest.raises(NotAllowed):
        await house.planning.begin(house.callers[name], "m1")


async def test_a_secretary_demoted_while_he_plans_plans_nothing(house: Hall) -> None:
    filled = (await house.planning.begin(house.callers["王书记"], "m1")).to(Step.SUMMARY, **house.answers())
    await house.demote("王书记")
    with pytest.raises(NotAllowed):
        await house.planning.plan(house.callers["王书记"], filled)
    assert await house.rows(Meeting) == []


async def test_a_form_confirmed_after_its_time_is_refused(house: Hall) -> None:
    filled = (await house.planning.begin(house.callers["王书记"], "m1")).to(Step.SUMMARY, **house.answers())
    house.at("2026-07-10 19:00")
    refused = await refusal(house.planning.plan(house.callers["王书记"], filled))
    assert isinstance(refused, PlanFaulty)
    assert refused.fault is PlanFault.PAST


async def test_a_group_of_another_branch_is_not_invited(house: Hall) -> None:
    mine = await house.planning.begin(house.callers["王书记"], "m1")
    await house.found("第二党支部")
    other = await house.group("别的小组")
    filled = mine.to(Step.SUMMARY, **house.answers(audience=Audience.GROUP, group_id=other))
    assert await refusal(house.planning.plan(house.callers["王书记"], filled)) == Gone()


async def test_an_unfinished_form_is_not_planned(house: Hall) -> None:
    unfinished = await house.planning.begin(house.callers["王书记"], "m1")
    assert await refusal(house.planning.plan(house.callers["王书记"], unfinished)) == Gone()


async def test_the_meeting_keeps_the_branchs_habits_of_the_day(house: Hall) -> None:
    meeting_id = await house.plan("2026-07-11 00:20", minutes=45, place="三楼会议室")
    [meeting] = await house.rows(Meeting)
    assert meeting.id == meeting_id
    assert meeting.on_date == date(2026, 7, 11)
    assert meeting.opens_at == datetime(2026, 7, 10, 15, 50, tzinfo=UTC)
    assert meeting.ends_at == datetime(2026, 7, 10, 17, 5, tzinfo=UTC)
    assert (meeting.grace_minutes, meeting.place) == (10, "三楼会议室")
