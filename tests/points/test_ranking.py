"""The ranking goes to the group on the first at nine, once, as a picture with its words, and shows no reasons."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlmodel import Session, select

from messages.base import CAPTION_LIMIT, word
from sandbox.shapes import Json
from services.facts import append_fact
from services.ranking import UNDER_PICTURE
from storage.notices.ranking import RankedMember, RankedSection, Ranking, RankingRest
from storage.tables import Member, OutboxRow
from tests.town import Town


async def sweep(town: Town) -> int:
    published: int = await town.house.dispatcher["rankings"].publish_due(town.house.clock.now())
    await town.quiet()
    return published


async def miss(town: Town, name: str, times: int = 1, *, on: date = date(2026, 7, 10)) -> None:
    """Let somebody miss so many different kinds of meetings, five points each."""
    kinds = ["theme_day", "group", "general", "lecture"][:times]
    await town.db.write(_miss, town.members[name], kinds, on, town.house.clock.now())


def _miss(session: Session, member_id: int, kinds: list[str], on: date, now: datetime) -> None:
    for kind in kinds:
        append_fact(
            session,
            member=session.get_one(Member, member_id),
            kind="meeting",
            outcome="absent",
            detail=kind,
            on=on,
            event=f"{kind}:{on}",
            source_key=f"{kind}:{on}:{member_id}",
            author_id=None,
            now=now,
            note="秘密的原因",
        )


async def pictures(town: Town) -> list[Json]:
    return [message for message in await town.messages("张三", in_group=True) if message.get("photo")]


@pytest.mark.parametrize(
    ("moment", "published"),
    [
        pytest.param("2026-08-01 08:59", 0, id="a-minute-before-nine-nothing-is-due"),
        pytest.param("2026-08-01 09:00", 1, id="at-nine-it-is-due"),
        pytest.param("2026-08-01 21:00", 0, id="not-in-the-evening"),
        pytest.param("2026-08-03 10:00", 1, id="a-missed-first-is-made-up-for-within-the-week"),
        pytest.param("2026-08-08 10:00", 0, id="after-a-week-it-is-worth-nothing"),
        pytest.param("2026-07-31 10:00", 0, id="not-for-a-time-before-the-branch-was-entered"),
    ],
)
async def test_when_a_month_is_published(town: Town, moment: str, published: int) -> None:
    await town.at(moment)
    assert await sweep(town) == published


async def test_the_group_gets_a_picture_with_ranks_and_totals_and_no_reasons(town: Town) -> None:
    await miss(town, "张三", 1)
    await miss(town, "李四", 2)
    await town.at("2026-08-01 09:00")
    await sweep(town)
    [message] = await pictures(town)
    told = message["caption"].splitlines()
    assert told[0] == "2026年7月积分排名 · 机关第一党支部"
    assert [line for line in told if "张三" in line] == ["5. 张三 65"]
    assert [line for line in told if "李四" in line] == ["6. 李四 60"]
    assert sum(line.startswith("🥇") for line in told) == 4
    assert "秘密" not in message["caption"]
    picture = Image.open(BytesIO(await town.control.file(message["photo"][-1]["file_id"])))
    assert picture.size == (1000, 700)


async def test_it_goes_out_once_however_often_the_sweep_runs(town: Town) -> None:
    await town.at("2026-08-01 09:00")
    assert await sweep(town) == 1
    assert await sweep(town) == 0
    await town.at("2026-08-01 11:00")
    assert await sweep(town) == 0
    assert len(await pictures(town)) == 1


async def test_the_next_month_says_who_moved(town: Town) -> None:
    await miss(town, "张三", 2)
    await miss(town, "李四", 1)
    await town.at("2026-08-02 09:00")
    await miss(town, "李四", 2, on=date(2026, 8, 2))
    await town.at("2026-09-01 09:00")
    await sweep(town)
    told = (await pictures(town))[-1]["caption"]
    assert "🥇 张三 70 ▲5" in told  # from sixth to first
    assert "6. 李四 60 ▼1" in told


async def test_an_exempt_member_holds_no_rank(town: Town) -> None:
    await town.db.write(_exempt, town.members["陈奶奶"])
    await town.at("2026-08-01 09:00")
    await sweep(town)
    told = (await pictures(town))[-1]["caption"]
    assert "陈奶奶" not in told
    assert "免于考核 1 人" in told


def _exempt(session: Session, member_id: int) -> None:
    member = session.get_one(Member, member_id)
    member.exempt_from = date(2026, 1, 1)
    session.add(member)


async def test_after_a_quarter_the_leaderboard_comes_too(town: Town) -> None:
    await town.at("2026-10-01 09:00")
    assert await sweep(town) == 2
    heads = [message["caption"].splitlines()[0] for message in await pictures(town)]
    assert heads == ["2026年9月积分排名 · 机关第一党支部", "2026年第3季度积分排名 · 机关第一党支部"]


async def test_the_same_picture_is_uploaded_once(town: Town) -> None:
    await town.at("2026-08-01 09:00")
    await sweep(town)
    await town.db.write(_owe_again)
    await town.courier.idle()
    first, second = await pictures(town)
    assert first["photo"][-1]["file_unique_id"] == second["photo"][-1]["file_unique_id"]
    sent = [call for call in await town.control.calls("sendPhoto") if call["ok"]]
    assert sent[1]["params"]["photo"] == first["photo"][-1]["file_id"]


def _owe_again(session: Session) -> None:
    row = session.exec(select(OutboxRow).where(OutboxRow.kind == Ranking.kind)).one()
    copied = row.model_dump(exclude={"id", "key", "state", "sent_at"})
    session.add(OutboxRow(**copied, key="again"))


def ranking_of(members: int, **given: Any) -> Ranking:
    rows = tuple(
        RankedMember(rank=n + 1, name="欧阳" * 10, points=Decimal("100.55"), parts=(Decimal(1),), moved=10)
        for n in range(members)
    )
    filled: dict[str, Any] = {
        "branch": "支" * 200,
        "period": "2026-Q3",
        "as_of": date(2026, 9, 30),
        "sections": (RankedSection(zh="基础", en="base"),),
        "rows": rows,
        "average": Decimal("99.99"),
        "full": Decimal(100),
        "exempt": 12,
        "compared": True,
        **given,
    }
    return Ranking(**filled)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_words_of_a_crowded_branch_fit_under_the_picture(language: str) -> None:
    assert len(word(ranking_of(300), language).text) <= CAPTION_LIMIT


def test_the_places_that_do_not_fit_follow_as_text() -> None:
    ranking = ranking_of(UNDER_PICTURE + 2)
    rest = RankingRest(branch="一", period=ranking.period, rows=ranking.rows[UNDER_PICTURE:])
    shown = word(ranking, "zh_CN").text + word(rest, "zh_CN").text
    assert all(f"{rank}. " in shown for rank in range(4, UNDER_PICTURE + 3))
