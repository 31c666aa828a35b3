"""The calendar: what a month shows, what can be tapped, and a tapped day that is as good as a written one."""

from __future__ import annotations

from datetime import date

import pytest

from messages.base import Button, Keyboard
from messages.calendar import CalendarBlank, CalendarLook, CalendarPick, calendar_page, calendar_rows
from messages.i18n import speaking
from sandbox.client import buttons_of
from tests.town import Town

JULY = date(2026, 7, 1)


def drawn(month: date, earliest: date | None = None, latest: date | None = None, language: str = "zh_CN") -> Keyboard:
    with speaking(language):
        return calendar_rows(
            month,
            pick=lambda day: CalendarPick(day=day.toordinal()),
            turn=lambda first: CalendarLook(day=first.toordinal(), earliest=1_000_000 - 300_000, latest=800_000),
            earliest=earliest,
            latest=latest,
        )


def live(button: Button) -> bool:
    return button.data != CalendarBlank().pack()


@pytest.mark.parametrize(
    ("month", "first", "weeks"),
    [
        pytest.param(date(2026, 7, 1), 2, 5, id="july-begins-on-a-wednesday"),
        pytest.param(date(2026, 6, 1), 0, 5, id="june-begins-on-a-monday"),
        pytest.param(date(2027, 2, 1), 0, 4, id="a-february-of-four-whole-weeks"),
        pytest.param(date(2028, 2, 1), 1, 5, id="a-leap-february"),
        pytest.param(date(2026, 8, 1), 5, 6, id="august-needs-six-weeks"),
    ],
)
def test_a_month_begins_on_its_weekday_and_has_its_weeks(month: date, first: int, weeks: int) -> None:
    rows = drawn(month)
    assert len(rows) == weeks + 2
    assert all(len(row) == 7 for row in rows[1:])
    assert [button.text for button in rows[2]].index("1") == first


def test_only_days_and_months_within_the_bounds_can_be_tapped() -> None:
    rows = drawn(JULY, earliest=date(2026, 7, 10), latest=date(2026, 8, 3))
    assert [live(button) for button in rows[0]] == [False, False, True]
    days = [button.text for row in rows[2:] for button in row if live(button)]
    assert days == [str(day) for day in range(10, 32)]
    august = drawn(date(2026, 8, 1), earliest=date(2026, 7, 10), latest=date(2026, 8, 3))
    assert [live(button) for button in august[0]] == [True, False, False]


def test_the_heading_speaks_the_readers_language() -> None:
    assert drawn(JULY)[0][1].text == "2026年7月"
    assert drawn(JULY, language="en")[0][1].text == "Jul 2026"
    assert [button.text for button in drawn(JULY)[1]] == ["一", "二", "三", "四", "五", "六", "日"]


def test_a_month_beyond_the_bounds_becomes_the_nearest_within() -> None:
    bounds = {"earliest": date(2026, 7, 10).toordinal(), "latest": date(2026, 8, 3).toordinal()}
    late = calendar_page(CalendarLook(day=date(2199, 1, 1).toordinal(), **bounds), "zh_CN")
    assert late.keyboard[0][1].text == "2026年8月"


def test_every_button_is_within_the_messengers_64_bytes() -> None:
    assert all(len((button.data or "").encode()) <= 64 for row in drawn(JULY) for button in row)


async def test_a_meeting_is_planned_for_a_day_that_was_tapped(town: Town) -> None:
    await town.say("王书记", "/plan")
    await town.tap("王书记", "党课")
    await town.tap("王书记", "用")
    await town.tap("王书记", "📅 日历")
    await town.tap("王书记", "›")
    await town.tap("王书记", "12")
    assert "8月12日" in await town.last("王书记")
    assert "📅 2026年8月12日" in await town.texts("王书记")
    await town.tap("王书记", "19:00")
    assert "开多久" in await town.last("王书记")


async def test_a_claims_day_is_tapped_within_its_bounds(town: Town) -> None:
    await town.at("2026-07-20 09:00")
    await town.say("张三", "/service")
    for said in ("社区环境清理", "幸福社区"):
        await town.say("张三", said)
    await town.tap("张三", "📅 日历")
    assert "2026年7月" in buttons_of((await town.messages("张三"))[-1])
    await town.tap("张三", "3")
    assert "小时" in await town.last("张三")


async def test_a_day_tapped_with_no_form_open_is_an_old_button(town: Town) -> None:
    await town.say("王书记", "/plan")
    await town.tap("王书记", "党课")
    await town.tap("王书记", "用")
    await town.tap("王书记", "📅 日历")
    await town.say("王书记", "/cancel")
    tapped = await town.tap("王书记", "25")
    assert "已失效" in (tapped.text or "")
    message = (await town.messages("王书记"))[-1]
    for data in ("cald:0", "cald:99999999999", "cald:x", "calm:1:2:3:0", "calm:739000:739999:738000:0", "cal"):
        tapped = await town.control.tap(town.people["王书记"], message, data, forged=True)
        assert tapped.answered, data


async def test_a_forged_day_out_of_bounds_is_refused_by_the_form_itself(town: Town) -> None:
    await town.say("王书记", "/plan")
    await town.tap("王书记", "党课")
    await town.tap("王书记", "用")
    message = (await town.messages("王书记"))[-1]
    forged = f"cald:{date(2020, 1, 1).toordinal()}"
    assert (await town.control.tap(town.people["王书记"], message, forged, forged=True)).answered
    await town.quiet()
    assert "已经过去" in await town.last("王书记")
