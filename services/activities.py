"""Volunteer activities: announced by the branch, joined by one tap, left in time, attended by two check-ins."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from services.activity_form import ActivityForm, ask, check_start
from services.activity_seats import check_in, check_out, join, leave
from services.activity_views import board_of, redraw, subject_of
from services.actors import Actor, Caller, resolve
from services.clock import Clock, local_day
from services.errors import Refused
from services.permissions import Action, may, require
from storage.database import Database
from storage.notices import Notice
from storage.notices.activities import (
    ActivityAnnounced,
    ActivityCancelAsk,
    ActivityCancelled,
    ActivityEntry,
    ActivityHindered,
    ActivityInfo,
    ActivityList,
    ActivitySummary,
)
from storage.notices.common import Gone
from storage.outbox import owe
from storage.queries import activities as find
from storage.queries.groups import current_group
from storage.tables import Activity, ActivitySeat, Member
from storage.vocabulary import ActivityState, SeatState

OPENS_BEFORE = timedelta(minutes=30)
CLOSES_AFTER = timedelta(hours=1)
"""Check-in opens before the announced start; whoever forgot can still check out after the end."""
LISTED = 10


class Activities:
    """What members and those who announce can do with activities."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def begin(self, caller: Caller, form: str) -> ActivityForm:
        """Begin to announce; refused to whom his roles do not allow it."""
        return await self._db.read(_begin, caller, form, self._clock.now())

    async def question(self, caller: Caller, form: ActivityForm) -> Notice:
        """Ask what the form still needs; the summary when nothing is missing."""
        return await self._db.read(_question, caller, form, self._clock.now())

    async def announce(self, caller: Caller, form: ActivityForm) -> ActivityAnnounced:
        """Announce a complete form to the group; twice is once."""
        return await self._db.write(_announce, caller, form, self._clock.now())

    async def announced(self, caller: Caller, form: str) -> ActivityAnnounced:
        """Tell what became of a form that is closed, to a second tap."""
        return await self._db.read(_announced, caller, form, self._clock.now())

    async def join(self, caller: Caller, activity_id: int) -> Notice:
        """Take a place, or a turn in the waiting list when all are taken."""
        return await self._db.write(join, caller, activity_id, self._clock.now())

    async def leave(self, caller: Caller, activity_id: int) -> Notice:
        """Give the place back before the start; the first who waits gets it and is told."""
        return await self._db.write(leave, caller, activity_id, self._clock.now())

    async def check_in(self, caller: Caller, activity_id: int) -> Notice:
        """Come; who has not joined takes a place with it if one is free."""
        return await self._db.write(check_in, caller, activity_id, self._clock.now())

    async def check_out(self, caller: Caller, activity_id: int) -> Notice:
        """Go; the half hours since the check-in are told."""
        return await self._db.write(check_out, caller, activity_id, self._clock.now())

    async def listed(self, caller: Caller) -> ActivityList:
        """List the activities ahead with what the caller may do."""
        return await self._db.read(_listed, caller, self._clock.now())

    async def ask_cancel(self, caller: Caller, activity_id: int) -> Notice:
        """Ask before an activity is called off."""
        return await self._db.read(_ask_cancel, caller, activity_id, self._clock.now())

    async def cancel(self, caller: Caller, activity_id: int) -> Notice:
        """Call an activity off and tell everybody who counted on it."""
        return await self._db.write(_cancel, caller, activity_id, self._clock.now())


def _begin(session: Session, caller: Caller, form: str, now: datetime) -> ActivityForm:
    actor = resolve(session, caller, now)
    require(actor, Action.ANNOUNCE_ACTIVITY)
    return ActivityForm(form=form, zone=actor.zone)


def _question(session: Session, caller: Caller, form: ActivityForm, now: datetime) -> Notice:
    actor = resolve(session, caller, now)
    require(actor, Action.ANNOUNCE_ACTIVITY)
    if form.step != "summary":
        return ask(form, now)
    return ActivitySummary(form=form.form, info=_foreseen(actor, form))


def _foreseen(actor: Actor, form: ActivityForm) -> ActivityInfo:
    """An activity as it would be announced."""
    if form.starts_at is None or form.hours is None:
        raise Refused(Gone())
    return ActivityInfo(
        activity_id=0,
        title=form.title or "",
        place=form.place or "",
        starts_at=form.starts_at,
        ends_at=form.starts_at + timedelta(hours=float(form.hours)),
        zone=actor.zone,
        places=form.places,
        organiser=actor.name,
    )


def _announce(session: Session, caller: Caller, form: ActivityForm, now: datetime) -> ActivityAnnounced:
    actor = resolve(session, caller, now)
    require(actor, Action.ANNOUNCE_ACTIVITY)
    key = _key(caller, form.form)
    known = find.announced_as(session, key)
    if known is not None:
        return _receipt(session, known)
    if form.step != "summary":
        raise Refused(Gone())
    activity = _write(session, actor, _foreseen(actor, form), key, now)
    owe(
        session,
        board_of(session, activity),
        key=f"activity:{activity.id}:board",
        now=now,
        branch_id=activity.branch_id,
        to_group=True,
        subject=subject_of(activity.id),
    )
    return _receipt(session, activity)


def _write(session: Session, actor: Actor, info: ActivityInfo, key: str, now: datetime) -> Activity:
    starts_at = check_start(info.starts_at, now, actor.zone)
    activity = Activity(
        branch_id=actor.branch_id,
        title=info.title,
        place=info.place,
        on_date=local_day(starts_at, actor.zone),
        starts_at=starts_at,
        ends_at=info.ends_at,
        opens_at=starts_at - OPENS_BEFORE,
        closes_at=info.ends_at + CLOSES_AFTER,
        places=info.places,
        announced_by=actor.member_id,
        announced_key=key,
    )
    session.add(activity)
    session.flush()
    return activity


def _key(caller: Caller, form: str) -> str:
    return f"{caller.chat_id}:{form}"


def _receipt(session: Session, activity: Activity) -> ActivityAnnounced:
    grouped = current_group(session, activity.branch_id) is not None
    return ActivityAnnounced(info=find.info(session, activity), grouped=grouped)


def _announced(session: Session, caller: Caller, form: str, now: datetime) -> ActivityAnnounced:
    actor = resolve(session, caller, now)
    known = find.announced_as(session, _key(caller, form))
    if known is None or known.announced_by != actor.member_id:
        raise Refused(Gone())
    return _receipt(session, known)


def _listed(session: Session, caller: Caller, now: datetime) -> ActivityList:
    actor = resolve(session, caller, now)
    require(actor, Action.JOIN_ACTIVITY)
    rows = find.unfinished(session, actor.branch_id, limit=LISTED)
    return ActivityList(
        entries=tuple(_entry(session, row, actor) for row in rows),
        year=actor.today.year,
        hours=find.service_hours(session, actor.member_id, actor.today.year),
        may_announce=may(actor, Action.ANNOUNCE_ACTIVITY),
    )


def _entry(session: Session, activity: Activity, actor: Actor) -> ActivityEntry:
    seat = find.seat_of(session, activity.id, actor.member_id)
    manages = _manages(session, activity, actor)
    ahead = activity.state in (ActivityState.ANNOUNCED, ActivityState.OPEN)
    return ActivityEntry(
        info=find.info(session, activity),
        state=activity.state,
        mine=seat.state if seat is not None else None,
        taken=len(find.seats(session, activity.id, SeatState.JOINED)),
        may_cancel=manages and ahead,
        may_approve=may(actor, Action.APPROVE_ACTIVITY) and activity.state is ActivityState.OVER,
    )


def _manages(session: Session, activity: Activity, actor: Actor) -> bool:
    """Whoever announced it while his roles last, and whoever may cancel any meeting."""
    announced = activity.announced_by == actor.member_id and may(actor, Action.ANNOUNCE_ACTIVITY)
    return announced or may(actor, Action.CANCEL_MEETING)


def _managed(session: Session, caller: Caller, activity: Activity | None, now: datetime) -> Activity:
    if activity is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=activity.branch_id)
    if not _manages(session, activity, actor):
        require(actor, Action.CANCEL_MEETING)
    return activity


def _ask_cancel(session: Session, caller: Caller, activity_id: int, now: datetime) -> Notice:
    activity = _managed(session, caller, session.get(Activity, activity_id), now)
    if activity.state is ActivityState.CANCELLED:
        return ActivityCancelled(info=find.info(session, activity))
    _require_ahead(session, activity)
    return ActivityCancelAsk(info=find.info(session, activity), people=len(_concerned(session, activity)))


def _require_ahead(session: Session, activity: Activity) -> None:
    if activity.state not in (ActivityState.ANNOUNCED, ActivityState.OPEN):
        raise Refused(ActivityHindered(info=find.info(session, activity), why="over", at=activity.ends_at))


def _concerned(session: Session, activity: Activity) -> list[ActivitySeat]:
    return [
        seat for state in (SeatState.JOINED, SeatState.WAITING) for seat, _ in find.seats(session, activity.id, state)
    ]


def _cancel(session: Session, caller: Caller, activity_id: int, now: datetime) -> Notice:
    activity = _managed(session, caller, find.locked(session, activity_id), now)
    told = ActivityCancelled(info=find.info(session, activity))
    if activity.state is ActivityState.CANCELLED:
        return told
    _require_ahead(session, activity)
    activity.state = ActivityState.CANCELLED
    session.add(activity)
    session.flush()
    for seat in _concerned(session, activity):
        owe(
            session,
            told,
            key=f"activity:{activity.id}:cancelled:{seat.member_id}",
            now=now,
            branch_id=activity.branch_id,
            to_person=session.get_one(Member, seat.member_id).person_id,
        )
    redraw(session, activity)
    return told
