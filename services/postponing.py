"""Postponing a meeting that has not begun: its leave, its prompt and everybody invited go with it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services import leave_verdict
from services.actors import Actor, Caller, resolve
from services.clock import local_day
from services.errors import Refused
from services.meeting_news import stamp, tell_group, tell_invited
from services.permissions import Action, require
from services.plan_form import PlanForm, Step, check_start
from storage.notices.common import Gone
from storage.notices.leave import LeaveFiled
from storage.notices.meetings import MeetingInfo, MeetingPostponed, MeetingSettled
from storage.outbox import retire, rewrite
from storage.queries import leave as leaves
from storage.queries import meetings as ask
from storage.tables import Leave, Meeting, Member
from storage.vocabulary import LeaveState, MeetingState


def may_be_moved(meeting: Meeting, now: datetime) -> bool:
    """Whether a meeting has not begun yet, so that it can be cancelled or postponed."""
    return meeting.state in (MeetingState.PLANNED, MeetingState.OPEN) and now < meeting.starts_at


def begin_move(session: Session, caller: Caller, meeting_id: int, form: str, now: datetime) -> PlanForm:
    """Open the form that asks for another day and time."""
    actor, meeting = _movable(session, caller, meeting_id, now)
    return PlanForm(form=form, zone=actor.zone, step=Step.DAY, moves=ask.info(session, meeting))


def postpone(session: Session, caller: Caller, form: PlanForm, key: str, now: datetime) -> Meeting:
    """Move a meeting to the form's start, once per key, and tell everybody; its length stays.

    Who has checked in already is asked again then; leave that waits or is approved goes with the meeting.
    """
    if form.moves is None or form.starts_at is None or form.step is not Step.SUMMARY:
        raise Refused(Gone())
    known = ask.planned_as(session, key)
    if known is not None:
        return known
    actor, meeting = _movable(session, caller, form.moves.meeting_id, now)
    old = ask.info(session, meeting)
    _shift(meeting, check_start(form.starts_at, now, actor.zone), actor.zone)
    meeting.moves, meeting.moved_at, meeting.moved_key = meeting.moves + 1, now, key
    session.add(meeting)
    ask.forget_attendance(session, meeting.id)
    session.flush()
    _retire_messages(session, meeting, old, actor)
    _move_leave(session, meeting)
    _tell(session, meeting, old, actor, now)
    return meeting


def _movable(session: Session, caller: Caller, meeting_id: int, now: datetime) -> tuple[Actor, Meeting]:
    meeting = ask.locked(session, meeting_id)
    if meeting is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=meeting.branch_id)
    require(actor, Action.CANCEL_MEETING)
    if not may_be_moved(meeting, now):
        by = ask.name_of(session, meeting.confirmed_by)
        raise Refused(MeetingSettled(info=ask.info(session, meeting), state=meeting.state, by=by))
    return actor, meeting


def _shift(meeting: Meeting, starts_at: datetime, zone: str) -> None:
    by = starts_at - meeting.starts_at
    meeting.starts_at, meeting.ends_at = starts_at, meeting.ends_at + by
    meeting.opens_at, meeting.on_date = meeting.opens_at + by, local_day(starts_at, zone)
    meeting.state = MeetingState.PLANNED


def _retire_messages(session: Session, meeting: Meeting, old: MeetingInfo, by: Actor) -> None:
    """Let the old invitation, prompt and attendance screen say so; the next prompt is a message of its own."""
    told = MeetingPostponed(info=ask.info(session, meeting), was=old.starts_at, by=by.name)
    for subject in ("plan", "invited", "meeting", "desk"):
        rewrite(session, f"{subject}:{meeting.id}", told)
    for subject in ("meeting", "desk"):
        retire(session, f"{subject}:{meeting.id}", f"{subject}:{meeting.id}:{meeting.moves}")


def _move_leave(session: Session, meeting: Meeting) -> None:
    """Show the new time to those who ask for leave and those who decide; what is decided stays so."""
    info = ask.info(session, meeting)
    for leave in leaves.undecided(session, meeting.id):
        rewrite(session, f"leave:{leave.id}", leave_verdict.card(session, leave, meeting))
        filed = LeaveFiled(leave_id=leave.id, info=info, leave_kind=leave.kind, reason=leave.reason)
        rewrite(session, f"leave-own:{leave.id}", filed)


def _tell(session: Session, meeting: Meeting, old: MeetingInfo, by: Actor, now: datetime) -> None:
    told = MeetingPostponed(info=ask.info(session, meeting), was=old.starts_at, by=by.name)
    excused: dict[int, Leave] = {leave.member_id: leave for leave in leaves.standing(session, meeting.id)}

    def told_to(member: Member) -> MeetingPostponed:
        own: LeaveState | None = excused[member.id].state if member.id in excused else None
        return told.model_copy(update={"leave": own})

    news = f"moved:{meeting.moves}"
    in_group = told.model_copy(update={"entry": stamp(meeting, now)})
    tell_group(session, meeting, in_group, news=news, now=now)
    first = min(old.starts_at, meeting.starts_at)
    tell_invited(session, meeting, told_to, news=news, now=now, needed_by=first)
