"""Facts as a CSV sheet that a secretary can fill in Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from scoring.errors import CellFault, FactsFaults
from scoring.facts import ONE, Fact, detail_fault
from scoring.points import plain
from scoring.text import Text
from scoring.vocabulary import VOCABULARY

COLUMNS: Final = ("id", "member", "kind", "outcome", "on", "quantity", "detail", "event", "reverses")
HEADINGS: Final[Mapping[str, str]] = {
    "编号": "id",
    "党员": "member",
    "类别": "kind",
    "结果": "outcome",
    "日期": "on",
    "数量": "quantity",
    "细目": "detail",
    "事件": "event",
    "冲正": "reverses",
}
_NEEDED: Final = ("member", "kind", "outcome", "on")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def read_facts(sheet: str | bytes) -> list[Fact]:
    """Read facts from CSV text, or from bytes in UTF-8 (with or without BOM) or GBK.

    Headings and codes may be English or Chinese; id, quantity, detail, event and reverses may be left out
    (an id is then ``row-2`` and so on, a quantity 1). Raises FactsFaults naming every faulty cell.
    """
    text = sheet if isinstance(sheet, str) else _decoded(sheet)
    rows = _rows(text.removeprefix("\ufeff"))
    header = [_column(cell) for cell in rows[0]] if rows else []
    if faults := _header_faults(header):
        raise FactsFaults(tuple(faults))
    facts, faults, ids = list[Fact](), list[CellFault](), dict[str, int]()
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = _Row(number, dict(zip(header, map(str.strip, cells), strict=False)), faults)
        row.surplus(cells[len(header) :])
        if fact := row.fact():
            if fact.id in ids:
                row.fault("id", fact.id, f"an id that row {ids[fact.id]} does not have")
            ids.setdefault(fact.id, number)
            facts.append(fact)
    if faults:
        raise FactsFaults(tuple(faults))
    return facts


def write_facts(facts: Iterable[Fact]) -> str:
    """Write facts as CSV text that read_facts reads back; encode it as ``utf-8-sig`` for Excel."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for fact in facts:
        writer.writerow(
            (
                fact.id,
                fact.member,
                fact.kind,
                fact.outcome,
                fact.on.isoformat(),
                plain(fact.quantity),
                fact.detail,
                fact.event,
                fact.reverses or "",
            )
        )
    return out.getvalue()


def _decoded(sheet: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return sheet.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FactsFaults((CellFault(1, "id", "bytes that are no text", "UTF-8 or GBK"),))


def _rows(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        return list(reader)
    except csv.Error as fault:
        broken = CellFault(reader.line_num, "id", str(fault), "comma-separated cells, as Excel saves them")
        raise FactsFaults((broken,)) from fault


def _column(cell: str) -> str:
    heading = cell.strip()
    return HEADINGS.get(heading, heading.lower())


def _header_faults(header: list[str]) -> list[CellFault]:
    allowed = ", ".join(COLUMNS)
    faults = [CellFault(1, name, "", "this column is needed") for name in _NEEDED if name not in header]
    faults += [CellFault(1, name, name, allowed) for name in header if name not in COLUMNS]
    repeated = sorted({name for name in header if name in COLUMNS and header.count(name) > 1})
    return faults + [CellFault(1, name, name, "each column once") for name in repeated]


class _Row:
    """One row being read; faults go to the common list."""

    def __init__(self, number: int, cells: Mapping[str, str], faults: list[CellFault]) -> None:
        self.number, self.cells, self.faults = number, cells, faults

    def fault(self, column: str, found: str, allowed: str) -> None:
        """Note a faulty cell."""
        self.faults.append(CellFault(self.number, column, found, allowed))

    def surplus(self, cells: list[str]) -> None:
        """Note what stands right of the last heading."""
        for cell in filter(None, map(str.strip, cells)):
            self.fault("(no heading)", cell, "nothing right of the last heading")

    def fact(self) -> Fact | None:
        """Build the fact, or nothing when any cell is faulty."""
        before = len(self.faults)
        kind = self._kind()
        outcome = self._code("outcome", VOCABULARY[kind].outcomes) if kind else ""
        day, quantity, detail = self._day(), self._quantity(), self._detail(kind)
        member = self._needed("member")
        if len(self.faults) > before or day is None:
            return None
        return Fact(
            self.cells.get("id") or f"row-{self.number}",
            member,
            kind,
            outcome,
            day,
            quantity,
            detail,
            self.cells.get("event", ""),
            self.cells.get("reverses") or None,
        )

    def _needed(self, column: str) -> str:
        value = self.cells.get(column, "")
        if not value:
            self.fault(column, "", "it must be filled in")
        return value

    def _kind(self) -> str:
        return self._code("kind", {kind.code: kind.name for kind in VOCABULARY.values()})

    def _code(self, column: str, allowed: Mapping[str, Text]) -> str:
        value = self._needed(column)
        code = next((code for code, name in allowed.items() if value in (code, name.zh)), "")
        if value and not code:
            self.fault(column, value, ", ".join(f"{code} ({name.zh})" for code, name in allowed.items()))
        return code

    def _detail(self, kind: str) -> str:
        value = self.cells.get("detail", "")
        if not kind:
            return value
        code = next((c for c, name in VOCABULARY[kind].details.items() if value == name.zh), value)
        if fault := detail_fault(kind, code):
            self.fault("detail", value, fault)
        return code

    def _day(self) -> date | None:
        value = self._needed("on")
        if match := _DAY.fullmatch(value):
            try:
                return date(*map(int, match.groups()))
            except ValueError:
                pass
        if value:
            self.fault("on", value, "a day such as 2026-07-01")
        return None

    def _quantity(self) -> Decimal:
        value = self.cells.get("quantity", "")
        try:
            number = Decimal(value) if value else ONE
        except InvalidOperation:
            number = Decimal("NaN")
        if not (number.is_finite() and number >= 0):
            self.fault("quantity", value, "a number from 0")
        return number
