"""The roster, sent to the bot as a file and taken over by a tap."""

from __future__ import annotations

import pytest

from storage.vocabulary import Category
from tests.joining.places import member_rows, names, open_link, secretary_at_home
from tests.joining.sheets import HEADINGS, LI, SECRETARY, ZHANG, workbook
from tests.town import Town

TAKE = "✅ 确认导入"
XLSX = "名册.xlsx"


async def test_a_sheet_is_previewed_confirmed_and_taken_over_and_the_secretary_stays_one_person(
    bare_town: Town,
) -> None:
    await secretary_at_home(bare_town)
    await bare_town.say("王书记", "/roster")
    await bare_town.send("王书记", workbook(SECRETARY, ZHANG, LI), name=XLSX)
    preview = await bare_town.last("王书记")
    assert "新增：2 人" in preview
    assert "张三(2)" in preview
    assert "编号 — → 1" in preview
    assert await names(bare_town.db) == ["王书记"], "nothing may happen before it is confirmed"

    await bare_town.tap("王书记", TAKE)
    assert "名册已导入" in await bare_town.last("王书记")
    assert await names(bare_town.db) == ["王书记", "张三", "李四"]
    assert (await member_rows(bare_town.db))["3"].category is Category.RETIRED


async def test_a_sheet_out_of_the_blue_is_taken_as_the_roster(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    await bare_town.send("王书记", workbook(SECRETARY, ZHANG), name="随便.XLSX")
    assert "改动预览" in await bare_town.last("王书记")


async def test_the_sheet_that_the_bot_gives_comes_back_without_a_change(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    await bare_town.send("王书记", workbook(SECRETARY, ZHANG, LI), name=XLSX)
    await bare_town.tap("王书记", TAKE)
    await bare_town.say("王书记", "/roster")
    await bare_town.tap("王书记", "下载名册表格")
    given = (await bare_town.messages("王书记"))[-1]["document"]
    assert given["file_name"] == "党员名册.xlsx"
    content = await bare_town.control.file(given["file_id"])
    await bare_town.send("王书记", content, name=given["file_name"])
    assert "与现有名册一致" in await bare_town.last("王书记")
    assert "不变：3 人" in await bare_town.last("王书记")


async def test_a_faulty_sheet_is_answered_cell_by_cell_and_changes_nothing(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    bad = (*ZHANG[:3], "干部", *ZHANG[4:])
    await bare_town.send("王书记", workbook(SECRETARY, bad, merged=("C2:C3",)), name=XLSX)
    assert "C2:C3：有合并单元格" in (await bare_town.last("王书记")).replace(": ", "：")
    await bare_town.send("王书记", workbook(SECRETARY, bad, LI[:1] + ZHANG[1:3]), name=XLSX)
    answer = await bare_town.last("王书记")
    assert "D3: 类别“干部”认不出" in answer
    assert "离退休" in answer
    assert "D4: " in answer
    assert await names(bare_town.db) == ["王书记"]


async def test_many_faults_fit_into_one_message(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    rows = [("", "", "组" * 50, "类" * 50, "职" * 50, "日" * 50, "日" * 50, "钱" * 50, "是" * 50) for _ in range(60)]
    await bare_town.send("王书记", workbook(*rows), name=XLSX)
    assert "有 540 处需要改正" in await bare_town.last("王书记")
    assert "……还有 525 处" in await bare_town.last("王书记")


async def test_a_long_preview_fits_into_one_message(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    rows = [(f"<{n}>", "名" * 30 + "&<b>" + str(n), *ZHANG[2:]) for n in range(300)]
    await bare_town.send("王书记", workbook(SECRETARY, *rows), name=XLSX)
    assert "新增：300 人" in await bare_town.last("王书记")
    await bare_town.tap("王书记", TAKE)
    rows = [(row[0], "改" * 36, "新" * 40, "农村", "记分员", "2001-01-01", "2001-01-01", 7, "是") for row in rows]
    await bare_town.send("王书记", workbook(SECRETARY, *rows), name=XLSX)
    assert "更改：300 人" in await bare_town.last("王书记")


@pytest.mark.parametrize(
    ("file_name", "content", "words"),
    [
        pytest.param("名册.xls", b"x", "“名册.xls”不是 .xlsx 文件", id="an-old-xls"),
        pytest.param("名册.pdf", b"%PDF-1.7", "“名册.pdf”不是 .xlsx 文件", id="a-pdf"),
        pytest.param("<b>.docx", b"x", "“<b>.docx”不是", id="a-name-with-markup"),
        pytest.param("名册.xlsx", b"PK\x03\x04 no zip", "内容不是表格", id="no-workbook"),
        pytest.param(
            "名册.xlsx", b"\0" * (30 * 1024 * 1024), "文件有 30.0 MB，最多只能收 20 MB", id="thirty-megabytes"
        ),
    ],
)
async def test_a_wrong_file_is_answered_with_what_is_right(
    bare_town: Town, file_name: str, content: bytes, words: str
) -> None:
    await secretary_at_home(bare_town)
    await bare_town.say("王书记", "/roster")
    await bare_town.send("王书记", content, name=file_name)
    assert words in await bare_town.last("王书记")


async def test_a_file_of_zero_bytes_is_called_empty(bare_town: Town) -> None:
    """No client can send one, as the messenger refuses it; an update can say it all the same."""
    await secretary_at_home(bare_town)
    secretary = bare_town.people["王书记"]
    document = {"file_id": "x", "file_unique_id": "x", "file_name": XLSX, "file_size": 0}
    chat = {"id": secretary.id, "type": "private", "first_name": "王书记"}
    sender = {"id": secretary.id, "is_bot": False, "first_name": "王书记"}
    message = {"message_id": 999, "date": 1782864000, "chat": chat, "from": sender, "document": document}
    await bare_town.control.inject({"message": message})
    await bare_town.quiet()
    assert "文件是空的（0 字节）" in await bare_town.last("王书记")


async def test_a_file_too_big_is_not_even_asked_for(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    await bare_town.send("王书记", b"\0" * (30 * 1024 * 1024), name=XLSX)
    assert await bare_town.control.calls("getFile") == []


async def test_text_stickers_and_photos_while_the_sheet_is_awaited_are_told_what_is_awaited(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    await bare_town.say("王书记", "/roster")
    await bare_town.say("王书记", "好的" * 1500)
    await bare_town.send("王书记", b"webp", kind="sticker")
    told = (await bare_town.texts("王书记"))[-2:]
    assert all("正在等您发 .xlsx" in words for words in told)
    await bare_town.say("王书记", "/cancel")
    assert "已取消" in await bare_town.last("王书记")
    await bare_town.say("王书记", "好的")
    assert "没有看懂" in await bare_town.last("王书记")


async def test_the_button_of_an_older_preview_does_not_take_over_the_later_sheet(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    await bare_town.send("王书记", workbook(SECRETARY, ZHANG), name=XLSX)
    older, label = await bare_town.find_button("王书记", TAKE)
    await bare_town.send("王书记", workbook(SECRETARY, LI), name=XLSX)
    tapped = await bare_town.control.tap(bare_town.people["王书记"], older, label)
    assert "已过期" in (tapped.text or "")
    assert await names(bare_town.db) == ["王书记"]


async def test_a_second_tap_is_told_that_it_is_done(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    await bare_town.send("王书记", workbook(SECRETARY, ZHANG), name=XLSX)
    message, _label = await bare_town.find_button("王书记", TAKE)
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await bare_town.tap("王书记", TAKE)
    again = await bare_town.control.tap(bare_town.people["王书记"], message, data, forged=True)
    assert "已经导入过" in (again.text or "")
    assert await names(bare_town.db) == ["王书记", "张三"]


async def test_a_dropped_preview_changes_nothing(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    await bare_town.send("王书记", workbook(SECRETARY, ZHANG), name=XLSX)
    await bare_town.tap("王书记", "取消")
    assert "已放弃" in await bare_town.last("王书记")
    assert await names(bare_town.db) == ["王书记"]


async def test_a_plain_member_can_neither_send_nor_confirm_a_roster(town: Town) -> None:
    await town.send("张三", workbook(SECRETARY), name=XLSX)
    assert "不能办理" in await town.last("张三")
    await town.say("张三", "/roster")
    assert "不能办理" in await town.last("张三")


async def test_a_secretary_demoted_after_the_preview_cannot_confirm_it(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    heir = ("2", "张三", "", "在职", "书记", *ZHANG[5:])
    await bare_town.send("王书记", workbook(SECRETARY, heir), name=XLSX)
    await bare_town.tap("王书记", TAKE)
    await bare_town.say("王书记", "/invite")
    await bare_town.tap("王书记", "张三")
    link = (await bare_town.last("王书记")).split("start=")[1].split()[0]
    await open_link(bare_town, "张三", link)

    await bare_town.send("王书记", workbook(SECRETARY, heir, LI), name=XLSX)
    plain = (*SECRETARY[:4], "", *SECRETARY[5:])
    await bare_town.send("张三", workbook(plain, heir), name=XLSX)
    await bare_town.tap("张三", TAKE)
    tapped = await bare_town.tap("王书记", TAKE)
    assert "不能办理" in (tapped.text or "")
    assert len(await names(bare_town.db)) == 2


async def test_the_headings_in_english_are_offered_to_an_english_reader(bare_town: Town) -> None:
    await secretary_at_home(bare_town)
    await bare_town.say("王书记", "/language en")
    await bare_town.send("王书记", workbook(("1", "x", "boss"), headings=(*HEADINGS[:2], "类别")), name=XLSX)
    answer = await bare_town.last("王书记")
    assert "C2: the category “boss” is unknown; allowed are In service" in answer
