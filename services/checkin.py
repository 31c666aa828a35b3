"""Checking in: by one's own tap, or by who records for somebody without a phone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.errors import Refused
from services.pages import page_of
from services.permissions import Action, require
from storage.database import before_commit
from storage.notices.code import CodeNeeded
from storage.notices.common import Gone
from storage.notices.meetings import (
    CheckedIn,
    CheckedInFor,
    CheckInClosed,
    CheckInNotOpen,
    Desk,
    EnteredForYou,
    MeetingPrompt,
    NotExpected,
    OwnEntry,
    RollEntry,
)
from storage.outbox import owe, rewrite
from storage.queries import checkin
from storage.queries import meetings as ask
from storage.queries.accounts import account_of
from storage.tables import Branch, Meeting, Member
from storage.vocabulary import CheckInMode, CheckInWay, MeetingState, Presence

MINUTE = timedelta(minutes=1)
PAGE = 8
"""Names on one screen: a thumb's reach on a phone with large type."""


def check_in(session: Session, caller: Caller, meeting_id: int, now: datetime) -> CheckedIn:
    """Enter the tapper's attendance; a second tap is told of the first.

    In time up to and including the end of the grace, late from the second after. Approved leave is no hindrance: who
    comes is there. Being a member of the branch on the meeting's day is the right to check in.
    """
    tap = ready(session, caller, meeting_id, now)
    if isinstance(tap, CheckedIn):
        return tap
    if tap.check_in is CheckInWay.CODE:
        raise Refused(CodeNeeded(info=checkin.tally(session, meeting_id).info))
    return enter(session, caller, tap, CheckInMode.BUTTON, now)


def ready(session: Session, caller: Caller, meeting_id: int, now: datetime) -> checkin.Tap | CheckedIn:
    """Find who checks in and that he may do so now; one who is checked in already is told so."""
    tap = checkin.tap(session, meeting_id, caller.user_id)
    if tap is None:
        raise _no_member(session, caller, meeting_id, now)
    if tap.presence in ask.HERE and tap.at is not None:
        return _told(tap, tap.at, late=tap.presence is Presence.LATE, again=True)
    if not tap.addressed:
        raise Refused(NotExpected(info=checkin.tally(session, meeting_id).info))
    _require_time(tap.state, tap.opens_at, tap.ends_at, tap.zone, now)
    return tap


def enter(session: Session, caller: Caller, tap: checkin.Tap, mode: CheckInMode, now: datetime) -> CheckedIn:
    """Enter the attendance of one who is `ready`."""
    presence = presence_at(now, tap.starts_at, tap.grace_minutes)
    entered = checkin.enter(
        session,
        branch_id=tap.branch_id,
        meeting_id=tap.meeting_id,
        member_id=tap.member_id,
        presence=presence,
        mode=mode,
        at=now,
    )
    if not entered:  # a tap side by side with this one was first
        return check_in(session, caller, tap.meeting_id, now)
    show_count(session, tap.meeting_id)
    return _told(tap, now, late=presence is Presence.LATE, again=False)


def check_in_for(session: Session, caller: Caller, meeting_id: int, member_id: int, now: datetime) -> CheckedInFor:
    """Enter the attendance of somebody who cannot tap himself; who recorded it is kept. Nobody does it for himself."""
    meeting = open_meeting(session, caller, meeting_id, now, own=member_id)
    if not ask.is_addressed(session, meeting.id, member_id):
        raise Refused(Gone())
    presence = presence_at(now, meeting.starts_at, meeting.grace_minutes)
    recorder = resolve(session, caller, now, branch_id=meeting.branch_id)
    first = checkin.enter(
        session,
        branch_id=meeting.branch_id,
        meeting_id=meeting.id,
        member_id=member_id,
        presence=presence,
        mode=CheckInMode.ON_BEHALF,
        at=now,
        recorded_by=recorder.member_id,
    )
    if first:
        show_count(session, meeting.id)
        _tell_entered(session, meeting, member_id, recorder, now)
    entry = ask.attendance_of(session, meeting.id, member_id)
    late = entry is not None and entry.presence is Presence.LATE
    return CheckedInFor(name=ask.name_of(session, member_id), late=late, again=not first)


def _tell_entered(session: Session, meeting: Meeting, member_id: int, by: Actor, now: datetime) -> None:
    """Tell him whose attendance somebody else entered, if he has an account: nobody is signed for unknowingly."""
    person_id = session.get_one(Member, member_id).person_id
    if account_of(session, person_id) is None:
        return
    owe(
        session,
        EnteredForYou(info=ask.info(session, meeting), by=by.name, at=now),
        key=f"meeting:{meeting.id}:entered:{member_id}",
        now=now,
        branch_id=meeting.branch_id,
        to_person=person_id,
    )


def desk(session: Session, caller: Caller, meeting_id: int, page: int, now: datetime) -> Desk:
    """Show who is still awaited at an open meeting, a page at a time; a page past the end is the last."""
    meeting = open_meeting(session, caller, meeting_id, now)
    me = resolve(session, caller, now, branch_id=meeting.branch_id).member_id
    rows = ask.roll(session, meeting)
    present, expected = ask.counted(rows)
    awaited = [
        RollEntry(member_id=r.member.id, name=r.name, presence=None, leave=r.leave, own=r.member.id == me)
        for r in rows
        if r.presence is None
    ]
    shown, page, pages = page_of(awaited, page, PAGE)
    return Desk(
        info=ask.info(session, meeting),
        present=present,
        expected=expected,
        awaited=list(shown),
        page=page,
        pages=pages,
    )


def presence_at(at: datetime, starts_at: datetime, grace_minutes: int) -> Presence:
    """In time up to and including start + grace."""
    return Presence.PRESENT if at <= starts_at + grace_minutes * MINUTE else Presence.LATE


def prompt(session: Session, meeting_id: int) -> MeetingPrompt:
    """Give the group's prompt with its count as it is now."""
    tally = checkin.tally(session, meeting_id)
    return MeetingPrompt.model_construct(info=tally.info, present=tally.present, expected=tally.expected)


def show_count(session: Session, meeting_id: int) -> None:
    """Have the group's prompt rewritten with its count, once for all the taps that are committed together."""
    subject = f"meeting:{meeting_id}"
    before_commit(session, subject, lambda last: rewrite(last, subject, prompt(last, meeting_id)))


def open_meeting(session: Session, caller: Caller, meeting_id: int, now: datetime, own: int | None = None) -> Meeting:
    """Find a meeting that is open for check-in, for one who may record others (``own``: whom he records)."""
    meeting = ask.locked(session, meeting_id)
    if meeting is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=meeting.branch_id)
    require(actor, Action.CHECK_IN_OTHERS)
    if own == actor.member_id:
        raise Refused(OwnEntry())
    zone = session.get_one(Branch, meeting.branch_id).zone
    _require_time(meeting.state, meeting.opens_at, meeting.ends_at, zone, now)
    return meeting


def _require_time(state: MeetingState, opens_at: datetime, ends_at: datetime, zone: str, now: datetime) -> None:
    """Refuse a check-in before its time or past it; a sweep that is a little behind makes no difference."""
    if state is MeetingState.PLANNED and now < opens_at:
        raise Refused(CheckInNotOpen(opens_at=opens_at, zone=zone))
    if state not in (MeetingState.PLANNED, MeetingState.OPEN):
        raise Refused(CheckInClosed(state=state))
    if now >= ends_at:
        raise Refused(CheckInClosed(state=MeetingState.CLOSED))


def _told(tap: checkin.Tap, at: datetime, *, late: bool, again: bool) -> CheckedIn:
    on_leave = tap.leave is not None and not again
    minutes = int((at - tap.starts_at) / MINUTE) if late else 0
    return CheckedIn(at=at, zone=tap.zone, minutes_late=minutes, again=again, was_on_leave=on_leave)


def _no_member(session: Session, caller: Caller, meeting_id: int, now: datetime) -> Refused:
    """Say why a tap found no member: an unknown meeting, a stranger, another branch, or not a member on that day."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        return Refused(Gone())
    resolve(session, caller, now, branch_id=meeting.branch_id)
    return Refused(NotExpected(info=ask.info(session, meeting)))
