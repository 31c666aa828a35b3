"""Dues and duties, walked through the sandbox over HTTP with a moved clock."""

from bot.jobs import SWEEPS
from services.dues_calendar import DuesCalendar
from services.duties import Duties
from tests.town import Town


async def sweep(town: Town) -> None:
    """Run the slice's sweeps once, as the jobs do each hour."""
    calendar, duties = DuesCalendar(town.db), Duties(town.db, town.house.clock)
    now = town.house.clock.now()
    for job in (calendar.settle_month, calendar.open_month, calendar.remind, duties.open_year, duties.remind):
        await job(now)
    await town.quiet(edits=True)


async def test_a_months_dues_are_reminded_ticked_and_told(town: Town) -> None:
    await sweep(town)
    await town.at("2026-07-17 09:00")
    await sweep(town)
    assert "7月党费 30 元，请在 7月20日前缴纳" in await town.last("张三")
    await town.say("赵记分", "/dues")
    assert "已缴 0/6 人" in await town.last("赵记分")
    await town.tap("赵记分", "☐ 张三")
    await town.tap("赵记分", "☐ 李四")
    assert "已缴 2/6 人" in await town.last("赵记分")
    await town.tap("赵记分", "☑ 李四")
    assert "已缴 1/6 人" in await town.last("赵记分")
    own = await town.tap("赵记分", "☐ 赵记分")
    assert own.show_alert
    assert "王书记" in (own.text or "")
    await town.quiet(edits=True)
    assert "30 元 已登记" in await town.last("张三")
    assert "请在 7月20日前缴纳" in await town.last("李四")
    await town.say("张三", "/dues")
    assert "7 月：30 元 · ☑ 已缴" in await town.last("张三")


async def test_less_than_the_amount_is_entered_in_words(town: Town) -> None:
    await town.say("赵记分", "/dues")
    await town.tap("赵记分", "登记其他金额")
    await town.tap("赵记分", "☐ 李四")
    await town.say("赵记分", "一点点")
    assert "请写金额" in await town.last("赵记分")
    await town.send("赵记分", b"%PDF-1.4", name="收据.pdf")
    assert "请写金额" in await town.last("赵记分")
    await town.say("赵记分", "20")
    await town.find_button("赵记分", "◪ 不足额 李四 20 元/30")
    await town.say("李四", "/dues")
    assert "已缴 20 元，未足额" in await town.last("李四")


async def test_old_and_forged_buttons_of_the_screen_do_no_harm(town: Town) -> None:
    await town.say("赵记分", "/dues")
    message, _ = await town.find_button("赵记分", "☐ 张三")
    for data in ("dt:999:1:0:today", "dt:4:1:0:never", "ds:2026-77:0:today", "ds:2020-01:0:today", "dt:x", "dh:999"):
        tapped = await town.control.tap(town.people["赵记分"], message, data, forged=True)
        await town.quiet()
        assert tapped.answered, data
        assert "失效" in (tapped.text or ""), data
    tapped = await town.control.tap(town.people["赵记分"], message, "dt:4:1:0:today", forged=True)
    await town.quiet()
    assert "已缴 1/6 人" in await town.last("赵记分")


async def test_the_self_inspection_is_reminded_and_done_with_one_tap(bare_town: Town) -> None:
    town = bare_town
    await town.found_branch()
    await town.settle("张三")
    await town.at("2027-06-01 09:00")
    await sweep(town)
    await town.at("2027-06-23 09:00")
    await sweep(town)
    assert "还剩 7 天" in await town.last("张三")
    await town.tap("张三", "我已完成")
    await town.tap("张三", "补充几句说明")
    await town.say("张三", "三项承诺已完成")
    assert "三项承诺已完成" in await town.last("张三")
    before = len(await town.texts("张三"))
    await town.at("2027-06-27 09:00")
    await sweep(town)
    assert len(await town.texts("张三")) == before


def test_every_sweep_of_the_slice_is_a_job() -> None:
    swept = {(service, method) for _, _, service, method in SWEEPS}
    assert {
        ("dues_calendar", "open_month"),
        ("dues_calendar", "settle_month"),
        ("dues_calendar", "remind"),
        ("duties", "open_year"),
        ("duties", "remind"),
    } <= swept
