"""Who left early: marked while the meeting runs or on its closing screen, before the roll is confirmed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.checkin import PAGE
from services.errors import Refused
from services.pages import page_of
from services.permissions import Action, require
from services.roll_card import show_roll
from storage.notices.common import Gone
from storage.notices.meetings import LeaversPage, MeetingSettled, NotStarted, OwnEntry
from storage.queries import meetings as ask
from storage.tables import Meeting
from storage.vocabulary import MeetingState


def page(session: Session, caller: Caller, meeting_id: int, number: int, now: datetime) -> LeaversPage:
    """See `services.roll.Rolls.leavers`; a page past the end is the last."""
    actor, meeting = _begun(session, caller, meeting_id, now)
    return _page_of(session, meeting, actor, number)


def mark(session: Session, caller: Caller, meeting_id: int, member_id: int, left: bool, now: datetime) -> LeaversPage:
    """See `services.roll.Rolls.mark_left`. Nobody marks himself; who did not come cannot have left."""
    actor, meeting = _begun(session, caller, meeting_id, now)
    if member_id == actor.member_id:
        raise Refused(OwnEntry())
    entry = ask.attendance_of(session, meeting.id, member_id)
    if entry is None or entry.presence not in ask.HERE:
        raise Refused(Gone())
    if entry.left_early is not left:
        entry.left_early, entry.recorded_by = left, actor.member_id
        session.add(entry)
        session.flush()
        show_roll(session, meeting)
    here = _here(session, meeting)
    place = next((n for n, row in enumerate(here) if row.member.id == member_id), 0)
    return _page_of(session, meeting, actor, place // PAGE)


def _begun(session: Session, caller: Caller, meeting_id: int, now: datetime) -> tuple[Actor, Meeting]:
    """Find a meeting that has begun and is not confirmed, for one who may record others."""
    meeting = ask.locked(session, meeting_id)
    if meeting is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=meeting.branch_id)
    require(actor, Action.CHECK_IN_OTHERS)
    if meeting.state not in (MeetingState.OPEN, MeetingState.CLOSED):
        by = ask.name_of(session, meeting.confirmed_by)
        raise Refused(MeetingSettled(info=ask.info(session, meeting), state=meeting.state, by=by))
    if now < meeting.starts_at:
        raise Refused(NotStarted(starts_at=meeting.starts_at, zone=actor.zone))
    return actor, meeting


def _here(session: Session, meeting: Meeting) -> list[ask.RollRow]:
    return [row for row in ask.roll(session, meeting) if row.presence in ask.HERE]


def _page_of(session: Session, meeting: Meeting, reader: Actor, number: int) -> LeaversPage:
    entries = ask.entries(_here(session, meeting), reader=reader.member_id)
    shown, number, pages = page_of(entries, number, PAGE)
    info = ask.info(session, meeting)
    return LeaversPage(info=info, state=meeting.state, entries=list(shown), page=number, pages=pages)
