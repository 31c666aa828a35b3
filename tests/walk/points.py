"""The month's end: everybody asks for his points, the ranking lands in the group, every point leads down to facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlmodel import Session, col, select

from storage.tables import Member, Person, ScoreCardRow
from tests.walk.cast import LI, RECORDER, SECRETARY, SUN, ZHANG
from tests.walk.expected import JULY, LAST_EVENING, MEAN, RANKING, UNRATED, Points
from tests.walk.walker import ZONE, Step, Walk, plain

JULY_BUTTON = "‹ 2026年7月"


async def everybody_asks(walk: Walk) -> None:
    """Let everybody with an account ask for his points."""
    for name in walk.people:
        await walk.say(name, "/points")


async def cards_are(walk: Walk, expected: Mapping[str, Points]) -> None:
    """Compare what everybody with an account reads now with what was worked out by hand."""
    for name in walk.people:
        said = await walk.last(name)
        if name in UNRATED:
            assert UNRATED[name] in said, said
            continue
        total, base, special = expected[name]
        assert f"合计:{total} / 90 分" in said, (name, said)
        assert f"基础分:{base} / 70" in said, (name, said)
        assert f"特色分:{special} / 20" in said, (name, said)


async def last_evening(walk: Walk) -> None:
    await walk.at("2026-07-31 20:00")
    await everybody_asks(walk)


async def cards_before_dues_are_settled(walk: Walk) -> None:
    await cards_are(walk, LAST_EVENING)
    kept = await walk.db.read(_kept_cards, 7)
    assert {name: kept[name] for name in LAST_EVENING} == {
        name: Decimal(points.total) for name, points in LAST_EVENING.items()
    }


async def month_ends(walk: Walk) -> None:
    await walk.at("2026-08-01 09:00")


async def ranking_lands(walk: Walk) -> None:
    picture = (await walk.bots(SECRETARY, in_group=True))[-1]
    assert picture["date"] == int(walk.box.clock.now().astimezone(ZONE).replace(hour=9, minute=0).timestamp())
    largest = picture["photo"][-1]
    assert (await walk.control.file(largest["file_id"])).startswith(b"\x89PNG")
    lines = plain(picture).splitlines()
    assert tuple(tuple(line.split(" ")) for line in lines[1 : 1 + len(RANKING)]) == RANKING
    assert f"平均 {MEAN} 分" in lines
    assert "免于考核 1 人,不参加排名" in lines


async def they_ask_for_july(walk: Walk) -> None:
    await everybody_asks(walk)
    for name in walk.people:
        await walk.tap(name, JULY_BUTTON)


async def cards_are_as_by_hand(walk: Walk) -> None:
    await cards_are(walk, JULY)


async def zhang_asks_why(walk: Walk) -> None:
    await walk.tap(ZHANG, "基础分")
    await walk.tap(ZHANG, "主题党日 2.5 / 5")


async def zhang_sees_his_facts(walk: Walk) -> None:
    assert (await walk.last(ZHANG)).splitlines() == [
        "主题党日 · 2026年7月",
        "得分:2.5 / 5",
        "• 组织 2 次,参加 1 次,满分 5 分",
        "依据条款:附件 基础·组织生活 4",
        "",
        "▪ 2026年7月10日 主题党日 · 出席",
        f"   {SECRETARY}记录 · 2026年7月10日",
        "▪ 2026年7月24日 主题党日 · 无故缺席",
        f"   {SECRETARY}记录 · 2026年7月24日",
    ]


async def zhang_asks_what_he_gained(walk: Walk) -> None:
    await walk.tap(ZHANG, "‹ 返回")
    await walk.tap(ZHANG, "‹ 全部类别")
    await walk.tap(ZHANG, "特色分")
    await walk.tap(ZHANG, "网格化工作 5 / 5")


async def zhang_sees_who_approved(walk: Walk) -> None:
    said = await walk.last(ZHANG)
    assert "2026年7月11日" in said
    assert f"{RECORDER}记录 · 2026年7月12日" in said


async def li_asks_about_his_dues(walk: Walk) -> None:
    await walk.tap(LI, "基础分")
    await walk.tap(LI, "第 2 页 ›")
    await walk.tap(LI, "党费缴纳 0 / 5")


async def li_sees_who_ticked(walk: Walk) -> None:
    said = await walk.last(LI)
    assert "逾期缴纳" in said
    assert f"{RECORDER}记录" in said


async def sun_asks_about_his_dues(walk: Walk) -> None:
    await walk.tap(SUN, "基础分")
    await walk.tap(SUN, "第 2 页 ›")
    await walk.tap(SUN, "党费缴纳 0 / 5")


async def sun_sees_that_the_calendar_did_it(walk: Walk) -> None:
    assert "到期自动记录 · 2026年8月1日" in await walk.last(SUN)


def _kept_cards(session: Session, month: int) -> dict[str, Decimal]:
    rows = session.exec(
        select(Person.name, ScoreCardRow)
        .join(Member, col(Member.person_id) == Person.id)
        .join(ScoreCardRow, col(ScoreCardRow.member_id) == Member.id)
    )
    return {name: row.total for name, row in rows if row.unit == "month" and row.period_start.month == month}


STEPS: Sequence[Step] = (
    Step("31 July: everybody asks for his points", last_evening, cards_before_dues_are_settled),
    Step("the month ends", month_ends, ranking_lands),
    Step("everybody asks for July", they_ask_for_july, cards_are_as_by_hand),
    Step("张三 asks what he lost", zhang_asks_why, zhang_sees_his_facts),
    Step("张三 asks what he gained", zhang_asks_what_he_gained, zhang_sees_who_approved),
    Step("李四 asks about his dues", li_asks_about_his_dues, li_sees_who_ticked),
    Step("孙七 asks about his", sun_asks_about_his_dues, sun_sees_that_the_calendar_did_it),
)
