"""Planning a meeting: the form's beginning and its end; the answers in between are `services.plan_form`."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.clock import Clock
from services.errors import Refused
from services.meeting_making import enter_meeting
from services.permissions import Action, require
from services.plan_form import FURTHEST, PlanForm
from services.postponing import begin_move, postpone
from services.recurrence import holiday_on
from services.series import begin_series
from services.workdays import WorkDays
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.planning import GroupChoice, MeetingPlanned
from storage.queries import meetings as ask
from storage.queries import series
from storage.tables import Meeting
from storage.vocabulary import MeetingState, Repeat


class Planning:
    """From /plan to a meeting that the group knows of."""

    def __init__(self, db: Database, clock: Clock, days: WorkDays | None = None) -> None:
        self._db = db
        self._clock = clock
        self._days = days or WorkDays()

    async def begin(self, caller: Caller, form: str) -> PlanForm:
        """Open a form for one who may plan meetings. ``form`` names what asked for it, the same at each delivery."""
        opened = await self._db.read(_begin, caller, form, self._clock.now())
        return opened.model_copy(update={"holidays": await self._holidays()})

    async def begin_move(self, caller: Caller, meeting_id: int, form: str) -> PlanForm:
        """Open a form that asks to when a planned meeting is postponed."""
        opened = await self._db.read(begin_move, caller, meeting_id, form, self._clock.now())
        return opened.model_copy(update={"holidays": await self._holidays()})

    async def plan(self, caller: Caller, form: PlanForm) -> MeetingPlanned:
        """Plan or move what the form says and owe the group its news; the same form again gives the same meeting."""
        return await self._db.write(_plan, caller, form, self._clock.now())

    async def planned(self, caller: Caller, form: str) -> MeetingPlanned:
        """Tell what became of a form that is closed: the answer to a second tap on its last button."""
        return await self._db.read(_planned, caller, form, self._clock.now())

    async def _holidays(self) -> dict[date, str]:
        """The public holidays on which a meeting could be planned now; off the loop, as the calendar is slow once."""
        return await asyncio.to_thread(_holidays_ahead, self._days, self._clock.now().date())


def _holidays_ahead(days: WorkDays, today: date) -> dict[date, str]:
    ahead = (today + timedelta(days=n) for n in range(FURTHEST.days + 2))
    return {day: name for day in ahead if (name := holiday_on(days, day))}


def plan_meeting(session: Session, actor: Actor, form: PlanForm, key: str, now: datetime) -> Meeting:
    """Make the meeting of a complete form, once per key; one that is repeated begins its series."""
    branch = ask.locked_branch(session, actor.branch_id)
    known = ask.planned_as(session, key)
    if known is not None:
        return known
    meeting = enter_meeting(session, branch, form, actor.member_id, key, now)
    if form.repeat is not Repeat.ONCE:
        begin_series(session, actor, form, meeting, now)
    return meeting


def _begin(session: Session, caller: Caller, form: str, now: datetime) -> PlanForm:
    actor = resolve(session, caller, now)
    require(actor, Action.PLAN_MEETING)
    groups = [GroupChoice(group_id=g.id, name=g.name) for g in ask.groups(session, actor.branch_id)]
    return PlanForm(form=form, zone=actor.zone, groups=groups)


def _plan(session: Session, caller: Caller, form: PlanForm, now: datetime) -> MeetingPlanned:
    key = _key(caller, form.form)
    if form.moves is not None:
        return _outcome(session, postpone(session, caller, form, key, now), key)
    actor = resolve(session, caller, now)
    require(actor, Action.PLAN_MEETING)
    return _outcome(session, plan_meeting(session, actor, form, key, now), key)


def _planned(session: Session, caller: Caller, form: str, now: datetime) -> MeetingPlanned:
    key = _key(caller, form)
    meeting = ask.planned_as(session, key)
    if meeting is None:
        raise Refused(Gone())
    resolve(session, caller, now, branch_id=meeting.branch_id)
    return _outcome(session, meeting, key)


def _outcome(session: Session, meeting: Meeting, key: str) -> MeetingPlanned:
    cancelled = meeting.state is MeetingState.CANCELLED
    begun = series.planned_as(session, key)
    return MeetingPlanned(
        info=ask.info(session, meeting),
        cancelled=cancelled,
        moved=meeting.moved_key == key,
        repeat=begun.repeat if begun is not None else Repeat.ONCE,
    )


def _key(caller: Caller, form: str) -> str:
    return f"{caller.chat_id}:{form}"
