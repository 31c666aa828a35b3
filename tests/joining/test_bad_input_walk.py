"""What nobody planned for: strangers, odd messages, old and forged buttons, updates out of order."""

from __future__ import annotations

from storage.tables import RoleHeld
from tests.joining.places import accounts, found, open_link
from tests.town import Town

UNKNOWN = "还没有对应的党员"


async def test_a_stranger_learns_how_to_join_and_nothing_else(town: Town) -> None:
    await town.stranger("路人")
    said = ["/start", "/help", "/points", "/members", "/roster", "/invite", "你好", "/xyz"]
    for text in said:
        await town.say("路人", text)
        assert UNKNOWN in await town.last("路人"), text
    assert len(await town.texts("路人")) == len(said)


async def test_a_strangers_files_and_stickers_are_answered_the_same_way(town: Town) -> None:
    await town.stranger("路人")
    await town.send("路人", b"x", kind="sticker")
    await town.send("路人", b"x", name="名册.xlsx")
    await town.control.location(town.people["路人"], 31.2, 121.4)
    await town.quiet()
    assert [UNKNOWN in words for words in await town.texts("路人")] == [True, True, True]


async def test_a_strangers_taps_are_answered_and_do_nothing(town: Town) -> None:
    await town.stranger("路人")
    await town.say("路人", "/start")
    message = (await town.messages("路人"))[-1]
    for data in ("home:members", "mem:1", "memu:1:1", "invs", "inv1:1", "invl:0", "roster:apply:abc", "nonsense", ""):
        tapped = await town.control.tap(town.people["路人"], message, data or "\0", forged=True)
        assert tapped.answered, data
    assert len(await accounts(town.db)) == 6


async def test_forged_and_broken_buttons_are_answered_as_old_ones(town: Town) -> None:
    message = (await town.messages("张三"))[-1]
    for data in ("mem:999999", "mem:abc", "home:", "home:nowhere", "x" * 64, "roster:apply:0123", "inv1:-1", "memp:-5"):
        tapped = await town.control.tap(town.people["张三"], message, data, forged=True)
        assert tapped.answered, data


async def test_a_plain_member_taps_what_is_the_secretarys(town: Town) -> None:
    message = (await town.messages("张三"))[-1]
    for data in ("home:members", "home:invite", "home:roster", "mem:1", "memu:1:1", "inv1:1", "invl:0", "invp:0"):
        tapped = await town.control.tap(town.people["张三"], message, data, forged=True)
        assert "不能办理" in (tapped.text or ""), data


async def test_a_demoted_secretary_keeps_his_buttons_and_loses_his_rights(town: Town) -> None:
    await town.say("王书记", "/start")
    until = town.house.clock.now().date()

    def demote(session: object) -> None:
        from sqlmodel import Session, select

        assert isinstance(session, Session)
        for held in session.exec(select(RoleHeld).where(RoleHeld.member_id == town.members["王书记"])):
            held.until = until
            session.add(held)

    await town.db.write(demote)
    for label in ("党员名单", "党员名册", "邀请加入"):
        tapped = await town.tap("王书记", label)
        assert "不能办理" in (tapped.text or ""), label
    await town.say("王书记", "/start")
    assert "党员名册" not in str((await town.messages("王书记"))[-1]["reply_markup"])
    await town.say("王书记", "/bind", in_group=True)
    assert "不能办理" in await town.last("王书记", in_group=True)


async def test_text_that_nothing_takes_is_answered_helpfully(town: Town) -> None:
    for text, words in (
        ("今天天气不错", "没有看懂"),
        ("啊" * 4096, "没有看懂"),
        ("/" + "x" * 4000, "命令"),
        ("/nosuch@xianfeng_bot 1 2", "没有 /nosuch 这个命令"),
        ("/<b>&", "没有 /<b>& 这个命令"),
        ("/cancel", "没有正在填写的内容"),
    ):
        await town.say("张三", text)
        assert words in await town.last("张三"), text[:30]


async def test_each_kind_of_message_gets_an_answer_of_its_own(town: Town) -> None:
    await town.send("张三", b"x", kind="sticker")
    assert "处理不了" in await town.last("张三")
    await town.send("张三", b"x", kind="voice")
    assert "听不了语音" in await town.last("张三")
    await town.send("张三", b"x", name="报告.pdf")
    assert "/claim 或 /service" in await town.last("张三")
    await town.control.contact(town.people["张三"], "+8613800000000")
    await town.quiet()
    assert "不需要电话号码" in await town.last("张三")
    await town.control.location(town.people["张三"], 31.2, 121.4)
    await town.quiet()
    assert "不需要位置" in await town.last("张三")


async def test_the_language_is_chosen_by_a_tap_and_stays(town: Town) -> None:
    await town.say("张三", "/language")
    await town.tap("张三", "English")
    assert "in English" in await town.last("张三")
    await town.say("张三", "/start")
    assert "What would you like to do?" in await town.last("张三")
    await town.say("张三", "/language zh")
    assert "以后我用中文" in await town.last("张三")


async def test_who_joins_with_an_english_phone_is_spoken_to_in_english(bare_town: Town) -> None:
    bare_town.people["Ann"] = await bare_town.control.user("Ann", language_code="en-GB")
    await open_link(bare_town, "Ann", await found(bare_town, secretary="Ann"))
    assert "You have joined" in await bare_town.last("Ann")
    await bare_town.say("Ann", "/language zh")
    await bare_town.say("Ann", "/start")
    assert "请选择要办的事" in await bare_town.last("Ann")


async def test_the_same_start_delivered_twice_joins_once(bare_town: Town) -> None:
    token = await found(bare_town)
    person = await bare_town.stranger("王书记")
    message = {
        "message_id": 77,
        "date": 1782864000,
        "chat": {"id": person.id, "type": "private", "first_name": "王书记"},
        "from": {"id": person.id, "is_bot": False, "first_name": "王书记", "language_code": "zh-hans"},
        "text": f"/start {token}",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }
    await bare_town.control.start(person)
    for _delivery in range(2):
        await bare_town.control.inject({"message": message})
    await bare_town.quiet()
    assert set(await accounts(bare_town.db)) == {"王书记"}
    assert [words for words in await bare_town.texts("王书记") if "无效" in words or "用过" in words] == []
