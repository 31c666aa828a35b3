"""When the clock alone changes something: for a clock that jumps, so that no such moment is leapt over."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, func, select

from storage.tables import Meeting, OutboxRow
from storage.vocabulary import MeetingState, OutboxState


def next_moment(session: Session, after: datetime, until: datetime) -> datetime | None:
    """Find the first moment after one and up to another at which a meeting opens or ends or a message falls due."""
    opens, ends, due = col(Meeting.opens_at), col(Meeting.ends_at), col(OutboxRow.due_at)
    found: list[datetime | None] = [
        session.exec(
            select(func.min(opens)).where(Meeting.state == MeetingState.PLANNED, opens > after, opens <= until)
        ).one(),
        session.exec(
            select(func.min(ends)).where(
                col(Meeting.state).in_([MeetingState.PLANNED, MeetingState.OPEN]), ends > after, ends <= until
            )
        ).one(),
        session.exec(select(func.min(due)).where(OutboxRow.state == OutboxState.OWED, due > after, due <= until)).one(),
    ]
    return min((moment for moment in found if moment is not None), default=None)
