"""Leave from a meeting: asked with one tap, decided once by somebody else."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services import leave_verdict
from services.actors import Actor, Caller, resolve
from services.clock import Clock
from services.daytime import daytime_before
from services.deciders import deciders
from services.errors import Refused
from services.permissions import Action, require
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.leave import (
    LeaveFiled,
    LeaveKinds,
    LeaveMeetings,
    LeaveNeedless,
    LeaveNobodyDecides,
    LeaveReasonAsked,
    LeaveReasonBad,
    LeaveReasonKept,
    LeaveStands,
    LeaveTooLate,
    LeaveVoid,
)
from storage.notices.meetings import NotExpected
from storage.outbox import owe, rewrite
from storage.queries import leave as ask
from storage.queries import meetings
from storage.tables import Leave, Meeting
from storage.vocabulary import LeaveKind, LeaveState

REASON_LIMIT = 200
SHOWN = 8


class Leaves:
    """Asking for leave and deciding it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def choices(self, caller: Caller) -> LeaveMeetings:
        """List the meetings for which the caller can ask leave."""
        return await self._db.read(_choices, caller, self._clock.now())

    async def kinds(self, caller: Caller, meeting_id: int) -> LeaveKinds:
        """Offer the kinds of leave for a meeting."""
        return await self._db.read(_kinds, caller, meeting_id, self._clock.now())

    async def ask(self, caller: Caller, meeting_id: int, kind: LeaveKind) -> LeaveStands:
        """Ask for leave and owe those who decide their card; asking again tells how the first stands."""
        return await self._db.write(_ask, caller, meeting_id, kind, self._clock.now())

    async def ask_reason(self, caller: Caller, leave_id: int) -> LeaveReasonAsked | LeaveStands:
        """Ask the asker for his reason; a decided request tells how it stands, one for a past meeting is too late."""
        return await self._db.read(_ask_reason, caller, leave_id, self._clock.now())

    async def add_reason(self, caller: Caller, leave_id: int, reason: str) -> LeaveReasonKept | LeaveStands:
        """Add the asker's reason to his own request while it waits."""
        return await self._db.write(_add_reason, caller, leave_id, reason, self._clock.now())

    async def decide(self, caller: Caller, leave_id: int, *, approve: bool) -> LeaveStands | LeaveVoid:
        """Decide somebody else's request once; a second decider gets the outcome."""
        return await self._db.write(leave_verdict.decide, caller, leave_id, approve, self._clock.now())


def _choices(session: Session, caller: Caller, now: datetime) -> LeaveMeetings:
    actor = resolve(session, caller, now)
    found = [
        meetings.info(session, meeting)
        for meeting in ask.askable(session, actor.branch_id, limit=SHOWN)
        if meetings.is_addressed(session, meeting.id, actor.member_id)
        and _is_open(ask.of_member(session, meeting.id, actor.member_id), meeting)
    ]
    return LeaveMeetings(meetings=found)


def _is_open(known: Leave | None, meeting: Meeting) -> bool:
    return known is None or leave_verdict.may_ask_again(known, meeting)


def _kinds(session: Session, caller: Caller, meeting_id: int, now: datetime) -> LeaveKinds:
    _actor, meeting = _askable(session, caller, meeting_id, now)
    return LeaveKinds(info=meetings.info(session, meeting))


def _askable(session: Session, caller: Caller, meeting_id: int, now: datetime) -> tuple[Actor, Meeting]:
    """Find the meeting for which the caller may ask leave now."""
    meeting = meetings.locked(session, meeting_id)
    if meeting is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=meeting.branch_id)
    require(actor, Action.ASK_LEAVE)
    _require_future(session, meeting)
    if not meetings.is_addressed(session, meeting.id, actor.member_id):
        raise Refused(NotExpected(info=meetings.info(session, meeting)))
    entry = meetings.attendance_of(session, meeting.id, actor.member_id)
    if entry is not None and entry.presence in meetings.HERE:
        raise Refused(LeaveNeedless())
    return actor, meeting


def _ask(session: Session, caller: Caller, meeting_id: int, kind: LeaveKind, now: datetime) -> LeaveStands:
    actor, meeting = _askable(session, caller, meeting_id, now)
    known = ask.of_member(session, meeting.id, actor.member_id)
    if known is not None and not leave_verdict.may_ask_again(known, meeting):
        return leave_verdict.stands(session, known, meeting)
    judges = deciders(session, actor.branch_id, Action.DECIDE_LEAVE, actor.today, about=actor.member_id)
    if not judges:
        raise Refused(LeaveNobodyDecides())
    leave = known or Leave(
        branch_id=meeting.branch_id, meeting_id=meeting.id, member_id=actor.member_id, kind=kind, asked_at=now
    )
    leave.kind, leave.reason, leave.asked_at = kind, "", now
    leave.state, leave.decided_by, leave.decided_at = LeaveState.ASKED, None, None
    session.add(leave)
    session.flush()
    again = f":{meeting.moves}" if known is not None else ""
    for decider in judges:
        owe(
            session,
            leave_verdict.card(session, leave, meeting),
            key=f"leave:{leave.id}:card:{decider.id}{again}",
            now=now,
            due_at=daytime_before(now, meeting.starts_at, actor.zone),
            branch_id=leave.branch_id,
            to_person=decider.person_id,
            subject=f"leave:{leave.id}",
        )
    owe(
        session,
        LeaveFiled(leave_id=leave.id, info=meetings.info(session, meeting), leave_kind=kind, reason=""),
        key=f"leave:{leave.id}:filed{again}",
        now=now,
        branch_id=leave.branch_id,
        to_person=actor.person_id,
        subject=f"leave-own:{leave.id}",
    )
    return leave_verdict.stands(session, leave, meeting)


def _own(session: Session, caller: Caller, leave_id: int, now: datetime) -> tuple[Leave, Meeting]:
    """Find the caller's own request; anybody else's is gone to him."""
    leave = ask.locked(session, leave_id)
    if leave is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=leave.branch_id)
    if leave.member_id != actor.member_id:
        raise Refused(Gone())
    return leave, session.get_one(Meeting, leave.meeting_id)


def _ask_reason(session: Session, caller: Caller, leave_id: int, now: datetime) -> LeaveReasonAsked | LeaveStands:
    leave, meeting = _own(session, caller, leave_id, now)
    if leave.state is not LeaveState.ASKED:
        return leave_verdict.stands(session, leave, meeting)
    _require_future(session, meeting)
    return LeaveReasonAsked()


def _require_future(session: Session, meeting: Meeting) -> None:
    """Refuse what comes too late: what nobody can decide any more is not put before the deciders again."""
    if meeting.state in leave_verdict.PAST_LEAVE:
        raise Refused(LeaveTooLate(info=meetings.info(session, meeting), state=meeting.state))


def _add_reason(
    session: Session, caller: Caller, leave_id: int, reason: str, now: datetime
) -> LeaveReasonKept | LeaveStands:
    leave, meeting = _own(session, caller, leave_id, now)
    if leave.state is not LeaveState.ASKED:
        return leave_verdict.stands(session, leave, meeting)
    _require_future(session, meeting)
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= REASON_LIMIT:
        raise Refused(LeaveReasonBad(limit=REASON_LIMIT))
    leave.reason = reason
    session.add(leave)
    rewrite(session, f"leave:{leave.id}", leave_verdict.card(session, leave, meeting))
    filed = LeaveFiled(
        leave_id=leave.id, info=meetings.info(session, meeting), leave_kind=leave.kind, reason=leave.reason
    )
    rewrite(session, f"leave-own:{leave.id}", filed)
    return LeaveReasonKept()
