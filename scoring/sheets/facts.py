"""Facts as a CSV sheet that a secretary can fill in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from scoring.errors import CellFault, FactsFaults
from scoring.facts import ONE, Fact, detail_fault
from scoring.points import plain
from scoring.sheets.csv_sheet import Row, read_rows
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
_KINDS: Final = {kind.code: kind.name for kind in VOCABULARY.values()}


def read_facts(sheet: str | bytes) -> list[Fact]:
    """Read facts from CSV text, or from bytes in UTF-8 (with or without BOM) or GBK.

    Headings and codes may be English or Chinese; id, quantity, detail, event and reverses may be left out
    (an id is then ``row-2`` and so on, a quantity 1). Raises FactsFaults naming every faulty cell.
    """
    facts, faults, ids = list[Fact](), list[CellFault](), dict[str, int]()
    for row in read_rows(sheet, HEADINGS, _NEEDED, faults):
        if fact := _fact(row):
            if fact.id in ids:
                row.fault("id", fact.id, f"an id that row {ids[fact.id]} does not have")
            ids.setdefault(fact.id, row.number)
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


def _fact(row: Row) -> Fact | None:
    """Build the fact, or nothing when any cell is faulty."""
    before = len(row.faults)
    kind = row.code("kind", row.needed("kind"), _KINDS)
    outcome = row.code("outcome", row.needed("outcome"), VOCABULARY[kind].outcomes) if kind else ""
    day, quantity, detail = row.day("on", row.needed("on")), _quantity(row), _detail(row, kind)
    member = row.needed("member")
    if len(row.faults) > before or day is None:
        return None
    return Fact(
        row.text("id") or f"row-{row.number}",
        member,
        kind,
        outcome,
        day,
        quantity,
        detail,
        row.text("event"),
        row.text("reverses") or None,
    )


def _detail(row: Row, kind: str) -> str:
    value = row.text("detail")
    if not kind:
        return value
    code = next((c for c, name in VOCABULARY[kind].details.items() if value == name.zh), value)
    if fault := detail_fault(kind, code):
        row.fault("detail", value, fault)
    return code


def _quantity(row: Row) -> Decimal:
    value = row.text("quantity")
    try:
        number = Decimal(value) if value else ONE
    except InvalidOperation:
        number = Decimal("NaN")
    if not (number.is_finite() and number >= 0):
        row.fault("quantity", value, "a number from 0")
    return number
