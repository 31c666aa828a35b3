"""A roster sheet is read whole, or every faulty cell is named with what was found."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from reports.roster_columns import COLUMNS, headings
from reports.roster_sheet import Value, write_roster
from services.roster_reading import RosterSheet, SheetFaults, read_roster
from services.workbooks import NotAWorkbook
from storage.notices.roster import FaultCode
from storage.vocabulary import Category, Role
from tests.joining.sheets import HEADINGS, LI, SECRETARY, ZHANG, workbook

TODAY = date(2026, 7, 1)


def read(content: bytes, language: str = "zh_CN") -> RosterSheet:
    return read_roster(content, today=TODAY, language=language)


def faults_of(content: bytes, language: str = "zh_CN") -> list[tuple[str, FaultCode]]:
    with pytest.raises(SheetFaults) as caught:
        read(content, language)
    return [(fault.cell, fault.code) for fault in caught.value.faults]


def changed(row: tuple[Any, ...], **cells: Any) -> tuple[Any, ...]:
    """Put other values into a row, by heading."""
    by_heading = dict(zip(HEADINGS, row, strict=True)) | cells
    return tuple(by_heading[heading] for heading in HEADINGS)


def test_a_good_sheet_gives_every_member_with_every_field() -> None:
    sheet = read(workbook(SECRETARY, ZHANG, LI))
    li = sheet.rows[2]
    assert (li.number, li.name, li.group, li.category) == ("3", "李四", "第二党小组", Category.RETIRED)
    assert (li.roles, li.admitted_on, li.joined_on) == ((Role.GROUP_LEADER,), date(1990, 7, 1), date(2020, 1, 1))
    assert (li.dues_amount, li.probationary) == (Decimal(5), False)
    assert sheet.rows[1].dues_amount == Decimal("12.50")


def test_columns_may_stand_in_any_order_below_a_merged_title_and_beside_unknown_ones() -> None:
    book = openpyxl.Workbook()
    for row in (["机关第一党支部党员名册"], ["姓名", "备注", "类别", "编号"], ["张三", "好", "退休", "007"]):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    out = BytesIO()
    book.save(out)
    sheet = read(out.getvalue())
    assert [(row.number, row.name, row.category) for row in sheet.rows] == [("007", "张三", Category.RETIRED)]
    assert sheet.ignored == ("备注",)


def test_english_headings_and_words_are_understood() -> None:
    rows = [("1", "Ann", "New organisation", "Secretary, Group leader", "yes")]
    sheet = read(workbook(*rows, headings=("No.", "Name", "category", "Role", "Probationary")))
    assert sheet.rows[0].category is Category.NEW_ORGANISATION
    assert sheet.rows[0].roles == (Role.GROUP_LEADER, Role.SECRETARY)
    assert sheet.rows[0].probationary


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_sheet_that_the_bot_gives_is_one_that_it_reads(language: str) -> None:
    member: dict[str, Value] = {
        "number": "007",
        "name": "张三",
        "group": "一组",
        "category": Category.MIGRANT,
        "roles": (Role.RECORDER, Role.COMMITTEE),
        "admitted_on": date(2015, 7, 1),
        "joined_on": date(2020, 1, 1),
        "dues_amount": Decimal("12.50"),
        "probationary": True,
        "leading": False,
        "exempt_from": date(2026, 7, 1),
        "exempt_until": date(2026, 12, 31),
    }
    sheet = read(write_roster(language, [member]), language)
    row = sheet.rows[0]
    assert set(sheet.columns) == {column.code for column in COLUMNS} == set(member)
    assert (row.number, row.category, row.roles) == ("007", Category.MIGRANT, (Role.RECORDER, Role.COMMITTEE))
    assert (row.dues_amount, row.probationary, row.leading) == (Decimal("12.50"), True, False)
    assert (row.exempt_from, row.exempt_until) == (date(2026, 7, 1), date(2027, 1, 1))


def test_the_empty_sheet_has_no_member_yet() -> None:
    assert faults_of(write_roster("zh_CN")) == [("A2", FaultCode.NO_ROWS)]
    assert len(headings("en")) == len(headings("zh_CN")) == len(COLUMNS)


@pytest.mark.parametrize(
    ("cells", "cell", "code"),
    [
        pytest.param({"类别": "干部"}, "D2", FaultCode.CATEGORY_UNKNOWN, id="an-unknown-category"),
        pytest.param({"类别": ""}, "D2", FaultCode.CATEGORY_UNKNOWN, id="an-empty-category"),
        pytest.param({"职务": "书记、主席"}, "E2", FaultCode.ROLE_UNKNOWN, id="an-unknown-role-beside-a-known-one"),
        pytest.param({"入党日期": "2015年"}, "F2", FaultCode.DATE_BAD, id="a-year-is-no-date"),
        pytest.param({"入党日期": "2015-02-30"}, "F2", FaultCode.DATE_BAD, id="the-30th-of-february"),
        pytest.param({"入党日期": 42186}, "F2", FaultCode.DATE_BAD, id="a-spreadsheet-day-number"),
        pytest.param({"转入日期": "2026-07-02"}, "G2", FaultCode.DATE_FUTURE, id="tomorrow"),
        pytest.param({"党费月额": "十元"}, "H2", FaultCode.AMOUNT_BAD, id="an-amount-in-words"),
        pytest.param({"党费月额": -1}, "H2", FaultCode.AMOUNT_BAD, id="a-negative-amount"),
        pytest.param({"党费月额": "12.345"}, "H2", FaultCode.AMOUNT_BAD, id="a-tenth-of-a-fen"),
        pytest.param({"党费月额": "1,2"}, "H2", FaultCode.AMOUNT_BAD, id="a-decimal-comma"),
        pytest.param({"是否预备": "也许"}, "I2", FaultCode.YES_NO_BAD, id="perhaps"),
        pytest.param({"编号": ""}, "A2", FaultCode.NUMBER_MISSING, id="no-number"),
        pytest.param({"姓名": "  "}, "B2", FaultCode.NAME_MISSING, id="a-name-of-blanks"),
        pytest.param({"姓名": "张" * 41}, "B2", FaultCode.TOO_LONG, id="a-name-of-41-characters"),
    ],
)
def test_a_faulty_cell_is_named(cells: dict[str, Any], cell: str, code: FaultCode) -> None:
    assert faults_of(workbook(changed(ZHANG, **cells))) == [(cell, code)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2015-07-01", date(2015, 7, 1), id="dashes"),
        pytest.param("2015/7/1", date(2015, 7, 1), id="slashes"),
        pytest.param("2015年7月1日", date(2015, 7, 1), id="chinese"),
        pytest.param("20150701", date(2015, 7, 1), id="compact"),
        pytest.param(20150701, date(2015, 7, 1), id="compact-as-a-number"),
        pytest.param(datetime(2015, 7, 1), date(2015, 7, 1), id="a-real-date"),  # noqa: DTZ001 (a sheet has no zone)
        pytest.param("\uff12\uff10\uff11\uff15.7.1", date(2015, 7, 1), id="full-width-digits"),
        pytest.param("", None, id="empty"),
    ],
)
def test_dates_are_read_as_people_write_them(value: object, expected: date | None) -> None:
    assert read(workbook(changed(ZHANG, 入党日期=value))).rows[0].admitted_on == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("12.50元", "12.50"), ("\uffe512", "12.00"), ("1,234.5", "1234.50"), (0.1 + 0.2, "0.30"), ("", "0.00")],
)
def test_amounts_are_read_as_people_write_them(value: object, expected: str) -> None:
    assert read(workbook(changed(ZHANG, 党费月额=value))).rows[0].dues_amount == Decimal(expected)


def test_all_faults_are_named_at_once_in_reading_order() -> None:
    found = faults_of(workbook(changed(ZHANG, 姓名="", 类别="干部"), changed(LI, 入党日期="?", 党费月额="?")))
    assert [cell for cell, _code in found] == ["B2", "D2", "F3", "H3"]


def test_merged_cells_among_the_members_are_named_by_their_range() -> None:
    assert faults_of(workbook(SECRETARY, ZHANG, LI, merged=("C2:C3", "D3:E4"))) == [
        ("C2:C3", FaultCode.MERGED),
        ("D3:E4", FaultCode.MERGED),
    ]


def test_a_number_twice_is_named_with_the_other_cell() -> None:
    with pytest.raises(SheetFaults) as caught:
        read(workbook(SECRETARY, ZHANG, changed(LI, 编号="002")))
    fault = caught.value.faults[0]
    assert (fault.cell, fault.code, fault.other) == ("A4", FaultCode.NUMBER_DOUBLE, "A3")


def test_the_same_person_twice_is_named_at_the_name() -> None:
    assert faults_of(workbook(SECRETARY, ZHANG, ZHANG)) == [("B4", FaultCode.NAME_DOUBLE)]


def test_two_persons_of_one_name_are_told_apart_by_their_numbers() -> None:
    assert [row.name for row in read(workbook(ZHANG, changed(ZHANG, 编号="9"))).rows] == ["张三", "张三"]


def test_a_missing_column_is_named() -> None:
    with pytest.raises(SheetFaults) as caught:
        read(workbook(("张三", "1"), headings=("姓名", "编号")))
    assert [(fault.cell, fault.code, fault.found) for fault in caught.value.faults] == [
        ("A1", FaultCode.HEADER_MISSING, "类别")
    ]


def test_a_column_twice_is_named() -> None:
    assert faults_of(workbook(("1", "张三", "在职", "李四"), headings=("编号", "姓名", "类别", "姓名"))) == [
        ("D1", FaultCode.HEADER_DOUBLE)
    ]


def test_a_sheet_without_headings_is_told_which_ones_it_needs() -> None:
    assert faults_of(workbook(ZHANG, headings=None)) == [("A1", FaultCode.NO_HEADER)]


@pytest.mark.parametrize(("far", "named"), [("XFD2", "XFD2"), ("B1048576", "A1048576")])
def test_one_cell_far_out_does_not_fill_the_memory(far: str, named: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "编号"
    book.active[far] = "x"
    out = BytesIO()
    book.save(out)
    assert faults_of(out.getvalue()) == [(named, FaultCode.TOO_LARGE)]


def test_more_than_a_thousand_members_are_refused() -> None:
    rows = [changed(ZHANG, 编号=str(number)) for number in range(1, 1002)]
    assert faults_of(workbook(*rows)) == [("A1002", FaultCode.TOO_LARGE)]


def bomb() -> bytes:
    """A small file that unpacks to 200 million bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    return out.getvalue()


def test_a_file_that_unpacks_beyond_all_measure_is_not_unpacked() -> None:
    assert faults_of(bomb()) == [("A1", FaultCode.TOO_LARGE)]


def other_zip() -> bytes:
    """A zip that is no workbook, such as a .docx."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"%PDF-1.7 not a sheet", id="a-pdf"),
        pytest.param(other_zip(), id="a-docx"),
        pytest.param(workbook(ZHANG)[:-900], id="cut-off"),
    ],
)
def test_what_is_no_workbook_is_called_so(content: bytes) -> None:
    with pytest.raises(NotAWorkbook) as caught:
        read(content)
    assert not caught.value.locked


def test_a_workbook_with_a_password_is_recognised() -> None:
    with pytest.raises(NotAWorkbook) as caught:
        read(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"))
    assert caught.value.locked
