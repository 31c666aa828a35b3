"""Questions about activities, their seats and the hours of service that came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.notices.activities import ActivityInfo
from storage.queries.meetings import name_of
from storage.tables import Activity, ActivitySeat, Branch, FactRow, Member, Person
from storage.vocabulary import ActivityState, SeatState

UNFINISHED = (ActivityState.ANNOUNCED, ActivityState.OPEN, ActivityState.OVER)


def locked(session: Session, activity_id: int) -> Activity | None:
    """Take an activity, so that no place is given away twice: the second writer waits here for the first."""
    return session.exec(select(Activity).where(Activity.id == activity_id).with_for_update()).first()


def announced_as(session: Session, announced_key: str) -> Activity | None:
    """Find the activity that a form has announced already, if any."""
    return session.exec(select(Activity).where(Activity.announced_key == announced_key)).first()


def info(session: Session, activity: Activity) -> ActivityInfo:
    """Describe an activity the way people know it."""
    return ActivityInfo(
        activity_id=activity.id,
        title=activity.title,
        place=activity.place,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        zone=session.get_one(Branch, activity.branch_id).zone,
        places=activity.places,
        organiser=name_of(session, activity.announced_by),
    )


def seat_of(session: Session, activity_id: int, member_id: int) -> ActivitySeat | None:
    """One member's seat, whatever its state."""
    return session.exec(
        select(ActivitySeat).where(ActivitySeat.activity_id == activity_id, ActivitySeat.member_id == member_id)
    ).first()


def seats(session: Session, activity_id: int, state: SeatState) -> list[tuple[ActivitySeat, str]]:
    """Seats of a state with their members' names, who joined first before the others."""
    rows = session.exec(
        select(ActivitySeat, Person.name)
        .join(Member, col(Member.id) == ActivitySeat.member_id)
        .join(Person, col(Person.id) == Member.person_id)
        .where(ActivitySeat.activity_id == activity_id, ActivitySeat.state == state)
        .order_by(col(ActivitySeat.joined_at), col(ActivitySeat.id))
    ).all()
    return list(rows)


def unfinished(session: Session, branch_id: int, *, limit: int) -> Sequence[Activity]:
    """A branch's activities that are ahead, under way or not settled, the earliest first."""
    return session.exec(
        select(Activity)
        .where(Activity.branch_id == branch_id, col(Activity.state).in_(UNFINISHED))
        .order_by(col(Activity.starts_at), col(Activity.id))
        .limit(limit)
    ).all()


def due_to_open(session: Session, now: datetime) -> Sequence[Activity]:
    """Announced activities whose check-in should be open at this moment."""
    return session.exec(
        select(Activity)
        .where(Activity.state == ActivityState.ANNOUNCED, Activity.opens_at <= now)
        .order_by(col(Activity.id))
        .with_for_update()
    ).all()


def due_to_close(session: Session, now: datetime) -> Sequence[Activity]:
    """Open activities whose check-out has ended."""
    return session.exec(
        select(Activity)
        .where(Activity.state == ActivityState.OPEN, Activity.closes_at <= now)
        .order_by(col(Activity.id))
        .with_for_update()
    ).all()


def service_hours(session: Session, member_id: int, year: int) -> Decimal:
    """Hours of volunteer service of a calendar year, from the facts that stand."""
    reversal = aliased(FactRow)
    return session.exec(
        select(func.coalesce(func.sum(FactRow.quantity), Decimal(0))).where(
            FactRow.member_id == member_id,
            FactRow.kind == "service",
            FactRow.outcome == "done",
            FactRow.on_date >= date(year, 1, 1),
            FactRow.on_date < date(year + 1, 1, 1),
            col(FactRow.reverses_id).is_(None),
            ~exists().where(col(reversal.reverses_id) == FactRow.id),
        )
    ).one()
