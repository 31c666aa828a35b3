"""The study app's points of a quarter from its exported sheet: read, shown, and recorded when a keeper confirms."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from scoring.periods import Period, enclosing, parse
from services.actors import Actor, Caller, resolve
from services.clock import Clock
from services.dues_import import faulty, readable
from services.duty_ledger import reported_key
from services.errors import Refused
from services.permissions import Action, require
from services.sheet_members import NAME, NAME_HEADINGS, NUMBER, NUMBER_HEADINGS, Roll
from services.sheet_reading import Column, Table, money, short_text
from services.standing_facts import Wanted, let_facts_say, standing_fact
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.sheets import (
    SheetApplied,
    SheetAsk,
    SheetFault,
    SheetFaultCode,
    StudyLine,
    StudyPreview,
)
from storage.queries.dues import payers
from storage.tables import Member

POINTS = "points"
COLUMNS = (
    Column(NUMBER, NUMBER_HEADINGS, short_text),
    Column(NAME, NAME_HEADINGS, short_text, required=True),
    Column(
        POINTS,
        ("积分", "季度积分", "本季积分", "本季度积分", "学习积分", "累计积分", "总积分", "得分", "Points", "Score"),
        money,
        required=True,
    ),
)
KIND, OUTCOME = "study_app", "points"
FRESH = 30
"""Days of a new quarter in which a sheet is taken to be the last quarter's, until the keeper says otherwise."""


class StudyRow(BaseModel):
    """One member's points."""

    model_config = ConfigDict(frozen=True)

    member_id: int
    points: Decimal


class StudySheet(BaseModel):
    """A sheet without a fault, as it is kept between its preview and the tap that takes it over."""

    model_config = ConfigDict(frozen=True)

    quarter: str
    rows: tuple[StudyRow, ...]
    others: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Tell one sheet's content from another's: short enough for a button."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


class StudyImport:
    """What a keeper does with the exported sheet."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def ask(self, caller: Caller) -> SheetAsk:
        """Ask for the sheet, of one who may import it."""
        await self._db.read(_keeper, caller, self._clock.now())
        return SheetAsk(what="study")

    async def preview(self, caller: Caller, content: bytes) -> tuple[StudySheet, StudyPreview]:
        """Read a sheet and tell what it would record. Refused with `SheetWrongFile` or `SheetFaulty`."""
        await self.ask(caller)
        table = await asyncio.to_thread(readable, content, COLUMNS)
        return await self._db.read(_preview, caller, table, self._clock.now())

    async def for_quarter(self, caller: Caller, sheet: StudySheet, quarter: str) -> tuple[StudySheet, StudyPreview]:
        """Tell what the sheet would record for another of the offered quarters."""
        return await self._db.read(_for_quarter, caller, sheet, quarter, self._clock.now())

    async def apply(self, caller: Caller, sheet: StudySheet) -> SheetApplied:
        """Record what a sheet says, in one transaction; another number of the same quarter is reversed."""
        return await self._db.write(_apply, caller, sheet, self._clock.now())


def quarters(today: date) -> tuple[Period, Period]:
    """The running quarter and the one before: a sheet may be of either, likelier the first of the two."""
    running = enclosing(today, "quarter")
    last = enclosing(running.start - timedelta(days=1), "quarter")
    return (last, running) if today < running.start + timedelta(days=FRESH) else (running, last)


def _keeper(session: Session, caller: Caller, now: datetime) -> Actor:
    actor = resolve(session, caller, now)
    require(actor, Action.IMPORT_STUDY_POINTS)
    return actor


def _preview(session: Session, caller: Caller, table: Table, now: datetime) -> tuple[StudySheet, StudyPreview]:
    actor = _keeper(session, caller, now)
    roll = Roll(payers(session, actor.branch_id, actor.today))
    rows: dict[int, tuple[StudyRow, int]] = {}
    others: list[str] = []
    faults: list[SheetFault] = []
    for row in table.rows:
        member = roll.find(table, row)
        if isinstance(member, SheetFault):
            if member.code is SheetFaultCode.UNKNOWN:
                others.append(row.values.get(NAME) or member.found)  # the export may be of more than the branch
            else:
                faults.append(member)
        elif row.values[POINTS] is None:
            faults.append(SheetFault(cell=table.cell(row.index, POINTS), code=SheetFaultCode.EMPTY))
        elif member.id in rows:
            cell, other = table.cell(row.index, NAME), table.cell(rows[member.id][1], NAME)
            faults.append(SheetFault(cell=cell, code=SheetFaultCode.DOUBLE, found=roll.name(member), other=other))
        else:
            rows[member.id] = (StudyRow(member_id=member.id, points=row.values[POINTS]), row.index)
    if faults:
        raise faulty(faults)
    quarter = quarters(actor.today)[0].label
    sheet = StudySheet(quarter=quarter, rows=tuple(row for row, _ in rows.values()), others=tuple(others))
    return sheet, _shown(session, actor, roll, sheet)


def _for_quarter(
    session: Session, caller: Caller, sheet: StudySheet, quarter: str, now: datetime
) -> tuple[StudySheet, StudyPreview]:
    actor = _keeper(session, caller, now)
    _offered(actor, quarter)
    sheet = sheet.model_copy(update={"quarter": quarter})
    return sheet, _shown(session, actor, Roll(payers(session, actor.branch_id, actor.today)), sheet)


def _offered(actor: Actor, quarter: str) -> Period:
    if quarter not in {one.label for one in quarters(actor.today)}:
        raise Refused(Gone())
    return parse(quarter)


def _shown(session: Session, actor: Actor, roll: Roll, sheet: StudySheet) -> StudyPreview:
    quarter = parse(sheet.quarter)
    lines: list[StudyLine] = []
    unchanged = 0
    for row in sheet.rows:
        member = session.get_one(Member, row.member_id)
        standing = standing_fact(session, reported_key(KIND, member.id, quarter))
        before = standing.quantity if standing is not None else None
        if member.id == actor.member_id:
            continue
        if before == row.points:
            unchanged += 1
        else:
            lines.append(StudyLine(name=roll.name(member), points=row.points, before=before))
    named = {row.member_id for row in sheet.rows}
    return StudyPreview(
        digest=sheet.digest,
        quarter=sheet.quarter,
        quarters=tuple(one.label for one in quarters(actor.today)),
        lines=tuple(lines),
        unchanged=unchanged,
        others=sheet.others,
        own=sum(row.member_id == actor.member_id for row in sheet.rows),
        missing=tuple(name for member, name in payers(session, actor.branch_id, actor.today) if member.id not in named),
    )


def _apply(session: Session, caller: Caller, sheet: StudySheet, now: datetime) -> SheetApplied:
    actor = _keeper(session, caller, now)
    quarter = _offered(actor, sheet.quarter)
    entered = 0
    for row in sheet.rows:
        member = session.get(Member, row.member_id)
        if member is None or member.branch_id != actor.branch_id:
            raise Refused(Gone())
        if member.id != actor.member_id:
            entered += _record(session, actor, member, quarter, row.points, now)
    return SheetApplied(what="study", entered=entered)


def _record(session: Session, actor: Actor, member: Member, quarter: Period, points: Decimal, now: datetime) -> bool:
    key = reported_key(KIND, member.id, quarter)
    standing = standing_fact(session, key)
    if standing is not None and standing.quantity == points:
        return False
    wanted = Wanted(KIND, OUTCOME, min(quarter.last, actor.today), quantity=points)
    let_facts_say(session, key, member, wanted, author_id=actor.member_id, now=now)
    return True
