"""Meetings that are held each month: begun by the planning form, planned ahead by a sweep, stopped by a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from services.actors import Actor, Caller, holders, resolve
from services.clock import Clock, local, local_day
from services.daytime import is_daytime
from services.errors import Refused
from services.meeting_making import enter_meeting
from services.permissions import Action, may, require
from services.plan_form import PlanForm, Step
from services.recurrence import days_between, holiday_on
from services.wall_time import on_clock
from services.workdays import WorkDays
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.series import SeriesInfo, SeriesList, SeriesOnHoliday, SeriesStopped
from storage.outbox import owe
from storage.queries import meetings as ask
from storage.queries import series as known
from storage.tables import Branch, Meeting, MeetingSeries
from storage.vocabulary import Role

AHEAD = timedelta(days=10)
"""How long before its day a monthly meeting is planned and announced."""


class SeriesBook:
    """The branch's monthly meetings."""

    def __init__(self, db: Database, clock: Clock, days: WorkDays) -> None:
        self._db = db
        self._clock = clock
        self._days = days

    async def list(self, caller: Caller) -> SeriesList:
        """List the monthly meetings of the caller's branch."""
        return await self._db.read(_list, caller, self._clock.now())

    async def stop(self, caller: Caller, series_id: int) -> SeriesStopped:
        """Plan a monthly meeting no further; what is planned stays. A second tap gets the outcome."""
        return await self._db.write(_stop, caller, series_id, self._clock.now())

    async def plan_due(self, now: datetime) -> int:
        """Plan each monthly meeting whose day comes within ten days, once; say how many. Announced by day only.

        What fell due while nothing ran is planned if it is still to come.
        """
        return await self._db.write(_plan_due, self._days, now)


def begin_series(session: Session, actor: Actor, form: PlanForm, first: Meeting, now: datetime) -> MeetingSeries:
    """Keep what a form says for each month to come; the first meeting is planned already, under the same key."""
    series = known.planned_as(session, first.planned_key)
    if series is not None:
        return series
    series = MeetingSeries(
        branch_id=first.branch_id,
        kind=first.kind,
        title=first.title,
        place=first.place,
        since=first.on_date,
        clock=local(first.starts_at, actor.zone).time(),
        minutes=form.minutes,
        repeat=form.repeat,
        audience=first.audience,
        group_id=first.group_id,
        check_in=first.check_in,
        planned_by=actor.member_id,
        planned_key=first.planned_key,
        created_at=now,
    )
    session.add(series)
    session.flush()
    return series


def _plan_due(session: Session, days: WorkDays, now: datetime) -> int:
    planned = 0
    for series in known.running(session, now):
        branch = ask.locked_branch(session, series.branch_id)
        if is_daytime(now, branch.zone):
            planned += _plan_ahead(session, series, branch, days, now)
    return planned


def _plan_ahead(session: Session, series: MeetingSeries, branch: Branch, days: WorkDays, now: datetime) -> int:
    today, planned = local_day(now, branch.zone), 0
    for day in days_between(series.since, series.repeat, today, today + AHEAD):
        starts_at = on_clock(day, series.clock, branch.zone)
        key = f"series:{series.id}:{day}"
        if starts_at <= now or ask.planned_as(session, key) is not None:
            continue
        meeting = enter_meeting(session, branch, _form_of(series, branch, starts_at), series.planned_by, key, now)
        _warn_of_holiday(session, meeting, branch, holiday_on(days, day), now)
        planned += 1
    return planned


def _form_of(series: MeetingSeries, branch: Branch, starts_at: datetime) -> PlanForm:
    return PlanForm(
        form="",
        zone=branch.zone,
        step=Step.SUMMARY,
        kind=series.kind,
        title=series.title,
        place=series.place,
        starts_at=starts_at,
        minutes=series.minutes,
        audience=series.audience,
        group_id=series.group_id,
        check_in=series.check_in,
    )


def _warn_of_holiday(session: Session, meeting: Meeting, branch: Branch, holiday: str, now: datetime) -> None:
    if not holiday:
        return
    for secretary in holders(session, branch.id, Role.SECRETARY, local_day(now, branch.zone)):
        owe(
            session,
            SeriesOnHoliday(info=ask.info(session, meeting), holiday=holiday),
            key=f"meeting:{meeting.id}:holiday:{secretary.id}",
            now=now,
            branch_id=branch.id,
            to_person=secretary.person_id,
        )


def _list(session: Session, caller: Caller, now: datetime) -> SeriesList:
    actor = resolve(session, caller, now)
    require(actor, Action.PLAN_MEETING)
    found = [_info(series) for series in known.running(session, now, actor.branch_id)]
    return SeriesList(series=found, may_stop=may(actor, Action.CANCEL_MEETING))


def _stop(session: Session, caller: Caller, series_id: int, now: datetime) -> SeriesStopped:
    series = known.locked(session, series_id)
    if series is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=series.branch_id)
    require(actor, Action.CANCEL_MEETING)
    if series.ended_at is None:
        series.ended_at, series.ended_by = now, actor.member_id
        session.add(series)
        session.flush()
    return SeriesStopped(info=_info(series), by=ask.name_of(session, series.ended_by))


def _info(series: MeetingSeries) -> SeriesInfo:
    return SeriesInfo(
        series_id=series.id,
        kind=series.kind,
        title=series.title,
        since=series.since,
        clock=series.clock,
        repeat=series.repeat,
    )
