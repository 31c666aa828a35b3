"""Ticking payers: who may, what a tap does, and what a member sees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.dues import DuesBook, Look
from services.dues_calendar import DuesCalendar
from storage.notices.common import Gone, NoPermission
from storage.notices.dues import DuesBadAmount, DuesNotDue, DuesOwnTick, DuesScreen, DuesYear
from storage.vocabulary import DuesState, Role
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal
from tests.dues.test_calendar import JULY, entry


async def screen_of(stage: Stage, dues: DuesBook, name: str = "赵记分") -> DuesScreen:
    """What a keeper sees on /dues."""
    screen = await dues.open(stage.callers[name])
    assert isinstance(screen, DuesScreen)
    return screen


async def test_a_keeper_sees_everybody_and_may_tick_all_but_himself(stage: Stage, dues: DuesBook) -> None:
    screen = await screen_of(stage, dues)
    assert {line.name: line.open for line in screen.lines} == {
        "王书记": True,
        "李委员": True,
        "赵记分": False,
        "张三": True,
        "陈奶奶": False,
        "零元": False,
    }
    assert (screen.paid, screen.payers, screen.month, screen.due_on) == (0, 4, JULY, date(2026, 7, 20))


async def test_a_tick_is_entered_once_and_undone_once(stage: Stage, dues: DuesBook) -> None:
    await screen_of(stage, dues)
    row = await entry(stage, "张三")
    for paid, state, count in ((True, DuesState.PAID, 1), (True, DuesState.PAID, 1), (False, DuesState.DUE, 0)):
        screen = await dues.tick(stage.callers["赵记分"], row.id, Look(), paid=paid)
        assert screen.paid == count
        assert (await entry(stage, "张三")).state is state


async def test_a_stale_screen_of_a_second_keeper_undoes_nothing(stage: Stage, dues: DuesBook) -> None:
    await screen_of(stage, dues)
    row = await entry(stage, "张三")
    await dues.tick(stage.callers["赵记分"], row.id, Look(), paid=True)
    await dues.tick(stage.callers["王书记"], row.id, Look(), paid=True)
    after = await entry(stage, "张三")
    assert (after.state, after.recorded_by) == (DuesState.PAID, stage.members["赵记分"])


async def test_nobody_ticks_himself_and_he_is_told_who_can(stage: Stage, dues: DuesBook) -> None:
    await screen_of(stage, dues)
    row = await entry(stage, "赵记分")
    notice = await refusal(dues.tick(stage.callers["赵记分"], row.id, Look(), paid=True))
    assert notice == DuesOwnTick(others=("王书记",))
    notice = await refusal(dues.enter_amount(stage.callers["赵记分"], row.id, "30"))
    assert notice == DuesOwnTick(others=("王书记",))


async def test_the_committee_ticks_the_only_keeper_and_nobody_else(stage: Stage, dues: DuesBook) -> None:
    await stage.demote("王书记")
    await screen_of(stage, dues)
    screen = await screen_of(stage, dues, "李委员")
    assert [line.name for line in screen.lines if line.open] == ["赵记分"]
    row = await entry(stage, "赵记分")
    await dues.tick(stage.callers["李委员"], row.id, Look(), paid=True)
    assert (await entry(stage, "赵记分")).state is DuesState.PAID
    other = await entry(stage, "张三")
    notice = await refusal(dues.tick(stage.callers["李委员"], other.id, Look(), paid=True))
    assert notice == DuesOwnTick(others=("赵记分",))


@pytest.mark.parametrize(
    "name", [pytest.param("张三", id="a-member"), pytest.param("李委员", id="the-committee-where-there-are-keepers")]
)
async def test_others_may_not_tick_and_see_their_own_year(stage: Stage, dues: DuesBook, name: str) -> None:
    await screen_of(stage, dues)
    row = await entry(stage, "王书记")
    assert isinstance(await refusal(dues.tick(stage.callers[name], row.id, Look(), paid=True)), NoPermission)
    assert isinstance(await refusal(dues.screen(stage.callers[name], JULY, Look())), NoPermission)
    year = await dues.open(stage.callers[name])
    assert isinstance(year, DuesYear)
    assert [(month.month, month.amount, month.state) for month in year.months] == [(JULY, Decimal(30), DuesState.DUE)]


async def test_a_demoted_recorders_button_is_dead(stage: Stage, dues: DuesBook) -> None:
    await screen_of(stage, dues)
    row = await entry(stage, "张三")
    await stage.demote("赵记分")
    assert isinstance(await refusal(dues.tick(stage.callers["赵记分"], row.id, Look(), paid=True)), NoPermission)


async def test_a_keeper_of_another_branch_finds_nothing(stage: Stage, dues: DuesBook) -> None:
    await screen_of(stage, dues)
    row = await entry(stage, "张三")
    await stage.found("第二党支部")
    await stage.settle("外支部书记", Role.SECRETARY)
    assert await refusal(dues.tick(stage.callers["外支部书记"], row.id, Look(), paid=True)) == Gone()
    assert await refusal(dues.tick(stage.callers["赵记分"], 999, Look(), paid=True)) == Gone()


async def test_the_exempt_have_nothing_to_tick(stage: Stage, dues: DuesBook) -> None:
    await screen_of(stage, dues)
    row = await entry(stage, "陈奶奶")
    notice = await refusal(dues.tick(stage.callers["赵记分"], row.id, Look(), paid=True))
    assert notice == DuesNotDue(name="陈奶奶")


@pytest.mark.parametrize(
    ("text", "paid", "state"),
    [
        pytest.param("12.5", "12.5", DuesState.SHORT, id="less-is-short"),
        pytest.param("30元", "30", DuesState.PAID, id="the-amount-with-its-unit-is-paid"),
        pytest.param("¥ 30.00", "30", DuesState.PAID, id="the-amount-with-its-sign-is-paid"),
    ],
)
async def test_an_amount_is_entered(stage: Stage, dues: DuesBook, text: str, paid: str, state: DuesState) -> None:
    await screen_of(stage, dues)
    row = await entry(stage, "张三")
    taken = await dues.enter_amount(stage.callers["赵记分"], row.id, text)
    assert (taken.paid, taken.state) == (Decimal(paid), state)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("0", id="nothing"),
        pytest.param("-5", id="less-than-nothing"),
        pytest.param("1.234", id="less-than-a-fen"),
        pytest.param("100001", id="more-than-anybody-pays"),
        pytest.param("三十", id="words"),
        pytest.param("NaN", id="not-a-number"),
        pytest.param("Infinity", id="infinity"),
        pytest.param("9" * 4000, id="a-huge-number"),
        pytest.param("", id="an-empty-text"),
    ],
)
async def test_what_is_no_amount_is_refused_and_enters_nothing(stage: Stage, dues: DuesBook, text: str) -> None:
    await screen_of(stage, dues)
    row = await entry(stage, "张三")
    notice = await refusal(dues.enter_amount(stage.callers["赵记分"], row.id, text))
    assert isinstance(notice, DuesBadAmount)
    assert (await entry(stage, "张三")).state is DuesState.DUE


async def test_after_the_due_day_one_who_paid_in_time_is_entered_so(stage: Stage, dues: DuesBook) -> None:
    await screen_of(stage, dues)
    stage.at("2026-07-22 10:00")
    row = await entry(stage, "张三")
    await dues.tick(stage.callers["赵记分"], row.id, Look(0, "ontime"), paid=True)
    assert (await entry(stage, "张三")).state is DuesState.PAID
    row = await entry(stage, "李委员")
    await dues.tick(stage.callers["赵记分"], row.id, Look(0, "today"), paid=True)
    assert (await entry(stage, "李委员")).state is DuesState.LATE


async def test_pages_and_months_can_be_turned(stage: Stage, dues: DuesBook, calendar: DuesCalendar) -> None:
    for number in range(20):
        await stage.settle(f"党员{number}")
    await calendar.open_month(stage.clock.now())
    await calendar.open_month(stage.at("2026-08-01 00:00"))
    august = await screen_of(stage, dues)
    assert (august.pages, len(august.lines), august.earlier, august.later) == (3, 10, JULY, None)
    july = await dues.screen(stage.callers["赵记分"], JULY, Look(99))
    assert (july.page, len(july.lines), july.earlier, july.later) == (2, 6, None, date(2026, 8, 1))
    assert await refusal(dues.screen(stage.callers["赵记分"], date(2020, 1, 1), Look())) == Gone()
