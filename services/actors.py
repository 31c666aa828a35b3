"""Who asks: from a messenger account to a member with roles, resolved inside each transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from services.clock import local_day
from services.errors import Refused
from storage.notices.common import Gone, NotBound
from storage.tables import Account, Branch, Member, Person, RoleHeld
from storage.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Caller:
    """What a handler knows of the person who wrote or tapped: his account, and the chat where it happened."""

    user_id: int
    chat_id: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A member with the roles that he holds today in his branch."""

    user_id: int
    person_id: int
    member_id: int
    branch_id: int
    name: str
    roles: frozenset[Role]
    zone: str
    today: date


def roles_on(session: Session, member_id: int, day: date) -> frozenset[Role]:
    """Roles that a member holds on a day; MEMBER always among them."""
    held = session.exec(
        select(RoleHeld.role).where(
            RoleHeld.member_id == member_id,
            RoleHeld.since <= day,
            or_(col(RoleHeld.until).is_(None), col(RoleHeld.until) > day),
        )
    )
    return frozenset({Role.MEMBER, *held})


def resolve(session: Session, caller: Caller, now: datetime, *, branch_id: int | None = None) -> Actor:
    """Find the member behind an account, in one branch if it is given, else in his first.

    Refused with `NotBound` for a stranger and for one who has left; with `Gone` for a member of another branch only.
    """
    rows = session.exec(
        select(Member, Person, Branch)
        .join(Person, col(Person.id) == Member.person_id)
        .join(Account, col(Account.person_id) == Person.id)
        .join(Branch, col(Branch.id) == Member.branch_id)
        .where(Account.user_id == caller.user_id)
        .order_by(col(Member.id))
    ).all()
    here = [row for row in rows if _belongs(row[0], local_day(now, row[2].zone))]
    if not here:
        raise Refused(NotBound())
    matching = [row for row in here if branch_id is None or row[0].branch_id == branch_id]
    if not matching:
        raise Refused(Gone())
    member, person, branch = matching[0]
    today = local_day(now, branch.zone)
    return Actor(
        user_id=caller.user_id,
        person_id=person.id,
        member_id=member.id,
        branch_id=member.branch_id,
        name=person.name,
        roles=roles_on(session, member.id, today),
        zone=branch.zone,
        today=today,
    )


def holders(session: Session, branch_id: int, role: Role, day: date) -> list[Member]:
    """Members of a branch who hold a role on a day, in order of their roster."""
    return list(
        session.exec(
            select(Member)
            .join(RoleHeld, col(RoleHeld.member_id) == Member.id)
            .where(
                Member.branch_id == branch_id,
                RoleHeld.role == role,
                RoleHeld.since <= day,
                or_(col(RoleHeld.until).is_(None), col(RoleHeld.until) > day),
                or_(col(Member.left_on).is_(None), col(Member.left_on) > day),
            )
            .order_by(col(Member.id))
        )
    )


def _belongs(member: Member, day: date) -> bool:
    return member.joined_on <= day and (member.left_on is None or member.left_on > day)
