"""What did not arrive: shown to the secretary with its reason, never with what it said."""

from __future__ import annotations

from datetime import timedelta

from storage.notices.home import LanguageAsk
from storage.outbox import owe
from tests.town import Town


async def test_the_secretary_sees_what_did_not_arrive_and_who_cannot_be_reached(town: Town) -> None:
    await town.settle("没加入", bound=False)
    await town.control.block(town.people["李四"])
    await town.quiet()
    for name in ("没加入", "李四"):
        await town.db.write(_owe_to, town.branch_id, town.members[name], town.house.clock.now())
    await town.quiet()
    await town.say("王书记", "/undelivered")
    told = await town.last("王书记")
    for part in ("没加入", "李四", "未加入", "已屏蔽机器人", "收不到消息的党员（2人）"):
        assert part in told, part


async def test_where_all_arrived_it_says_so_and_others_are_refused(town: Town) -> None:
    await town.say("王书记", "/undelivered")
    assert "消息全部送达" in await town.last("王书记")
    assert "全体党员都能收到消息" in await town.last("王书记")
    for name in ("张三", "李委员", "赵记分"):
        await town.say(name, "/undelivered")
        assert "不能办理" in await town.last(name), name


async def test_the_list_turns_pages_and_forgets_what_is_older_than_a_month(town: Town) -> None:
    await town.control.block(town.people["李四"])
    await town.quiet()
    for number in range(10):
        await town.db.write(_owe_to, town.branch_id, town.members["李四"], town.house.clock.now(), number)
    await town.quiet()
    await town.say("王书记", "/undelivered")
    await town.tap("王书记", "第 2 页")
    assert "收信人：李四" in await town.last("王书记")
    await town.later(days=31)
    await town.say("王书记", "/undelivered")
    assert "消息全部送达" in await town.last("王书记")


def _owe_to(session: object, branch_id: int, member_id: int, now: object, number: int = 0) -> None:
    from datetime import datetime

    from sqlmodel import Session

    from storage.tables import Member

    assert isinstance(session, Session)
    assert isinstance(now, datetime)
    person = session.get_one(Member, member_id).person_id
    key = f"test:{member_id}:{number}"
    owe(session, LanguageAsk(), key=key, now=now + timedelta(0), branch_id=branch_id, to_person=person)
