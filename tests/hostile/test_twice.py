"""Two taps at once, updates that come again, updates in the wrong order. These tests change the branch."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from decimal import Decimal

import pytest

from sandbox.shapes import Json
from storage.tables import Claim, Dues, FactRow, Leave, Letter, Member, Verdict
from tests.hostile.busy import BROKEN, Busy
from tests.walk.cast import COMMITTEE, LI, RECORDER, SECRETARY, SUN, WU, ZHANG
from tests.walk.claims import declare_service
from tests.walk.walker import Walk, plain

pytestmark = pytest.mark.asyncio(loop_scope="package")

TIMES = 4
"""How often a button is tapped at once."""


async def hammer(walk: Walk, *tappers: tuple[str, str]) -> list[str]:
    """Let several tap a button each, several times at the same moment; gives what they were told."""
    await walk.settle()
    found = [(name, *await walk.button(name, label)) for name, label in tappers]
    taps = await asyncio.gather(
        *(
            walk.control.tap(walk.people[name], message["message_id"], _data(message, label), forged=True)
            for name, message, label in found * TIMES
        )
    )
    await walk.settle(edits=True)
    assert all(tap.answered for tap in taps)
    told = [tap.text or "" for tap in taps]
    assert BROKEN not in "\n".join(told)
    return told


def _data(message: Json, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(button["callback_data"]) for row in rows for button in row if button["text"] == label)


async def test_a_roll_confirmed_many_times_at_once_brings_each_fact_once(branch: Busy) -> None:
    before = await branch.rows(FactRow)
    await branch.walk.say(SECRETARY, "/cancel")
    await branch.walk.say(SECRETARY, "/meetings")
    await branch.walk.tap(SECRETARY, "1 📋 核对名单")
    await hammer(branch.walk, (SECRETARY, "✅ 确认"))
    new = (await branch.rows(FactRow))[len(before) :]
    assert len(new) == 9  # the branch's members but for the exempt one
    assert len({row.member_id for row in new}) == 9


async def test_leave_decided_by_two_in_opposite_ways_at_once_is_decided_once(branch: Busy) -> None:
    told = await hammer(branch.walk, (SECRETARY, "✅ 批准"), (COMMITTEE, "❌ 不批准"))
    [leave] = [row for row in await branch.rows(Leave) if row.decided_at is not None]
    assert len(set(told)) == 1, told  # everybody hears the one outcome
    decided = [words for words in await branch.walk.texts(LI) if "您的事假" in words]
    assert len(decided) == 2  # his own request, rewritten, and the answer
    assert leave.decided_by in {1, 2}


async def test_a_letter_signed_many_times_has_one_number_and_is_sent_once(branch: Busy) -> None:
    await branch.walk.say(SECRETARY, "/letters")
    await hammer(branch.walk, (SECRETARY, f"✍️ 签发:{SUN}"))
    signed = [letter for letter in await branch.rows(Letter) if letter.decided_at is not None]
    assert [letter.number for letter in signed] == [1]
    papers = [said for said in await branch.walk.bots(SUN) if "document" in said and "警戒书" in plain(said)]
    assert len(papers) == 1


async def test_a_claim_approved_and_returned_at_once_has_one_verdict(branch: Busy) -> None:
    before = len(await branch.rows(Verdict))
    await branch.walk.say(SECRETARY, "/review")
    await branch.walk.say(RECORDER, "/review")
    await hammer(branch.walk, (SECRETARY, "✅ 通过"), (RECORDER, "✅ 通过"))
    assert len(await branch.rows(Verdict)) == before + 1
    assert len([row for row in await branch.rows(FactRow) if row.source_key == "claim:1"]) == 1


async def test_dues_ticked_many_times_at_once_are_paid_once(branch: Busy) -> None:
    await branch.walk.say(RECORDER, "/cancel")
    await branch.walk.say(RECORDER, "/dues")
    await hammer(branch.walk, (RECORDER, f"☐ {WU}"))
    paid = [row for row in await branch.rows(Dues) if row.paid]
    assert [row.paid for row in paid] == [Decimal(20)]


async def test_a_roster_taken_over_many_times_at_once_adds_everybody_once(branch: Busy) -> None:
    before = len(await branch.rows(Member))
    await branch.send_newcomer()
    await hammer(branch.walk, (SECRETARY, "✅ 确认导入"))
    assert len(await branch.rows(Member)) == before + 1


async def test_a_claim_submitted_many_times_at_once_is_filed_once(branch: Busy) -> None:
    walk, before = branch.walk, len(await branch.rows(Claim))
    await declare_service(walk, LI, "清扫楼道", "1", 99, submit=False)
    await hammer(walk, (LI, "提交"))
    assert len(await branch.rows(Claim)) == before + 1


async def test_every_update_of_all_these_days_delivered_again_in_any_order_changes_nothing(branch: Busy) -> None:
    walk = branch.walk
    await walk.settle(edits=True)
    before = await branch.data()
    heard = {name: len(await walk.bots(name)) for name in walk.people}
    seen = await walk.control.pending()
    newest, oldest = int(seen["delivered_to"]), int(seen["kept_from"])
    for number in _shuffled(range(max(oldest, newest - 150), newest + 1)):
        await walk.control.repeat(number)
    await walk.settle(edits=True)
    assert await branch.data() == before
    assert {name: len(await walk.bots(name)) for name in walk.people} == heard


async def test_after_a_restart_the_last_updates_come_again_and_change_nothing(branch: Busy) -> None:
    walk = branch.walk
    await declare_service(walk, ZHANG, "植树", "3", 55)
    await walk.tap(RECORDER, "✅ 通过")
    await walk.settle(edits=True)
    newest = int((await walk.control.pending())["delivered_to"])
    await branch.restart()
    await walk.settle(edits=True)
    before = await branch.data()
    for number in (newest - 1, newest):  # 提交, then 通过: what a killed process had not confirmed
        await walk.control.repeat(number)
    await walk.settle(edits=True)
    assert await branch.data() == before


async def test_answers_that_overtake_each_other_file_nothing_wrong(branch: Busy) -> None:
    walk, before = branch.walk, await branch.data()
    await walk.say(ZHANG, "/cancel")
    await walk.say(ZHANG, "/service")
    await walk.settle()
    newest = int((await walk.control.pending())["delivered_to"])
    for number, text in ((newest + 20, "幸福社区"), (newest + 10, "清扫楼道"), (newest + 5, "提交")):
        await walk.control.inject({"update_id": number, "message": _text(walk, ZHANG, text)})
        await walk.settle()
    # The first that came is the answer; older ones that come late are no answers to later questions.
    said = [plain(message) for message in (await walk.bots(ZHANG))[-2:]]
    assert "在哪里" in said[-1], said
    await walk.say(ZHANG, "/cancel")
    await walk.settle()
    assert "没有提交任何内容" in await walk.last(ZHANG)
    assert await branch.data() == before


def _shuffled(numbers: Sequence[int]) -> list[int]:
    """The numbers in an order that is neither theirs nor chance's: from both ends to the middle."""
    return [number for pair in zip(numbers, reversed(numbers), strict=True) for number in pair][: len(numbers)]


def _text(walk: Walk, name: str, text: str) -> Json:
    person = walk.people[name]
    who = {"id": person.id, "is_bot": False, "first_name": name}
    return {"message_id": 900_000, "date": 1, "chat": {**who, "type": "private"}, "from": who, "text": text}
