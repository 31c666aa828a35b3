"""Questions about meetings that are held each month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from storage.tables import MeetingSeries


def locked(session: Session, series_id: int) -> MeetingSeries | None:
    """Take a series for a decision: where writers run side by side, the second waits here for the first."""
    return session.exec(select(MeetingSeries).where(MeetingSeries.id == series_id).with_for_update()).first()


def planned_as(session: Session, planned_key: str) -> MeetingSeries | None:
    """Find the series that a form has made already, if any."""
    return session.exec(select(MeetingSeries).where(MeetingSeries.planned_key == planned_key)).first()


def running(session: Session, now: datetime, branch_id: int | None = None) -> Sequence[MeetingSeries]:
    """List the series that nobody has stopped, of one branch or of all."""
    statement = select(MeetingSeries).where(
        or_(col(MeetingSeries.ended_at).is_(None), col(MeetingSeries.ended_at) > now)
    )
    if branch_id is not None:
        statement = statement.where(MeetingSeries.branch_id == branch_id)
    return session.exec(statement.order_by(col(MeetingSeries.id))).all()
