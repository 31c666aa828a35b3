"""The day's reminder: one message with all that is due, by day and on working days, never twice and never wrongly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.dues import DuesBook, Look
from services.dues_calendar import DuesCalendar
from services.duties import Duties, HandIn
from services.duty_desk import DutyDesk
from services.reminders import Reminders
from services.workdays import WorkDays
from storage.notices.common import Gone
from storage.notices.duties import Standing
from storage.notices.reminders import Digest, DuesOwed, DutyOwed, WordOwed
from storage.tables import Reminded
from storage.vocabulary import DuesState, ReminderMode, Role
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal
from tests.dues.asked import duty_id, entry_of, open_duty
from tests.dues.test_calendar import entry, pay


async def stages(stage: Stage, name: str) -> list[str]:
    """What a member was reminded of, stage by stage."""
    rows: list[Reminded] = await stage.rows(Reminded)
    return [row.stage for row in rows if row.member_id == stage.members[name]]


async def digests(stage: Stage, name: str) -> list[Digest]:
    """The messages that reminded a member."""
    return [notice for _, notice in await stage.owed(name) if isinstance(notice, Digest)]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-07-16 12:00", [], id="four-days-before-nobody-is-reminded"),
        pytest.param("2026-07-17 08:00", ["3before"], id="three-days-before-from-eight"),
        pytest.param("2026-07-17 07:59", [], id="not-a-minute-before-eight"),
        pytest.param("2026-07-17 20:59", ["3before"], id="until-the-minute-before-nine"),
        pytest.param("2026-07-17 21:00", [], id="not-at-nine-in-the-evening"),
        pytest.param("2026-07-18 10:00", [], id="not-on-a-saturday"),
        pytest.param("2026-07-20 08:00", ["due"], id="on-the-due-day"),
        pytest.param("2026-07-21 12:00", [], id="the-day-after-is-left-in-peace"),
        pytest.param("2026-07-23 12:00", ["3after"], id="three-days-after"),
        pytest.param("2026-07-26 12:00", [], id="six-days-after-no-more"),
    ],
)
async def test_who_owes_dues_is_reminded_at_the_right_hours(
    stage: Stage, calendar: DuesCalendar, reminders: Reminders, moment: str, expected: list[str]
) -> None:
    await calendar.open_month(stage.clock.now())
    for _ in range(2):
        await reminders.remind(stage.at(moment))
    assert await stages(stage, "张三") == expected
    assert len(await stage.owed("张三")) == len(expected)
    assert [await stage.owed(name) for name in ("陈奶奶", "零元")] == [[], []]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2027-06-22 12:00", [], id="eight-days-before-nothing"),
        pytest.param("2027-06-23 08:00", ["7days"], id="seven-days-before"),
        pytest.param("2027-06-25 12:00", ["7days"], id="the-first-reminder-is-made-up-when-missed"),
        pytest.param("2027-06-26 12:00", [], id="not-on-a-saturday"),
        pytest.param("2027-06-28 12:00", ["3days"], id="what-fell-on-a-sunday-is-made-up-on-monday"),
        pytest.param("2027-06-29 12:00", ["1day"], id="the-day-before"),
        pytest.param("2027-06-30 20:59", ["today"], id="on-the-day"),
        pytest.param("2027-06-30 21:00", [], id="not-at-night"),
        pytest.param("2027-07-01 12:00", [], id="not-afterwards"),
    ],
)
async def test_duties_are_reminded_of_at_seven_three_and_one_days_and_on_the_day(
    stage: Stage, duties: Duties, reminders: Reminders, moment: str, expected: list[str]
) -> None:
    await open_duty(stage, duties, "self_inspection", "2027-06-01 09:00")
    for _ in range(2):
        await reminders.remind(stage.at(moment))
    assert await stages(stage, "张三") == expected
    assert await stage.owed("陈奶奶") == []


@pytest.mark.parametrize(
    ("first_due", "moment", "expected"),
    [
        pytest.param(date(2026, 10, 3), "2026-10-03 09:00", ["today"], id="due-on-a-holiday-that-day"),
        pytest.param(date(2026, 10, 3), "2026-10-02 09:00", [], id="but-not-on-the-holiday-before"),
        pytest.param(date(2026, 10, 13), "2026-10-10 09:00", ["3days"], id="a-made-up-saturday-is-a-working-day"),
        pytest.param(date(2026, 10, 9), "2026-10-06 09:00", [], id="three-days-before-is-a-holiday"),
        pytest.param(date(2026, 10, 9), "2026-10-08 09:00", ["1day"], id="the-first-working-day-after-it"),
    ],
)
async def test_holidays_are_left_in_peace_unless_it_is_due_that_day(
    stage: Stage, duties: Duties, reminders: Reminders, first_due: date, moment: str, expected: list[str]
) -> None:
    await open_duty(stage, duties, "self_inspection", "2026-09-20 09:00", first_due=first_due)
    await reminders.remind(stage.at(moment))
    assert await stages(stage, "张三") == expected


async def test_the_operators_rest_day_is_one(stage: Stage, calendar: DuesCalendar) -> None:
    await calendar.open_month(stage.clock.now())
    reminders = Reminders(stage.db, stage.clock, WorkDays(rest=frozenset({date(2026, 7, 17)})))
    assert await reminders.remind(stage.at("2026-07-17 09:00")) == 0


async def test_all_that_is_due_comes_in_one_message_and_keeps_up_with_what_is_done(
    stage: Stage, calendar: DuesCalendar, dues: DuesBook, duties: Duties, reminders: Reminders
) -> None:
    await calendar.open_month(stage.clock.now())
    number = await open_duty(
        stage, duties, "self_inspection", "2026-07-10 09:00", first_due=date(2026, 7, 20), open_days=15
    )
    assert await reminders.remind(stage.at("2026-07-17 09:00")) == 5
    [digest] = await digests(stage, "张三")
    [owed, asked] = digest.items
    assert isinstance(owed, DuesOwed)
    assert isinstance(asked, DutyOwed)
    assert (owed.state, owed.amount, asked.duty.standing) == (DuesState.DUE, Decimal(30), Standing.OPEN)
    await pay(stage, dues, "张三")
    await duties.begin(stage.callers["张三"], number)
    [digest] = await digests(stage, "张三")
    [owed, asked] = digest.items
    assert isinstance(owed, DuesOwed)
    assert isinstance(asked, DutyOwed)
    assert (owed.state, asked.duty.standing) == (DuesState.PAID, Standing.DONE)
    await dues.tick(stage.callers["赵记分"], (await entry(stage, "张三")).id, Look(), paid=False)
    [digest] = await digests(stage, "张三")
    assert isinstance(digest.items[0], DuesOwed)
    assert digest.items[0].state is DuesState.DUE


async def test_nobody_is_reminded_wrongly(
    stage: Stage, calendar: DuesCalendar, dues: DuesBook, reminders: Reminders
) -> None:
    await calendar.open_month(stage.clock.now())
    await stage.settle("后免", exempt_from=date(2026, 7, 10))
    await calendar.open_month(stage.clock.now())
    await stage.change("李委员", left_on=date(2026, 8, 1))
    stage.at("2026-07-10 10:00")
    await pay(stage, dues, "张三")
    for hour in ("08", "09", "20"):
        await reminders.remind(stage.at(f"2026-07-17 {hour}:00"))
    reminded = {name: len(await stage.owed(name)) for name in stage.members}
    assert {name for name, count in reminded.items() if count} == {"王书记", "赵记分"}
    assert set(reminded.values()) == {0, 1}


async def test_the_excused_and_those_who_wait_for_a_word_are_left_in_peace(
    stage: Stage, duties: Duties, desk: DutyDesk, reminders: Reminders
) -> None:
    number = await open_duty(stage, duties, "thought_report", "2026-12-01 09:00")
    await desk.excuse(stage.callers["王书记"], number, stage.members["零元"], "长期生病")
    await duties.hand_in(stage.callers["张三"], number, HandIn("思想汇报正文"))
    await reminders.remind(stage.at("2026-12-24 09:00"))
    assert [await stages(stage, name) for name in ("零元", "张三", "李委员")] == [[], [], ["7days"]]


async def test_an_outage_of_three_days_loses_no_stage_and_repeats_none(
    stage: Stage, duties: Duties, reminders: Reminders
) -> None:
    await open_duty(stage, duties, "self_inspection", "2027-06-01 09:00")
    for moment in ("2027-06-24 09:00", "2027-06-28 09:00", "2027-06-28 10:00", "2027-06-30 09:00"):
        await reminders.remind(stage.at(moment))
    assert await stages(stage, "张三") == ["7days", "3days", "today"]
    assert len(await digests(stage, "张三")) == 3


async def test_keepers_are_reminded_once_of_what_waits_for_two_days(
    stage: Stage, duties: Duties, desk: DutyDesk, reminders: Reminders
) -> None:
    number = await open_duty(stage, duties, "thought_report", "2026-12-01 09:00")
    await duties.hand_in(stage.callers["张三"], number, HandIn("思想汇报正文"))
    for moment in ("2026-12-03 08:00", "2026-12-03 09:00", "2026-12-04 09:00"):
        await reminders.remind(stage.at(moment))
    assert [len(await digests(stage, name)) for name in ("赵记分", "王书记", "李委员", "张三")] == [1, 1, 0, 0]
    await desk.confirm(stage.callers["赵记分"], (await entry_of(stage, "张三")).id, 1)
    [digest] = await digests(stage, "王书记")
    assert digest.items == (WordOwed(waiting=0),)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        pytest.param("all", ["3days", "1day", "today"], id="all"),
        pytest.param("last_day", ["today"], id="only-the-last-day"),
        pytest.param("none", [], id="not-at-all"),
    ],
)
async def test_everybody_chooses_how_much_he_is_reminded(
    stage: Stage, duties: Duties, reminders: Reminders, mode: str, expected: list[str]
) -> None:
    await open_duty(stage, duties, "self_inspection", "2027-06-01 09:00")
    settings = await reminders.choose(stage.callers["张三"], mode=mode)
    assert settings.mode is ReminderMode(mode)
    for day in ("28", "29", "30"):
        await reminders.remind(stage.at(f"2027-06-{day} 09:00"))
    assert await stages(stage, "张三") == expected


async def test_everybody_chooses_from_which_hour_on(stage: Stage, duties: Duties, reminders: Reminders) -> None:
    await open_duty(stage, duties, "self_inspection", "2027-06-01 09:00")
    assert (await reminders.choose(stage.callers["张三"], hour=18)).hour == 18
    await reminders.remind(stage.at("2027-06-28 17:59"))
    assert await stages(stage, "张三") == []
    await reminders.remind(stage.at("2027-06-28 18:00"))
    assert await stages(stage, "张三") == ["3days"]


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param({"mode": "never"}, id="a-mode-that-is-none"),
        pytest.param({"hour": 3}, id="an-hour-at-night"),
        pytest.param({"hour": -1}, id="an-hour-that-is-none"),
    ],
)
async def test_a_forged_choice_is_refused(stage: Stage, reminders: Reminders, choice: dict[str, object]) -> None:
    assert await refusal(reminders.choose(stage.callers["张三"], **choice)) == Gone()  # type: ignore[arg-type]
    settings = await reminders.settings(stage.callers["张三"])
    assert (settings.mode, settings.hour) == (ReminderMode.ALL, 8)


async def test_the_secretary_is_reminded_of_the_work_calendar(
    stage: Stage, duties: Duties, reminders: Reminders
) -> None:
    await stage.found("第二党支部", scheme="party-e-home")
    await stage.settle("周书记", Role.SECRETARY)
    await stage.settle("吴党员")
    await duties.open_due(stage.at("2026-12-05 09:00"))
    await reminders.remind(stage.at("2026-12-24 09:00"))
    assert [len(await digests(stage, name)) for name in ("周书记", "吴党员")] == [1, 0]
    number = await duty_id(stage, "calendar:points_close")
    await duties.begin(stage.callers["周书记"], number)
    await reminders.remind(stage.at("2026-12-31 09:00"))
    assert len(await digests(stage, "周书记")) == 1
