"""Who is in a branch: its members with their groups and roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from storage.tables import Member, PartyGroup, Person, RoleHeld
from storage.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A member of today with his person, the name of his party group (or ""), and his roles beside being a member."""

    member: Member
    person: Person
    group: str
    roles: frozenset[Role]


def belongs_on(day: date) -> ColumnElement[bool]:
    """Whether a membership has begun and not ended on a day."""
    return and_(col(Member.joined_on) <= day, or_(col(Member.left_on).is_(None), col(Member.left_on) > day))


def holds_on(day: date) -> ColumnElement[bool]:
    """Whether a role of the branch itself is held on a day: what the roster says."""
    return and_(
        col(RoleHeld.superior_id).is_(None),
        col(RoleHeld.since) <= day,
        or_(col(RoleHeld.until).is_(None), col(RoleHeld.until) > day),
    )


def enrolled(session: Session, branch_id: int, day: date) -> list[Enrolled]:
    """List the members of a branch on a day, in the order in which they were entered."""
    roles = roles_by_member(session, branch_id, day)
    return _enrolled(session, roles, col(Member.branch_id) == branch_id, belongs_on(day))


def enrolled_one(session: Session, member_id: int, day: date) -> Enrolled | None:
    """Find one member on a day; None if he is none then."""
    held = session.exec(select(RoleHeld).where(RoleHeld.member_id == member_id, holds_on(day)))
    roles = {member_id: {row.role for row in held}}
    found = _enrolled(session, roles, col(Member.id) == member_id, belongs_on(day))
    return found[0] if found else None


def _enrolled(session: Session, roles: Mapping[int, set[Role]], *where: ColumnElement[bool]) -> list[Enrolled]:
    rows = session.exec(
        select(Member, Person, col(PartyGroup.name))
        .join(Person, col(Person.id) == Member.person_id)
        .join(PartyGroup, col(PartyGroup.id) == Member.group_id, isouter=True)
        .where(*where)
        .order_by(col(Member.id))
    )
    return [
        Enrolled(member, person, group or "", frozenset(roles.get(member.id, ()))) for member, person, group in rows
    ]


def roles_by_member(session: Session, branch_id: int, day: date) -> defaultdict[int, set[Role]]:
    """Which roles the members of a branch hold on a day; those without any are not in it."""
    held: defaultdict[int, set[Role]] = defaultdict(set)
    for row in session.exec(select(RoleHeld).where(RoleHeld.branch_id == branch_id, holds_on(day))):
        held[row.member_id].add(row.role)
    return held


def count_members(session: Session, branch_id: int, day: date) -> int:
    """How many members a branch has on a day."""
    return session.exec(
        select(func.count()).select_from(Member).where(Member.branch_id == branch_id, belongs_on(day))
    ).one()


def held_role(session: Session, member_id: int, role: Role, day: date) -> list[RoleHeld]:
    """Find the rows by which a member holds a role on a day."""
    return list(
        session.exec(select(RoleHeld).where(RoleHeld.member_id == member_id, RoleHeld.role == role, holds_on(day)))
    )


def group_ids(session: Session, branch_id: int) -> dict[str, int]:
    """Give the party groups of a branch by name."""
    rows = session.exec(select(PartyGroup.name, PartyGroup.id).where(PartyGroup.branch_id == branch_id))
    return dict(rows.all())
