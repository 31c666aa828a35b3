"""After an activity: the sweeps that open and close it, and the approval that turns seats into facts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlmodel import Session

from services.activity_form import HALF, LONGEST
from services.activity_views import credit_of, ending_of, hours_of, redraw, roll_subject_of, row_of
from services.actors import Actor, Caller, holders, resolve
from services.clock import Clock, local_day
from services.deciders import deciders
from services.errors import Refused
from services.facts import append_fact
from services.permissions import ALLOWED, Action, may, not_allowed
from storage.database import Database
from storage.notices import Notice
from storage.notices.activities import (
    ActivityHindered,
    ActivityOwnHours,
    ActivityRoll,
    ActivitySettled,
    ActivityToApprove,
    ActivityTold,
    Credit,
)
from storage.notices.common import Gone
from storage.outbox import owe, rewrite
from storage.queries import activities as find
from storage.queries.meetings import name_of
from storage.tables import Activity, ActivitySeat, Branch, Member
from storage.vocabulary import ActivityState, Role, SeatState

Change = Literal["more", "less", "excuse"]
OUTCOMES = {"done": "done", "missed": "missed", "excused": "leave"}
"""The fact's outcome by how a seat ended; a presence too short to count makes none."""


class ActivityRolls:
    """Opening and closing by the clock, and what approvers do."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def open_due(self, now: datetime) -> int:
        """Open the check-in of activities that begin soon; say of how many."""
        return await self._db.write(_open_due, now)

    async def close_due(self, now: datetime) -> int:
        """Close activities whose time for check-out is over and ask for approval; say how many."""
        return await self._db.write(_close_due, now)

    async def roll(self, caller: Caller, activity_id: int, seat_id: int | None = None) -> Notice:
        """Show the hours to be approved, one line open if asked for; what was approved if nothing is left."""
        return await self._db.read(_roll, caller, activity_id, seat_id, self._clock.now())

    async def show(self, caller: Caller, seat_id: int) -> Notice:
        """Open one line of the approval."""
        return await self._db.read(_show, caller, seat_id, self._clock.now())

    async def change(self, caller: Caller, seat_id: int, change: Change) -> Notice:
        """Add or take half an hour, or excuse who did not come; refused for one's own."""
        return await self._db.write(_change, caller, seat_id, change, self._clock.now())

    async def settle(self, caller: Caller, activity_id: int) -> Notice:
        """Approve everybody's hours but one's own: facts are appended and each member is told; twice is once."""
        return await self._db.write(_settle, caller, activity_id, self._clock.now())


def _open_due(session: Session, now: datetime) -> int:
    found = find.due_to_open(session, now)
    for activity in found:
        activity.state = ActivityState.OPEN
        session.add(activity)
        session.flush()
        redraw(session, activity)
    return len(found)


def _close_due(session: Session, now: datetime) -> int:
    found = find.due_to_close(session, now)
    for activity in found:
        seats = find.seats(session, activity.id, SeatState.JOINED)
        activity.state = ActivityState.OVER if seats else ActivityState.SETTLED
        session.add(activity)
        session.flush()
        redraw(session, activity)
        _ask_approval(session, activity, [seat for seat, _ in seats], now)
    return len(found)


def _ask_approval(session: Session, activity: Activity, seats: list[ActivitySeat], now: datetime) -> None:
    """Owe a card to everybody who may approve some of it."""
    day = local_day(now, session.get_one(Branch, activity.branch_id).zone)
    people = {one.id: one for seat in seats for one in approvers(session, activity, seat.member_id, day)}
    came = sum(seat.came_at is not None for seat in seats)
    for member_id in sorted(people):
        owe(
            session,
            ActivityToApprove(info=find.info(session, activity), joined=len(seats), came=came),
            key=f"activity:{activity.id}:approve:{member_id}",
            now=now,
            branch_id=activity.branch_id,
            to_person=people[member_id].person_id,
            subject=roll_subject_of(activity.id),
        )


def approvers(session: Session, activity: Activity, about: int, day: date) -> list[Member]:
    """Who may approve one member's hours, never himself: the organiser and secretaries, else who stands in for them.

    The list is empty where nobody else is left.
    """
    allowed = {
        member.id: member
        for role in sorted(ALLOWED[Action.APPROVE_ACTIVITY])
        for member in holders(session, activity.branch_id, role, day, about=about)
    }
    secretaries = {member.id for member in holders(session, activity.branch_id, Role.SECRETARY, day, about=about)}
    first = [allowed[key] for key in sorted(allowed) if key in secretaries or key == activity.announced_by]
    return first or deciders(session, activity.branch_id, Action.APPROVE_ACTIVITY, day, about=about)


def _approving(session: Session, caller: Caller, activity: Activity | None, now: datetime) -> tuple[Actor, Activity]:
    """The actor, when he may approve somebody's hours of an activity that is over."""
    if activity is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=activity.branch_id)
    if not may(actor, Action.APPROVE_ACTIVITY) and not _stands_in(session, activity, actor):
        raise not_allowed(Action.APPROVE_ACTIVITY)
    if activity.state in (ActivityState.ANNOUNCED, ActivityState.OPEN):
        raise Refused(ActivityHindered(info=find.info(session, activity), why="early", at=activity.closes_at))
    if activity.state is ActivityState.CANCELLED:
        raise Refused(ActivityHindered(info=find.info(session, activity), why="cancelled"))
    return actor, activity


def _stands_in(session: Session, activity: Activity, actor: Actor) -> bool:
    """Whether somebody whom the table does not name approves some of it all the same, or has."""
    return any(
        seat.settled_by == actor.member_id
        or actor.member_id in {one.id for one in approvers(session, activity, seat.member_id, actor.today)}
        for seat, _ in find.seats(session, activity.id, SeatState.JOINED)
    )


def _waiting(session: Session, activity: Activity) -> list[tuple[ActivitySeat, str]]:
    found = find.seats(session, activity.id, SeatState.JOINED)
    return [(seat, name) for seat, name in found if seat.settled_at is None]


def _roll(session: Session, caller: Caller, activity_id: int, seat_id: int | None, now: datetime) -> Notice:
    actor, activity = _approving(session, caller, session.get(Activity, activity_id), now)
    return _current(session, activity, actor, seat_id)


def _current(session: Session, activity: Activity, actor: Actor, seat_id: int | None = None) -> Notice:
    waiting = _waiting(session, activity)
    if not waiting:
        return _outcome(session, activity)
    rows = tuple(row_of(activity, seat, name, reader=actor.member_id) for seat, name in waiting)
    opened = next((row.seat_id for row in rows if row.seat_id == seat_id), None)
    return ActivityRoll(info=find.info(session, activity), rows=rows, seat=opened)


def _outcome(session: Session, activity: Activity) -> ActivitySettled:
    settled = [(s, n) for s, n in find.seats(session, activity.id, SeatState.JOINED) if s.settled_at is not None]
    by = dict.fromkeys(name_of(session, seat.settled_by) for seat, _ in settled)
    entries: tuple[Credit, ...] = tuple(credit_of(activity, seat, name) for seat, name in settled)
    return ActivitySettled(info=find.info(session, activity), by="、".join(by), credits=entries)


def _seat(session: Session, caller: Caller, seat_id: int, now: datetime) -> tuple[Actor, Activity, ActivitySeat]:
    seat = session.get(ActivitySeat, seat_id)
    if seat is None:
        raise Refused(Gone())
    actor, activity = _approving(session, caller, find.locked(session, seat.activity_id), now)
    return actor, activity, seat


def _show(session: Session, caller: Caller, seat_id: int, now: datetime) -> Notice:
    actor, activity, seat = _seat(session, caller, seat_id, now)
    if seat.member_id == actor.member_id:
        raise _own(session, activity, actor)
    return _current(session, activity, actor, seat_id)


def _own(session: Session, activity: Activity, actor: Actor) -> Refused:
    others = approvers(session, activity, actor.member_id, actor.today)
    return Refused(ActivityOwnHours(others=tuple(name_of(session, member.id) for member in others)))


def _require_for(session: Session, activity: Activity, seat: ActivitySeat, actor: Actor) -> None:
    if seat.member_id == actor.member_id:
        raise _own(session, activity, actor)
    if actor.member_id not in {one.id for one in approvers(session, activity, seat.member_id, actor.today)}:
        raise not_allowed(Action.APPROVE_ACTIVITY)


def _change(session: Session, caller: Caller, seat_id: int, change: Change, now: datetime) -> Notice:
    actor, activity, seat = _seat(session, caller, seat_id, now)
    _require_for(session, activity, seat, actor)
    if seat.settled_at is None:
        step = {"more": HALF, "less": -HALF, "excuse": Decimal(0)}[change]
        if change == "excuse":
            seat.excused = not seat.excused
        else:
            seat.hours = min(LONGEST, max(Decimal(0), hours_of(activity, seat) + step))
        session.add(seat)
        session.flush()
    return _current(session, activity, actor, seat_id)


def _settle(session: Session, caller: Caller, activity_id: int, now: datetime) -> Notice:
    actor, activity = _approving(session, caller, find.locked(session, activity_id), now)
    waiting = _waiting(session, activity)
    mine = [
        seat
        for seat, _ in waiting
        if actor.member_id in {one.id for one in approvers(session, activity, seat.member_id, actor.today)}
    ]
    if waiting and not mine:
        if any(seat.member_id == actor.member_id for seat, _ in waiting):
            raise _own(session, activity, actor)
        raise not_allowed(Action.APPROVE_ACTIVITY)
    for seat in mine:
        _enter(session, activity, seat, actor, now)
    left = [seat for seat, _ in waiting if seat.settled_at is None]
    if not left:
        activity.state = ActivityState.SETTLED
        session.add(activity)
        session.flush()
        rewrite(session, roll_subject_of(activity.id), _outcome(session, activity))
    elif mine:
        _ask_approval(session, activity, left, now)
    return _outcome(session, activity)


def _enter(session: Session, activity: Activity, seat: ActivitySeat, actor: Actor, now: datetime) -> None:
    """Append the fact of one seat and tell its member."""
    member, ending = session.get_one(Member, seat.member_id), ending_of(activity, seat)
    hours = hours_of(activity, seat)
    seat.hours, seat.settled_by, seat.settled_at = hours, actor.member_id, now
    session.add(seat)
    session.flush()
    if ending in OUTCOMES:
        append_fact(
            session,
            member=member,
            kind="service",
            outcome=OUTCOMES[ending],
            on=activity.on_date,
            quantity=hours if ending == "done" else Decimal(1),
            event=f"activity:{activity.id}",
            note=activity.title,
            source_key=f"activity:{activity.id}:member:{member.id}",
            author_id=actor.member_id,
            now=now,
        )
    owe(
        session,
        ActivityTold(info=find.info(session, activity), hours=hours, ending=ending, by=actor.name),
        key=f"activity:{activity.id}:told:{member.id}",
        now=now,
        branch_id=activity.branch_id,
        to_person=member.person_id,
    )
