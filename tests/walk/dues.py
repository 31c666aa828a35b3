"""July's dues, due on the 20th: ticked in time, a day late, never; who is reminded and who is not."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.tables import Member, OutboxRow, Person, Reminded
from storage.vocabulary import OutboxState
from tests.walk.cast import CHEN, COMMITTEE, LI, RECORDER, SECRETARY, SUN, WU, ZHANG, ZHENG
from tests.walk.walker import Step, Walk

REMINDED = "月党费"
"""In every reminder of dues, and in what it turns into."""


async def reminders(walk: Walk) -> dict[str, list[str]]:
    """Which reminders of dues each person was sent, in order; those without any are left out.

    What the chats show is the same, but for a message that came twice because its sender was killed.
    """
    sent = await walk.db.read(_sent_reminders)
    seen = {name for name in walk.people if any(_is_reminder(text) for text in await walk.texts(name))}
    assert seen == set(sent)
    return sent


def _is_reminder(text: str) -> bool:
    return text.startswith(("🔔", "✅")) and REMINDED in text


def _sent_reminders(session: Session) -> dict[str, list[str]]:
    rows = session.exec(
        select(Person.name, Reminded.stage)
        .join(Member, col(Member.person_id) == Person.id)
        .join(Reminded, col(Reminded.member_id) == Member.id)
        .join(OutboxRow, col(OutboxRow.key) == Reminded.digest)
        .where(col(Reminded.what).startswith("dues:"), OutboxRow.state == OutboxState.SENT)
        .order_by(col(Reminded.id))
    )
    found: dict[str, list[str]] = {}
    for name, stage in rows:
        found.setdefault(name, []).append(stage)
    return found


async def recorder_ticks(walk: Walk) -> None:
    await walk.at("2026-07-15 18:00")
    await walk.say(RECORDER, "/dues")
    for name in (SECRETARY, COMMITTEE, ZHANG, WU, ZHENG, LI):
        await walk.tap(RECORDER, f"☐ {name}")


async def six_are_ticked(walk: Walk) -> None:
    assert "已缴 6/9 人" in await walk.last(RECORDER)


async def recorder_undoes_one(walk: Walk) -> None:
    await walk.tap(RECORDER, f"☑ {LI}")
    await walk.tap(RECORDER, f"☐ {RECORDER}")


async def nobody_ticks_himself(walk: Walk) -> None:
    assert SECRETARY in await walk.told()
    assert "已缴 5/9 人" in await walk.last(RECORDER)


async def secretary_ticks_the_recorder(walk: Walk) -> None:
    await walk.say(SECRETARY, "/dues")
    await walk.tap(SECRETARY, f"☐ {RECORDER}")


async def recorder_is_ticked(walk: Walk) -> None:
    assert "已缴 6/9 人" in await walk.last(SECRETARY)


async def three_days_before(walk: Walk) -> None:
    await walk.at("2026-07-17 09:00")


async def three_are_reminded(walk: Walk) -> None:
    # Nobody who has paid; not 周老, who is exempt; not 钱新, who owes from August; 郑伯 has paid and has no chat.
    assert await reminders(walk) == {LI: ["3before"], CHEN: ["3before"], SUN: ["3before"]}


async def chen_pays(walk: Walk) -> None:
    await walk.at("2026-07-18 10:00")
    await walk.say(RECORDER, "/dues")
    await walk.tap(RECORDER, f"☐ {CHEN}")


async def chen_is_thanked(walk: Walk) -> None:
    await walk.settle(edits=True)
    # The newest of them: a copy that was on the wire at a kill is known to nobody and stays as it was.
    told = [text for text in await walk.texts(CHEN) if REMINDED in text]
    assert told[-1].startswith("✅")


async def due_day(walk: Walk) -> None:
    await walk.at("2026-07-20 09:00")


async def two_are_reminded_again(walk: Walk) -> None:
    assert await reminders(walk) == {LI: ["3before", "due"], CHEN: ["3before"], SUN: ["3before", "due"]}
    assert "今天是缴纳期限" in await walk.last(SUN)


async def li_pays_late(walk: Walk) -> None:
    await walk.at("2026-07-21 09:00")
    await walk.say(RECORDER, "/dues")
    await walk.tap(RECORDER, f"☐ {LI}")


async def li_is_late(walk: Walk) -> None:
    screen = await walk.with_words(RECORDER, "党费登记")
    assert any(button["text"].startswith(f"☑ 迟缴 {LI}") for [button, *_] in screen["reply_markup"]["inline_keyboard"])


async def three_days_after(walk: Walk) -> None:
    await walk.at("2026-07-23 12:00")


async def one_is_reminded_a_last_time(walk: Walk) -> None:
    assert await reminders(walk) == {LI: ["3before", "due"], CHEN: ["3before"], SUN: ["3before", "due", "3after"]}


TICKING: Sequence[Step] = (
    Step("赵记分 ticks who has paid", recorder_ticks, six_are_ticked),
    Step("赵记分 undoes one, and may not tick himself", recorder_undoes_one, nobody_ticks_himself),
    Step("the secretary ticks him", secretary_ticks_the_recorder, recorder_is_ticked),
    Step("three days before the due day", three_days_before, three_are_reminded),
)
CHEN_PAYS: Sequence[Step] = (
    Step("陈奶奶 pays in time", chen_pays, chen_is_thanked),
    Step("the due day", due_day, two_are_reminded_again),
)
LATE: Sequence[Step] = (
    Step("李四 pays a day late", li_pays_late, li_is_late),
    Step("three days after the due day", three_days_after, one_is_reminded_a_last_time),
)
