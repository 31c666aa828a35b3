"""Planning a meeting: the form's beginning and its end; the answers in between are `services.plan_form`."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.clock import Clock, local_day
from services.errors import Refused
from services.meeting_news import announce
from services.permissions import Action, require
from services.plan_form import PLACE_LIMIT, TITLE_LIMIT, PlanForm, Step, check_minutes, check_start
from services.postponing import begin_move, postpone
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.planning import GroupChoice, MeetingPlanned
from storage.queries import meetings as ask
from storage.tables import Branch, Meeting, PartyGroup
from storage.vocabulary import Audience, MeetingState


class Planning:
    """From /plan to a meeting that the group knows of."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def begin(self, caller: Caller, form: str) -> PlanForm:
        """Open a form for one who may plan meetings. ``form`` names what asked for it, the same at each delivery."""
        return await self._db.read(_begin, caller, form, self._clock.now())

    async def begin_move(self, caller: Caller, meeting_id: int, form: str) -> PlanForm:
        """Open a form that asks to when a planned meeting is postponed."""
        return await self._db.read(begin_move, caller, meeting_id, form, self._clock.now())

    async def plan(self, caller: Caller, form: PlanForm) -> MeetingPlanned:
        """Plan or move what the form says and owe the group its news; the same form again gives the same meeting."""
        return await self._db.write(_plan, caller, form, self._clock.now())

    async def planned(self, caller: Caller, form: str) -> MeetingPlanned:
        """Tell what became of a form that is closed: the answer to a second tap on its last button."""
        return await self._db.read(_planned, caller, form, self._clock.now())


def plan_meeting(session: Session, actor: Actor, form: PlanForm, key: str, now: datetime) -> Meeting:
    """Make the meeting of a complete form, once per key; checked here again, whatever the form's screens let pass."""
    branch = ask.locked_branch(session, actor.branch_id)
    known = ask.planned_as(session, key)
    if known is not None:
        return known
    starts_at = check_start(_complete(form), now, branch.zone)
    meeting = Meeting(
        branch_id=branch.id,
        kind=form.kind,
        title=form.title[:TITLE_LIMIT],
        place=form.place[:PLACE_LIMIT],
        on_date=local_day(starts_at, branch.zone),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=check_minutes(form.minutes)),
        opens_at=starts_at - timedelta(minutes=branch.prompt_minutes),
        grace_minutes=branch.grace_minutes,
        audience=form.audience,
        group_id=_own_group(session, form, branch),
        planned_by=actor.member_id,
        planned_key=key,
    )
    session.add(meeting)
    session.flush()
    announce(session, meeting, now)
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
    return MeetingPlanned(info=ask.info(session, meeting), cancelled=cancelled, moved=meeting.moved_key == key)


def _key(caller: Caller, form: str) -> str:
    return f"{caller.chat_id}:{form}"


def _complete(form: PlanForm) -> datetime:
    if form.step is not Step.SUMMARY or form.starts_at is None:
        raise Refused(Gone())
    return form.starts_at


def _own_group(session: Session, form: PlanForm, branch: Branch) -> int | None:
    if form.audience is not Audience.GROUP:
        return None
    group = session.get(PartyGroup, form.group_id) if form.group_id is not None else None
    if group is None or group.branch_id != branch.id:
        raise Refused(Gone())
    return group.id
