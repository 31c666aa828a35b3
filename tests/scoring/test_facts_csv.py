from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import CellFault, Fact, FactsFaults, read_facts, write_facts
from scoring.sheets.facts import HEADINGS
from tests.scoring.strategies import SCHEMES, facts

SHEET = """\
编号,党员,类别,结果,日期,数量,细目,事件,冲正
f1,王海,会议,迟到,2026年7月3日,,主题党日,t1,
f2,王海,dues,late,2026/7/5,1,,,
f3,王海,dues,late,2026-07-05,1,,,f2
"""
RIGHT = [
    Fact("f1", "王海", "meeting", "late", date(2026, 7, 3), detail="theme_day", event="t1"),
    Fact("f2", "王海", "dues", "late", date(2026, 7, 5)),
    Fact("f3", "王海", "dues", "late", date(2026, 7, 5), reverses="f2"),
]


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(SHEET, id="text"),
        pytest.param("\ufeff" + SHEET, id="text-with-a-byte-order-mark"),
        pytest.param(SHEET.encode(), id="utf-8"),
        pytest.param(SHEET.encode("utf-8-sig"), id="utf-8-as-excel-saves-it"),
        pytest.param(SHEET.encode("gbk"), id="gbk-as-chinese-excel-saves-it"),
        pytest.param(SHEET.replace("\n", "\r\n") + ",,,,,,,,\r\n", id="windows-lines-and-an-empty-row"),
        pytest.param(SHEET.replace("编号", " ID "), id="a-heading-in-capitals-with-blanks"),
    ],
)
def test_a_sheet_is_read_as_excel_saves_it(sheet: str | bytes) -> None:
    assert read_facts(sheet) == RIGHT


def test_what_may_be_left_out_has_a_default() -> None:
    (fact,) = read_facts("member,kind,outcome,on\n\n王海,quiz,points,2026-07-05\n")
    assert fact == Fact("row-3", "王海", "quiz", "points", date(2026, 7, 5))


@given(SCHEMES.flatmap(facts))
def test_a_sheet_written_and_read_again_is_the_same(known: list[Fact]) -> None:
    assert read_facts(write_facts(known)) == known
    assert read_facts(write_facts(known).encode("utf-8-sig")) == known


def _faults(sheet: str | bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(FactsFaults) as refused:
        read_facts(sheet)
    return [(fault.row, fault.column, fault.found) for fault in refused.value.faults]


HEAD = "id,member,kind,outcome,on,quantity,detail\n"


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        pytest.param("1,,dues,late,2026-07-01,1,", "member", "", id="nobody"),
        pytest.param("1,王海,debt,late,2026-07-01,1,", "kind", "debt", id="an-unknown-kind"),
        pytest.param("1,王海,,late,2026-07-01,1,", "kind", "", id="no-kind"),
        pytest.param("1,王海,dues,lost,2026-07-01,1,", "outcome", "lost", id="an-unknown-outcome"),
        pytest.param("1,王海,dues,late,,1,", "on", "", id="no-day"),
        pytest.param("1,王海,dues,late,2026-02-30,1,", "on", "2026-02-30", id="a-day-that-does-not-exist"),
        pytest.param("1,王海,dues,late,July,1,", "on", "July", id="a-day-in-words"),
        pytest.param("1,王海,dues,late,2026-07-01,two,", "quantity", "two", id="a-quantity-in-words"),
        pytest.param("1,王海,dues,late,2026-07-01,-1,", "quantity", "-1", id="a-quantity-below-zero"),
        pytest.param("1,王海,dues,late,2026-07-01,inf,", "quantity", "inf", id="a-quantity-without-end"),
        pytest.param("1,王海,meeting,late,2026-07-01,1,ball", "detail", "ball", id="an-unknown-meeting"),
        pytest.param("1,王海,claim,approved,2026-07-01,1,", "detail", "", id="a-claim-without-its-item"),
        pytest.param("1,王海,dues,late,2026-07-01,1,,x", "(no heading)", "x", id="a-cell-without-a-heading"),
    ],
)
def test_a_faulty_cell_is_named_by_row_and_column(row: str, column: str, found: str) -> None:
    assert _faults(HEAD + row) == [(2, column, found)]


def test_every_faulty_cell_is_named_at_once() -> None:
    sheet = HEAD + "1,王海,dues,lost,July,1,\n2,王海,dues,late,2026-07-01,1,\n2,,dues,late,2026-07-01,1,\n"
    assert _faults(sheet) == [(2, "outcome", "lost"), (2, "on", "July"), (4, "member", "")]


def test_an_id_used_twice_is_a_fault() -> None:
    row = "1,王海,dues,late,2026-07-01,1,\n"
    assert _faults(HEAD + row + row) == [(3, "id", "1")]


@pytest.mark.parametrize(
    ("head", "faults"),
    [
        pytest.param("", [(1, name, "") for name in ("member", "kind", "outcome", "on")], id="an-empty-sheet"),
        pytest.param("member,kind,outcome,on,colour", [(1, "colour", "colour")], id="an-unknown-heading"),
        pytest.param("member,党员,kind,outcome,on", [(1, "member", "member")], id="a-heading-twice"),
    ],
)
def test_a_faulty_heading_is_named(head: str, faults: list[tuple[int, str, str]]) -> None:
    assert _faults(head) == faults


@pytest.mark.parametrize("sheet", [b"\xff\xff\xff", "a" * 200_000], ids=["no-text", "an-endless-cell"])
def test_what_is_no_sheet_is_refused_as_such(sheet: str | bytes) -> None:
    assert _faults(sheet)[0][0] == 1


def test_a_fault_says_what_is_allowed() -> None:
    assert str(CellFault(2, "on", "July", "a day")) == 'row 2, column "on": found "July"; allowed: a day'
    assert set(HEADINGS.values()) >= {"member", "kind", "outcome", "on"}


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(FactsFaults):
        assert all(fact.member for fact in read_facts(text))


def test_a_quantity_keeps_its_exact_value() -> None:
    (fact,) = read_facts(HEAD + "1,王海,service,done,2026-07-01,3.10,")
    assert fact.quantity == Decimal("3.1")
