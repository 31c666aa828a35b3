"""Deciding leave: once, by somebody else, with everybody who has the card told."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.daytime import daytime_before
from services.deciders import require_decider
from services.errors import Refused
from services.permissions import Action, require
from services.roll_card import show_roll
from storage.notices.common import Gone
from storage.notices.leave import LeaveAnswer, LeaveCard, LeaveDecided, LeaveOwn, LeaveStands, LeaveVoid
from storage.outbox import owe, rewrite
from storage.queries import leave as ask
from storage.queries import meetings
from storage.tables import Leave, Meeting, Member
from storage.vocabulary import LeaveState, MeetingState, Presence

PAST_LEAVE = (MeetingState.CONFIRMED, MeetingState.CANCELLED)
"""States of a meeting in which leave can neither be asked nor decided any more."""


def decide(session: Session, caller: Caller, leave_id: int, approve: bool, now: datetime) -> LeaveStands | LeaveVoid:
    """See `Leaves.decide`."""
    leave = ask.locked(session, leave_id)
    if leave is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=leave.branch_id)
    if leave.member_id == actor.member_id:
        require(actor, Action.DECIDE_LEAVE)
        raise Refused(LeaveOwn())
    require_decider(session, actor, Action.DECIDE_LEAVE, about=leave.member_id)
    meeting = meetings.locked(session, leave.meeting_id)
    if meeting is None:
        raise Refused(Gone())
    if leave.state is not LeaveState.ASKED:
        return stands(session, leave, meeting)
    if meeting.state in PAST_LEAVE:
        return _void(session, leave, meeting)
    leave.state = LeaveState.APPROVED if approve else LeaveState.REFUSED
    leave.decided_by, leave.decided_at = actor.member_id, now
    session.add(leave)
    session.flush()
    _tell_decision(session, leave, meeting, actor, now)
    if approve:
        _excuse(session, leave, meeting)
    return stands(session, leave, meeting)


def _tell_decision(session: Session, leave: Leave, meeting: Meeting, by: Actor, now: datetime) -> None:
    info = meetings.info(session, meeting)
    approved = leave.state is LeaveState.APPROVED
    card = LeaveDecided(
        info=info,
        name=meetings.name_of(session, leave.member_id),
        leave_kind=leave.kind,
        reason=leave.reason,
        approved=approved,
        by=by.name,
        at=now,
    )
    rewrite(session, f"leave:{leave.id}", card)
    answer = LeaveAnswer(info=info, leave_kind=leave.kind, approved=approved, by=by.name)
    rewrite(session, f"leave-own:{leave.id}", answer)
    owe(
        session,
        answer,
        key=f"leave:{leave.id}:answer:{leave.asked_at:%Y%m%dT%H%M%S}",
        now=now,
        due_at=daytime_before(now, meeting.starts_at, by.zone),
        branch_id=leave.branch_id,
        to_person=session.get_one(Member, leave.member_id).person_id,
    )


def _excuse(session: Session, leave: Leave, meeting: Meeting) -> None:
    """Correct a roll that was closed before the leave was approved."""
    entry = ask.marked_absent(session, meeting.id, leave.member_id)
    if entry is None:
        return
    entry.presence = Presence.LEAVE
    session.add(entry)
    session.flush()
    show_roll(session, meeting)


def may_ask_again(leave: Leave, meeting: Meeting) -> bool:
    """Whether leave was refused for another time than the meeting's of now."""
    moved = meeting.moved_at
    return leave.state is LeaveState.REFUSED and moved is not None and (leave.decided_at or leave.asked_at) <= moved


def card(session: Session, leave: Leave, meeting: Meeting) -> LeaveCard:
    """Make the deciders' card."""
    return LeaveCard(
        leave_id=leave.id,
        info=meetings.info(session, meeting),
        name=meetings.name_of(session, leave.member_id),
        leave_kind=leave.kind,
        reason=leave.reason,
    )


def stands(session: Session, leave: Leave, meeting: Meeting) -> LeaveStands:
    """Tell how a request stands."""
    return LeaveStands(
        info=meetings.info(session, meeting),
        leave_kind=leave.kind,
        state=leave.state,
        by=meetings.name_of(session, leave.decided_by),
    )


def _void(session: Session, leave: Leave, meeting: Meeting) -> LeaveVoid:
    return LeaveVoid(
        info=meetings.info(session, meeting),
        name=meetings.name_of(session, leave.member_id),
        state=meeting.state,
    )


def void_requests(session: Session, meeting: Meeting) -> None:
    """Take undecided requests off the deciders' hands: the meeting is over or will not be held."""
    for leave in ask.undecided(session, meeting.id):
        rewrite(session, f"leave:{leave.id}", _void(session, leave, meeting))
