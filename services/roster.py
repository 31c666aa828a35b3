"""The roster: read a sheet, show what it would do, do it when it is confirmed."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from reports import roster_columns as columns
from reports.roster_sheet import Value, write_roster
from services.actors import Caller, resolve
from services.clock import Clock, local_day
from services.errors import InputFaults, Refused
from services.permissions import Action, require
from services.roster_apply import apply_plan
from services.roster_plan import RosterPlan, plan_roster
from services.roster_reading import RosterSheet, SheetFaults, read_roster
from services.workbooks import NotAWorkbook
from storage.database import Database
from storage.notices.roster import RosterApplied, RosterAsk, RosterFaulty, RosterPreview, RosterUnreadable
from storage.queries.roster import Enrolled, count_members, enrolled
from storage.tables import Branch
from storage.vocabulary import Role

SHOWN_FAULTS = 15
"""Faults in one message; the rest is counted."""


class Rosters:
    """What a secretary does with the roster in the chat, and the operator on the command line."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def ask(self, caller: Caller) -> RosterAsk:
        """Tell whether the caller may send a roster, and how many members there are."""
        return await self._db.read(_ask, caller, self._clock.now())

    async def sheet(self, caller: Caller, language: str) -> bytes:
        """Give the roster of today as a sheet to fill in and send back; a new branch's is all but empty."""
        rows = await self._db.read(_sheet_rows, caller, self._clock.now())
        return await asyncio.to_thread(write_roster, language, rows)

    async def preview(self, caller: Caller, content: bytes, language: str) -> tuple[RosterSheet, RosterPreview]:
        """Read a sheet and tell what it would do. Refused with `RosterUnreadable` or `RosterFaulty`."""
        branch_id, today = await self._db.read(_place_of, caller, self._clock.now())
        return await self._preview(branch_id, today, content, language)

    async def apply(self, caller: Caller, sheet: RosterSheet) -> RosterApplied:
        """Do what a sheet says, in one transaction; the same sheet a second time changes nothing."""
        return await self._db.write(_apply_as, caller, sheet, self._clock.now())

    async def preview_for(self, branch_name: str, content: bytes, language: str) -> tuple[RosterSheet, RosterPreview]:
        """Like `preview`, for the operator. `InputFaults` names a branch that is not there."""
        branch_id, today = await self._db.read(_place_named, branch_name, self._clock.now())
        return await self._preview(branch_id, today, content, language)

    async def apply_for(self, branch_name: str, sheet: RosterSheet) -> RosterApplied:
        """Like `apply`, for the operator."""
        return await self._db.write(_apply_named, branch_name, sheet, self._clock.now())

    async def _preview(
        self, branch_id: int, today: date, content: bytes, language: str
    ) -> tuple[RosterSheet, RosterPreview]:
        try:
            sheet = await asyncio.to_thread(read_roster, content, today=today, language=language)
        except NotAWorkbook as error:
            raise Refused(RosterUnreadable(locked=error.locked)) from error
        except SheetFaults as error:
            raise Refused(faulty(error)) from error
        plan = await self._db.read(_plan, sheet, branch_id, today)
        return sheet, _preview_of(sheet, plan)


def faulty(error: SheetFaults) -> RosterFaulty:
    """Name a sheet's faults, as many as a message holds."""
    return RosterFaulty(faults=tuple(error.faults[:SHOWN_FAULTS]), total=len(error.faults))


def digest_of(sheet: RosterSheet) -> str:
    """Tell one sheet's content from another's: short enough for a button."""
    return hashlib.sha256(sheet.model_dump_json().encode()).hexdigest()[:16]


def _ask(session: Session, caller: Caller, now: datetime) -> RosterAsk:
    branch_id, today = _place_of(session, caller, now)
    return RosterAsk(members=count_members(session, branch_id, today))


def _sheet_rows(session: Session, caller: Caller, now: datetime) -> list[dict[str, Value]]:
    branch_id, today = _place_of(session, caller, now)
    return [_sheet_row(one) for one in enrolled(session, branch_id, today)]


def _sheet_row(one: Enrolled) -> dict[str, Value]:
    member = one.member
    until = member.exempt_until
    return {
        columns.NUMBER.code: member.roster_no,
        columns.NAME.code: one.person.name,
        columns.GROUP.code: one.group,
        columns.CATEGORY.code: member.category,
        columns.ROLES.code: tuple(role for role in Role if role in one.roles),
        columns.ADMITTED.code: member.admitted_on,
        columns.JOINED.code: member.joined_on,
        columns.DUES.code: member.dues_amount,
        columns.PROBATIONARY.code: member.probationary,
        columns.LEADING.code: member.leading,
        columns.EXEMPT_FROM.code: member.exempt_from,
        columns.EXEMPT_UNTIL.code: until - timedelta(days=1) if until is not None else None,
    }


def _place_of(session: Session, caller: Caller, now: datetime) -> tuple[int, date]:
    actor = resolve(session, caller, now)
    require(actor, Action.MANAGE_ROSTER)
    return actor.branch_id, actor.today


def _place_named(session: Session, name: str, now: datetime) -> tuple[int, date]:
    branch = session.exec(select(Branch).where(col(Branch.name) == name)).first()
    if branch is None:
        known = session.exec(select(Branch.name).order_by(Branch.name)).all()
        raise InputFaults([f'branch "{name}" is unknown; known are: {", ".join(known) or "none"}'])
    return branch.id, local_day(now, branch.zone)


def _plan(session: Session, sheet: RosterSheet, branch_id: int, today: date) -> RosterPlan:
    try:
        return plan_roster(session, sheet, branch_id, today)
    except SheetFaults as error:
        raise Refused(faulty(error)) from error


def _preview_of(sheet: RosterSheet, plan: RosterPlan) -> RosterPreview:
    return RosterPreview(
        digest=digest_of(sheet),
        added=plan.added_names(),
        changed=plan.member_changes(),
        unchanged=plan.unchanged,
        left_out=plan.left_out_names(),
        same_names=tuple(plan.same_names),
        ignored=sheet.ignored,
    )


def _apply_as(session: Session, caller: Caller, sheet: RosterSheet, now: datetime) -> RosterApplied:
    branch_id, today = _place_of(session, caller, now)
    author = resolve(session, caller, now).member_id
    return _apply(session, sheet, branch_id, today, by=author, now=now)


def _apply_named(session: Session, branch_name: str, sheet: RosterSheet, now: datetime) -> RosterApplied:
    branch_id, today = _place_named(session, branch_name, now)
    return _apply(session, sheet, branch_id, today, by=None, now=now)


def _apply(
    session: Session, sheet: RosterSheet, branch_id: int, today: date, *, by: int | None, now: datetime
) -> RosterApplied:
    """Plan anew: between the preview and the tap the branch may have changed."""
    plan = _plan(session, sheet, branch_id, today)
    apply_plan(session, sheet, plan, branch_id, today, by=by, now=now)
    return RosterApplied(
        added=len(plan.added), changed=len(plan.changed), unchanged=plan.unchanged, left_out=len(plan.left_out)
    )
