"""A year's dues: one's own and, for keepers, another's; in the chat and as a sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from handlers.dues_statements import sheet_of
from reports.dues_sheet import write_statement
from services.dues import DuesBook
from services.dues_calendar import DuesCalendar
from services.dues_statements import DuesStatements
from storage.notices.common import Gone, NoPermission
from storage.vocabulary import DuesState, Role
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal
from tests.dues.test_calendar import pay
from tests.town import Town


@pytest.fixture
def statements(stage: Stage) -> DuesStatements:
    return DuesStatements(stage.db, stage.clock)


async def half_a_year(stage: Stage, calendar: DuesCalendar, dues: DuesBook) -> None:
    """July is paid, the months after it are not."""
    for month in range(7, 13):
        now = stage.at(f"2026-{month:02d}-01 09:00")
        await calendar.settle_month(now)
        await calendar.open_month(now)
        if month == 7:
            await pay(stage, dues, "张三")
    await calendar.open_month(stage.at("2027-01-01 00:00"))


async def test_a_year_lists_each_month_and_its_neighbours(
    stage: Stage, calendar: DuesCalendar, dues: DuesBook, statements: DuesStatements
) -> None:
    await half_a_year(stage, calendar, dues)
    own = await statements.statement(stage.callers["张三"], year=2026)
    assert [month.state for month in own.months] == [DuesState.PAID] + [DuesState.UNPAID] * 4 + [DuesState.DUE]
    assert (own.months[0].paid_on, own.earlier, own.later) == (date(2026, 7, 1), None, 2027)
    seen = await statements.statement(stage.callers["赵记分"], stage.members["张三"])
    assert (seen.year, seen.name, seen.earlier) == (2027, "张三", 2026)


async def test_the_sheet_has_the_years_months_and_sums(
    stage: Stage, calendar: DuesCalendar, dues: DuesBook, statements: DuesStatements
) -> None:
    await half_a_year(stage, calendar, dues)
    file_name, sheet = sheet_of(await statements.statement(stage.callers["张三"], year=2026), "zh_CN")
    assert file_name == "张三2026年党费明细.xlsx"
    rows = list(load_workbook(BytesIO(write_statement(sheet))).active.iter_rows(values_only=True))
    assert rows[0][0] == "第一党支部 张三 2026年党费明细"
    assert rows[1] == ("月份", "应缴", "实缴", "缴纳日期", "状态")
    assert (rows[2][0], rows[2][1:3], rows[2][4]) == ("2026-07", (30, 30), "已缴")
    assert rows[3][:5] == ("2026-08", 30, 0, None, "未缴")
    assert rows[-1][:3] == ("合计", 180, 30)


async def test_a_statement_is_the_members_and_his_keepers(stage: Stage, statements: DuesStatements) -> None:
    about = stage.members["李委员"]
    assert isinstance(await refusal(statements.statement(stage.callers["张三"], about)), NoPermission)
    for name in ("赵记分", "王书记", "李委员"):
        assert (await statements.statement(stage.callers[name], about)).name == "李委员"
    await stage.found("第二党支部")
    await stage.settle("外人", Role.SECRETARY)
    for refused in (
        statements.statement(stage.callers["外人"], about),
        statements.statement(stage.callers["王书记"], 999),
        statements.statement(stage.callers["王书记"], year=99999),
        statements.statement(stage.callers["王书记"], year=-1),
    ):
        assert await refusal(refused) == Gone()


async def test_a_member_gets_his_year_as_a_file(town: Town) -> None:
    await town.say("赵记分", "/dues")
    await town.tap("赵记分", "☐ 张三")
    await town.say("张三", "/dues")
    assert "合计已缴：30 元" in await town.last("张三")
    await town.tap("张三", "下载 Excel 明细")
    [*_, sent] = await town.messages("张三")
    assert sent["document"]["file_name"] == "张三2026年党费明细.xlsx"
    content = await town.control.file(sent["document"]["file_id"])
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[2][2] == Decimal(30)
