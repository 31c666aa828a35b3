"""Missing again: the second absence and its warning letter, and a first one that is confirmed late at night.

17 July, general meeting: 李委员 has leave, 李四's is refused, 孙七 is missing for the second time.
24 July, theme day: 张三 is missing for the first time; the secretary confirms in the night.
"""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.shapes import Json
from tests.walk.cast import CHEN, COMMITTEE, LI, QIAN, RECORDER, SECRETARY, SUN, WU, ZHANG, ZHENG
from tests.walk.meetings import COMMITTEE_REASON, REMINDED, attendance, check_in, facts, for_zheng, plan
from tests.walk.walker import ZONE, Step, Walk


async def plan_second(walk: Walk) -> None:
    await walk.at("2026-07-13 09:00")
    await plan(walk, "支部党员大会", "7月17日 19:00", minutes=60, place="三楼会议室")


async def second_is_announced(walk: Walk) -> None:
    assert "支部党员大会" in await walk.last(WU, in_group=True)


async def two_ask_leave(walk: Walk) -> None:
    await walk.tap(LI, "请事假", in_group=True)
    await walk.tap(COMMITTEE, "请公假", in_group=True)
    await walk.tap(COMMITTEE, "补充事由")
    await walk.say(COMMITTEE, COMMITTEE_REASON)


async def two_wait(walk: Walk) -> None:
    assert "事假" in (await walk.with_words(SECRETARY, f"{LI}申请"))["text"]
    # He decides on others, but his own request goes to the secretary alone.
    assert not [text for text in await walk.texts(COMMITTEE) if f"{COMMITTEE}申请" in text]


async def secretary_decides_both(walk: Walk) -> None:
    await decide(walk, COMMITTEE, "✅ 批准")
    await decide(walk, LI, "❌ 不批准")


async def decide(walk: Walk, about: str, label: str) -> None:
    """Tap a button on the secretary's card about somebody's leave."""
    await walk.settle()
    await walk.tap_on(SECRETARY, await walk.with_words(SECRETARY, f"{about}申请"), label)


async def both_are_told(walk: Walk) -> None:
    assert f"公假已由{SECRETARY}批准" in await walk.last(COMMITTEE)
    assert f"事假未获{SECRETARY}批准" in await walk.last(LI)


async def second_is_held(walk: Walk) -> None:
    await walk.at("2026-07-17 18:45")
    await check_in(walk, SECRETARY, RECORDER, ZHANG, LI, CHEN, WU, QIAN)
    await for_zheng(walk)


async def second_has_all_but_two(walk: Walk) -> None:
    everybody = {SECRETARY, RECORDER, ZHANG, LI, CHEN, WU, QIAN, ZHENG}
    assert await attendance(walk, 2) == dict.fromkeys(everybody, "present")


async def second_is_closed_by_hand(walk: Walk) -> None:
    await walk.at("2026-07-17 19:40")
    await walk.tap(SECRETARY, "结束签到")


async def second_roll_is_listed(walk: Walk) -> None:
    assert (await attendance(walk, 2))[SUN] == "absent"
    assert (await attendance(walk, 2))[COMMITTEE] == "leave"


async def second_is_confirmed(walk: Walk) -> None:
    await walk.tap(SECRETARY, "✅ 确认")


async def letter_is_proposed(walk: Walk) -> None:
    assert await facts(walk, SUN, "meeting") == ["absent theme_day 2026-07-10", "absent general 2026-07-17"]
    card = (await walk.with_words(SECRETARY, "拟向"))["text"]
    assert SUN in card
    # Nobody but who signs has heard of it.
    assert not [text for text in await walk.texts(SUN) if "警戒书" in text]


async def letter_is_signed(walk: Walk) -> None:
    await walk.at("2026-07-18 09:00")
    await walk.tap(SECRETARY, "✍️ 签发")


async def letter_arrives(walk: Walk) -> None:
    letter = await walk.with_words(SUN, "警戒书")
    assert f"致:{SUN}" in letter["text"]
    assert "7月10日" in letter["text"]
    assert "7月17日" in letter["text"]
    paper = await walk.control.file(letter["document"]["file_id"])
    assert paper.startswith(b"%PDF-")


async def letter_is_acknowledged(walk: Walk) -> None:
    await walk.tap(SUN, "我已阅知")


async def secretary_knows(walk: Walk) -> None:
    assert f"{SUN}已于" in (await walk.with_words(SECRETARY, "阅知"))["text"]
    await walk.settle(edits=True)
    # Who has read his letter may still object to it; there is nothing more to acknowledge.
    assert _labels(await walk.with_words(SUN, "警戒书")) == ["我有异议…"]


def _labels(message: Json) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


# 24 July, theme day


async def third_is_held(walk: Walk) -> None:
    await plan(walk, "主题党日", "7月24日 19:00", minutes=60, place="社区广场")
    await walk.at("2026-07-24 18:40")
    await check_in(walk, SECRETARY, COMMITTEE, RECORDER, LI, CHEN, SUN, WU, QIAN)
    await for_zheng(walk)


async def third_has_all_but_one(walk: Walk) -> None:
    everybody = {SECRETARY, COMMITTEE, RECORDER, LI, CHEN, SUN, WU, QIAN, ZHENG}
    assert await attendance(walk, 3) == dict.fromkeys(everybody, "present")


async def third_is_confirmed_at_night(walk: Walk) -> None:
    await walk.at("2026-07-24 22:15")
    await walk.tap(SECRETARY, "✅ 确认")


async def zhang_is_not_woken(walk: Walk) -> None:
    assert await facts(walk, ZHANG, "meeting") == [
        "present theme_day 2026-07-10",
        "present general 2026-07-17",
        "absent theme_day 2026-07-24",
    ]
    assert not [text for text in await walk.texts(ZHANG) if REMINDED in text]


async def morning_comes(walk: Walk) -> None:
    await walk.at("2026-07-25 09:00")


async def zhang_is_reminded_in_the_morning(walk: Walk) -> None:
    reminder = await walk.with_words(ZHANG, REMINDED)
    # At eight, or as soon as the bot lives again.
    assert _moment(walk, 8) <= reminder["date"] <= _moment(walk, 9)


def _moment(walk: Walk, hour: int) -> int:
    return int(walk.box.clock.now().astimezone(ZONE).replace(hour=hour, minute=0).timestamp())


SECOND: Sequence[Step] = (
    Step("17 July: the secretary plans a general meeting", plan_second, second_is_announced),
    Step("李四 and 李委员 ask for leave", two_ask_leave, two_wait),
    Step("the secretary approves one and refuses the other", secretary_decides_both, both_are_told),
)
SECOND_EVENING: Sequence[Step] = (
    Step("the general meeting is held", second_is_held, second_has_all_but_two),
    Step("the secretary closes check-in by hand", second_is_closed_by_hand, second_roll_is_listed),
    Step("the secretary confirms the second roll", second_is_confirmed, letter_is_proposed),
)
LETTER: Sequence[Step] = (
    Step("the secretary signs the warning letter", letter_is_signed, letter_arrives),
    Step("孙七 acknowledges it", letter_is_acknowledged, secretary_knows),
)
THIRD: Sequence[Step] = (
    Step("24 July: another theme day is held", third_is_held, third_has_all_but_one),
    Step("the secretary confirms the third roll late at night", third_is_confirmed_at_night, zhang_is_not_woken),
    Step("the next morning comes", morning_comes, zhang_is_reminded_in_the_morning),
)
