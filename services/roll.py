"""The roll of a meeting: closed at its end, corrected and confirmed by people, then facts."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services import checkin, leaving
from services.actors import Actor, Caller, holders, resolve
from services.clock import Clock, local_day
from services.errors import Refused
from services.pages import page_of
from services.permissions import Action, require
from services.roll_card import roll_card, show_roll
from services.roll_confirming import confirm, outcome
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.meetings import (
    CheckedInFor,
    Desk,
    LeaversPage,
    MeetingRecord,
    MeetingSettled,
    NotStarted,
    OwnEntry,
    PromptClosed,
    RecordEntry,
    Roll,
    RollConfirmed,
    RollPage,
)
from storage.outbox import owe, rewrite
from storage.queries import checkin as entries
from storage.queries import meetings as ask
from storage.tables import Branch, Meeting
from storage.vocabulary import CheckInMode, LeaveState, MeetingState, Presence, Role


class Rolls:
    """What those who record attendance do, and what is due by the clock."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def desk(self, caller: Caller, meeting_id: int, page: int = 0) -> Desk:
        """Show who is still awaited at an open meeting."""
        return await self._db.read(checkin.desk, caller, meeting_id, page, self._clock.now())

    async def check_in_for(self, caller: Caller, meeting_id: int, member_id: int) -> CheckedInFor:
        """Enter somebody without a phone; durable when this returns."""
        return await self._db.write(checkin.check_in_for, caller, meeting_id, member_id, self._clock.now())

    async def close(self, caller: Caller, meeting_id: int) -> MeetingSettled | Roll | RollConfirmed:
        """Close check-in by hand once the meeting has begun; a second tap gets the outcome."""
        return await self._db.write(_close_by_hand, caller, meeting_id, self._clock.now())

    async def close_due(self, now: datetime) -> int:
        """Close every open meeting whose end has come; say how many. Run each minute, after the opening."""
        return await self._db.write(_close_due, now)

    async def roll(self, caller: Caller, meeting_id: int) -> Roll | RollConfirmed:
        """Show the roll of a closed meeting to who records, or what it was confirmed as."""
        return await self._db.read(_show, caller, meeting_id, self._clock.now())

    async def record(self, caller: Caller, meeting_id: int) -> MeetingRecord:
        """Give what a meeting's sheet holds, to who records, at any time; a cancelled meeting has none."""
        return await self._db.read(_record, caller, meeting_id, self._clock.now())

    async def page(self, caller: Caller, meeting_id: int, page: int = 0) -> RollPage:
        """Show one page of the roll for correcting."""
        return await self._db.read(_page, caller, meeting_id, page, self._clock.now())

    async def correct(self, caller: Caller, meeting_id: int, member_id: int, presence: Presence) -> RollPage:
        """Set one entry of somebody else before the roll is confirmed; gives the page on which he stands."""
        return await self._db.write(_correct, caller, meeting_id, member_id, presence, self._clock.now())

    async def leavers(self, caller: Caller, meeting_id: int, page: int = 0) -> LeaversPage:
        """Show one page of those who came, to mark who left early."""
        return await self._db.read(leaving.page, caller, meeting_id, page, self._clock.now())

    async def mark_left(self, caller: Caller, meeting_id: int, member_id: int, *, left: bool) -> LeaversPage:
        """Mark that somebody else who came has left early, or take it back; gives the page on which he stands."""
        return await self._db.write(leaving.mark, caller, meeting_id, member_id, left, self._clock.now())

    async def confirm(self, caller: Caller, meeting_id: int) -> RollConfirmed:
        """Turn the roll into facts, once; a second tap gets the outcome."""
        return await self._db.write(confirm, caller, meeting_id, self._clock.now())


def turned(presence: Presence | None, leave: LeaveState | None) -> Presence:
    """Give what a tap on a name turns an entry into: missing, present, late, and back; leave only where approved."""
    absent = Presence.LEAVE if leave is LeaveState.APPROVED else Presence.ABSENT
    return {Presence.PRESENT: Presence.LATE, Presence.LATE: absent}.get(presence or absent, Presence.PRESENT)


def _close_due(session: Session, now: datetime) -> int:
    due = ask.due_to_close(session, now)
    for meeting in due:
        _close(session, meeting, now)
    return len(due)


def _close(session: Session, meeting: Meeting, now: datetime) -> None:
    for row in ask.roll(session, meeting):
        if row.presence is None:
            entries.enter(
                session,
                branch_id=meeting.branch_id,
                meeting_id=meeting.id,
                member_id=row.member.id,
                presence=Presence.LEAVE if row.leave is LeaveState.APPROVED else Presence.ABSENT,
                mode=CheckInMode.CLOSING,
                at=now,
            )
    meeting.state, meeting.closed_at = MeetingState.CLOSED, now
    session.add(meeting)
    session.flush()
    tally = entries.tally(session, meeting.id)
    closed = PromptClosed(info=ask.info(session, meeting), present=tally.present, expected=tally.expected)
    rewrite(session, f"meeting:{meeting.id}", closed)
    rewrite(session, f"desk:{meeting.id}", MeetingSettled(info=closed.info, state=MeetingState.CLOSED))
    _owe_roll(session, meeting, now)


def _owe_roll(session: Session, meeting: Meeting, now: datetime) -> None:
    zone = session.get_one(Branch, meeting.branch_id).zone
    for secretary in holders(session, meeting.branch_id, Role.SECRETARY, local_day(now, zone)):
        owe(
            session,
            roll_card(session, meeting),
            key=f"meeting:{meeting.id}:roll:{secretary.id}",
            now=now,
            branch_id=meeting.branch_id,
            to_person=secretary.person_id,
            subject=f"roll:{meeting.id}",
        )


def _kept(session: Session, caller: Caller, meeting_id: int, now: datetime) -> tuple[Actor, Meeting]:
    """Find a meeting for one who may record others."""
    meeting = ask.locked(session, meeting_id)
    if meeting is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=meeting.branch_id)
    require(actor, Action.CHECK_IN_OTHERS)
    return actor, meeting


def _settled(session: Session, meeting: Meeting) -> MeetingSettled:
    by = ask.name_of(session, meeting.confirmed_by)
    return MeetingSettled(info=ask.info(session, meeting), state=meeting.state, by=by)


def _close_by_hand(
    session: Session, caller: Caller, meeting_id: int, now: datetime
) -> MeetingSettled | Roll | RollConfirmed:
    actor, meeting = _kept(session, caller, meeting_id, now)
    require(actor, Action.CLOSE_MEETING)
    if meeting.state is MeetingState.OPEN:
        if now < meeting.starts_at:
            raise Refused(NotStarted(starts_at=meeting.starts_at, zone=actor.zone))
        _close(session, meeting, now)
    return _standing(session, meeting)


def _standing(session: Session, meeting: Meeting) -> MeetingSettled | Roll | RollConfirmed:
    if meeting.state is MeetingState.CLOSED:
        return roll_card(session, meeting)
    if meeting.state is MeetingState.CONFIRMED:
        return outcome(session, meeting)
    return _settled(session, meeting)


def _show(session: Session, caller: Caller, meeting_id: int, now: datetime) -> Roll | RollConfirmed:
    _actor, meeting = _kept(session, caller, meeting_id, now)
    standing = _standing(session, meeting)
    if isinstance(standing, MeetingSettled):
        raise Refused(standing)
    return standing


def _record(session: Session, caller: Caller, meeting_id: int, now: datetime) -> MeetingRecord:
    _actor, meeting = _kept(session, caller, meeting_id, now)
    if meeting.state is MeetingState.CANCELLED:
        raise Refused(_settled(session, meeting))
    return MeetingRecord(
        branch=session.get_one(Branch, meeting.branch_id).name,
        info=ask.info(session, meeting),
        state=meeting.state,
        entries=[_record_entry(row) for row in ask.roll(session, meeting)],
        by=ask.name_of(session, meeting.confirmed_by),
        at=meeting.confirmed_at,
    )


def _record_entry(row: ask.RollRow) -> RecordEntry:
    came = row.presence in ask.HERE
    return RecordEntry(
        name=row.name,
        presence=row.presence,
        leave_kind=row.leave_kind if row.presence is Presence.LEAVE else None,
        left_early=bool(row.left_early),
        mode=row.mode if came else None,
        at=row.at if came else None,
    )


def _page(session: Session, caller: Caller, meeting_id: int, page: int, now: datetime) -> RollPage:
    actor, meeting = _kept(session, caller, meeting_id, now)
    if meeting.state is not MeetingState.CLOSED:
        raise Refused(_settled(session, meeting))
    return _page_of(session, meeting, actor, page)


def _page_of(session: Session, meeting: Meeting, reader: Actor, page: int) -> RollPage:
    rows = ask.entries(ask.roll(session, meeting), reader=reader.member_id)
    on_page, page, pages = page_of(rows, page, checkin.PAGE)
    shown = [entry.model_copy(update={"turns_to": turned(entry.presence, entry.leave)}) for entry in on_page]
    return RollPage(info=ask.info(session, meeting), entries=shown, page=page, pages=pages)


def _correct(
    session: Session, caller: Caller, meeting_id: int, member_id: int, presence: Presence, now: datetime
) -> RollPage:
    actor, meeting = _kept(session, caller, meeting_id, now)
    if meeting.state is not MeetingState.CLOSED:
        raise Refused(_settled(session, meeting))
    if member_id == actor.member_id:
        raise Refused(OwnEntry())
    rows = ask.roll(session, meeting)
    place = next((n for n, row in enumerate(rows) if row.member.id == member_id), None)
    entry = ask.attendance_of(session, meeting.id, member_id)
    if place is None or entry is None:
        raise Refused(Gone())
    if presence is Presence.LEAVE and rows[place].leave is not LeaveState.APPROVED:
        raise Refused(Gone())
    if entry.presence is not presence:
        entry.presence, entry.recorded_by = presence, actor.member_id
        entry.mode = CheckInMode.ON_BEHALF if presence in ask.HERE else CheckInMode.CLOSING
        entry.left_early = entry.left_early and presence in ask.HERE
        session.add(entry)
        session.flush()
        show_roll(session, meeting)
    return _page_of(session, meeting, actor, place // checkin.PAGE)
