"""A branch's life in the browser: the page of the sandbox with the real bot behind it."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from sqlmodel import Session

from services.actors import Caller
from services.clock import Clock
from storage.tables import Meeting
from storage.vocabulary import MeetingKind
from tests.page.messenger import BOUND, Messenger
from tests.town import Town


def plan_theme_day(session: Session, branch_id: int, secretary: int, clock: Clock) -> None:
    now = clock.now()
    session.add(
        Meeting(
            branch_id=branch_id,
            kind=MeetingKind.THEME_DAY,
            title="七月主题党日",
            place="活动室",
            on_date=now.date(),
            starts_at=now + timedelta(minutes=30),
            ends_at=now + timedelta(hours=2),
            opens_at=now,
            grace_minutes=10,
            planned_by=secretary,
            planned_key="page:1",
        )
    )


async def open_check_in(town: Town) -> None:
    await town.db.write(plan_theme_day, town.branch_id, town.members["王书记"], town.house.clock)
    await town.house.dispatcher["meetings"].open_due(town.house.clock.now())
    await town.quiet()


async def test_a_member_checks_in_and_the_secretary_approves_leave_side_by_side(town: Town, browser: Browser) -> None:
    await open_check_in(town)
    member, secretary = town.people["张三"].id, town.people["王书记"].id
    page = await Messenger.open(
        browser, town.box.base_url, (member, town.group), (secretary, secretary), (member, member)
    )
    await page.sees(0, "已签到 0/6")
    await page.tap(0, "✅ 签到")
    await page.is_told(0, "签到")
    await page.sees(0, "已签到 1/6")
    asker = await town.find_button("李四", "请事假", in_group=True)
    await town.control.tap(town.people["李四"], asker[0], asker[1], chat=town.group)
    await page.sees(1, "李四")
    await page.tap(1, "✅ 批准")
    await page.is_told(1, "批准")
    await page.sees(1, "已批准")
    await town.quiet()
    assert any("批准" in text for text in await town.texts("李四"))
    await page.say(2, "/points")
    await page.sees(2, "我的积分")
    await page.panel(2).get_by_role("log").get_by_role("button", name="基础分").last.click()
    await page.sees(2, "学习强国")
    assert page.faults == []


async def test_a_newcomer_joins_by_his_link_in_the_page(town: Town, browser: Browser) -> None:
    member_id = await town.settle("小周", bound=False)
    newcomer, secretary = town.people["小周"].id, town.people["王书记"].id
    link = await town.house.dispatcher["invitations"].link_for(Caller(secretary, secretary), "xianfeng_bot", member_id)
    page = await Messenger.open(browser, town.box.base_url, (newcomer, newcomer))
    await page.panel(0).get_by_role("button", name="更多操作").click()
    await page.page.get_by_role("menuitem", name="打开邀请链接").click()
    await page.page.get_by_role("textbox", name="链接或参数").fill(f"https://t.me/xianfeng_bot?start={link.link.token}")
    await page.page.get_by_role("button", name="打开", exact=True).click()
    await page.sees(0, "小周")
    await page.sees(0, "我的积分")


async def test_photos_are_sent_seen_and_opened_large(town: Town, browser: Browser, tmp_path: Path) -> None:
    from PIL import Image

    await asyncio.to_thread(Image.new("RGB", (640, 480), "#1a5c94").save, tmp_path / "service.png")
    member = town.people["张三"].id
    page = await Messenger.open(browser, town.box.base_url, (member, member))
    await page.say(0, "/service")
    await page.sees(0, "做了什么")
    async with page.page.expect_file_chooser() as chooser:
        await page.panel(0).get_by_role("button", name="添加附件").click()
        await page.page.get_by_role("menuitem", name="图片").click()
    await (await chooser.value).set_files(tmp_path / "service.png")
    await page.page.get_by_role("dialog").get_by_role("button", name="发送", exact=True).click()
    picture = page.panel(0).get_by_role("button", name="放大图片")
    await picture.last.click()
    large = page.page.get_by_role("dialog")
    await expect(large.get_by_role("img").first).to_be_visible(timeout=BOUND)
    await page.page.keyboard.press("Escape")
    await expect(large).to_be_hidden(timeout=BOUND)


async def test_an_alert_is_a_window_and_a_strangers_tap_is_told_so(town: Town, browser: Browser) -> None:
    await open_check_in(town)
    stranger = await town.stranger("路人")
    await town.control.member(town.group, stranger, "member", by=town.people["王书记"])
    page = await Messenger.open(browser, town.box.base_url, (stranger.id, town.group))
    await page.sees(0, "已签到 0/6")
    await page.tap(0, "✅ 签到")
    window = page.page.get_by_role("alertdialog")
    await expect(window).to_contain_text("支部", timeout=BOUND)
    await page.page.keyboard.press("Escape")
    await expect(window).to_be_hidden(timeout=BOUND)
    await page.sees(0, "已签到 0/6")


async def test_everything_can_be_done_by_keyboard(town: Town, browser: Browser) -> None:
    member = town.people["张三"].id
    page = await Messenger.open(browser, town.box.base_url, (member, member))
    await page.panel(0).get_by_role("textbox").focus()
    await page.page.keyboard.type("/start")
    await page.page.keyboard.press("Enter")
    button = page.panel(0).get_by_role("log").get_by_role("button", name="我的积分").last
    await button.wait_for()
    for _ in range(40):
        await page.page.keyboard.press("Shift+Tab")
        if await button.evaluate("one => one === document.activeElement"):
            break
    else:
        pytest.fail("the button cannot be reached by the keyboard")
    await page.page.keyboard.press("Enter")
    await page.sees(0, "合计")


async def test_a_phone_shows_one_chat_at_a_time_and_a_reload_keeps_the_panels(town: Town, browser: Browser) -> None:
    member, secretary = town.people["张三"].id, town.people["王书记"].id
    page = await Messenger.open(
        browser, town.box.base_url, (member, member), (secretary, secretary), width=390, height=844
    )
    visible = page.page.locator(".panel:visible")
    await expect(visible).to_have_count(1, timeout=BOUND)
    await page.page.get_by_role("button", name="王书记").last.click()
    await expect(page.panel(1)).to_be_visible(timeout=BOUND)
    await expect(visible).to_have_count(1, timeout=BOUND)
    await page.page.reload()
    await expect(page.page.locator(".panel")).to_have_count(2, timeout=BOUND)
    assert f"{member}:{member},{secretary}:{secretary}" in page.page.url
    overflow = await page.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert overflow is False


async def test_what_people_write_stays_text(town: Town, browser: Browser) -> None:
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    intruder = await town.control.user(evil[:60])
    await town.control.member(town.group, intruder, "member", by=town.people["王书记"])
    await town.control.say(intruder, town.group, evil)
    member = town.people["张三"].id
    page = await Messenger.open(browser, town.box.base_url, (member, town.group))
    await page.sees(0, evil)
    assert await page.page.title() not in ("1", "2")
    assert await page.panel(0).get_by_role("log").locator("script, img[src=x]").count() == 0


async def test_new_messages_raise_the_unread_mark_without_a_reload(town: Town, browser: Browser) -> None:
    member = town.people["张三"].id
    page = await Messenger.open(browser, town.box.base_url, (member, member))
    await town.control.say(town.people["李四"], town.group, "大家好")
    await expect(page.panel(0).locator(".chat .badge")).to_contain_text("1", timeout=BOUND)
    await page.panel(0).get_by_role("button", name="支部群").click()
    await page.sees(0, "大家好")
    await expect(page.panel(0).locator(".chat .badge")).to_have_count(0, timeout=BOUND)


async def test_the_page_reconnects_after_the_connection_was_lost(town: Town, browser: Browser) -> None:
    member = town.people["张三"].id
    page = await Messenger.open(browser, town.box.base_url, (member, member))
    await page.page.context.set_offline(True)
    await town.control.say(town.people["张三"], None, "/help")
    await town.quiet()
    await page.page.context.set_offline(False)
    await page.sees(0, "/points")


async def test_both_languages_of_the_page_hold_the_same_words(town: Town, browser: Browser) -> None:
    member = town.people["张三"].id
    page = await Messenger.open(browser, town.box.base_url, (member, member))
    await page.page.get_by_role("button", name="English").click()
    await expect(page.page.get_by_role("button", name="+1 day")).to_be_visible(timeout=BOUND)
    await expect(page.panel(0).get_by_role("textbox")).to_have_attribute("placeholder", "Message…", timeout=BOUND)


async def test_the_months_ranking_is_seen_large_after_the_clock_was_moved(town: Town, browser: Browser) -> None:
    member = town.people["张三"].id
    page = await Messenger.open(browser, town.box.base_url, (member, town.group))
    await expect(page.page.get_by_text("2026年7月1日")).to_be_visible(timeout=BOUND)
    await page.page.get_by_role("button", name="+1 天").click()
    await expect(page.page.get_by_text("2026年7月2日")).to_be_visible(timeout=BOUND)
    await page.page.get_by_role("button", name="到月末").click()
    await expect(page.page.get_by_text("2026年8月1日")).to_be_visible(timeout=BOUND)
    await town.house.dispatcher["rankings"].publish_due(town.house.clock.now())
    await page.sees(0, "2026年7月积分排名")
    await page.panel(0).get_by_role("button", name="放大图片").last.click()
    chart = page.page.get_by_role("dialog").get_by_role("img").first
    await expect(chart).to_be_visible(timeout=BOUND)
    assert await chart.evaluate("async image => (await image.decode(), image.naturalWidth)") == 1000
