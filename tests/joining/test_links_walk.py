"""One-time links: opened by the right one, the wrong one, twice, late; given anew; accounts freed."""

from __future__ import annotations

import re

import pypdfium2

from storage.vocabulary import ChatState
from tests.joining.places import BRANCH, accounts, found, open_link, secretary_at_home
from tests.joining.sheets import LI, SECRETARY, ZHANG, workbook
from tests.town import Town

LINK = re.compile(r"https://t\.me/xianfeng_bot\?start=([A-Za-z0-9_-]{1,64})")


async def enrol(town: Town) -> None:
    """A branch whose secretary has joined and whose roster is in."""
    await secretary_at_home(town)
    await town.send("王书记", workbook(SECRETARY, ZHANG, LI), name="名册.xlsx")
    await town.tap("王书记", "✅ 确认导入")


async def link_for(town: Town, name: str) -> str:
    """Let the secretary make one member's link."""
    await town.say("王书记", "/invite")
    await town.tap("王书记", name)
    tokens: list[str] = LINK.findall(await town.last("王书记"))
    return tokens[0]


async def test_a_link_ties_the_account_and_shows_the_home_of_a_member(bare_town: Town) -> None:
    await enrol(bare_town)
    await open_link(bare_town, "张三", await link_for(bare_town, "张三"))
    told = await bare_town.last("张三")
    assert "加入成功" in told
    assert BRANCH in told
    await bare_town.find_button("张三", "我的积分")
    assert "党员名册" not in str((await bare_town.messages("张三"))[-1]["reply_markup"])
    assert set(await accounts(bare_town.db)) == {"王书记", "张三"}


async def test_the_same_link_opened_again_by_the_same_account_is_welcome_again(bare_town: Town) -> None:
    await enrol(bare_town)
    token = await link_for(bare_town, "张三")
    await open_link(bare_town, "张三", token)
    await open_link(bare_town, "张三", token)
    assert "加入成功" in await bare_town.last("张三")
    assert len(await accounts(bare_town.db)) == 2


async def test_a_used_link_does_not_open_for_somebody_else(bare_town: Town) -> None:
    await enrol(bare_town)
    token = await link_for(bare_town, "张三")
    await open_link(bare_town, "张三", token)
    await open_link(bare_town, "陌生人", token)
    assert "已经用过了" in await bare_town.last("陌生人")
    assert "陌生人" not in await accounts(bare_town.db)


async def test_a_link_that_was_replaced_says_so_and_the_newer_one_works(bare_town: Town) -> None:
    await enrol(bare_town)
    older, newer = await link_for(bare_town, "张三"), await link_for(bare_town, "张三")
    assert "以前给的链接已作废" in await bare_town.last("王书记")
    await open_link(bare_town, "张三", older)
    assert "已被新的链接代替" in await bare_town.last("张三")
    await open_link(bare_town, "张三", newer)
    assert "加入成功" in await bare_town.last("张三")


async def test_a_link_opened_by_another_member_stays_unused(bare_town: Town) -> None:
    await enrol(bare_town)
    await open_link(bare_town, "张三", await link_for(bare_town, "张三"))
    token = await link_for(bare_town, "李四")
    await open_link(bare_town, "张三", token)
    assert "这个账号已是张三的" in await bare_town.last("张三")
    await open_link(bare_town, "李四", token)
    assert "加入成功" in await bare_town.last("李四")


async def test_a_second_account_of_a_member_who_has_joined_is_refused(bare_town: Town) -> None:
    await enrol(bare_town)
    await bare_town.say("王书记", "/invite")
    await bare_town.tap("王书记", "文字形式的全部链接")
    first = LINK.findall(await bare_town.last("王书记"))
    await bare_town.tap("王书记", "文字形式的全部链接")
    second = LINK.findall(await bare_town.last("王书记"))
    assert len(first) == len(second) == 2
    await open_link(bare_town, "张三", first[0])
    assert "加入成功" in await bare_town.last("张三"), "links of an earlier list stay good"
    await open_link(bare_town, "张三的平板", second[0])
    assert "已被新的链接代替" in await bare_town.last("张三的平板")
    assert set(await accounts(bare_town.db)) == {"王书记", "张三"}


async def test_forged_links_are_unknown_whatever_they_carry(bare_town: Town) -> None:
    await enrol(bare_town)
    await bare_town.stranger("陌生人")
    for payload in ("A" * 32, "x", "-" * 64, "1"):
        await open_link(bare_town, "陌生人", payload)
        assert "这个链接无效" in await bare_town.last("陌生人")
    for text in ("/start '; drop table member", "/start " + "字" * 2000):
        await bare_town.say("陌生人", text)
        assert "这个链接无效" in await bare_town.last("陌生人")


async def test_who_has_joined_is_no_longer_offered_a_link(bare_town: Town) -> None:
    await enrol(bare_town)
    token = await link_for(bare_town, "张三")
    await bare_town.say("王书记", "/invite")
    await open_link(bare_town, "张三", token)
    tapped = await bare_town.tap("王书记", "张三")
    assert "张三已经加入了" in (tapped.text or "")
    await bare_town.say("王书记", "/invite")
    assert "已加入 2 人，共 3 人" in await bare_town.last("王书记")


async def test_a_lost_account_is_unlinked_and_a_new_one_joins(bare_town: Town) -> None:
    await enrol(bare_town)
    await open_link(bare_town, "张三", await link_for(bare_town, "张三"))
    await bare_town.say("王书记", "/members")
    await bare_town.tap("王书记", "✅ 张三")
    await bare_town.tap("王书记", "解除账号绑定")
    assert "手机丢失" in await bare_town.last("王书记")
    await bare_town.tap("王书记", "确认解除")
    await bare_town.say("张三", "/start")
    assert "还没有对应的党员" in await bare_town.last("张三")
    await open_link(bare_town, "张三新号", await link_for(bare_town, "张三"))
    assert "加入成功" in await bare_town.last("张三新号")


async def test_the_secretary_cannot_unlink_himself(bare_town: Town) -> None:
    await enrol(bare_town)
    await bare_town.say("王书记", "/members")
    await bare_town.tap("王书记", "✅ 王书记")
    message = (await bare_town.messages("王书记"))[-1]
    assert "解除" not in str(message["reply_markup"])
    forged = await bare_town.control.tap(bare_town.people["王书记"], message, "memu:1:1", forged=True)
    assert "不能解除自己" in (forged.text or "")
    assert "王书记" in await accounts(bare_town.db)


async def test_the_member_list_shows_who_blocked_the_bot_and_who_let_it_in_again(bare_town: Town) -> None:
    await enrol(bare_town)
    await open_link(bare_town, "张三", await link_for(bare_town, "张三"))
    await bare_town.control.block(bare_town.people["张三"])
    await bare_town.quiet()
    await bare_town.say("王书记", "/members")
    told = await bare_town.last("王书记")
    assert "⛔ 已停用我，联系不上: 1" in told
    assert "○ 还没有链接: 1" in told
    await bare_town.find_button("王书记", "⛔ 张三")

    await bare_town.control.unblock(bare_town.people["张三"])
    await bare_town.control.start(bare_town.people["张三"])
    await bare_town.quiet()
    assert (await accounts(bare_town.db))["张三"].chat_state is ChatState.ACTIVE
    await bare_town.say("王书记", "/members")
    await bare_town.find_button("王书记", "✅ 张三")


async def test_word_of_a_block_that_comes_late_does_not_undo_the_unblocking(bare_town: Town) -> None:
    await enrol(bare_town)
    await open_link(bare_town, "张三", await link_for(bare_town, "张三"))
    await bare_town.later(minutes=10)
    person = bare_town.people["张三"]
    now = int((await bare_town.control.now()).timestamp())
    for status, date in (("member", now), ("kicked", now - 300), ("kicked", now - 300)):
        await bare_town.control.inject(standing(bare_town, person.id, status, date))
        await bare_town.quiet()
    assert (await accounts(bare_town.db))["张三"].chat_state is ChatState.ACTIVE
    await bare_town.control.inject(standing(bare_town, person.id, "kicked", now + 1))
    await bare_town.quiet()
    assert (await accounts(bare_town.db))["张三"].chat_state is ChatState.UNREACHABLE


def standing(town: Town, user_id: int, status: str, date: int) -> dict[str, object]:
    """Word from the messenger that a person blocked the bot or let it in again."""
    bot = {"id": town.bot_id, "is_bot": True, "first_name": "先锋"}
    person = {"id": user_id, "is_bot": False, "first_name": "张三"}
    new: dict[str, object] = {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    chat = {"id": user_id, "type": "private", "first_name": "张三"}
    old = {"user": bot, "status": "member"}
    return {
        "my_chat_member": {"chat": chat, "from": person, "date": date, "old_chat_member": old, "new_chat_member": new}
    }


async def test_a_member_of_another_branch_sees_nothing_of_this_one(bare_town: Town) -> None:
    await enrol(bare_town)
    await open_link(bare_town, "外支书", await found(bare_town, "机关第二党支部", "外支书"))
    await bare_town.say("外支书", "/members")
    message = (await bare_town.messages("外支书"))[-1]
    assert "张三" not in str(message)
    for data in ("mem:2", "memu:2:1", "inv1:2"):
        tapped = await bare_town.control.tap(bare_town.people["外支书"], message, data, forged=True)
        assert "已失效" in (tapped.text or ""), data
    assert len(LINK.findall(str(await bare_town.messages("外支书")))) == 0


async def test_pages_turn_and_a_page_that_is_gone_becomes_the_last(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    rows = [(str(n + 2), f"党员{n:02d}", *ZHANG[2:]) for n in range(25)]
    await bare_town.send("王书记", workbook(SECRETARY, *rows), name="名册.xlsx")
    await bare_town.tap("王书记", "✅ 确认导入")
    await bare_town.say("王书记", "/members")
    await bare_town.tap("王书记", "第 2 页")
    await bare_town.tap("王书记", "第 3 页")
    message, _label = await bare_town.find_button("王书记", "○ 党员24")
    await bare_town.control.tap(bare_town.people["王书记"], message, "memp:99", forged=True)
    await bare_town.find_button("王书记", "○ 党员24")

    await bare_town.say("王书记", "/invite")
    await bare_town.tap("王书记", "文字形式的全部链接")
    assert len(LINK.findall(await bare_town.last("王书记"))) == 20
    await bare_town.tap("王书记", "更多链接")
    assert len(LINK.findall(await bare_town.last("王书记"))) == 5


async def test_the_printed_sheet_has_a_code_for_each_who_has_not_joined_and_the_codes_work(bare_town: Town) -> None:
    await enrol(bare_town)
    await bare_town.say("王书记", "/invite")
    await bare_town.tap("王书记", "打印用的二维码表")
    message = (await bare_town.messages("王书记"))[-1]
    assert message["document"]["file_name"] == "加入二维码.pdf"
    assert "共 2 个" in message["caption"]
    page = pypdfium2.PdfDocument(await bare_town.control.file(message["document"]["file_id"]))[0]
    printed = page.get_textpage().get_text_range()
    assert "张三" in printed
    assert "王书记" not in printed
    # A link runs over two lines; pypdfium2 gives a hyphen at a line's end as U+FFFE and no line end.
    tokens = [link[:32] for link in LINK.findall(printed.replace("\ufffe", "-").replace("\r\n", ""))]
    await open_link(bare_town, "张三", tokens[0])
    assert "加入成功" in await bare_town.last("张三")
    kept = await bare_town.db.fetch_row("SELECT count(*) FROM outbox WHERE data LIKE ?", [f"%{tokens[1]}%"])
    assert kept == (0,), "the outbox must not hold a secret"


async def test_who_asks_for_links_when_everybody_has_joined_is_told_so(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    await bare_town.say("王书记", "/invite")
    message = (await bare_town.messages("王书记"))[-1]
    assert "全体党员都已加入" in await bare_town.last("王书记")
    for data in ("invs", "invl:0"):
        tapped = await bare_town.control.tap(bare_town.people["王书记"], message, data, forged=True)
        assert "全体党员都已加入" in (tapped.text or "")
