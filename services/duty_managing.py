"""The branch's duties in the secretary's hands: adding one, switching them on and off."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.clock import Clock
from services.duty_calendar import due_days, opens_on
from services.duty_form import TITLE_LIMIT, DutyForm, check_due
from services.duty_ledger import name_of
from services.duty_plans import open_plan, provide
from services.errors import Refused
from services.pages import page_of
from services.permissions import Action, require
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.duty_form import DutyAdded, DutyGroup, DutyPlans, DutyPlanView, DutyStep
from storage.queries import duties as ask
from storage.queries.meetings import locked_branch
from storage.tables import DutyPlan, PartyGroup
from storage.vocabulary import DutyEvery, DutyEvidence

PAGE = 6
OPEN_DAYS = {
    DutyEvery.ONCE: 30,
    DutyEvery.MONTH: 10,
    DutyEvery.QUARTER: 30,
    DutyEvery.HALF: 60,
    DutyEvery.YEAR: 60,
}
"""How many days before it is due a duty of the branch's own appears."""
AHEAD = timedelta(days=400)
"""How far the next time of a duty is looked for: the longest comes back after a year."""


class DutyManaging:
    """What a secretary does with the duties themselves."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def plans(self, caller: Caller, page: int = 0) -> DutyPlans:
        """Show every duty of the branch, switched on or not."""
        return await self._db.write(_plans, caller, page, self._clock.now())

    async def switch(self, caller: Caller, plan_id: int, *, on: bool, page: int) -> DutyPlans:
        """Switch a duty on or off; the button says which, so that a second tap changes nothing.

        What is open of it already goes on.
        """
        return await self._db.write(_switch, caller, plan_id, on=on, page=page, now=self._clock.now())

    async def begin(self, caller: Caller, form: str) -> tuple[DutyForm, date]:
        """Open a form for one who may add duties; with today's date in the branch's zone."""
        return await self._db.read(_begin, caller, form, self._clock.now())

    async def add(self, caller: Caller, form: DutyForm) -> DutyAdded:
        """Add what the form says, and open it if its days have come; the same form again gives the same duty."""
        return await self._db.write(_add, caller, form, self._clock.now())

    async def added(self, caller: Caller, form: str) -> DutyAdded:
        """Tell what became of a form that is closed."""
        return await self._db.read(_added, caller, form, self._clock.now())


def _manager(session: Session, caller: Caller, now: datetime) -> Actor:
    actor = resolve(session, caller, now)
    require(actor, Action.MANAGE_DUTIES)
    return actor


def _plans(session: Session, caller: Caller, page: int, now: datetime) -> DutyPlans:
    actor = _manager(session, caller, now)
    found = provide(session, locked_branch(session, actor.branch_id), now)
    shown, page, pages = page_of(found, page, PAGE)
    return DutyPlans(plans=tuple(_view(plan, actor.today) for plan in shown), page=page, pages=pages)


def _view(plan: DutyPlan, today: date) -> DutyPlanView:
    coming = due_days(plan.every, plan.first_due, today, today + AHEAD)
    return DutyPlanView(
        plan_id=plan.id, name=name_of(plan), every=plan.every, next_due=next(coming, None), active=plan.active
    )


def _switch(session: Session, caller: Caller, plan_id: int, *, on: bool, page: int, now: datetime) -> DutyPlans:
    plan = session.get(DutyPlan, plan_id)
    if plan is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=plan.branch_id)
    require(actor, Action.MANAGE_DUTIES)
    plan.active = on
    session.add(plan)
    session.flush()
    open_plan(session, plan, actor.today)
    return _plans(session, caller, page, now)


def _begin(session: Session, caller: Caller, form: str, now: datetime) -> tuple[DutyForm, date]:
    actor = _manager(session, caller, now)
    groups = (DutyGroup(group_id=one.id, name=one.name) for one in ask.groups_of(session, actor.branch_id))
    return DutyForm(form=form, groups=tuple(groups)), actor.today


def _add(session: Session, caller: Caller, form: DutyForm, now: datetime) -> DutyAdded:
    actor = _manager(session, caller, now)
    locked_branch(session, actor.branch_id)
    known = ask.plan_by_code(session, actor.branch_id, _code(caller, form.form))
    plan = known or _new(session, actor, caller, form, now)
    open_plan(session, plan, actor.today)
    return _told(plan)


def _new(session: Session, actor: Actor, caller: Caller, form: DutyForm, now: datetime) -> DutyPlan:
    """Make the duty; checked here again, whatever the form's screens let pass."""
    draft = form.draft
    if form.step is not DutyStep.SUMMARY or draft.due_on is None or not draft.title:
        raise Refused(Gone())
    plan = DutyPlan(
        branch_id=actor.branch_id,
        code=_code(caller, form.form),
        title=draft.title[:TITLE_LIMIT],
        every=draft.every,
        first_due=check_due(draft.due_on, actor.today),
        open_days=OPEN_DAYS[draft.every],
        grace_days=draft.grace_days,
        evidence=draft.evidence,
        confirm=draft.evidence is not DutyEvidence.NONE,
        fact_kind="duty" if draft.counts else "",
        fact_detail=draft.counts,
        category=draft.category,
        role=draft.role,
        group_id=_own_group(session, draft.group, actor),
        created_by=actor.member_id,
        created_at=now,
    )
    session.add(plan)
    session.flush()
    return plan


def _own_group(session: Session, group: DutyGroup | None, actor: Actor) -> int | None:
    if group is None:
        return None
    row = session.get(PartyGroup, group.group_id)
    if row is None or row.branch_id != actor.branch_id:
        raise Refused(Gone())
    return row.id


def _added(session: Session, caller: Caller, form: str, now: datetime) -> DutyAdded:
    actor = _manager(session, caller, now)
    plan = ask.plan_by_code(session, actor.branch_id, _code(caller, form))
    if plan is None:
        raise Refused(Gone())
    return _told(plan)


def _told(plan: DutyPlan) -> DutyAdded:
    return DutyAdded(
        title=plan.title,
        due_on=plan.first_due,
        opens_on=opens_on(plan.first_due, plan.open_days),
        every=plan.every,
    )


def _code(caller: Caller, form: str) -> str:
    return f"own:{caller.chat_id}:{form}"
