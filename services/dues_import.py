"""Payments of dues from a sheet: read, shown, and entered when a keeper confirms. His own are left to others."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from reports.dues_sheet import write_template
from services.actors import Actor, Caller, resolve
from services.clock import Clock
from services.dues_calendar import open_for
from services.dues_ledger import receive, sign
from services.errors import Refused
from services.permissions import Action, require
from services.sheet_members import NAME, NAME_HEADINGS, NUMBER, NUMBER_HEADINGS, Roll
from services.sheet_reading import Column, Row, Table, TableFaults, day, money, month, read_table, short_text
from services.workbooks import NotAWorkbook
from storage.database import Database
from storage.notices.sheets import (
    PaymentLine,
    PaymentsPreview,
    SheetApplied,
    SheetAsk,
    SheetFault,
    SheetFaultCode,
    SheetFaulty,
    SheetWrongFile,
)
from storage.queries import dues as ask
from storage.tables import Branch, Dues, Member
from storage.vocabulary import DuesState

MONTH, PAID, PAID_ON = "month", "paid", "paid_on"
COLUMNS = (
    Column(NUMBER, NUMBER_HEADINGS, short_text),
    Column(NAME, NAME_HEADINGS, short_text, required=True),
    Column(MONTH, ("月份", "缴纳月份", "党费月份", "Month"), month),
    Column(PAID, ("实缴", "金额", "实缴金额", "缴纳金额", "党费", "Paid", "Amount"), money, required=True),
    Column(PAID_ON, ("缴纳日期", "缴费日期", "日期", "Paid on", "Date"), day),
)
TEMPLATE = {"zh_CN": ("编号", "姓名", "月份", "实缴", "缴纳日期"), "en": ("No.", "Name", "Month", "Paid", "Paid on")}
SHOWN_FAULTS = 15


class Payment(BaseModel):
    """One row: who, for which month, how much, on which day; None is today."""

    model_config = ConfigDict(frozen=True)

    row: int
    member_id: int
    month: date
    paid: Decimal
    on: date | None


class PaymentSheet(BaseModel):
    """A sheet without a fault, as it is kept between its preview and the tap that takes it over."""

    model_config = ConfigDict(frozen=True)

    payments: tuple[Payment, ...]

    @property
    def digest(self) -> str:
        """Tell one sheet's content from another's: short enough for a button."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Entry:
    dues: Dues
    member: Member
    payment: Payment


class DuesImport:
    """What a keeper does with a sheet of payments."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def ask(self, caller: Caller) -> SheetAsk:
        """Ask for the sheet, of one who may record dues."""
        await self._db.read(_keeper, caller, self._clock.now())
        return SheetAsk(what="payments")

    async def template(self, caller: Caller, language: str) -> bytes:
        """Give a sheet to fill in, with everybody who owes for this month."""
        rows = await self._db.read(_template_rows, caller, self._clock.now())
        return await asyncio.to_thread(write_template, TEMPLATE.get(language, TEMPLATE["zh_CN"]), rows)

    async def preview(self, caller: Caller, content: bytes) -> tuple[PaymentSheet, PaymentsPreview]:
        """Read a sheet and tell what it would enter. Refused with `SheetWrongFile` or `SheetFaulty`."""
        await self.ask(caller)
        table = await asyncio.to_thread(readable, content, COLUMNS)
        return await self._db.write(_preview, caller, table, self._clock.now())

    async def apply(self, caller: Caller, sheet: PaymentSheet) -> SheetApplied:
        """Enter what a sheet says, in one transaction; the same sheet a second time changes nothing."""
        return await self._db.write(_apply, caller, sheet, self._clock.now())


def readable(content: bytes, columns: tuple[Column, ...]) -> Table:
    """Read a table; refused with what is wrong with the file, or in it."""
    try:
        return read_table(content, columns)
    except NotAWorkbook as error:
        raise Refused(SheetWrongFile(why="locked" if error.locked else "unreadable")) from error
    except TableFaults as error:
        raise faulty(error.faults) from error


def faulty(faults: list[SheetFault]) -> Refused:
    """Refuse a sheet with as many of its faults as a message holds."""
    return Refused(SheetFaulty(faults=tuple(faults[:SHOWN_FAULTS]), total=len(faults)))


def _keeper(session: Session, caller: Caller, now: datetime) -> Actor:
    actor = resolve(session, caller, now)
    require(actor, Action.RECORD_DUES)
    return actor


def _template_rows(session: Session, caller: Caller, now: datetime) -> list[list[str | Decimal | None]]:
    actor = _keeper(session, caller, now)
    month_ = actor.today.replace(day=1)
    return [
        [member.roster_no, name, f"{month_:%Y-%m}", None, None]
        for dues, member, name in ask.sheet(session, actor.branch_id, month_)
        if dues.state is DuesState.DUE and member.id != actor.member_id
    ]


def _preview(session: Session, caller: Caller, table: Table, now: datetime) -> tuple[PaymentSheet, PaymentsPreview]:
    actor = _keeper(session, caller, now)
    open_for(session, session.get_one(Branch, actor.branch_id), actor.today.replace(day=1))
    roll = Roll(ask.payers(session, actor.branch_id, actor.today))
    payments, faults = _payments(table, roll, actor)
    entries, more = _entries(session, table, payments)
    if faults or more:
        raise faulty(sorted([*faults, *more], key=lambda fault: _place(fault.cell)))
    sheet = PaymentSheet(payments=tuple(payments))
    theirs = [entry for entry in entries if entry.member.id != actor.member_id]
    lines = [_line(roll, entry) for entry in theirs if _changes(entry)]
    own = len(entries) - len(theirs)
    preview = PaymentsPreview(digest=sheet.digest, lines=tuple(lines), unchanged=len(theirs) - len(lines), own=own)
    return sheet, preview


def _payments(table: Table, roll: Roll, actor: Actor) -> tuple[list[Payment], list[SheetFault]]:
    """The rows that name an amount, each with its member; an empty amount is nobody's payment."""
    payments: list[Payment] = []
    faults: list[SheetFault] = []
    seen: dict[tuple[int, date], int] = {}
    for row in table.rows:
        if row.values.get(PAID) is None or row.values[PAID] == 0:
            continue
        member = roll.find(table, row)
        if isinstance(member, SheetFault):
            faults.append(member)
            continue
        payment = _payment(row, member, actor)
        if payment.on is not None and payment.on > actor.today:
            cell, found = table.cell(row.index, PAID_ON), payment.on.isoformat()
            faults.append(SheetFault(cell=cell, code=SheetFaultCode.DATE_FUTURE, found=found))
        first = seen.setdefault((member.id, payment.month), row.index)
        if first != row.index:
            cell, other = table.cell(row.index, NAME), table.cell(first, NAME)
            faults.append(SheetFault(cell=cell, code=SheetFaultCode.DOUBLE, found=roll.name(member), other=other))
        payments.append(payment)
    return payments, faults


def _payment(row: Row, member: Member, actor: Actor) -> Payment:
    month_ = row.values.get(MONTH) or actor.today.replace(day=1)
    return Payment(row=row.index, member_id=member.id, month=month_, paid=row.values[PAID], on=row.values.get(PAID_ON))


def _entries(
    session: Session, table: Table | None, payments: list[Payment] | tuple[Payment, ...]
) -> tuple[list[_Entry], list[SheetFault]]:
    entries: list[_Entry] = []
    faults: list[SheetFault] = []
    for payment in payments:
        dues = ask.entry_of(session, payment.member_id, payment.month)
        if dues is not None and dues.state is not DuesState.EXEMPT:
            entries.append(_Entry(dues, session.get_one(Member, payment.member_id), payment))
            continue
        code = SheetFaultCode.NOT_ENTERED if dues is None else SheetFaultCode.NOTHING_DUE
        cell = table.cell(payment.row, MONTH if MONTH in table.positions else NAME) if table is not None else ""
        faults.append(SheetFault(cell=cell, code=code, found=f"{payment.month:%Y-%m}"))
    return entries, faults


def _changes(entry: _Entry) -> bool:
    """Whether a payment is not entered already."""
    day_ = entry.payment.on
    same_day = day_ is None or day_ == entry.dues.paid_on
    return not (entry.dues.paid_on is not None and entry.dues.paid == entry.payment.paid and same_day)


def _line(roll: Roll, entry: _Entry) -> PaymentLine:
    return PaymentLine(
        name=roll.name(entry.member), month=entry.dues.month, paid=entry.payment.paid, amount=entry.dues.amount
    )


def _apply(session: Session, caller: Caller, sheet: PaymentSheet, now: datetime) -> SheetApplied:
    """Look anew: between the preview and the tap the branch may have changed."""
    actor = _keeper(session, caller, now)
    entries, faults = _entries(session, None, sheet.payments)
    if faults or any(entry.member.branch_id != actor.branch_id for entry in entries):
        raise faulty(faults)
    entered = 0
    for entry in entries:
        if entry.member.id != actor.member_id and _changes(entry):
            receive(session, entry.dues, entry.payment.paid, entry.payment.on or actor.today)
            sign(session, entry.dues, actor.member_id, now)
            entered += 1
    return SheetApplied(what="payments", entered=entered)


def _place(cell: str) -> tuple[int, str]:
    """Order cells as they are read: by row, then by column."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), letters
