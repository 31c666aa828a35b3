"""Questions about leave from meetings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.tables import Attendance, Leave, Meeting
from storage.vocabulary import LeaveState, MeetingState, Presence


def locked(session: Session, leave_id: int) -> Leave | None:
    """Take a request for a decision: where writers run side by side, the second waits here for the first."""
    return session.exec(select(Leave).where(Leave.id == leave_id).with_for_update()).first()


def of_member(session: Session, meeting_id: int, member_id: int) -> Leave | None:
    """Find a member's request for a meeting; there is at most one."""
    return session.exec(select(Leave).where(Leave.meeting_id == meeting_id, Leave.member_id == member_id)).first()


def standing(session: Session, meeting_id: int) -> Sequence[Leave]:
    """List the requests for a meeting that wait or are approved."""
    live = (LeaveState.ASKED, LeaveState.APPROVED)
    return session.exec(
        select(Leave).where(Leave.meeting_id == meeting_id, col(Leave.state).in_(live)).order_by(col(Leave.id))
    ).all()


def undecided(session: Session, meeting_id: int) -> Sequence[Leave]:
    """List the requests for a meeting that wait for a decision."""
    return session.exec(
        select(Leave).where(Leave.meeting_id == meeting_id, Leave.state == LeaveState.ASKED).order_by(col(Leave.id))
    ).all()


def marked_absent(session: Session, meeting_id: int, member_id: int) -> Attendance | None:
    """Find a member's entry on a closed roll if it says that he was missing."""
    return session.exec(
        select(Attendance).where(
            Attendance.meeting_id == meeting_id,
            Attendance.member_id == member_id,
            Attendance.presence == Presence.ABSENT,
        )
    ).first()


def askable(session: Session, branch_id: int, *, limit: int) -> Sequence[Meeting]:
    """List a branch's meetings for which leave can still be asked: to come, under way, or with an open roll."""
    states = (MeetingState.PLANNED, MeetingState.OPEN, MeetingState.CLOSED)
    return session.exec(
        select(Meeting)
        .where(Meeting.branch_id == branch_id, col(Meeting.state).in_(states))
        .order_by(col(Meeting.starts_at), col(Meeting.id))
        .limit(limit)
    ).all()
