"""Sweep: every branch has its duties, and each time that one is due is opened when its days have come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from services.clock import local_day
from services.duty_calendar import due_days, opens_on
from services.duty_catalogue import SHIPPED, Shipped, calendar_of
from services.schemes import branch_scheme
from storage.queries.dues import branches
from storage.queries.duties import due_days_of, planless, plans
from storage.tables import Branch, Duty, DutyPlan


def open_due(session: Session, now: datetime) -> int:
    """Open in every branch what can be handed in from today on; say how many were opened.

    What is past its due day already is not opened: nobody was told of it.
    """
    return sum(_open_in(session, branch, local_day(now, branch.zone), now) for branch in branches(session))


def provide(session: Session, branch: Branch, now: datetime) -> list[DutyPlan]:
    """Give a branch the shipped duties and its scheme's calendar, each once; what it changed in them stays.

    A day that the scheme names no more is switched off.
    """
    scheme = branch_scheme(branch)
    known = {plan.code: plan for plan in plans(session, branch.id)}
    shipped = [*SHIPPED, *calendar_of(scheme)]
    for duty in shipped:
        if duty.code not in known:
            _add(session, branch, duty, active=duty.starts_on(scheme), now=now)
    named = {duty.code for duty in shipped}
    for code, plan in known.items():
        if code.startswith("calendar:") and code not in named and plan.active:
            plan.active = False
            session.add(plan)
    session.flush()
    return plans(session, branch.id)


def open_plan(session: Session, plan: DutyPlan, today: date) -> int:
    """Open the times of one duty whose days have come."""
    if not plan.active:
        return 0
    opened = due_days_of(session, plan.id)
    until = today + timedelta(days=plan.open_days)
    wanted = [day for day in due_days(plan.every, plan.first_due, today, until) if day not in opened]
    session.add_all(
        Duty(
            branch_id=plan.branch_id,
            plan_id=plan.id,
            kind=plan.code,
            due_on=day,
            opens_on=opens_on(day, plan.open_days),
            closes_on=day + timedelta(days=plan.grace_days),
        )
        for day in wanted
    )
    session.flush()
    return len(wanted)


def _open_in(session: Session, branch: Branch, today: date, now: datetime) -> int:
    return sum(open_plan(session, plan, today) for plan in provide(session, branch, now))


def _add(session: Session, branch: Branch, duty: Shipped, *, active: bool, now: datetime) -> None:
    plan = DutyPlan(
        branch_id=branch.id,
        code=duty.code,
        title=duty.title,
        title_en=duty.title_en,
        every=duty.every,
        first_due=duty.first_due,
        open_days=duty.open_days,
        grace_days=duty.grace_days,
        evidence=duty.evidence,
        confirm=duty.confirm,
        fact_kind=duty.fact_kind,
        fact_detail=duty.fact_detail,
        category=duty.category,
        role=duty.role,
        active=active,
        created_at=now,
    )
    session.add(plan)
    session.flush()
    # What was asked before there were plans goes on under this one; what is over then brings no misses afterwards.
    for former in planless(session, branch.id, duty.code):
        former.plan_id, former.opens_on = plan.id, opens_on(former.due_on, plan.open_days)
        former.closes_on = former.due_on + timedelta(days=plan.grace_days)
        if former.closes_on < local_day(now, branch.zone):
            former.settled_at = now
        session.add(former)
