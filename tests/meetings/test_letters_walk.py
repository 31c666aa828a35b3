"""Appeal, ruling and the letter on paper, walked through the sandbox over HTTP."""

from __future__ import annotations

from sqlmodel import Session, select

from storage.tables import Account, FactRow, Letter
from storage.vocabulary import LetterState
from tests.meetings.sight import rows
from tests.meetings.test_walk import hold
from tests.town import Town


async def proposed(town: Town) -> None:
    """Have 张三 miss two meetings."""
    others = [name for name in town.members if name != "张三"]
    for day in ("2026-07-10", "2026-07-17"):
        await hold(town, day, *others)


async def test_an_appeal_is_ruled_on_by_who_did_not_sign_and_the_letter_withdrawn(town: Town) -> None:
    await proposed(town)
    await town.tap("王书记", "✍️ 签发")
    await town.quiet(edits=True)
    await town.tap("张三", "我有异议")
    await town.send("张三", b"sticker", kind="sticker")
    assert "200 个字" in await town.last("张三")
    await town.say("张三", "/cancel")
    await town.tap("张三", "我有异议")
    await town.say("张三", "当天住院 <b>")
    assert "由以下人员裁定：李委员" in await town.last("张三")
    await town.quiet(edits=True)
    assert any("您已提出异议" in text for text in await town.texts("张三"))
    assert "异议理由：当天住院 <b>" in await town.last("李委员")
    message, _label = await town.find_button("李委员", "撤销警戒书")
    forged = await town.control.tap(town.people["王书记"], message, "wl:withdraw:1", forged=True)
    assert "李委员" in (forged.text or "")
    await town.tap("李委员", "撤销警戒书")
    await town.say("李委员", "理" * 201)
    assert "200 个字" in await town.last("李委员")
    await town.say("李委员", "住院证明属实")
    await town.quiet(edits=True)
    assert "已撤销" in await town.last("张三")
    assert "已撤销" in await town.last("王书记")
    again = await town.control.tap(town.people["李委员"], message, "wl:uphold:1", forged=True)
    assert "已撤销" in (again.text or "")
    facts = [row for row in await rows(town, FactRow) if row.kind == "discipline"]
    assert [row.reverses_id is not None for row in facts] == [False, True]
    assert not any("异议" in text for text in await town.texts("李四", in_group=True))


async def test_a_letter_to_somebody_without_an_account_is_printed_and_handed_over(town: Town) -> None:
    await proposed(town)
    await town.db.write(_unlink, town.members["张三"])
    await town.tap("王书记", "✍️ 签发")
    await town.quiet(edits=True)
    paper = (await town.messages("王书记"))[-1]
    assert paper["document"]["file_name"].endswith(".pdf")
    assert "请打印警戒书" in await town.last("王书记")
    assert "送达张三" in ((await town.tap("王书记", "✅ 已送达并签收")).text or "")
    await town.quiet(edits=True)
    assert "王书记已于2026年7月17日送达" in await town.last("王书记")
    assert [row.state for row in await rows(town, Letter)] == [LetterState.ACKNOWLEDGED]


async def test_a_strangers_taps_on_a_letter_do_nothing(town: Town) -> None:
    await proposed(town)
    await town.tap("王书记", "✍️ 签发")
    await town.quiet(edits=True)
    message, _label = await town.find_button("张三", "我有异议")
    for data in ("wl:appeal:1", "wl:uphold:1", "wl:withdraw:1", "wl:hand:1", "wl:appeal:999"):
        told = await town.control.tap(town.people["李四"], message, data, forged=True)
        assert told.text, data
    assert [row.state for row in await rows(town, Letter)] == [LetterState.SENT]


def _unlink(session: Session, member_id: int) -> None:
    session.delete(session.exec(select(Account).where(Account.person_id == member_id)).one())
