"""Dues and duties, walked through the sandbox over HTTP with a moved clock."""

from sqlmodel import Session, select

from bot.jobs import SWEEPS
from services.dues_calendar import DuesCalendar
from services.duties import Duties
from services.reminders import Reminders
from services.workdays import WorkDays
from storage.tables import DutyDone, DutyPlan
from tests.town import Town


async def sweep(town: Town) -> None:
    """Run the slice's sweeps once, as the jobs do each hour."""
    calendar, duties = DuesCalendar(town.db), Duties(town.db, town.house.clock)
    reminders = Reminders(town.db, town.house.clock, WorkDays())
    now = town.house.clock.now()
    sweeps = (calendar.settle_month, calendar.open_month, duties.open_due, duties.settle_due, reminders.remind)
    for job in sweeps:
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
    await town.tap("张三", "我已完成：承诺践诺自查")
    assert "✅ 承诺践诺自查" in await town.last("张三")
    await town.quiet(edits=True)
    assert all("还剩" not in text for text in await town.texts("张三"))
    before = len(await town.texts("张三"))
    await town.at("2027-06-28 09:00")
    await sweep(town)
    assert len(await town.texts("张三")) == before
    await town.say("张三", "/duties")
    assert "已完成" in await town.last("张三")


async def switch_on(town: Town, code: str) -> None:
    """Switch a shipped duty on, and open what is due of it."""
    await sweep(town)
    await town.db.write(_switch_on, code)
    await sweep(town)


def _switch_on(session: Session, code: str) -> None:
    plan = session.exec(select(DutyPlan).where(DutyPlan.code == code)).one()
    plan.active = True
    session.add(plan)


async def test_a_report_is_handed_in_returned_corrected_and_confirmed(town: Town) -> None:
    await town.at("2026-12-01 09:00")
    await switch_on(town, "thought_report")
    await town.say("张三", "/duties")
    await town.tap("张三", "提交：思想汇报")
    await town.say("张三", "好")
    assert "内容太少" in await town.last("张三")
    await town.say("张三", "本半年我认真学习。")
    assert "待确认" in await town.last("张三")
    await town.say("赵记分", "/duties")
    await town.tap("赵记分", "待确认（1）")
    assert "本半年我认真学习。" in await town.last("赵记分")
    await town.tap("赵记分", "↩️ 退回")
    await town.tap("赵记分", "内容太简单")
    assert "内容太简单，请补充" in await town.last("张三")
    await town.tap("张三", "提交：思想汇报")
    await town.send("张三", b"%PDF-1.4", name="思想汇报.pdf")
    assert "附有照片或文件" in await town.last("张三")
    await town.say("王书记", "/duties")
    await town.tap("王书记", "待确认（1）")
    await town.tap("王书记", "查看照片或文件")
    await town.tap("王书记", "✅ 确认")
    assert any("张三 · 思想汇报" in text and "已完成" in text for text in await town.texts("王书记"))
    assert "✅ 思想汇报" in await town.last("张三")


async def test_the_secretary_excuses_from_the_list_and_takes_it_back(town: Town) -> None:
    await town.at("2026-12-01 09:00")
    await switch_on(town, "thought_report")
    await town.say("王书记", "/duties")
    await town.tap("王书记", "支部任务")
    await town.tap("王书记", "思想汇报")
    await town.tap("王书记", "☐ 陈奶奶")
    await town.tap("王书记", "准予免做")
    await town.say("王书记", "/cancel")
    await town.tap("王书记", "准予免做")
    await town.say("王书记", "年事已高")
    assert "准予免做" in await town.last("陈奶奶")
    await town.tap("王书记", "返回名单")
    await town.tap("王书记", "➖ 陈奶奶")
    await town.tap("王书记", "撤销免做")
    assert "重新提交" in await town.last("陈奶奶")


async def test_old_and_forged_buttons_of_duties_do_no_harm(town: Town) -> None:
    await town.at("2026-12-01 09:00")
    await switch_on(town, "thought_report")
    await town.say("张三", "/duties")
    message, _ = await town.find_button("张三", "提交：思想汇报")
    refused = ("ud:999", "ub:0", "ul:1:0", "uc:1:1", "uq:0", "uy:1:1", "ur:1:1:1:1", "ue:1:1", "uu:1:1", "uw:0", "uf:1")
    for data in (*refused, "ud:x", "rmm:never", "rmh:3", "uy:999:1"):
        tapped = await town.control.tap(town.people["张三"], message, data, forged=True)
        await town.quiet()
        assert tapped.answered, data
        assert tapped.text, data
        assert "出了点问题" not in tapped.text, data
    await town.find_button("张三", "提交：思想汇报")
    assert await town.db.read(lambda session: session.exec(select(DutyDone)).all()) == []


async def test_one_chooses_how_to_be_reminded(town: Town) -> None:
    await town.say("张三", "/reminders")
    await town.tap("张三", "只在最后一天")
    await town.tap("张三", "18:00")
    shown = await town.last("张三")
    assert "只在最后一天" in shown
    assert "18:00 起" in shown


def test_every_sweep_of_the_slice_is_a_job() -> None:
    swept = {(service, method) for _, _, service, method in SWEEPS}
    assert {
        ("dues_calendar", "open_month"),
        ("dues_calendar", "settle_month"),
        ("duties", "open_due"),
        ("duties", "settle_due"),
        ("reminders", "remind"),
    } <= swept
