"""Whatever is sent at whatever question: it is answered, the question stays open, and nothing is decided."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import pytest

from sandbox.client import Person
from sandbox.shapes import Json
from tests.hostile.busy import BROKEN, Busy
from tests.walk.cast import LI, RECORDER, SECRETARY, ZHANG
from tests.walk.claims import picture
from tests.walk.walker import Walk, plain

pytestmark = pytest.mark.asyncio(loop_scope="package")

Send = Callable[[Walk, str], Awaitable[None]]
HUGE = "党" * 4096
MEGABYTES = 1024 * 1024


async def unknown_command(walk: Walk, name: str) -> None:
    await walk.say(name, "/nonsense 1 2 3")


async def sticker(walk: Walk, name: str) -> None:
    await walk.send(name, b"RIFF", kind="sticker")


async def voice(walk: Walk, name: str) -> None:
    await walk.send(name, b"OggS", kind="voice", name="说话.ogg")


async def video(walk: Walk, name: str) -> None:
    await walk.send(name, b"\0\0\0\x18ftyp", kind="video", name="录像.mp4")


async def contact(walk: Walk, name: str) -> None:
    await walk.settle()
    await walk.control.contact(walk.people[name], "+8613800000000")


async def location(walk: Walk, name: str) -> None:
    await walk.settle()
    await walk.control.location(walk.people[name], 31.77, 119.95)


async def program(walk: Walk, name: str) -> None:
    await walk.send(name, b"MZ\x90", name="积分.exe")


async def empty_file(walk: Walk, name: str) -> None:
    await walk.settle()
    document = {"file_id": "none", "file_unique_id": "none", "file_name": "空.pdf", "file_size": 0}
    await walk.control.inject({"message": _from(walk.people[name], document=document)})


async def huge_text(walk: Walk, name: str) -> None:
    await walk.say(name, HUGE)


async def markup(walk: Walk, name: str) -> None:
    """A text that would break a message if it were read as HTML."""
    await walk.say(name, "<b>" * 300 + "&amp;</i>" + "\u202e" * 900)


ALWAYS: Sequence[Send] = (unknown_command, sticker, voice, video, contact, location, program, empty_file, huge_text)


async def nothing(_walk: Walk) -> None:
    """No form is open."""


async def awaiting_roster(walk: Walk) -> None:
    await walk.say(SECRETARY, "/roster")


async def planning(walk: Walk, *answers: str) -> None:
    await walk.say(SECRETARY, "/plan")
    await walk.tap(SECRETARY, "主题党日")
    for answer in answers:
        await walk.say(SECRETARY, answer)


async def planning_the_title(walk: Walk) -> None:
    await planning(walk)


async def planning_the_day(walk: Walk) -> None:
    await planning(walk, "清扫街道")


async def planning_the_length(walk: Walk) -> None:
    await planning(walk, "清扫街道", "7月30日 19:00")


async def planning_the_place(walk: Walk) -> None:
    await planning(walk, "清扫街道", "7月30日 19:00", "60")


async def asked_for_a_reason_of_leave(walk: Walk) -> None:
    await walk.tap(LI, "补充事由")


async def asked_why_a_letter_is_not_sent(walk: Walk) -> None:
    await walk.tap(SECRETARY, "不发")


async def asked_why_a_claim_is_returned(walk: Walk) -> None:
    await walk.say(RECORDER, "/review")
    await walk.tap(RECORDER, "↩️ 退回")
    await walk.tap(RECORDER, "自己写理由")


async def asked_how_much_was_paid(walk: Walk) -> None:
    await walk.say(RECORDER, "/dues")
    await walk.tap(RECORDER, "登记其他金额")
    await walk.tap(RECORDER, f"☐ {LI}")


async def serving(walk: Walk, *answers: str) -> None:
    await walk.say(ZHANG, "/service")
    for answer in answers:
        await walk.say(ZHANG, answer)


async def asked_what_he_did(walk: Walk) -> None:
    await serving(walk)


async def asked_where(walk: Walk) -> None:
    await serving(walk, "清扫")


async def asked_when(walk: Walk) -> None:
    await serving(walk, "清扫", "社区")


async def asked_how_long(walk: Walk) -> None:
    await serving(walk, "清扫", "社区", "7月11日")


async def asked_for_evidence(walk: Walk) -> None:
    await serving(walk, "清扫", "社区", "7月11日", "2")


async def asked_to_submit(walk: Walk) -> None:
    await serving(walk, "清扫", "社区", "7月11日", "2")
    await walk.send(ZHANG, picture(77), kind="photo")
    await walk.tap(ZHANG, "发完了")


async def choosing_an_item(walk: Walk) -> None:
    await walk.say(ZHANG, "/claim")


QUESTIONS = (
    (ZHANG, nothing),
    (SECRETARY, awaiting_roster),
    (SECRETARY, planning_the_title),
    (SECRETARY, planning_the_day),
    (SECRETARY, planning_the_length),
    (SECRETARY, planning_the_place),
    (LI, asked_for_a_reason_of_leave),
    (SECRETARY, asked_why_a_letter_is_not_sent),
    (RECORDER, asked_why_a_claim_is_returned),
    (RECORDER, asked_how_much_was_paid),
    (ZHANG, asked_what_he_did),
    (ZHANG, asked_where),
    (ZHANG, asked_when),
    (ZHANG, asked_how_long),
    (ZHANG, asked_for_evidence),
    (ZHANG, asked_to_submit),
    (ZHANG, choosing_an_item),
)


@pytest.mark.parametrize(("name", "ask"), [pytest.param(*entry, id=entry[1].__name__) for entry in QUESTIONS])
async def test_whatever_comes_is_answered_and_the_question_stays_open(
    branch: Busy, name: str, ask: Callable[[Walk], Awaitable[None]]
) -> None:
    walk = branch.walk
    await walk.say(name, "/cancel")
    await ask(walk)
    await walk.settle()
    before, stands = await branch.data(), await branch.stands(name)
    for send in ALWAYS:
        newest = (await walk.bots(name))[-1]["message_id"]
        await send(walk, name)
        await walk.settle()
        answers = [plain(message) for message in await walk.bots(name) if message["message_id"] > newest]
        assert len(answers) == 1, (send.__name__, answers)
        assert BROKEN not in answers[0]
        assert await branch.stands(name) == stands, (send.__name__, answers)
    assert await branch.data() == before


async def test_free_text_that_nothing_asks_for_is_answered_whatever_it_holds(branch: Busy) -> None:
    before = await branch.data()
    await branch.walk.say(ZHANG, "/cancel")
    for send in (huge_text, markup):
        await send(branch.walk, ZHANG)
        await branch.walk.settle()
        assert "没有看懂" in await branch.walk.last(ZHANG)
    assert await branch.data() == before


async def test_a_file_of_30_megabytes_is_answered_unopened(branch: Busy) -> None:
    walk, before = branch.walk, await branch.data()
    calls = (await walk.control.pending())["last_call"]
    for name, ask, answer in (
        (SECRETARY, awaiting_roster, "最多只能收 20 MB"),
        (ZHANG, asked_for_evidence, "最多 20 MB"),
        (ZHANG, nothing, "不知道这个文件"),
    ):
        await walk.say(name, "/cancel")
        await ask(walk)
        await walk.send(name, bytes(30 * MEGABYTES), name="名册.xlsx" if name is SECRETARY else "录像.pdf")
        await walk.settle()
        assert answer in await walk.last(name)
    assert await walk.control.calls("getFile", since=calls) == []
    assert await branch.data() == before


async def test_commands_with_odd_tails_are_commands_all_the_same(branch: Busy) -> None:
    walk = branch.walk
    for text, answer in (
        ("/points@xianfeng_bot", "我的积分"),
        ("/points " + "9" * 4000, "我的积分"),
        ("/start ../../etc/passwd", "链接无效"),
        ("/", "没有 / 这个命令"),
    ):
        await walk.say(ZHANG, text)
        await walk.settle()
        assert answer in await walk.last(ZHANG), text


async def test_in_the_group_talk_stickers_and_huge_texts_are_left_in_peace(branch: Busy) -> None:
    walk, before = branch.walk, await branch.data()
    said = len(await walk.bots(ZHANG, in_group=True))
    for text in ("大家好", HUGE, "/nonsense", "签到"):
        await walk.say(ZHANG, text, in_group=True)
    await walk.control.upload(walk.people[ZHANG], walk.group, b"RIFF", kind="sticker")
    await walk.control.upload(walk.people[ZHANG], walk.group, b"MZ", name="名册.xlsx")
    await walk.settle()
    assert len(await walk.bots(ZHANG, in_group=True)) == said
    assert await branch.data() == before


async def test_a_message_that_is_edited_afterwards_changes_nothing(branch: Busy) -> None:
    walk = branch.walk
    await walk.say(ZHANG, "/cancel")
    await asked_where(walk)
    await walk.settle()
    before, stands = await branch.data(), await branch.stands(ZHANG)
    mine = [message for message in await walk.messages(ZHANG) if not message["from"]["is_bot"]]
    await walk.control.edit(walk.people[ZHANG], None, mine[-1], "改成别的")
    await walk.settle()
    assert await branch.stands(ZHANG) == stands
    assert await branch.data() == before


def _from(person: Person, **content: Json) -> Json:
    who = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    return {"message_id": 1, "date": 1, "chat": {**who, "type": "private"}, "from": who, **content}
