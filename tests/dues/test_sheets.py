"""Sheets of payments and of study points: every faulty cell named, nothing entered before it is confirmed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from services.dues import DuesBook
from services.dues_calendar import DuesCalendar
from services.dues_import import DuesImport
from services.duties import Duties, HandIn
from services.duty_desk import DutyDesk
from services.study_import import StudyImport, quarters
from storage.notices.common import Gone, NoPermission
from storage.notices.sheets import SheetApplied, SheetFaulty, SheetWrongFile
from storage.vocabulary import DuesState, Role
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal
from tests.dues.asked import entry_of, open_duty
from tests.dues.test_calendar import JULY, entry, pay
from tests.town import Town


@pytest.fixture
def payments(stage: Stage) -> DuesImport:
    return DuesImport(stage.db, stage.clock)


@pytest.fixture
def study(stage: Stage) -> StudyImport:
    return StudyImport(stage.db, stage.clock)


def book(*rows: tuple[Any, ...]) -> bytes:
    """A workbook with these rows."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


PAID = ("编号", "姓名", "月份", "实缴", "缴纳日期")


async def test_payments_are_shown_and_then_entered_once(
    stage: Stage, payments: DuesImport, calendar: DuesCalendar
) -> None:
    await calendar.open_month(stage.clock.now())
    stage.at("2026-07-22 10:00")
    keeper = stage.callers["赵记分"]
    content = book(
        ("党费登记表", None, None, None, None),
        PAID,
        (None, "张三", "2026-07", 30, date(2026, 7, 15)),
        (None, "李委员", None, "20元", None),
        (None, "王书记", "2026年7月", None, None),
        (None, "赵记分", "2026-07", 30, None),
    )
    sheet, preview = await payments.preview(keeper, content)
    assert [(line.name, line.month, line.paid) for line in preview.lines] == [
        ("张三", JULY, Decimal(30)),
        ("李委员", JULY, Decimal(20)),
    ]
    assert (preview.unchanged, preview.own) == (0, 1)
    assert (await entry(stage, "张三")).state is DuesState.DUE
    assert await payments.apply(keeper, sheet) == SheetApplied(what="payments", entered=2)
    assert await payments.apply(keeper, sheet) == SheetApplied(what="payments", entered=0)
    found = [await entry(stage, name) for name in ("张三", "李委员", "王书记", "赵记分")]
    assert [one.state for one in found] == [DuesState.PAID, DuesState.SHORT, DuesState.DUE, DuesState.DUE]
    assert found[0].paid_on == date(2026, 7, 15)
    _, again = await payments.preview(keeper, content)
    assert (again.lines, again.unchanged) == ((), 2)


async def test_a_payment_for_a_month_that_is_over_reverses_its_fact(
    stage: Stage, payments: DuesImport, calendar: DuesCalendar
) -> None:
    await calendar.open_month(stage.clock.now())
    await calendar.settle_month(stage.at("2026-08-01 00:00"))
    sheet, _ = await payments.preview(
        stage.callers["赵记分"], book(PAID, (None, "张三", "2026-07", 30, date(2026, 7, 10)))
    )
    await payments.apply(stage.callers["赵记分"], sheet)
    assert [(fact[1], fact[4]) for fact in await stage.facts("张三")] == [
        ("unpaid", False),
        ("unpaid", True),
        ("on_time", False),
    ]


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        pytest.param([("甲", "乙")], [("A1", "no_header")], id="no-headings"),
        pytest.param([("姓名", "月份"), ("张三", "2026-07")], [("A1", "header_missing")], id="no-amounts"),
        pytest.param([("姓名", "实缴", "金额"), ("张三", 1, 2)], [("C1", "header_double")], id="two-amounts"),
        pytest.param([("姓名", "实缴")], [("A2", "no_rows")], id="no-rows"),
        pytest.param(
            [PAID, (None, "张三", "7月底", "三十", "昨天")],
            [("C2", "month_bad"), ("D2", "number_bad"), ("E2", "date_bad")],
            id="every-faulty-cell-of-a-row",
        ),
        pytest.param([PAID, (None, "张三", "2026-13", 30, None)], [("C2", "month_bad")], id="a-thirteenth-month"),
        pytest.param(
            [PAID, (None, "张三", None, 30, date(2026, 7, 2))], [("E2", "date_future")], id="a-payment-to-come"
        ),
        pytest.param([PAID, (None, "路人", None, 30, None)], [("B2", "unknown")], id="nobody-of-the-branch"),
        pytest.param([PAID, ("999", "张三", None, 30, None)], [("A2", "unknown")], id="a-number-that-nobody-has"),
        pytest.param([PAID, ("004", "李委员", None, 30, None)], [("B2", "name_other")], id="somebody-elses-number"),
        pytest.param([PAID, (None, None, None, 30, None)], [("B2", "empty")], id="an-amount-without-a-name"),
        pytest.param(
            [PAID, (None, "张三", None, 30, None), (None, "张三", JULY, 20, None)],
            [("B3", "double")],
            id="twice-for-a-month",
        ),
        pytest.param([PAID, (None, "张三", "2026-01", 30, None)], [("C2", "not_entered")], id="a-month-without-dues"),
        pytest.param([PAID, (None, "陈奶奶", None, 30, None)], [("C2", "nothing_due")], id="the-exempt"),
        pytest.param([PAID, (None, "长" * 41, None, 30, None)], [("B2", "too_long")], id="a-name-that-is-none"),
        pytest.param(
            [PAID, (None, "路人", None, 30, None), (None, "张三", None, -1, None)],
            [("D3", "number_bad")],
            id="cells-before-meaning",
        ),
    ],
)
async def test_every_faulty_cell_is_named_and_nothing_entered(
    stage: Stage, payments: DuesImport, rows: list[tuple[Any, ...]], faults: list[tuple[str, str]]
) -> None:
    notice = await refusal(payments.preview(stage.callers["赵记分"], book(*rows)))
    assert isinstance(notice, SheetFaulty)
    assert [(fault.cell, fault.code.value) for fault in notice.faults] == faults
    assert notice.total == len(faults)


async def test_two_of_one_name_need_their_numbers(stage: Stage, payments: DuesImport) -> None:
    await stage.settle("张三")
    notice = await refusal(payments.preview(stage.callers["赵记分"], book(PAID, (None, "张三", None, 30, None))))
    assert isinstance(notice, SheetFaulty)
    assert [fault.code.value for fault in notice.faults] == ["ambiguous"]
    _, preview = await payments.preview(stage.callers["赵记分"], book(PAID, ("7", "张三", None, 30, None)))
    assert len(preview.lines) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"PK\x03\x04 not a zip", "unreadable", id="no-workbook"),
        pytest.param(bytes.fromhex("d0cf11e0a1b11ae1") + b"E\0n\0c\0r\0y\0p\0t\0", "locked", id="locked"),
    ],
)
async def test_what_is_no_workbook_is_refused(stage: Stage, payments: DuesImport, content: bytes, why: str) -> None:
    notice = await refusal(payments.preview(stage.callers["赵记分"], content))
    assert notice == SheetWrongFile(why=why)


async def test_members_and_strangers_import_nothing(stage: Stage, payments: DuesImport, study: StudyImport) -> None:
    sheet, _ = await payments.preview(stage.callers["赵记分"], book(PAID, (None, "张三", None, 30, None)))
    points, _ = await study.preview(stage.callers["赵记分"], book(("姓名", "积分"), ("张三", 900)))
    for name in ("张三", "李委员"):
        caller = stage.callers[name]
        for refused in (
            payments.ask(caller),
            payments.template(caller, "zh_CN"),
            payments.preview(caller, b""),
            payments.apply(caller, sheet),
        ):
            assert isinstance(await refusal(refused), NoPermission)
        for denied in (study.ask(caller), study.preview(caller, b""), study.apply(caller, points)):
            assert isinstance(await refusal(denied), NoPermission)
    await stage.found("第二党支部")
    await stage.settle("外人", Role.SECRETARY)
    assert isinstance(await refusal(payments.apply(stage.callers["外人"], sheet)), SheetFaulty)
    assert await refusal(study.apply(stage.callers["外人"], points)) == Gone()
    assert (await entry(stage, "张三")).state is DuesState.DUE


async def test_the_template_names_who_still_owes(
    stage: Stage, payments: DuesImport, calendar: DuesCalendar, dues: DuesBook
) -> None:
    await calendar.open_month(stage.clock.now())
    await pay(stage, dues, "李委员")
    content = await payments.template(stage.callers["赵记分"], "zh_CN")
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[0] == PAID
    assert [row[1:3] for row in rows[1:]] == [("王书记", "2026-07"), ("张三", "2026-07")]


@pytest.mark.parametrize(
    ("day", "labels"),
    [
        pytest.param(date(2026, 7, 30), ["2026-Q2", "2026-Q3"], id="early-in-a-quarter-the-last-is-likelier"),
        pytest.param(date(2026, 7, 31), ["2026-Q3", "2026-Q2"], id="later-the-running-one"),
        pytest.param(date(2027, 1, 5), ["2026-Q4", "2027-Q1"], id="over-the-new-year"),
    ],
)
def test_a_study_sheet_is_for_a_quarter(day: date, labels: list[str]) -> None:
    assert [quarter.label for quarter in quarters(day)] == labels


async def test_study_points_are_shown_recorded_once_and_corrected(stage: Stage, study: StudyImport) -> None:
    stage.at("2026-09-29 10:00")
    keeper = stage.callers["赵记分"]
    content = book(("姓名", "积分"), ("张三", 1950), ("外人", 10), ("赵记分", 800))
    sheet, preview = await study.preview(keeper, content)
    assert [(line.name, line.points, line.before) for line in preview.lines] == [("张三", Decimal(1950), None)]
    assert (preview.quarter, preview.others, preview.own) == ("2026-Q3", ("外人",), 1)
    assert set(preview.missing) == {"王书记", "李委员", "陈奶奶", "零元"}
    assert await stage.facts("张三") == []
    assert (await study.apply(keeper, sheet)).entered == 1
    assert (await study.apply(keeper, sheet)).entered == 0
    stage.at("2026-10-08 10:00")
    sheet, preview = await study.preview(keeper, book(("姓名", "积分"), ("张三", 2000)))
    assert (preview.quarter, preview.lines[0].before) == ("2026-Q3", Decimal(1950))
    await study.apply(keeper, sheet)
    assert [(fact[2], fact[3], fact[4]) for fact in await stage.facts("张三")] == [
        ("2026-09-29", Decimal(1950), False),
        ("2026-09-29", Decimal(1950), True),
        ("2026-09-30", Decimal(2000), False),
    ]


async def test_a_sheet_can_be_taken_for_the_other_quarter_only(stage: Stage, study: StudyImport) -> None:
    sheet, _ = await study.preview(stage.callers["赵记分"], book(("姓名", "积分"), ("张三", 900)))
    assert sheet.quarter == "2026-Q2"
    sheet, preview = await study.for_quarter(stage.callers["赵记分"], sheet, "2026-Q3")
    assert preview.quarter == "2026-Q3"
    for quarter in ("2026-Q1", "x"):
        assert await refusal(study.for_quarter(stage.callers["赵记分"], sheet, quarter)) == Gone()
        forged = sheet.model_copy(update={"quarter": quarter})
        assert await refusal(study.apply(stage.callers["赵记分"], forged)) == Gone()


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        pytest.param([("姓名", "积分"), ("张三", "优秀")], [("B2", "number_bad")], id="words-for-points"),
        pytest.param([("姓名", "积分"), ("张三", None)], [("B2", "empty")], id="no-points"),
        pytest.param([("姓名", "积分"), ("张三", 1), ("张三", 2)], [("A3", "double")], id="twice"),
        pytest.param(
            [("编号", "姓名", "积分"), ("004", "李委员", 1)], [("B2", "name_other")], id="somebody-elses-number"
        ),
    ],
)
async def test_faulty_study_sheets_are_named_cell_by_cell(
    stage: Stage, study: StudyImport, rows: list[tuple[Any, ...]], faults: list[tuple[str, str]]
) -> None:
    notice = await refusal(study.preview(stage.callers["赵记分"], book(*rows)))
    assert isinstance(notice, SheetFaulty)
    assert [(fault.cell, fault.code.value) for fault in notice.faults] == faults


async def test_an_import_does_a_members_duty_and_replaces_what_he_wrote(
    stage: Stage, study: StudyImport, duties: Duties, desk: DutyDesk
) -> None:
    number = await open_duty(stage, duties, "study_app", "2026-09-20 09:00")
    await duties.hand_in(stage.callers["张三"], number, HandIn("1200"))
    await desk.confirm(stage.callers["赵记分"], (await entry_of(stage, "张三")).id, 1)
    stage.at("2026-09-29 10:00")
    sheet, preview = await study.preview(
        stage.callers["赵记分"], book(("姓名", "积分"), ("张三", 1950), ("李委员", 1000))
    )
    assert preview.lines[0].before == Decimal(1200)
    await study.apply(stage.callers["赵记分"], sheet)
    await duties.settle_due(stage.at("2026-10-16 00:00"))
    standing = {name: (await stage.facts(name))[-1][1:4] for name in ("张三", "李委员", "王书记")}
    assert standing == {
        "张三": ("points", "2026-09-29", Decimal(1950)),
        "李委员": ("points", "2026-09-29", Decimal(1000)),
        "王书记": ("points", "2026-09-30", Decimal(0)),
    }


async def test_payments_come_in_by_a_sheet_in_the_chat(town: Town) -> None:
    await town.say("赵记分", "/dues")
    await town.tap("赵记分", "导入缴费表")
    await town.say("赵记分", "就是这个")
    assert "请发送 .xlsx 文件" in await town.last("赵记分")
    await town.send("赵记分", b"x", name="名单.csv")
    assert "不是 .xlsx" in await town.last("赵记分")
    await town.send("赵记分", book(PAID, (None, "张三", None, "三十", None)), name="党费.xlsx")
    assert "D2" in await town.last("赵记分")
    await town.send(
        "赵记分", book(PAID, (None, "张三", None, 30, None), (None, "李四", None, 10, None)), name="党费.xlsx"
    )
    assert "合计：40 元" in await town.last("赵记分")
    old, _ = await town.find_button("赵记分", "✅ 确认登记")
    await town.tap("赵记分", "✅ 确认登记")
    assert "已登记 2 行" in await town.last("赵记分")
    await town.say("赵记分", "/dues")
    await town.find_button("赵记分", "☑ 张三 30 元")
    await town.find_button("赵记分", "◪ 不足额 李四 10 元/30")
    stale = await town.control.tap(town.people["张三"], (await town.messages("张三"))[-1], "shy:x", forged=True)
    await town.quiet()
    assert stale.text
    assert old


async def test_study_points_come_in_by_a_sheet_in_the_chat(town: Town) -> None:
    await town.say("赵记分", "/studypoints")
    await town.send("赵记分", book(("姓名", "积分"), ("张三", 1950)), name="学习强国.xlsx")
    assert "2026年第2季度" in await town.last("赵记分")
    await town.tap("赵记分", "改为2026年第3季度")
    assert "2026年第3季度" in await town.last("赵记分")
    await town.tap("赵记分", "✅ 确认登记")
    assert "已登记 1 行" in await town.last("赵记分")
    await town.say("张三", "/studypoints")
    assert "已登记" not in await town.last("张三")
