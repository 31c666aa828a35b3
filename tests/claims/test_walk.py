"""Claims and volunteer service, walked through the sandbox over HTTP."""

import io

from PIL import Image
from sqlmodel import Session, select

from storage.tables import Claim, FactRow
from tests.town import Town


def picture(shade: int = 90) -> bytes:
    """A small picture; another shade is another file."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 120, 60)).save(out, "JPEG")
    return out.getvalue()


async def declare_service(town: Town, name: str = "张三", *, photo: bytes | None = None) -> None:
    """Declare volunteer service up to the summary."""
    await town.say(name, "/service")
    for said in ("社区环境清理 <b>", "幸福社区"):
        await town.say(name, said)
    await town.tap(name, "今天")
    await town.say(name, "2.5小时")
    await town.send(name, photo or picture(), kind="photo")
    await town.tap(name, "发完了")


async def send_empty_file(town: Town, name: str) -> None:
    """Send what no messenger lets through: a document of 0 bytes."""
    person = town.people[name].id
    who = {"id": person, "is_bot": False, "first_name": name}
    empty = {"file_id": "none", "file_unique_id": "none", "file_name": "空.pdf", "file_size": 0}
    chat = {"id": person, "type": "private", "first_name": name}
    await town.control.inject({"message": {"message_id": 990, "date": 1, "chat": chat, "from": who, "document": empty}})
    await town.quiet()


def _facts(session: Session) -> list[tuple[str, str]]:
    return [(row.kind, row.outcome) for row in session.exec(select(FactRow))]


def _claims(session: Session) -> list[Claim]:
    return list(session.exec(select(Claim)))


async def test_service_declared_with_a_photo_is_approved_with_one_tap(town: Town) -> None:
    await declare_service(town)
    assert "+5 分" in await town.last("张三")
    await town.tap("张三", "提交")
    assert "社区环境清理 <b>" in await town.last("赵记分")
    await town.tap("赵记分", "查看佐证材料")
    shown = (await town.messages("赵记分"))[-1]
    assert shown["photo"]
    await town.tap("赵记分", "✅ 通过")
    await town.quiet(edits=True)
    for keeper in ("赵记分", "王书记"):
        card = next(text for text in await town.texts(keeper) if "申报第 1 号" in text)
        assert card.startswith("✅ 已由 赵记分 审核通过")
    assert "赵记分 审核通过" in await town.last("张三")
    assert await town.db.read(_facts) == [("service", "done")]


async def test_a_claim_returned_in_ones_own_words_is_corrected_and_resubmitted(town: Town) -> None:
    await town.say("张三", "/claim")
    assert "网格化工作" in await town.last("张三")
    await town.tap("张三", "支部自选")
    await town.tap("张三", "今天")
    await town.tap("张三", "3")
    await town.tap("张三", "跳过")
    await town.send("张三", b"%PDF-1.4 evidence", name="证明.pdf", content_type="application/pdf")
    await town.tap("张三", "发完了")
    await town.tap("张三", "提交")
    await town.tap("王书记", "↩️ 退回")
    await town.tap("王书记", "自己写理由")
    await town.say("王书记", "请写明稿件标题")
    assert "请写明稿件标题" in await town.last("张三")
    await town.tap("张三", "修改并重新提交")
    await town.tap("张三", "改说明")
    await town.say("张三", "《社区新貌》")
    await town.tap("张三", "重新提交")
    await town.quiet(edits=True)
    assert "《社区新貌》" in await town.last("王书记")
    assert any("已重新提交" in text for text in await town.texts("张三"))
    await town.tap("王书记", "✅ 通过")
    await town.say("张三", "/myclaims")
    assert "已通过" in await town.last("张三")
    [claim] = await town.db.read(_claims)
    assert (claim.round, claim.note) == (2, "《社区新貌》")


async def test_a_second_reviewer_with_an_old_card_sees_who_decided(town: Town) -> None:
    await declare_service(town)
    await town.tap("张三", "提交")
    old, label = await town.find_button("王书记", "✅ 通过")
    [data] = [b["callback_data"] for row in old["reply_markup"]["inline_keyboard"] for b in row if b["text"] == label]
    await town.tap("赵记分", "✅ 通过")
    await town.quiet(edits=True)
    for name in ("王书记", "赵记分"):
        tapped = await town.control.tap(town.people[name], old, data, forged=True)
        await town.quiet()
        assert tapped.answered
        assert not tapped.show_alert
    assert await town.db.read(_facts) == [("service", "done")]


async def test_two_taps_on_submit_file_one_claim(town: Town) -> None:
    await declare_service(town)
    message, label = await town.find_button("张三", "提交")
    [data] = [
        b["callback_data"] for row in message["reply_markup"]["inline_keyboard"] for b in row if b["text"] == label
    ]
    for _ in range(2):
        await town.control.tap(town.people["张三"], message, data, forged=True)
    await town.quiet()
    assert "已提交（第 1 号）" in await town.last("张三")
    assert len(await town.db.read(_claims)) == 1


async def test_what_is_no_evidence_is_answered_and_the_form_goes_on(town: Town) -> None:
    await town.say("张三", "/service")
    await town.send("张三", picture(), kind="photo")
    assert "一句话" in await town.last("张三")
    await town.say("张三", "清理")
    await town.say("张三", "社区")
    await town.say("张三", "明年")
    assert "没有看懂日期" in await town.last("张三")
    await town.tap("张三", "今天")
    await town.say("张三", "很久")
    assert "0.5 到 24" in await town.last("张三")
    await town.tap("张三", "2")
    await town.later(minutes=1)
    await town.send("张三", picture(), kind="sticker")
    assert "照片或文件" in await town.last("张三")
    await town.send("张三", b"noise", kind="voice", name="a.ogg")
    assert "照片或文件" in await town.last("张三")
    await send_empty_file(town, "张三")
    assert "0 字节" in await town.last("张三")
    await town.send("张三", b"MZ", name="程序.exe")
    assert "不能作为佐证材料" in await town.last("张三")
    await town.later(minutes=1)
    await town.send("张三", bytes(30 * 1024 * 1024), name="录像.pdf")
    assert "最多 20 MB" in await town.last("张三")
    await town.say("张三", "没有照片行吗")
    assert "照片或文件" in await town.last("张三")
    for shade in (1, 2, 3):
        await town.send("张三", picture(shade), kind="photo", album="afternoon")
    acknowledged = [text for text in await town.texts("张三") if text.startswith("已收到")]
    assert len(acknowledged) == 1
    await town.tap("张三", "发完了")
    assert "3 份" in await town.last("张三")
    await town.say("张三", "/cancel")
    assert "已取消" in await town.last("张三")
    assert await town.db.read(_claims) == []


async def test_a_group_is_no_place_for_claims(town: Town) -> None:
    await town.say("张三", "/claim", in_group=True)
    assert "私聊" in await town.last("张三", in_group=True)


async def test_the_queue_is_worked_off_one_by_one(town: Town) -> None:
    await declare_service(town)
    await town.tap("张三", "提交")
    await declare_service(town, "李四")
    await town.tap("李四", "提交")
    await town.say("赵记分", "/review")
    assert "(1/2)" in await town.last("赵记分")
    await town.tap("赵记分", "下一件")
    assert "(2/2)" in await town.last("赵记分")
    await town.tap("赵记分", "✅ 通过")
    await town.tap("赵记分", "还有 1 件待审核")
    await town.tap("赵记分", "↩️ 退回")
    await town.tap("赵记分", "佐证材料缺失或看不清")
    assert "佐证材料缺失或看不清" in await town.last("张三")
    await town.say("赵记分", "/review")
    assert "没有待您审核" in await town.last("赵记分")
    await town.say("李四", "/review")
    assert "不能办理" in await town.last("李四")


async def test_a_form_begun_from_home_twice_files_two_claims(town: Town) -> None:
    for _ in range(2):
        await town.say("张三", "/start")
        await town.tap("张三", "志愿服务")
        await town.say("张三", "社区清理")
        await town.say("张三", "社区")
        await town.tap("张三", "今天")
        await town.tap("张三", "2")
        await town.send("张三", picture(), kind="photo")
        await town.tap("张三", "发完了")
        await town.tap("张三", "提交")
        await town.later(minutes=1)
    assert len(await town.db.read(_claims)) == 2
    await town.say("赵记分", "/start")
    await town.tap("赵记分", "待审批")
    assert "(1/2)" in await town.last("赵记分")


async def test_buttons_of_an_older_form_and_of_none_do_nothing(town: Town) -> None:
    await town.say("张三", "/service")
    old, _ = await town.find_button("张三", "取消")
    await town.say("张三", "/service")
    for data in ("cf:1:today", "cs:1", "ce:1:day", "cx:1", "ci:1:00000000", "cp:1:3", "cc:99", "cw:99", "ra:99:1:0"):
        tapped = await town.control.tap(town.people["张三"], old, data, forged=True)
        await town.quiet()
        assert tapped.answered, data
        assert tapped.text, data
    await town.say("张三", "仍然有效的表单")
    assert "在哪里" in await town.last("张三")
    assert await town.db.read(_claims) == []


async def test_an_update_delivered_twice_adds_nothing(town: Town) -> None:
    await declare_service(town)
    await town.tap("张三", "提交")
    done = (await town.control.pending())["delivered_to"]
    for update_id in range(done - 3, done + 1):
        await town.control.repeat(update_id)
    await town.quiet()
    assert len(await town.db.read(_claims)) == 1
