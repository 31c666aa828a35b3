"""Questions about duties: which there are, who has done them."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, or_, select

from storage.tables import Duty, DutyDone, Member, Person


def duty_on(session: Session, branch_id: int, kind: str, due_on: date) -> Duty | None:
    """The duty of a kind that is due on a day."""
    return session.exec(
        select(Duty).where(Duty.branch_id == branch_id, Duty.kind == kind, Duty.due_on == due_on)
    ).first()


def latest_duty(session: Session, branch_id: int) -> Duty | None:
    """The duty that is due last."""
    return session.exec(select(Duty).where(Duty.branch_id == branch_id).order_by(col(Duty.due_on).desc())).first()


def done_by(session: Session, duty_id: int, member_id: int) -> DutyDone | None:
    """What a member has done of a duty."""
    return session.exec(select(DutyDone).where(DutyDone.duty_id == duty_id, DutyDone.member_id == member_id)).first()


def duty_roll(session: Session, duty: Duty) -> list[tuple[Member, str, DutyDone | None]]:
    """Everybody who is a member on the due day and not exempt then, with his name and what he has done."""
    rows = session.exec(
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
    return [(member, name, done) for member, name, done in rows]
