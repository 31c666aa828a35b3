"""The reviewer's queue, batches, stages and reminders, walked through the sandbox over HTTP."""

from __future__ import annotations

import pytest
from sqlmodel import Session, col, select

from storage.tables import Claim, FactRow
from storage.vocabulary import ClaimState, Role
from tests.claims.test_photos import jpeg, scene
from tests.claims.test_walk import declare_service
from tests.town import Town


def _claims(session: Session) -> list[tuple[int, ClaimState]]:
    return [(row.id, row.state) for row in session.exec(select(Claim).order_by(col(Claim.id)))]


def _facts(session: Session) -> int:
    return len(session.exec(select(FactRow)).all())


async def three(town: Town) -> None:
    """Three declarations of service with photos of their own."""
    for seed, name in enumerate(("张三", "李四", "陈奶奶"), start=40):
        await declare_service(town, name, photo=jpeg(scene(seed)))
        await town.tap(name, "提交")


async def test_like_claims_are_approved_together_with_one_left_out(town: Town) -> None:
    await three(town)
    await town.say("赵记分", "/review")
    assert "已等待 0 小时" in await town.last("赵记分")
    await town.tap("赵记分", "同类 3 件一并审核")
    await town.tap("赵记分", "☑ 李四")
    assert "☐" in await town.last("赵记分")
    await town.tap("赵记分", "下一步")
    assert "确定通过这 2 件吗" in await town.last("赵记分")
    await town.tap("赵记分", "‹ 返回")
    await town.tap("赵记分", "下一步")
    message, label = await town.find_button("赵记分", "✅ 通过 2 件")
    await town.control.tap(town.people["赵记分"], message, label)
    await town.quiet(edits=True)
    assert "已通过 2 件" in await town.last("赵记分")
    assert await town.db.read(_claims) == [
        (1, ClaimState.APPROVED),
        (2, ClaimState.SUBMITTED),
        (3, ClaimState.APPROVED),
    ]
    assert await town.db.read(_facts) == 2
    for name in ("张三", "陈奶奶"):
        assert "赵记分 审核通过" in await town.last(name)


async def test_a_batch_without_a_choice_and_a_button_of_a_former_batch_do_nothing(town: Town) -> None:
    await three(town)
    await town.say("赵记分", "/review")
    await town.tap("赵记分", "同类 3 件一并审核")
    old, label = await town.find_button("赵记分", "下一步")
    data = next(b["callback_data"] for row in old["reply_markup"]["inline_keyboard"] for b in row if b["text"] == label)
    for name in ("张三", "李四", "陈奶奶"):
        await town.tap("赵记分", f"☑ {name}")
    assert "一件也没有选" in ((await town.tap("赵记分", "下一步")).text or "")
    await town.tap("赵记分", "✖️ 取消")
    for forged in (data, data.replace("next", "ok"), "bq:open:0:999", "bq:fly:0:1", "sg:99", "sg:-1"):
        tapped = await town.control.tap(town.people["赵记分"], old, forged, forged=True)
        await town.quiet()
        assert tapped.text, forged
    assert await town.db.read(_facts) == 0


@pytest.mark.parametrize("name", ["张三", "赵记分"])
async def test_who_is_not_secretary_does_not_choose_the_way(town: Town, name: str) -> None:
    await town.say(name, "/stages")
    assert "不能办理" in await town.last(name)


async def test_the_secretary_chooses_the_way_and_a_claim_goes_along_it(town: Town) -> None:
    await town.say("王书记", "/stages")
    await town.tap("王书记", "支委会 → 上级党组织")
    assert "现在：支委会 → 上级党组织" in await town.last("王书记")
    await town.settle("周上级", Role.REVIEWER)
    await declare_service(town)
    await town.tap("张三", "提交")
    assert "第 1/2 级：支委会" in await town.last("李委员")
    await town.tap("李委员", "✅ 通过")
    await town.quiet(edits=True)
    assert "转上级党组织审核" in await town.last("李委员")
    assert await town.db.read(_facts) == 0
    await town.tap("周上级", "✅ 通过")
    await town.quiet(edits=True)
    assert "周上级 审核通过" in await town.last("张三")
    assert await town.db.read(_facts) == 1


async def test_a_claim_that_lies_is_reminded_of_and_goes_to_the_committee(town: Town) -> None:
    await declare_service(town)
    await town.tap("张三", "提交")
    reminders = town.house.dispatcher["claim_reminders"]
    for moment in ("2026-07-06 09:00", "2026-07-08 09:00"):
        await town.at(moment)
        await reminders.remind_due(town.house.clock.now())
        await town.quiet()
    assert "已等待超过两个工作日" in await town.last("赵记分")
    assert "现请您代为审核" in await town.last("李委员")
    await town.tap("李委员", "✅ 通过")
    await town.quiet(edits=True)
    assert "李委员" in await town.last("赵记分")
    assert not any("已等待超过" in text for text in await town.texts("赵记分"))
