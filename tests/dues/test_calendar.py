"""The dues' calendar: months opened, reminders by day and hour, months settled into facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.dues import DuesBook, Look
from services.dues_calendar import DuesCalendar
from storage.notices.dues import TickMode
from storage.tables import Dues
from storage.vocabulary import DuesState
from tests.claims.stage import Stage

JULY = date(2026, 7, 1)


async def entry(stage: Stage, name: str, month: date = JULY) -> Dues:
    """A member's entry of a month."""
    rows: list[Dues] = await stage.rows(Dues)
    return next(row for row in rows if row.member_id == stage.members[name] and row.month == month)


async def pay(stage: Stage, dues: DuesBook, name: str, mode: TickMode = "today", month: date = JULY) -> None:
    """Let the recorder tick somebody."""
    row = await entry(stage, name, month)
    await dues.tick(stage.callers["赵记分"], row.id, Look(0, mode), paid=True)


async def test_a_month_is_opened_once_with_each_members_amount(stage: Stage, calendar: DuesCalendar) -> None:
    assert await calendar.open_month(stage.clock.now()) == 6
    assert await calendar.open_month(stage.at("2026-07-15 12:00")) == 0
    entered = {name: await entry(stage, name) for name in stage.members}
    assert {name: row.state.value for name, row in entered.items()} == {
        "王书记": "due",
        "李委员": "due",
        "赵记分": "due",
        "张三": "due",
        "陈奶奶": "exempt",
        "零元": "exempt",
    }
    assert entered["张三"].due_on == date(2026, 7, 20)
    assert entered["张三"].amount == Decimal(30)


async def test_an_entry_that_nobody_touched_follows_the_roster(stage: Stage, calendar: DuesCalendar) -> None:
    await calendar.open_month(stage.clock.now())
    await stage.change("零元", dues_amount=Decimal(60))
    await stage.change("张三", exempt_from=JULY)
    assert await calendar.open_month(stage.clock.now()) == 2
    found = [await entry(stage, name) for name in ("零元", "张三")]
    assert [(row.state, row.amount) for row in found] == [(DuesState.DUE, Decimal(60)), (DuesState.EXEMPT, Decimal(30))]


async def test_an_entry_that_was_ticked_or_settled_keeps_its_amount(
    stage: Stage, calendar: DuesCalendar, dues: DuesBook
) -> None:
    await calendar.open_month(stage.clock.now())
    await pay(stage, dues, "张三")
    await stage.change("张三", dues_amount=Decimal(90))
    assert await calendar.open_month(stage.clock.now()) == 0
    await calendar.settle_month(stage.at("2026-08-01 00:00"))
    await stage.change("李委员", dues_amount=Decimal(90))
    await calendar.open_month(stage.clock.now())
    assert [(await entry(stage, name)).amount for name in ("张三", "李委员")] == [30, 30]


@pytest.mark.parametrize(
    ("columns", "entered"),
    [
        pytest.param({"joined_on": date(2026, 7, 1)}, True, id="joined-on-the-first-pays-this-month"),
        pytest.param({"joined_on": date(2026, 7, 2)}, False, id="joined-within-the-month-pays-from-the-next"),
        pytest.param({"left_on": date(2026, 7, 1)}, False, id="left-on-the-first-pays-no-more"),
        pytest.param({"left_on": date(2026, 7, 2)}, True, id="left-on-the-second-pays-once-more"),
    ],
)
async def test_who_is_in_the_branch_on_the_first_is_entered(
    stage: Stage, calendar: DuesCalendar, columns: dict[str, date], entered: bool
) -> None:
    await stage.change("张三", **columns)
    await calendar.open_month(stage.clock.now())
    rows: list[Dues] = await stage.rows(Dues)
    assert (stage.members["张三"] in {row.member_id for row in rows}) is entered


async def test_a_due_day_past_the_months_end_is_its_last(stage: Stage, calendar: DuesCalendar) -> None:
    await stage.found("第二党支部", dues_day=31)
    await stage.settle("周六")
    await calendar.open_month(stage.at("2026-02-01 00:00"))
    assert (await entry(stage, "周六", date(2026, 2, 1))).due_on == date(2026, 2, 28)


async def test_the_month_is_that_of_the_branchs_wall_clock(stage: Stage, calendar: DuesCalendar) -> None:
    await calendar.open_month(stage.at("2026-06-30 23:59"))
    rows: list[Dues] = await stage.rows(Dues)
    assert {row.month for row in rows} == {date(2026, 6, 1)}


@pytest.mark.parametrize(
    ("paid_at", "amount", "outcome"),
    [
        pytest.param("2026-07-20 23:59", "30", "on_time", id="in-full-on-the-due-day-is-on-time"),
        pytest.param("2026-07-21 00:00", "30", "late", id="in-full-a-minute-later-is-late"),
        pytest.param("2026-07-10 10:00", "29.99", "short", id="a-fen-less-is-short"),
        pytest.param("2026-07-25 10:00", "10", "short", id="late-and-short-is-short"),
        pytest.param("2026-07-10 10:00", "50", "on_time", id="more-than-asked-is-on-time"),
        pytest.param(None, "", "unpaid", id="nothing-is-unpaid"),
    ],
)
async def test_a_month_ends_in_one_fact(
    stage: Stage, calendar: DuesCalendar, dues: DuesBook, paid_at: str | None, amount: str, outcome: str
) -> None:
    await calendar.open_month(stage.clock.now())
    if paid_at is not None:
        stage.at(paid_at)
        await dues.enter_amount(stage.callers["赵记分"], (await entry(stage, "张三")).id, amount)
    await calendar.settle_month(stage.at("2026-07-31 23:59"))
    assert await stage.facts("张三") == []
    await calendar.settle_month(stage.at("2026-08-01 00:00"))
    await calendar.settle_month(stage.at("2026-08-01 01:00"))
    assert await stage.facts("张三") == [("dues", outcome, "2026-07-20", Decimal(1), False)]
    assert await stage.facts("陈奶奶") == []
    assert await stage.facts("零元") == []


async def test_a_month_that_was_slept_through_is_settled_later(stage: Stage, calendar: DuesCalendar) -> None:
    await calendar.open_month(stage.clock.now())
    assert await calendar.settle_month(stage.at("2026-10-05 09:00")) == 6
    assert len(await stage.facts("张三")) == 1


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"left_on": date(2026, 7, 20)}, id="one-who-left-by-the-due-day"),
        pytest.param({"exempt_from": date(2026, 7, 15)}, id="one-exempt-on-the-due-day"),
    ],
)
async def test_is_not_charged(stage: Stage, calendar: DuesCalendar, columns: dict[str, date]) -> None:
    await calendar.open_month(stage.clock.now())
    await stage.change("张三", **columns)
    await calendar.settle_month(stage.at("2026-08-01 00:00"))
    assert await stage.facts("张三") == []
    assert (await entry(stage, "张三")).state is DuesState.EXEMPT


async def test_a_late_payment_after_the_month_reverses_unpaid_into_late(
    stage: Stage, calendar: DuesCalendar, dues: DuesBook
) -> None:
    await calendar.open_month(stage.clock.now())
    await calendar.settle_month(stage.at("2026-08-01 00:00"))
    stage.at("2026-08-03 10:00")
    for _ in range(2):
        await pay(stage, dues, "张三")
    assert [(outcome, undone) for _, outcome, _, _, undone in await stage.facts("张三")] == [
        ("unpaid", False),
        ("unpaid", True),
        ("late", False),
    ]


async def test_undoing_after_the_month_reverses_the_fact_and_a_correction_adds_the_right_one(
    stage: Stage, calendar: DuesCalendar, dues: DuesBook
) -> None:
    await calendar.open_month(stage.clock.now())
    await calendar.settle_month(stage.at("2026-08-01 00:00"))
    stage.at("2026-08-03 10:00")
    await pay(stage, dues, "张三")
    await dues.tick(stage.callers["赵记分"], (await entry(stage, "张三")).id, Look(), paid=False)
    await pay(stage, dues, "张三", "ontime")
    assert [(outcome, undone) for _, outcome, _, _, undone in await stage.facts("张三")] == [
        ("unpaid", False),
        ("unpaid", True),
        ("late", False),
        ("late", True),
        ("unpaid", False),
        ("unpaid", True),
        ("on_time", False),
    ]
