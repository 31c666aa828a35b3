"""Questions about duties: which there are, whom they are for, who has done them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, case, col, func, or_, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from scoring.details import LEAVES
from storage.tables import Duty, DutyDone, DutyPlan, FactRow, Member, PartyGroup, Person, RoleHeld
from storage.vocabulary import DutyState, Role


@dataclass(frozen=True, slots=True)
class Asked:
    """One time that a duty is due, with its plan."""

    duty: Duty
    plan: DutyPlan


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One member for whom a duty is, with what he has handed in."""

    member: Member
    name: str
    done: DutyDone | None


def plans(session: Session, branch_id: int) -> list[DutyPlan]:
    """Every duty of a branch, switched on or not, in the order in which they came."""
    return list(session.exec(select(DutyPlan).where(DutyPlan.branch_id == branch_id).order_by(col(DutyPlan.id))))


def plan_by_code(session: Session, branch_id: int, code: str) -> DutyPlan | None:
    """A branch's duty by its code."""
    return session.exec(select(DutyPlan).where(DutyPlan.branch_id == branch_id, DutyPlan.code == code)).first()


def planless(session: Session, branch_id: int, kind: str) -> list[Duty]:
    """Times of a kind from before there were plans."""
    return list(
        session.exec(select(Duty).where(Duty.branch_id == branch_id, Duty.kind == kind, col(Duty.plan_id).is_(None)))
    )


def due_days_of(session: Session, plan_id: int) -> set[date]:
    """The days for which a duty has been opened."""
    return set(session.exec(select(col(Duty.due_on)).where(Duty.plan_id == plan_id)))


def asked(session: Session, duty_id: int) -> Asked | None:
    """One time that a duty is due."""
    row = session.exec(_asked().where(Duty.id == duty_id)).first()
    return Asked(*row) if row is not None else None


def current(session: Session, branch_id: int, today: date, *, since: date) -> list[Asked]:
    """What can be handed in today, and what ended on ``since`` or later: what is due first comes first."""
    rows = session.exec(
        _asked()
        .where(Duty.branch_id == branch_id, col(Duty.opens_on) <= today, col(Duty.closes_on) >= since)
        .order_by(col(Duty.due_on), col(Duty.id))
    )
    return [Asked(*row) for row in rows]


def unsettled(session: Session, branch_id: int, today: date) -> list[Asked]:
    """What is over, grace and all, and has not been settled."""
    rows = session.exec(
        _asked()
        .where(Duty.branch_id == branch_id, col(Duty.closes_on) < today, col(Duty.settled_at).is_(None))
        .order_by(col(Duty.due_on), col(Duty.id))
    )
    return [Asked(*row) for row in rows]


def roll(session: Session, asked_: Asked, *, member_id: int | None = None) -> list[RollEntry]:
    """Everybody for whom it is: in the branch on the due day, not exempt then, of the right category, role or group."""
    duty, plan = asked_.duty, asked_.plan
    statement = (
        select(Member, Person.name, DutyDone)
        .join(Person, col(Person.id) == Member.person_id)
        .outerjoin(DutyDone, (col(DutyDone.member_id) == Member.id) & (col(DutyDone.duty_id) == duty.id))
        .where(
            Member.branch_id == duty.branch_id,
            Member.joined_on <= duty.due_on,
            or_(col(Member.left_on).is_(None), col(Member.left_on) > duty.due_on),
            or_(
                col(Member.exempt_from).is_(None),
                col(Member.exempt_from) > duty.due_on,
                col(Member.exempt_until) <= duty.due_on,
            ),
        )
        .order_by(Member.roster_no, col(Member.id))
    )
    if plan.category is not None:
        statement = statement.where(Member.category == plan.category)
    if plan.group_id is not None:
        statement = statement.where(Member.group_id == plan.group_id)
    if plan.role is not None:
        statement = statement.where(col(Member.id).in_(_holding(plan, duty.due_on)))
    if member_id is not None:
        statement = statement.where(Member.id == member_id)
    return [RollEntry(member, name, done) for member, name, done in session.exec(statement)]


def locked_done(session: Session, done_id: int) -> DutyDone | None:
    """What somebody handed in, kept from others until this unit of work ends."""
    return session.exec(select(DutyDone).where(DutyDone.id == done_id).with_for_update()).first()


def done_by(session: Session, duty_id: int, member_id: int) -> DutyDone | None:
    """What a member handed in for a duty, kept from others until this unit of work ends."""
    mine = select(DutyDone).where(DutyDone.duty_id == duty_id, DutyDone.member_id == member_id)
    return session.exec(mine.with_for_update()).first()


def filed(session: Session, branch_id: int, *, besides_member: int) -> list[DutyDone]:
    """What waits for a keeper's word, the oldest first, without one member's own."""
    waiting = select(DutyDone).where(
        DutyDone.branch_id == branch_id, DutyDone.state == DutyState.FILED, DutyDone.member_id != besides_member
    )
    return list(session.exec(waiting.order_by(col(DutyDone.at), col(DutyDone.id))))


def groups_of(session: Session, branch_id: int) -> list[PartyGroup]:
    """The branch's party groups."""
    return list(session.exec(select(PartyGroup).where(PartyGroup.branch_id == branch_id).order_by(col(PartyGroup.id))))


def always_on_leave(session: Session, branch_id: int, since: date, until: date) -> set[int]:
    """Members with approved leave from every meeting of these days that is recorded for them, at least one."""
    cancelled = select(FactRow.reverses_id).where(FactRow.branch_id == branch_id, col(FactRow.reverses_id).is_not(None))
    absent_with_leave = func.sum(case((col(FactRow.outcome).in_(LEAVES), 1), else_=0))
    return set(
        session.exec(
            select(FactRow.member_id)
            .where(
                FactRow.branch_id == branch_id,
                FactRow.kind == "meeting",
                FactRow.on_date >= since,
                FactRow.on_date <= until,
                col(FactRow.reverses_id).is_(None),
                col(FactRow.id).not_in(cancelled),
            )
            .group_by(col(FactRow.member_id))
            .having(absent_with_leave == func.count(col(FactRow.id)))
        )
    )


def _asked() -> Select[Duty, DutyPlan]:
    return select(Duty, DutyPlan).join(DutyPlan, col(DutyPlan.id) == Duty.plan_id)


def _holding(plan: DutyPlan, day: date) -> SelectOfScalar[int]:
    """Members who hold the plan's role on a day; the secretary belongs to the committee."""
    wanted = (Role.COMMITTEE, Role.SECRETARY) if plan.role is Role.COMMITTEE else (plan.role,)
    return select(RoleHeld.member_id).where(
        RoleHeld.branch_id == plan.branch_id,
        col(RoleHeld.role).in_(wanted),
        RoleHeld.since <= day,
        or_(col(RoleHeld.until).is_(None), col(RoleHeld.until) > day),
    )
