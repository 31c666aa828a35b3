"""Meetings as members and the clock see them: agenda, opening, check-in, cancelling."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from services import checkin
from services.actors import Actor, Caller, holders, resolve
from services.clock import Clock
from services.errors import Refused
from services.leave_verdict import void_requests
from services.meeting_news import stamp, tell_group, tell_invited
from services.permissions import Action, may, require
from services.postponing import may_be_moved
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.meetings import (
    Agenda,
    CancelAsked,
    CheckedIn,
    DeskOpened,
    MeetingCancelled,
    MeetingRow,
    MeetingSettled,
)
from storage.outbox import owe, rewrite
from storage.queries import meetings as ask
from storage.tables import Leave, Meeting
from storage.vocabulary import MeetingState, Role

SHOWN = 8
"""Meetings in one agenda."""


class Meetings:
    """What a member does with a meeting, and what is due by the clock."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def check_in(self, caller: Caller, meeting_id: int) -> CheckedIn:
        """Enter the tapper's attendance; durable when this returns."""
        return await self._db.write(checkin.check_in, caller, meeting_id, self._clock.now())

    async def agenda(self, caller: Caller) -> Agenda:
        """List the meetings ahead, under way, and for who records also those whose roll is open."""
        return await self._db.read(_agenda, caller, self._clock.now())

    async def ask_cancel(self, caller: Caller, meeting_id: int) -> CancelAsked:
        """Ask back before cancelling."""
        return await self._db.read(_ask_cancel, caller, meeting_id, self._clock.now())

    async def cancel(self, caller: Caller, meeting_id: int) -> MeetingSettled:
        """Cancel a meeting that has not begun, and tell everybody; a second tap gets the outcome."""
        return await self._db.write(_cancel, caller, meeting_id, self._clock.now())

    async def open_due(self, now: datetime) -> int:
        """Open check-in wherever it is due by ``now``; say for how many. Run each minute; twice does nothing more."""
        return await self._db.write(_open_due, now)


def _open_due(session: Session, now: datetime) -> int:
    due = ask.due_to_open(session, now)
    for meeting in due:
        _open(session, meeting, now)
    return len(due)


def _open(session: Session, meeting: Meeting, now: datetime) -> None:
    meeting.state = MeetingState.OPEN
    session.add(meeting)
    session.flush()
    owe(
        session,
        checkin.prompt(session, meeting.id),
        key=f"meeting:{meeting.id}:prompt{_again(meeting)}",
        now=now,
        branch_id=meeting.branch_id,
        to_group=True,
        subject=f"meeting:{meeting.id}",
    )
    keepers = {
        member.person_id: member
        for role in (Role.SECRETARY, Role.RECORDER)
        for member in holders(session, meeting.branch_id, role, meeting.on_date)
    }
    for person_id in keepers:
        owe(
            session,
            DeskOpened(info=ask.info(session, meeting)),
            key=f"meeting:{meeting.id}:desk:{person_id}{_again(meeting)}",
            now=now,
            branch_id=meeting.branch_id,
            to_person=person_id,
            subject=f"desk:{meeting.id}",
        )


def _again(meeting: Meeting) -> str:
    """Tell the messages of a meeting that was postponed after it had opened from its first ones."""
    return f":{meeting.moves}" if meeting.moves else ""


def _agenda(session: Session, caller: Caller, now: datetime) -> Agenda:
    actor = resolve(session, caller, now)
    may_record = may(actor, Action.CHECK_IN_OTHERS)
    rows = [
        _row(session, actor, meeting)
        for meeting in ask.unfinished(session, actor.branch_id, limit=SHOWN)
        if meeting.state is not MeetingState.CLOSED or may_record
    ]
    return Agenda(
        rows=rows,
        may_plan=may(actor, Action.PLAN_MEETING),
        may_cancel=may(actor, Action.CANCEL_MEETING),
        may_record=may_record,
    )


def _row(session: Session, actor: Actor, meeting: Meeting) -> MeetingRow:
    entry = ask.attendance_of(session, meeting.id, actor.member_id)
    leave = session.exec(
        select(Leave.state).where(col(Leave.meeting_id) == meeting.id, Leave.member_id == actor.member_id)
    ).first()
    return MeetingRow(
        info=ask.info(session, meeting),
        state=meeting.state,
        expected=ask.is_addressed(session, meeting.id, actor.member_id),
        presence=entry.presence if entry is not None else None,
        leave=leave,
    )


def _cancellable(session: Session, caller: Caller, meeting_id: int, now: datetime) -> tuple[Actor, Meeting]:
    meeting = ask.locked(session, meeting_id)
    if meeting is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=meeting.branch_id)
    require(actor, Action.CANCEL_MEETING)
    return actor, meeting


def _ask_cancel(session: Session, caller: Caller, meeting_id: int, now: datetime) -> CancelAsked:
    _actor, meeting = _cancellable(session, caller, meeting_id, now)
    info = ask.info(session, meeting)
    if not may_be_moved(meeting, now):
        raise Refused(MeetingSettled(info=info, state=meeting.state))
    return CancelAsked(info=info)


def _cancel(session: Session, caller: Caller, meeting_id: int, now: datetime) -> MeetingSettled:
    actor, meeting = _cancellable(session, caller, meeting_id, now)
    info = ask.info(session, meeting)
    if not may_be_moved(meeting, now):
        return MeetingSettled(info=info, state=meeting.state)
    meeting.state = MeetingState.CANCELLED
    session.add(meeting)
    told = MeetingCancelled(info=info, by=actor.name)
    for subject in ("plan", "invited", "meeting"):
        rewrite(session, f"{subject}:{meeting.id}", told)
    rewrite(session, f"desk:{meeting.id}", MeetingSettled(info=info, state=MeetingState.CANCELLED, by=actor.name))
    in_group = told.model_copy(update={"entry": stamp(meeting, now, cancelled=True)})
    tell_group(session, meeting, in_group, news="cancelled", now=now)
    tell_invited(session, meeting, lambda _member: told, news="cancelled", now=now, needed_by=meeting.starts_at)
    void_requests(session, meeting)
    return MeetingSettled(info=info, state=MeetingState.CANCELLED, by=actor.name)
