"""When the clock alone changes something: for a clock that jumps, so that no such moment is leapt over."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, func, select

from storage.tables import Activity, Branch, Meeting, OutboxRow
from storage.vocabulary import ActivityState, MeetingState, OutboxState


def next_moment(session: Session, after: datetime, until: datetime) -> datetime | None:
    """Find the first moment after one and up to another at which a meeting or activity turns, or a message is due."""
    opens, ends, due = col(Meeting.opens_at), col(Meeting.ends_at), col(OutboxRow.due_at)
    starts, closes = col(Activity.opens_at), col(Activity.closes_at)
    unclosed = col(Activity.state).in_([ActivityState.ANNOUNCED, ActivityState.OPEN])
    unended = col(Meeting.state).in_([MeetingState.PLANNED, MeetingState.OPEN])
    turns = (
        select(func.min(opens)).where(Meeting.state == MeetingState.PLANNED, opens > after, opens <= until),
        select(func.min(ends)).where(unended, ends > after, ends <= until),
        select(func.min(starts)).where(Activity.state == ActivityState.ANNOUNCED, starts > after, starts <= until),
        select(func.min(closes)).where(unclosed, closes > after, closes <= until),
        select(func.min(due)).where(OutboxRow.state == OutboxState.OWED, due > after, due <= until),
    )
    found: list[datetime | None] = [session.exec(turn).one() for turn in turns]
    return min((moment for moment in found if moment is not None), default=None)


def zones(session: Session) -> list[str]:
    """Every zone that a branch lives in."""
    return list(session.exec(select(Branch.zone).distinct()))
