"""My points over HTTP: total, sections, lines, facts with author and date; nobody sees another's."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from messages.points import PointsLines, PointsReason, PointsShow
from sandbox.client import buttons_of
from services.actors import Caller
from services.facts import append_fact, reverse_fact
from storage.database import Database
from storage.tables import FactRow, Member, ScoreCardRow
from tests.town import Town

MISSED: dict[str, Any] = {
    "kind": "meeting",
    "outcome": "absent",
    "detail": "theme_day",
    "on": date(2026, 7, 1),
    "event": "meeting:1",
    "source_key": "meeting:1:member",
    "note": "主题党日 <b>",
}


async def record(town: Town, name: str, **fact: Any) -> int:
    return await town.db.write(_record, town.members[name], town.members["赵记分"], town.house.clock.now(), fact)


def _record(session: Session, member_id: int, author_id: int, now: Any, fact: dict[str, Any]) -> int:
    member = session.get_one(Member, member_id)
    return append_fact(session, member=member, author_id=author_id, now=now, **fact).id


async def kept(db: Database) -> list[tuple[int, str]]:
    return await db.read(lambda s: list(s.exec(select(ScoreCardRow.member_id, ScoreCardRow.unit)).all()))


async def test_a_month_without_facts_counts_what_was_not_held_as_full(town: Town) -> None:
    await town.say("张三", "/points")
    told = await town.last("张三")
    assert "2026年7月" in told
    assert "70 / 90" in told  # 70 basic points; the special ones must be earned


async def test_from_the_total_down_to_a_fact_with_its_author_and_day(town: Town) -> None:
    await record(town, "张三", **MISSED)
    await town.say("张三", "/points")
    assert "65 / 90" in await town.last("张三")
    await town.tap("张三", "基础分")
    assert "主题党日 0 / 5" in await town.last("张三")
    await town.tap("张三", "主题党日")
    told = await town.last("张三")
    assert "组织 1 次，参加 0 次" in told
    assert "2026年7月1日 主题党日 · 无故缺席「主题党日 <b>」" in told
    assert "赵记分记录 · 2026年7月1日" in told
    await town.tap("张三", "‹ 返回")
    await town.tap("张三", "‹ 全部类别")
    assert "65 / 90" in await town.last("张三")


async def test_a_fact_changes_the_points_at_once_and_its_reversal_too(town: Town) -> None:
    await town.say("张三", "/points")
    fact_id = await record(town, "张三", **MISSED)
    await town.say("张三", "/points")
    assert "65 / 90" in await town.last("张三")
    await town.db.write(_reverse, fact_id, town.members["赵记分"], town.house.clock.now())
    await town.say("张三", "/points")
    assert "70 / 90" in await town.last("张三")


def _reverse(session: Session, fact_id: int, author_id: int, now: Any) -> None:
    reverse_fact(session, session.get_one(FactRow, fact_id), author_id=author_id, note="", now=now)


async def test_the_button_at_home_leads_to_the_points_and_back(town: Town) -> None:
    await town.say("张三", "/start")
    await town.tap("张三", "我的积分")
    assert "70 / 90" in await town.last("张三")
    await town.tap("张三", "⌂")
    assert "我的积分" in buttons_of((await town.messages("张三"))[-1])


async def test_other_periods_are_a_tap_away(town: Town) -> None:
    await record(town, "张三", **MISSED)
    await town.say("张三", "/points")
    await town.tap("张三", "‹ 2026年6月")
    assert "2026年6月" in await town.last("张三")
    await town.tap("张三", "本月")
    await town.tap("张三", "2026年第3季度")
    assert "65" in await town.last("张三")


async def test_in_the_group_nothing_is_shown_but_the_way(town: Town) -> None:
    await record(town, "张三", **MISSED)
    await town.say("张三", "/points", in_group=True)
    assert "65" not in await town.last("张三", in_group=True)
    assert "65 / 90" in await town.last("张三")


async def test_who_blocked_the_bot_is_told_in_the_group_to_open_the_chat(town: Town) -> None:
    await town.control.block(town.people["张三"])
    await town.quiet()
    await town.say("张三", "/points", in_group=True)
    message = (await town.messages("张三", in_group=True))[-1]
    assert buttons_of(message) == ["打开私聊"]


async def test_a_stranger_learns_nothing(town: Town) -> None:
    await town.stranger("路人")
    await town.control.start(town.people["路人"])
    await town.say("路人", "/points")
    assert "书记" in await town.last("路人")
    assert "70" not in await town.last("路人")


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(PointsShow(period="2019-01").pack(), id="a-period-before-the-last-year"),
        pytest.param(PointsShow(period="2026-08").pack(), id="a-period-that-has-not-begun"),
        pytest.param(PointsShow(period="Q").pack(), id="no-period"),
        pytest.param(PointsShow(period="2026-H").pack(), id="half-a-period"),
        pytest.param(PointsLines(period="2026-07", section=99, page=0).pack(), id="a-section-that-is-not-there"),
        pytest.param(PointsLines(period="2026-07", section=-1, page=0).pack(), id="a-section-counted-from-the-end"),
        pytest.param(PointsReason(period="2026-07", section=0, line=999, page=0).pack(), id="a-line-that-is-not-there"),
    ],
)
async def test_a_forged_button_is_refused(town: Town, forged: str) -> None:
    await town.say("张三", "/points")
    message = (await town.messages("张三"))[-1]
    tapped = await town.control.post(
        f"/control/users/{town.people['张三'].id}/tap",
        chat_id=town.people["张三"].id,
        message_id=message["message_id"],
        data=forged,
        forged=True,
    )
    assert "失效" in tapped["answer"]["text"]
    assert "70 / 90" in await town.last("张三")


async def test_the_second_question_is_one_plain_read(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await town.say("张三", "/points")

    async def no_unit_of_work(*_: object, **__: object) -> None:
        raise AssertionError("my points must not need a unit of work")

    points = town.house.dispatcher["points"]
    monkeypatch.setattr(town.db, "read", no_unit_of_work)
    monkeypatch.setattr(town.db, "write", no_unit_of_work)
    user = town.people["张三"].id
    shown = await points.mine(Caller(user_id=user, chat_id=user))
    assert '"total":"70"' in shown.card


async def test_the_first_of_a_month_begins_a_new_card(town: Town) -> None:
    await record(town, "张三", **MISSED)
    await town.say("张三", "/points")
    await town.at("2026-08-01 00:05")
    await town.say("张三", "/points")
    told = await town.last("张三")
    assert "2026年8月" in told
    assert "70 / 90" in told


async def test_a_fact_throws_away_only_its_members_cards_from_its_year_on(town: Town) -> None:
    now = town.house.clock.now()
    await town.house.dispatcher["cards"].refresh_due(now)
    before = await kept(town.db)
    await record(town, "张三", **{**MISSED, "on": date(2027, 1, 1)})
    assert await kept(town.db) == before
    # A run of months that began in the year before can reach into this one.
    await record(town, "张三", **{**MISSED, "on": date(2025, 7, 1), "source_key": "another"})
    assert {member for member, _ in before} - {member for member, _ in await kept(town.db)} == {town.members["张三"]}


async def test_the_sweep_works_out_what_is_missing_and_nothing_twice(town: Town) -> None:
    cards, now = town.house.dispatcher["cards"], town.house.clock.now()
    assert await cards.refresh_due(now) == len(town.members)
    assert await cards.refresh_due(now) == 0
    await record(
        town, "李四", kind="service", outcome="done", on=date(2026, 7, 1), quantity=Decimal(3), source_key="s1"
    )
    assert await cards.refresh_due(now) == 1
