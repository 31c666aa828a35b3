"""Taking a place, giving it back, coming and going."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.activity_views import measured_hours, redraw
from services.actors import Actor, Caller, resolve
from services.errors import Refused
from services.permissions import Action, require
from storage.notices.activities import ActivityHeard, ActivityHindered, ActivityPromoted, Hindrance
from storage.notices.common import Gone
from storage.outbox import DIRECT, owe
from storage.queries import activities as find
from storage.tables import Activity, ActivitySeat, Member
from storage.vocabulary import ActivityState, SeatState


def join(session: Session, caller: Caller, activity_id: int, now: datetime) -> ActivityHeard:
    """See `services.activities.Activities.join`."""
    actor, activity = _taking_part(session, caller, activity_id, now)
    _require_before_end(session, activity, now)
    seat = find.seat_of(session, activity.id, actor.member_id)
    if seat is not None and seat.state is not SeatState.LEFT:
        return _standing(session, activity, seat, again=True)
    seat = _seated(session, activity, actor, seat, now)
    return _standing(session, activity, seat, again=False)


def leave(session: Session, caller: Caller, activity_id: int, now: datetime) -> ActivityHeard:
    """See `services.activities.Activities.leave`."""
    actor, activity = _taking_part(session, caller, activity_id, now)
    info = find.info(session, activity)
    seat = find.seat_of(session, activity.id, actor.member_id)
    if seat is None or seat.state is SeatState.LEFT:
        return ActivityHeard(info=info, what="not_joined" if seat is None else "left", again=True)
    if seat.state is SeatState.JOINED and (now >= activity.starts_at or seat.came_at is not None):
        raise Refused(ActivityHindered(info=info, why="begun", at=activity.starts_at))
    had_place = seat.state is SeatState.JOINED
    seat.state = SeatState.LEFT
    session.add(seat)
    session.flush()
    if had_place:
        _promote(session, activity, now)
    redraw(session, activity)
    return ActivityHeard(info=info, what="left")


def check_in(session: Session, caller: Caller, activity_id: int, now: datetime) -> ActivityHeard:
    """See `services.activities.Activities.check_in`."""
    actor, activity = _taking_part(session, caller, activity_id, now)
    if now < activity.opens_at:
        raise _hindered(session, activity, "early", activity.opens_at)
    _require_before_end(session, activity, now)
    seat = find.seat_of(session, activity.id, actor.member_id)
    if seat is None or seat.state is SeatState.LEFT:
        if not _has_room(session, activity):
            raise _hindered(session, activity, "full")
        seat = _seated(session, activity, actor, seat, now)
    if seat.state is SeatState.WAITING:
        raise _hindered(session, activity, "waits")
    again = seat.came_at is not None
    if not again:
        seat.came_at = now
        session.add(seat)
        session.flush()
        redraw(session, activity)
    return ActivityHeard(info=find.info(session, activity), what="came", again=again, at=seat.came_at)


def check_out(session: Session, caller: Caller, activity_id: int, now: datetime) -> ActivityHeard:
    """See `services.activities.Activities.check_out`."""
    actor, activity = _taking_part(session, caller, activity_id, now)
    seat = find.seat_of(session, activity.id, actor.member_id)
    if seat is None or seat.came_at is None:
        raise _hindered(session, activity, "not_there")
    again = seat.left_at is not None
    if not again:
        if now >= activity.closes_at:
            raise _hindered(session, activity, "over", activity.closes_at)
        seat.left_at = now
        session.add(seat)
        session.flush()
    hours = measured_hours(activity, seat)
    return ActivityHeard(info=find.info(session, activity), what="went", again=again, at=seat.left_at, hours=hours)


def _taking_part(session: Session, caller: Caller, activity_id: int, now: datetime) -> tuple[Actor, Activity]:
    """The member and the activity, taken for this decision; what is over or called off is refused."""
    activity = find.locked(session, activity_id)
    if activity is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=activity.branch_id)
    require(actor, Action.JOIN_ACTIVITY)
    if activity.state is ActivityState.CANCELLED:
        raise _hindered(session, activity, "cancelled")
    if activity.state not in (ActivityState.ANNOUNCED, ActivityState.OPEN):
        raise _hindered(session, activity, "over", activity.ends_at)
    return actor, activity


def _require_before_end(session: Session, activity: Activity, now: datetime) -> None:
    if now >= activity.ends_at:
        raise _hindered(session, activity, "over", activity.ends_at)


def _hindered(session: Session, activity: Activity, why: Hindrance, at: datetime | None = None) -> Refused:
    return Refused(ActivityHindered(info=find.info(session, activity), why=why, at=at))


def _has_room(session: Session, activity: Activity) -> bool:
    taken = len(find.seats(session, activity.id, SeatState.JOINED))
    return activity.places is None or taken < activity.places


def _seated(
    session: Session, activity: Activity, actor: Actor, former: ActivitySeat | None, now: datetime
) -> ActivitySeat:
    """Give a place or a turn in the waiting list; who left before is last in it."""
    state = SeatState.JOINED if _has_room(session, activity) else SeatState.WAITING
    seat = former or ActivitySeat(
        branch_id=activity.branch_id,
        activity_id=activity.id,
        member_id=actor.member_id,
        state=state,
        joined_at=now,
        turn=0,
    )
    seat.state, seat.joined_at, seat.turn = state, now, seat.turn + 1
    session.add(seat)
    session.flush()
    redraw(session, activity)
    return seat


def _standing(session: Session, activity: Activity, seat: ActivitySeat, *, again: bool) -> ActivityHeard:
    info = find.info(session, activity)
    if seat.state is SeatState.JOINED:
        return ActivityHeard(info=info, what="joined", again=again)
    queue = [row.id for row, _ in find.seats(session, activity.id, SeatState.WAITING)]
    return ActivityHeard(info=info, what="waiting", again=again, queue=queue.index(seat.id) + 1)


def _promote(session: Session, activity: Activity, now: datetime) -> None:
    """Give a place that became free to the first who waits, and tell him at once, as it is soon."""
    waiting = find.seats(session, activity.id, SeatState.WAITING)
    if not waiting or not _has_room(session, activity):
        return
    seat, _ = waiting[0]
    seat.state = SeatState.JOINED
    session.add(seat)
    session.flush()
    owe(
        session,
        ActivityPromoted(info=find.info(session, activity)),
        key=f"activity:{activity.id}:promoted:{seat.member_id}:{seat.turn}",
        now=now,
        branch_id=activity.branch_id,
        to_person=session.get_one(Member, seat.member_id).person_id,
        priority=DIRECT,
    )
