"""How activities are shown, and the hours that two check-ins make."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sqlmodel import Session

from storage.database import before_commit
from storage.notices.activities import ActivityBoard, Credit, Ending, SeatRow
from storage.outbox import rewrite
from storage.queries import activities as ask
from storage.tables import Activity, ActivitySeat
from storage.vocabulary import SeatState

HALF_HOUR = timedelta(minutes=30)
HALF = Decimal("0.5")


def subject_of(activity_id: int) -> str:
    """Under which name the boards of an activity are found again."""
    return f"activity:{activity_id}"


def roll_subject_of(activity_id: int) -> str:
    """Under which name the approvers' cards of an activity are found again."""
    return f"activity:{activity_id}:roll"


def measured_hours(activity: Activity, seat: ActivitySeat) -> Decimal:
    """Full half hours between the two check-ins, within the announced time; none without a check-out."""
    if seat.came_at is None or seat.left_at is None:
        return Decimal(0)
    served = min(seat.left_at, activity.ends_at) - max(seat.came_at, activity.starts_at)
    return HALF * max(0, served // HALF_HOUR)


def hours_of(activity: Activity, seat: ActivitySeat) -> Decimal:
    """Hours that are approved if nobody changes them: the approver's own number, else what was measured."""
    return measured_hours(activity, seat) if seat.hours is None else seat.hours


def ending_of(activity: Activity, seat: ActivitySeat) -> Ending:
    """What becomes of a seat: hours, a presence too short to count, an excuse, or a miss."""
    if hours_of(activity, seat) > 0:
        return "done"
    if seat.came_at is not None:
        return "short"
    return "excused" if seat.excused else "missed"


def row_of(activity: Activity, seat: ActivitySeat, name: str, *, reader: int) -> SeatRow:
    """One line of the approval for a reader."""
    return SeatRow(
        seat_id=seat.id,
        name=name,
        came_at=seat.came_at,
        left_at=seat.left_at,
        hours=hours_of(activity, seat),
        ending=ending_of(activity, seat),
        own=seat.member_id == reader,
    )


def credit_of(activity: Activity, seat: ActivitySeat, name: str) -> Credit:
    """How one member's part ended."""
    return Credit(name=name, hours=hours_of(activity, seat), ending=ending_of(activity, seat))


def board_of(session: Session, activity: Activity) -> ActivityBoard:
    """The board as it is now."""
    joined = ask.seats(session, activity.id, SeatState.JOINED)
    return ActivityBoard(
        info=ask.info(session, activity),
        state=activity.state,
        names=tuple(name for _, name in joined),
        waiting=len(ask.seats(session, activity.id, SeatState.WAITING)),
        there=sum(seat.came_at is not None for seat, _ in joined),
    )


def redraw(session: Session, activity: Activity) -> None:
    """Let every board show how things stand, once for all taps that are committed together."""

    def draw(later: Session) -> None:
        current = later.get_one(Activity, activity.id)
        rewrite(later, subject_of(current.id), board_of(later, current))

    before_commit(session, subject_of(activity.id), draw)
