"""What a duty comes to: how each member stands to it, and the facts that this brings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from scoring.periods import Period
from services.clock import local_day
from services.duty_calendar import fact_day, period_of
from services.duty_catalogue import OUTCOMES
from services.standing_facts import Wanted, let_facts_say
from storage.notices.duties import DutyName, DutyView, Standing
from storage.queries.duties import Asked, RollEntry, always_on_leave
from storage.queries.facts import members_with_fact
from storage.tables import Branch, DutyDone, DutyPlan, Member
from storage.vocabulary import DutyState

CORRECTION = timedelta(days=7)
"""How long one can correct what was returned, and be counted as of the day on which he had first handed it in."""

LATEST = timedelta(days=60)
"""How long after its grace a missed duty can still be handed in; a keeper must confirm it then."""


def subject_of(duty_id: int, member_id: int) -> str:
    """Under which name what was said to a member about a duty is found again."""
    return f"duty:{duty_id}:member:{member_id}"


def name_of(plan: DutyPlan) -> DutyName:
    """What a duty is called."""
    return DutyName(code=plan.code, title=plan.title, title_en=plan.title_en)


def ends_on(asked: Asked) -> date:
    """The last day of grace."""
    return asked.duty.closes_on or asked.duty.due_on


def begins_on(asked: Asked) -> date:
    """The first day on which it can be handed in."""
    return asked.duty.opens_on or asked.duty.due_on


def recorded_elsewhere(session: Session, asked: Asked) -> set[int]:
    """Members whose facts of the period say that it is done, whoever recorded them: an import, another conversation."""
    plan = asked.plan
    if plan.fact_kind not in OUTCOMES:
        return set()
    known = OUTCOMES[plan.fact_kind]
    return members_with_fact(
        session,
        plan.branch_id,
        plan.fact_kind,
        {known.done, known.late},
        detail=plan.fact_detail,
        since=period_of(plan.every, asked.duty.due_on).start,
        until=ends_on(asked),
        not_from="duty:",
    )


def standing_of(entry: RollEntry, asked: Asked, elsewhere: set[int]) -> Standing:
    """How a member stands to a duty."""
    if entry.done is not None and entry.done.state is not DutyState.RETURNED:
        return Standing(entry.done.state.value)
    if entry.member.id in elsewhere:
        return Standing.DONE
    if entry.done is not None:
        return Standing.RETURNED
    return Standing.OPEN if asked.duty.settled_at is None else Standing.MISSED


def view_of(asked: Asked, done: DutyDone | None, standing: Standing, zone: str) -> DutyView:
    """Show one time that a duty is due as a member stands to it."""
    view = DutyView(
        duty_id=asked.duty.id,
        name=name_of(asked.plan),
        due_on=asked.duty.due_on,
        closes_on=ends_on(asked),
        evidence=asked.plan.evidence,
        standing=standing,
    )
    if done is None:
        return view
    said = {
        "on": local_day(done.at, zone),
        "note": done.note,
        "quantity": done.quantity,
        "has_file": bool(done.file_id),
        "reason": done.reason,
        "round": done.round,
    }
    return view.model_copy(update=said)


def state_done(
    session: Session, asked: Asked, member: Member, done: DutyDone | None, *, author_id: int, now: datetime
) -> None:
    """Let the facts say what a member's entry says: done in time or late, or nothing at all."""
    zone = session.get_one(Branch, member.branch_id).zone
    wanted = _done(asked, done, zone) if done is not None and done.state is DutyState.DONE else None
    let_facts_say(session, _key(asked, member), member, wanted, author_id=author_id, now=now)


def state_missed(session: Session, asked: Asked, member: Member, now: datetime) -> None:
    """Append the fact that a member missed it, once."""
    plan = asked.plan
    if plan.fact_kind not in OUTCOMES:
        return
    known = OUTCOMES[plan.fact_kind]
    missed = Wanted(
        plan.fact_kind,
        known.missed,
        asked.duty.due_on,
        plan.fact_detail,
        Decimal(0) if known.reported else Decimal(1),
    )
    let_facts_say(session, _key(asked, member), member, missed, author_id=None, now=now)


def left_in_peace(session: Session, asked: Asked) -> set[int]:
    """Members who were on approved leave all the time in which it could be done."""
    return always_on_leave(session, asked.duty.branch_id, begins_on(asked), ends_on(asked))


def _done(asked: Asked, done: DutyDone, zone: str) -> Wanted | None:
    plan = asked.plan
    if plan.fact_kind not in OUTCOMES:
        return None
    known, day = OUTCOMES[plan.fact_kind], local_day(done.at, zone)
    return Wanted(
        plan.fact_kind,
        known.done if day <= asked.duty.due_on else known.late,
        fact_day(plan.every, asked.duty.due_on, day),
        plan.fact_detail,
        done.quantity if done.quantity is not None else Decimal(1),
    )


def reported_key(kind: str, member_id: int, period: Period) -> str:
    """What causes a number from another system: the member and the period, whoever reports it and how."""
    return f"{kind}:{member_id}:{period.label}"


def _key(asked: Asked, member: Member) -> str:
    known = OUTCOMES.get(asked.plan.fact_kind)
    if known is not None and known.reported:
        return reported_key(asked.plan.fact_kind, member.id, period_of(asked.plan.every, asked.duty.due_on))
    return subject_of(asked.duty.id, member.id)
