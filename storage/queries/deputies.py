"""Who was named whose deputy."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, func, or_, select

from storage.tables import Delegation


def delegation_filed_as(session: Session, key: str) -> Delegation | None:
    """Find a delegation by the form that made it."""
    return session.exec(select(Delegation).where(Delegation.filed_key == key)).first()


def overlapping(session: Session, member_id: int, since: date, until: date) -> Delegation | None:
    """Find a member's delegation that shares a day with a half-open span."""
    ends = func.coalesce(Delegation.ended_on, Delegation.until)
    return session.exec(
        select(Delegation).where(Delegation.member_id == member_id, Delegation.since < until, ends > since)
    ).first()


def open_delegations(session: Session, member_id: int, day: date) -> list[Delegation]:
    """Delegations by or to a member that run on a day or will, in the order of their days."""
    return list(
        session.exec(
            select(Delegation)
            .where(
                or_(col(Delegation.member_id) == member_id, col(Delegation.deputy_id) == member_id),
                func.coalesce(Delegation.ended_on, Delegation.until) > day,
            )
            .order_by(col(Delegation.since), col(Delegation.id))
        )
    )


def locked_delegation(session: Session, delegation_id: int) -> Delegation | None:
    """Take a delegation to end it."""
    return session.exec(select(Delegation).where(Delegation.id == delegation_id).with_for_update()).first()
