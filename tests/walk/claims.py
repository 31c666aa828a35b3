"""Points that are earned: service declared, a claim returned, corrected and approved, a cap that is reached."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from tests.walk.cast import CHEN, RECORDER, SECRETARY, WU, ZHANG
from tests.walk.meetings import facts
from tests.walk.walker import Step, Walk


def picture(shade: int) -> bytes:
    """A small photo; another shade is another file."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 120, 60)).save(out, "JPEG")
    return out.getvalue()


async def declare_service(walk: Walk, name: str, what: str, hours: str, shade: int, *, submit: bool = True) -> None:
    """Declare volunteer service of today, and ``submit`` it."""
    await walk.say(name, "/service")
    await walk.say(name, what)
    await walk.say(name, "幸福社区")
    await walk.tap(name, "今天")
    await walk.say(name, hours)
    await walk.send(name, picture(shade), kind="photo")
    await walk.tap(name, "发完了")
    if submit:
        await walk.tap(name, "提交")


async def wu_serves(walk: Walk) -> None:
    await walk.at("2026-07-12 10:00")
    await declare_service(walk, WU, "社区环境清理", "2.5小时", 10)


async def wu_waits(walk: Walk) -> None:
    assert "已提交(第 1 号)" in await walk.last(WU)
    for reviewer in (SECRETARY, RECORDER):
        assert "社区环境清理" in (await walk.with_words(reviewer, "申报第 1 号"))["text"]


async def wu_is_approved(walk: Walk) -> None:
    await walk.tap(RECORDER, "✅ 通过")


async def wu_has_his_service(walk: Walk) -> None:
    assert f"{RECORDER} 审核通过" in await walk.last(WU)
    assert await facts(walk, WU, "service") == ["done  2026-07-12"]
    await walk.settle(edits=True)
    card = (await walk.with_words(SECRETARY, "申报第 1 号"))["text"]
    assert card.startswith(f"✅ 已由 {RECORDER} 审核通过")


async def zhang_claims(walk: Walk) -> None:
    await walk.say(ZHANG, "/claim")
    await walk.tap(ZHANG, "网格化工作")
    await walk.tap(ZHANG, "昨天")
    await walk.tap(ZHANG, "跳过")
    await walk.send(ZHANG, picture(20), kind="photo")
    await walk.tap(ZHANG, "发完了")
    await walk.tap(ZHANG, "提交")


async def zhang_waits(walk: Walk) -> None:
    assert "已提交(第 2 号)" in await walk.last(ZHANG)


async def secretary_returns_it(walk: Walk) -> None:
    await walk.tap(SECRETARY, "↩️ 退回")
    await walk.tap(SECRETARY, "佐证材料缺失或看不清")


async def zhang_knows_why(walk: Walk) -> None:
    said = await walk.last(ZHANG)
    assert f"被 {SECRETARY} 退回" in said
    assert "佐证材料缺失或看不清" in said
    assert await facts(walk, ZHANG, "claim") == []


async def zhang_corrects_it(walk: Walk) -> None:
    await walk.tap(ZHANG, "修改并重新提交")
    await walk.tap(ZHANG, "重传材料")
    await walk.send(ZHANG, picture(30), kind="photo")
    await walk.tap(ZHANG, "发完了")
    await walk.tap(ZHANG, "重新提交")


async def reviewers_have_it_again(walk: Walk) -> None:
    assert "修改后第 2 次提交" in (await walk.with_words(RECORDER, "申报第 2 号"))["text"]


async def recorder_approves_it(walk: Walk) -> None:
    await walk.tap(RECORDER, "✅ 通过")


async def zhang_has_his_points(walk: Walk) -> None:
    assert f"{RECORDER} 审核通过" in await walk.last(ZHANG)
    assert await facts(walk, ZHANG, "claim") == ["approved grid 2026-07-11"]


async def chen_claims(walk: Walk) -> None:
    await walk.at("2026-07-14 09:30")
    await walk.say(CHEN, "/claim")
    await walk.tap(CHEN, "支部自选")
    await walk.tap(CHEN, "今天")
    await walk.say(CHEN, "3")
    await walk.say(CHEN, "《老街新貌》被采用")
    await walk.send(CHEN, b"%PDF-1.4 a cutting", name="剪报.pdf", content_type="application/pdf")
    await walk.tap(CHEN, "发完了")
    await walk.tap(CHEN, "提交")


async def chen_waits(walk: Walk) -> None:
    assert "已提交(第 3 号)" in await walk.last(CHEN)
    assert "《老街新貌》被采用" in (await walk.with_words(SECRETARY, "申报第 3 号"))["text"]


async def chen_is_approved(walk: Walk) -> None:
    await walk.tap(SECRETARY, "✅ 通过")


async def chen_has_her_points(walk: Walk) -> None:
    assert await facts(walk, CHEN, "claim") == ["approved own_work 2026-07-14"]


async def secretary_serves_himself(walk: Walk) -> None:
    await declare_service(walk, SECRETARY, "防汛值守", "4", 40)


async def only_others_may_decide(walk: Walk) -> None:
    assert f"审核人:{RECORDER}" in await walk.last(SECRETARY)
    assert not [text for text in await walk.texts(SECRETARY) if f"申报第 4 号 · {SECRETARY}" in text]


async def recorder_approves_the_secretary(walk: Walk) -> None:
    await walk.tap(RECORDER, "✅ 通过")


async def secretary_has_his_service(walk: Walk) -> None:
    assert await facts(walk, SECRETARY, "service") == ["done  2026-07-14"]


async def wu_serves_again(walk: Walk) -> None:
    await walk.at("2026-07-15 17:00")
    await declare_service(walk, WU, "陪伴独居老人", "1", 50)
    await walk.tap(SECRETARY, "✅ 通过")


async def the_cap_is_reached(walk: Walk) -> None:
    assert await facts(walk, WU, "service") == ["done  2026-07-12", "done  2026-07-15"]


EARLY: Sequence[Step] = (
    Step("吴九 declares volunteer service", wu_serves, wu_waits),
    Step("赵记分 approves it", wu_is_approved, wu_has_his_service),
    Step("张三 claims grid work with a photo", zhang_claims, zhang_waits),
    Step("the secretary returns it", secretary_returns_it, zhang_knows_why),
    Step("张三 corrects it", zhang_corrects_it, reviewers_have_it_again),
    Step("赵记分 approves the second round", recorder_approves_it, zhang_has_his_points),
)
LATER: Sequence[Step] = (
    Step("陈奶奶 claims an article with a file", chen_claims, chen_waits),
    Step("the secretary approves it", chen_is_approved, chen_has_her_points),
    Step("the secretary declares his own service", secretary_serves_himself, only_others_may_decide),
    Step("赵记分 approves the secretary's", recorder_approves_the_secretary, secretary_has_his_service),
    Step("吴九 serves again, past the cap", wu_serves_again, the_cap_is_reached),
)
