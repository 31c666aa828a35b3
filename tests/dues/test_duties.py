"""The self-inspection before 1 July: opened yearly, reminded of, marked done."""

from __future__ import annotations

from datetime import date

import pytest

from services.duties import Duties
from storage.notices.common import Gone
from storage.notices.duties import DutyList, DutyMarked, DutyNone, DutyOwn
from storage.tables import Duty, DutyDone
from storage.vocabulary import Role
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal


async def opened(stage: Stage, duties: Duties) -> int:
    """The duty of 2026."""
    await duties.open_year(stage.at("2026-06-01 00:00"))
    [duty] = await stage.rows(Duty)
    return int(duty.id)


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        pytest.param("2026-05-31 23:59", 0, id="not-before-june"),
        pytest.param("2026-06-01 00:00", 1, id="from-the-first-of-june"),
        pytest.param("2026-06-30 23:59", 1, id="up-to-the-day-itself"),
        pytest.param("2026-07-01 00:00", 0, id="not-after-it"),
    ],
)
async def test_the_years_duty_is_opened_once(stage: Stage, duties: Duties, moment: str, count: int) -> None:
    now = stage.at(moment)
    assert await duties.open_year(now) == count
    assert await duties.open_year(now) == 0
    assert [duty.due_on for duty in await stage.rows(Duty)] == [date(2026, 6, 30)] * count


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        pytest.param("2026-06-22 12:00", None, id="eight-days-before-nothing"),
        pytest.param("2026-06-23 08:00", "7days", id="seven-days-before"),
        pytest.param("2026-06-23 07:59", None, id="not-before-eight"),
        pytest.param("2026-06-26 12:00", "7days", id="the-first-reminder-is-made-up-when-missed"),
        pytest.param("2026-06-27 12:00", "3days", id="three-days-before"),
        pytest.param("2026-06-29 12:00", "1day", id="the-day-before"),
        pytest.param("2026-06-30 20:59", "today", id="on-the-day"),
        pytest.param("2026-06-30 21:00", None, id="not-at-night"),
        pytest.param("2026-07-01 12:00", None, id="not-afterwards"),
    ],
)
async def test_reminders_go_out_at_seven_three_and_one_days_and_on_the_day(
    stage: Stage, duties: Duties, moment: str, days: str | None
) -> None:
    await opened(stage, duties)
    now = stage.at(moment)
    await duties.remind(now)
    await duties.remind(now)
    keys = [key for key, _ in await stage.owed("张三")]
    member = stage.members["张三"]
    assert keys == ([] if days is None else [f"reminder:self_inspection:2026:{days}:member-{member}"])
    assert await stage.owed("陈奶奶") == []


async def test_one_who_is_done_is_left_in_peace_and_his_reminder_says_so(stage: Stage, duties: Duties) -> None:
    number = await opened(stage, duties)
    await duties.remind(stage.at("2026-06-23 12:00"))
    marked = await duties.done(stage.callers["张三"], number)
    assert await duties.done(stage.callers["张三"], number) == marked
    await duties.remind(stage.at("2026-06-27 12:00"))
    [(_, said)] = await stage.owed("张三")
    assert said == marked == DutyMarked(duty_id=number, duty="self_inspection", on=date(2026, 6, 23))
    assert len(await stage.rows(DutyDone)) == 1


async def test_a_note_is_kept_with_what_is_done(stage: Stage, duties: Duties) -> None:
    number = await opened(stage, duties)
    assert await refusal(duties.note(stage.callers["张三"], number, "太早")) == Gone()
    await duties.done(stage.callers["张三"], number)
    marked = await duties.note(stage.callers["张三"], number, "三项承诺已完成")
    assert marked.note == "三项承诺已完成"
    assert await duties.show(stage.callers["张三"]) == marked


async def test_the_secretary_sees_who_has_and_who_has_not(stage: Stage, duties: Duties) -> None:
    number = await opened(stage, duties)
    await duties.done(stage.callers["张三"], number)
    listing = await duties.show(stage.callers["王书记"])
    assert isinstance(listing, DutyList)
    assert {person.name: person.on for person in listing.people} == {
        "王书记": None,
        "李委员": None,
        "赵记分": None,
        "张三": date(2026, 6, 1),
        "零元": None,
    }
    assert listing.own_open


async def test_a_member_sees_his_own_duty_and_the_exempt_none(stage: Stage, duties: Duties) -> None:
    assert await duties.show(stage.callers["张三"]) == DutyNone()
    number = await opened(stage, duties)
    assert await duties.show(stage.callers["张三"]) == DutyOwn(
        duty_id=number, duty="self_inspection", due_on=date(2026, 6, 30)
    )
    assert await duties.show(stage.callers["陈奶奶"]) == DutyNone()


async def test_another_branchs_duty_is_not_found(stage: Stage, duties: Duties) -> None:
    number = await opened(stage, duties)
    await stage.found("第二党支部")
    await stage.settle("外人", Role.SECRETARY)
    assert await refusal(duties.done(stage.callers["外人"], number)) == Gone()
    assert await refusal(duties.done(stage.callers["张三"], 999)) == Gone()
