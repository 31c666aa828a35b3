"""Who holds which role, and who acts in whose place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, literal
from sqlmodel import Session, and_, col, or_, select

from storage.queries.roster import belongs_on
from storage.tables import Branch, Delegation, Member, RoleHeld
from storage.vocabulary import Role


def holds(day: date) -> ColumnElement[bool]:
    """Whether a role is held on a day, in a branch or in a superior body."""
    return and_(col(RoleHeld.since) <= day, or_(col(RoleHeld.until).is_(None), col(RoleHeld.until) > day))


def runs(day: date) -> ColumnElement[bool]:
    """Whether a delegation holds on a day."""
    return and_(
        col(Delegation.since) <= day,
        col(Delegation.until) > day,
        or_(col(Delegation.ended_on).is_(None), col(Delegation.ended_on) > day),
    )


def own_roles(session: Session, member_id: int, day: date) -> list[Role]:
    """Roles that a member holds in his branch on a day; the superior's only where his branch is below it."""
    rows = session.exec(
        select(RoleHeld.role)
        .join(Branch, col(Branch.id) == RoleHeld.branch_id)
        .where(RoleHeld.member_id == member_id, holds(day), _counts_here())
    )
    return [Role(role) for role in rows]


def lent_to(session: Session, deputy_id: int, day: date) -> list[tuple[Role, int]]:
    """Roles that others lend a member on a day, each with the lender; a lender who has left lends nothing."""
    rows = session.exec(
        select(RoleHeld.role, Delegation.member_id)
        .join(Delegation, col(Delegation.member_id) == RoleHeld.member_id)
        .join(Member, col(Member.id) == Delegation.member_id)
        .join(Branch, col(Branch.id) == RoleHeld.branch_id)
        .where(Delegation.deputy_id == deputy_id, runs(day), holds(day), belongs_on(day), _counts_here())
        .order_by(col(RoleHeld.id))
    )
    return [(Role(role), lender) for role, lender in rows]


def holding(session: Session, branch_id: int, role: Role, day: date) -> list[Member]:
    """Members who hold a role themselves on a day: in the branch, or in the body above it."""
    above = select(Branch.superior_id).where(Branch.id == branch_id).scalar_subquery()
    return list(
        session.exec(
            select(Member)
            .join(RoleHeld, col(RoleHeld.member_id) == Member.id)
            .where(
                or_(
                    and_(col(RoleHeld.branch_id) == branch_id, col(RoleHeld.superior_id).is_(None)),
                    col(RoleHeld.superior_id) == above,
                ),
                RoleHeld.role == role,
                holds(day),
                belongs_on(day),
            )
            .order_by(col(Member.id))
        )
    )


def deputies_of(session: Session, member_ids: Collection[int], day: date) -> list[Member]:
    """Members who act in the place of one of these on a day."""
    if not member_ids:
        return []
    return list(
        session.exec(
            select(Member)
            .join(Delegation, col(Delegation.deputy_id) == Member.id)
            .where(col(Delegation.member_id).in_(member_ids), runs(day), belongs_on(day))
            .order_by(col(Member.id))
        )
    )


def held_rows(session: Session, member_id: int, role: Role, day: date) -> list[RoleHeld]:
    """The rows by which a member holds a role of his branch on a day or later."""
    return list(
        session.exec(
            select(RoleHeld).where(
                RoleHeld.member_id == member_id,
                RoleHeld.role == role,
                col(RoleHeld.superior_id).is_(None),
                or_(col(RoleHeld.until).is_(None), col(RoleHeld.until) > day),
            )
        )
    )


def held_between(session: Session, member_id: int, role: Role, since: date, until: date | None) -> bool:
    """Whether a member holds a role of his branch on any day of a half-open span."""
    rows = held_rows(session, member_id, role, since)
    return any(until is None or row.since < until for row in rows)


def all_roles(session: Session, member_id: int) -> list[RoleHeld]:
    """Every role that a member ever had, the latest first."""
    return list(
        session.exec(
            select(RoleHeld)
            .where(RoleHeld.member_id == member_id)
            .order_by(col(RoleHeld.since).desc(), col(RoleHeld.id).desc())
        )
    )


def branches_below(session: Session, member_id: int, day: date, *, deputising: bool = True) -> list[Branch]:
    """Branches of the superior bodies for which a member reviews on a day, himself or ``deputising`` for somebody."""
    lenders = select(Delegation.member_id).where(Delegation.deputy_id == member_id, runs(day), literal(deputising))
    return list(
        session.exec(
            select(Branch)
            .join(RoleHeld, col(RoleHeld.superior_id) == Branch.superior_id)
            .where(
                RoleHeld.role == Role.REVIEWER,
                holds(day),
                or_(col(RoleHeld.member_id) == member_id, col(RoleHeld.member_id).in_(lenders)),
            )
            .order_by(col(Branch.id))
            .distinct()
        )
    )


def _counts_here() -> ColumnElement[bool]:
    return or_(col(RoleHeld.superior_id).is_(None), col(RoleHeld.superior_id) == Branch.superior_id)
