"""What members pay: the official bands, who may set it, exemptions and the alarm after months without dues."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from services.dues import DuesBook
from services.dues_bands import monthly
from services.dues_calendar import DuesCalendar
from services.dues_exemptions import DuesExemptions, ExemptionForm
from services.dues_standards import DuesStandards
from storage.notices.claims import BadLength
from storage.notices.common import Gone, NoPermission
from storage.notices.dues_standards import (
    DuesAlarm,
    DuesOwnMatter,
    ExemptionGranted,
    ExemptionStep,
    StandardFaulty,
    StandardSet,
)
from storage.tables import DuesStandard
from storage.vocabulary import DuesBasis, DuesState, Role
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal
from tests.dues.test_calendar import JULY, entry, pay
from tests.town import Town

AUGUST = date(2026, 8, 1)


@pytest.fixture
def standards(stage: Stage) -> DuesStandards:
    return DuesStandards(stage.db, stage.clock)


@pytest.fixture
def exemptions(stage: Stage) -> DuesExemptions:
    return DuesExemptions(stage.db, stage.clock)


@pytest.mark.parametrize(
    ("basis", "base", "amount"),
    [
        pytest.param("salary", "3000", "15", id="the-first-bands-end-belongs-to-it"),
        pytest.param("salary", "3000.01", "30", id="a-fen-more-is-in-the-second-band-with-all-of-it"),
        pytest.param("salary", "5000", "50", id="the-second-bands-end"),
        pytest.param("salary", "5001", "75.02", id="the-third-band-to-the-fen"),
        pytest.param("salary", "10000", "150", id="the-third-bands-end"),
        pytest.param("salary", "10000.01", "200", id="above-all-bands"),
        pytest.param("retired", "5000", "25", id="a-pension-up-to-5000"),
        pytest.param("retired", "5000.01", "50", id="a-larger-pension"),
        pytest.param("salary", "0.01", "0", id="hardly-any-income"),
    ],
)
def test_the_official_bands(basis: str, base: str, amount: str) -> None:
    assert monthly(DuesBasis(basis), Decimal(base)) == Decimal(amount)


async def test_an_amount_is_shown_before_it_is_kept_and_the_member_is_told(
    stage: Stage, standards: DuesStandards, calendar: DuesCalendar
) -> None:
    await calendar.open_month(stage.clock.now())
    keeper, about = stage.callers["赵记分"], stage.members["张三"]
    summary = await standards.summary(keeper, about, "salary", "6500元")
    assert (summary.amount, summary.percent, summary.before, summary.since) == (
        Decimal("97.50"),
        Decimal("1.5"),
        Decimal(30),
        JULY,
    )
    assert await stage.rows(DuesStandard) == []
    await standards.set(keeper, about, "salary", "6500元")
    assert (await entry(stage, "张三")).amount == Decimal("97.5")
    [(_, told)] = await stage.owed("张三")
    assert isinstance(told, StandardSet)
    assert (told.own, told.amount, told.by) == (True, Decimal("97.5"), "赵记分")
    card = await standards.card(keeper, about)
    assert (card.amount, card.basis, card.since) == (Decimal("97.5"), DuesBasis.SALARY, JULY)


async def test_a_month_that_was_ticked_keeps_its_amount(
    stage: Stage, standards: DuesStandards, calendar: DuesCalendar, dues: DuesBook
) -> None:
    await calendar.open_month(stage.clock.now())
    await pay(stage, dues, "张三")
    kept = await standards.set(stage.callers["赵记分"], stage.members["张三"], "fixed", "50")
    assert kept.since == AUGUST
    assert (await entry(stage, "张三")).amount == Decimal(30)
    await calendar.open_month(stage.at("2026-08-01 00:00"))
    assert (await entry(stage, "张三", AUGUST)).amount == Decimal(50)


@pytest.mark.parametrize(
    ("basis", "text", "least", "most"),
    [
        pytest.param("salary", "很多", "0.01", "1000000", id="words"),
        pytest.param("salary", "0", "0.01", "1000000", id="no-income"),
        pytest.param("salary", "1000001", "0.01", "1000000", id="more-than-anybody-earns"),
        pytest.param("retired", "1.234", "0.01", "1000000", id="less-than-a-fen"),
        pytest.param("farmer", "0.1", "0.2", "1", id="less-than-a-farmer-pays"),
        pytest.param("farmer", "1.01", "0.2", "1", id="more-than-a-farmer-pays"),
        pytest.param("fixed", "-1", "0", "100000", id="less-than-nothing"),
        pytest.param("fixed", "NaN", "0", "100000", id="not-a-number"),
        pytest.param("fixed", "", "0", "100000", id="nothing-written"),
        pytest.param("fixed", "9" * 4000, "0", "100000", id="a-huge-number"),
    ],
)
async def test_what_cannot_be_an_income_or_amount_is_refused(
    stage: Stage, standards: DuesStandards, basis: str, text: str, least: str, most: str
) -> None:
    expected = StandardFaulty(basis=DuesBasis(basis), least=Decimal(least), most=Decimal(most))
    caller, about = stage.callers["赵记分"], stage.members["张三"]
    assert await refusal(standards.summary(caller, about, basis, text)) == expected
    assert await refusal(standards.set(caller, about, basis, text)) == expected


async def test_nobody_sets_his_own_and_others_set_nothing(stage: Stage, standards: DuesStandards) -> None:
    own = stage.members["赵记分"]
    for refused in (
        standards.begin(stage.callers["赵记分"], own),
        standards.ask_number(stage.callers["赵记分"], own, "fixed"),
        standards.summary(stage.callers["赵记分"], own, "fixed", "1"),
        standards.set(stage.callers["赵记分"], own, "fixed", "1"),
    ):
        assert await refusal(refused) == DuesOwnMatter(others=("王书记",))
    about = stage.members["李委员"]
    for denied in (
        standards.payers(stage.callers["张三"]),
        standards.card(stage.callers["张三"], about),
        standards.begin(stage.callers["张三"], about),
        standards.set(stage.callers["张三"], about, "fixed", "1"),
    ):
        assert isinstance(await refusal(denied), NoPermission)


async def test_who_is_not_of_the_branch_is_not_found(
    stage: Stage, standards: DuesStandards, exemptions: DuesExemptions
) -> None:
    about = stage.members["张三"]
    await stage.settle("走了", left_on=date(2026, 6, 1))
    gone = stage.members["走了"]
    await stage.found("第二党支部")
    await stage.settle("外人", Role.SECRETARY)
    for refused in (
        standards.card(stage.callers["外人"], about),
        standards.set(stage.callers["外人"], about, "fixed", "1"),
        standards.card(stage.callers["赵记分"], 999),
        standards.card(stage.callers["赵记分"], gone),
        standards.ask_number(stage.callers["赵记分"], about, "wealth"),
        exemptions.begin(stage.callers["外人"], about),
        exemptions.end(stage.callers["王书记"], about),
    ):
        assert await refusal(refused) == Gone()


async def exempt(
    stage: Stage, exemptions: DuesExemptions, name: str, since: date, months: str = "3"
) -> ExemptionGranted:
    """Let the secretary exempt somebody, question by question."""
    caller = stage.callers["王书记"]
    form, question = await exemptions.begin(caller, stage.members[name])
    assert since in question.starts
    for value, step in ((since.isoformat(), "since"), (months, "months"), ("生活困难", "reason")):
        form, question = await exemptions.answer(caller, form, value, step=step)
    assert question.step is ExemptionStep.SUMMARY
    return await exemptions.grant(caller, form)


async def test_an_exemption_spares_its_months_and_ends_by_itself(
    stage: Stage, exemptions: DuesExemptions, calendar: DuesCalendar
) -> None:
    await calendar.open_month(stage.clock.now())
    granted = await exempt(stage, exemptions, "张三", JULY)
    assert (granted.since, granted.until) == (JULY, date(2026, 10, 1))
    assert (await entry(stage, "张三")).state is DuesState.EXEMPT
    for month in range(8, 11):
        now = stage.at(f"2026-{month:02d}-01 00:00")
        await calendar.settle_month(now)
        await calendar.open_month(now)
    states = [(await entry(stage, "张三", date(2026, month, 1))).state for month in range(7, 11)]
    assert states == [DuesState.EXEMPT] * 3 + [DuesState.DUE]
    assert await stage.facts("张三") == []


async def test_an_exemption_for_months_gone_by_reverses_what_was_recorded(
    stage: Stage, exemptions: DuesExemptions, calendar: DuesCalendar
) -> None:
    for month in (7, 8, 9):
        now = stage.at(f"2026-{month:02d}-01 00:00")
        await calendar.settle_month(now)
        await calendar.open_month(now)
    await exempt(stage, exemptions, "张三", JULY, "12")
    assert [(fact[1], fact[4]) for fact in await stage.facts("张三")] == [
        ("unpaid", False),
        ("unpaid", False),
        ("unpaid", True),
        ("unpaid", True),
    ]
    assert (await entry(stage, "张三", date(2026, 9, 1))).state is DuesState.EXEMPT


async def test_an_exemption_can_be_ended(stage: Stage, exemptions: DuesExemptions, calendar: DuesCalendar) -> None:
    await exempt(stage, exemptions, "张三", JULY, "0")
    await calendar.open_month(stage.clock.now())
    await calendar.settle_month(stage.at("2026-08-01 00:00"))
    ended = await exemptions.end(stage.callers["王书记"], stage.members["张三"])
    assert (ended.ended, ended.until) == (True, AUGUST)
    await calendar.open_month(stage.clock.now())
    assert (await entry(stage, "张三", AUGUST)).state is DuesState.DUE
    assert len(await stage.owed("张三")) == 2


@pytest.mark.parametrize(
    ("values", "notice"),
    [
        pytest.param([("2026-06-01", "since")], Gone, id="a-month-that-is-not-offered"),
        pytest.param([("3", "months")], Gone, id="another-steps-button"),
        pytest.param([("2026-07-01", "since"), ("7", "months")], Gone, id="a-length-that-is-not-offered"),
        pytest.param([("2026-07-01", "since"), ("3", "months"), ("", "reason")], BadLength, id="no-reason"),
        pytest.param([("2026-07-01", "since"), ("3", "months"), ("长" * 101, "reason")], BadLength, id="a-long-reason"),
        pytest.param(
            [("2026-07-01", "since"), ("3", "months"), ("病", "reason"), ("x", "summary")], Gone, id="past-the-summary"
        ),
    ],
)
async def test_an_answer_that_cannot_be_is_refused(
    stage: Stage, exemptions: DuesExemptions, values: list[tuple[str, str]], notice: type
) -> None:
    caller = stage.callers["王书记"]
    form, _ = await exemptions.begin(caller, stage.members["张三"])
    for value, step in values[:-1]:
        form, _ = await exemptions.answer(caller, form, value, step=step)
    value, step = values[-1]
    assert isinstance(await refusal(exemptions.answer(caller, form, value, step=step)), notice)
    if step != "summary":
        assert await refusal(exemptions.grant(caller, form)) == Gone()


async def test_only_the_secretary_exempts_and_never_himself(stage: Stage, exemptions: DuesExemptions) -> None:
    about = stage.members["张三"]
    for name in ("赵记分", "李委员"):
        for refused in (
            exemptions.begin(stage.callers[name], about),
            exemptions.grant(stage.callers[name], ExemptionForm(member_id=about)),
            exemptions.end(stage.callers[name], about),
        ):
            assert isinstance(await refusal(refused), NoPermission)
    own = await refusal(exemptions.begin(stage.callers["王书记"], stage.members["王书记"]))
    assert own == DuesOwnMatter(others=("李委员",))


async def months(stage: Stage, calendar: DuesCalendar, until: int) -> None:
    """Let months of 2026 go by from July on, hour by hour of the sweeps that matter."""
    for month in range(7, until + 1):
        now = stage.at(f"2026-{month:02d}-01 09:00")
        await calendar.settle_month(now)
        await calendar.open_month(now)
        for _ in range(2):
            await calendar.raise_alarms(now)


async def alarms(stage: Stage, name: str) -> list[tuple[str, int]]:
    """Whom a keeper was warned about, and for how many months."""
    return [(notice.name, notice.months) for _, notice in await stage.owed(name) if isinstance(notice, DuesAlarm)]


async def test_the_alarm_is_raised_at_three_and_six_months_and_once(
    stage: Stage, calendar: DuesCalendar, dues: DuesBook
) -> None:
    await months(stage, calendar, 9)
    assert await alarms(stage, "王书记") == []
    await months(stage, calendar, 12)
    warned = {name for name, length in await alarms(stage, "王书记") if length == 3}
    assert warned == {"李委员", "赵记分", "张三"}
    assert len(await alarms(stage, "王书记")) == 3
    assert await alarms(stage, "李委员") == [("王书记", 3)]
    now = stage.at("2027-01-01 09:00")
    await calendar.settle_month(now)
    await calendar.raise_alarms(now)
    assert ("张三", 6) in await alarms(stage, "王书记")
    assert len(await alarms(stage, "王书记")) == 6


async def test_a_payment_breaks_the_row_and_an_exempt_month_does_not_count(
    stage: Stage, calendar: DuesCalendar, dues: DuesBook, exemptions: DuesExemptions
) -> None:
    await months(stage, calendar, 8)
    await pay(stage, dues, "张三", month=AUGUST)
    await months(stage, calendar, 11)
    assert "张三" not in {name for name, _ in await alarms(stage, "王书记")}
    assert "赵记分" in {name for name, _ in await alarms(stage, "王书记")}


async def test_after_an_outage_only_the_graver_alarm_is_raised(stage: Stage, calendar: DuesCalendar) -> None:
    for month in range(7, 13):
        await calendar.open_month(stage.at(f"2026-{month:02d}-01 00:00"))
    now = stage.at("2027-01-05 09:00")
    await calendar.settle_month(now)
    await calendar.raise_alarms(now)
    assert {length for _, length in await alarms(stage, "王书记")} == {6}


async def test_a_keeper_works_an_amount_out_in_the_chat(town: Town) -> None:
    await town.say("赵记分", "/dues")
    await town.tap("赵记分", "月标准、免缴")
    await town.tap("赵记分", "张三 30 元")
    await town.tap("赵记分", "设定月标准")
    await town.tap("赵记分", "按工资收入")
    await town.say("赵记分", "六千五")
    assert "请写 0.01 到" in await town.last("赵记分")
    await town.say("赵记分", "6500")
    assert "6500 × 1.5% = 每月 97.5 元" in await town.last("赵记分")
    await town.tap("赵记分", "✅ 确认设定")
    assert "97.5 元" in await town.last("张三")
    await town.say("赵记分", "/dues")
    await town.find_button("赵记分", "☐ 张三 97.5 元")


async def test_the_secretary_exempts_somebody_in_the_chat(town: Town) -> None:
    await town.say("王书记", "/dues")
    await town.tap("王书记", "月标准、免缴")
    await town.tap("王书记", "陈奶奶")
    await town.tap("王书记", "办理免缴")
    await town.say("王书记", "快一点")
    await town.tap("王书记", "2026年7月")
    await town.tap("王书记", "6 个月")
    await town.tap("王书记", "生活困难")
    assert "2027年1月恢复缴纳" in await town.last("王书记")
    await town.tap("王书记", "✅ 确认免缴")
    assert "已免缴党费" in await town.last("陈奶奶")
    await town.tap("王书记", "返回")
    await town.tap("王书记", "结束免缴")
    assert "恢复缴纳党费" in await town.last("陈奶奶")


async def test_forged_buttons_of_amounts_do_no_harm(town: Town) -> None:
    await town.say("张三", "/start")
    [*_, message] = await town.messages("张三")
    for data in (
        "dpl:0",
        "dpc:5",
        "dpb:5",
        "dpr:5:fixed",
        "dpy:5",
        "dxb:5",
        "dxt:5:since:x",
        "dxy:5",
        "dxe:5",
        "dpr:5:x",
    ):
        tapped = await town.control.tap(town.people["张三"], message, data, forged=True)
        await town.quiet()
        assert tapped.answered, data
        assert tapped.text, data
        assert "出了点问题" not in tapped.text, data
    assert await town.db.read(lambda session: session.exec(select(DuesStandard)).all()) == []
