"""Who asks: from a messenger account to a member with roles, resolved inside each transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from services.clock import local_day
from services.errors import Refused
from storage.notices.common import Gone, NotBound
from storage.queries import roles as ask
from storage.tables import Account, Branch, GroupChat, Member, Person
from storage.vocabulary import Role

LENDABLE = frozenset({Role.SECRETARY, Role.RECORDER, Role.REVIEWER})
"""Roles whose holder may name a deputy: those by whom a matter waits."""


@dataclass(frozen=True, slots=True)
class Caller:
    """What a handler knows of the person who wrote or tapped: his account, and the chat where it happened."""

    user_id: int
    chat_id: int


class Lent(NamedTuple):
    """A role that a deputy acts in, and the member in whose place."""

    role: Role
    by: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A member with the roles that he may act in today in a branch: his own, and as a deputy those that were lent.

    A reviewer of the superior acts in every branch below it; ``member_id`` is then his own in another branch.
    """

    user_id: int
    person_id: int
    member_id: int
    branch_id: int
    name: str
    roles: frozenset[Role]
    zone: str
    today: date
    lent: tuple[Lent, ...] = ()
    held: frozenset[Role] = frozenset()
    """His own roles, where others were lent to him; empty where all are his own."""

    def roles_about(self, member_id: int) -> frozenset[Role]:
        """Give the roles that he may act in on a member's own matter: not those that this very member lent him."""
        return (self.held or self.roles) | {one.role for one in self.lent if one.by != member_id}


def roles_on(session: Session, member_id: int, day: date) -> frozenset[Role]:
    """Roles that a member holds himself on a day; MEMBER always among them."""
    return frozenset({Role.MEMBER, *ask.own_roles(session, member_id, day)})


def resolve(session: Session, caller: Caller, now: datetime, *, branch_id: int | None = None) -> Actor:
    """Find the member behind an account, in one branch if it is given, else in the one that he works in.

    Of several branches that is the group chat's where he asks in a group, else the one that he chose, else his first.
    Refused with `NotBound` for a stranger and for one who has left; with `Gone` for a member of another branch only,
    unless he reviews for the superior of this one.
    """
    here = belongings(session, caller, now)
    if not here:
        raise Refused(NotBound())
    wanted = branch_id if branch_id is not None else _branch_at_hand(session, caller, here, now)
    matching = [one for one in here if one.member.branch_id == wanted]
    if not matching:
        return _as_superior(session, caller, here, session.get(Branch, wanted), now)
    return _actor(session, caller, matching[0], matching[0].branch, now)


class Belonging(NamedTuple):
    """One membership of an account's person that holds today."""

    member: Member
    person: Person
    branch: Branch
    chosen: int | None


def belongings(session: Session, caller: Caller, now: datetime) -> list[Belonging]:
    """Every branch that the caller belongs to today, the oldest membership first."""
    rows = session.exec(
        select(Member, Person, Branch, Account.branch_id)
        .join(Person, col(Person.id) == Member.person_id)
        .join(Account, col(Account.person_id) == Person.id)
        .join(Branch, col(Branch.id) == Member.branch_id)
        .where(Account.user_id == caller.user_id)
        .order_by(col(Member.id))
    ).all()
    return [Belonging(*row) for row in rows if _belongs(row[0], local_day(now, row[2].zone))]


def holders(session: Session, branch_id: int, role: Role, day: date, *, about: int | None = None) -> list[Member]:
    """Members who may act in a role on a day: its holders and their deputies, in order of their ids.

    Of the superior's reviewers those count who review for this branch. ``about`` leaves out a member whose own matter
    it is, and whoever would act in his place only.
    """
    own = [member for member in ask.holding(session, branch_id, role, day) if member.id != about]
    deputies = ask.deputies_of(session, [member.id for member in own], day) if role in LENDABLE else []
    found = {member.id: member for member in (*own, *deputies) if member.id != about}
    return [found[member_id] for member_id in sorted(found)]


def _branch_at_hand(session: Session, caller: Caller, here: list[Belonging], now: datetime) -> int:
    """Choose among several branches; a choice that has run out is forgotten."""
    own = [one.member.branch_id for one in here]
    group = session.get(GroupChat, caller.chat_id) if caller.chat_id < 0 else None
    if group is not None and group.branch_id in own:
        return group.branch_id
    chosen = here[0].chosen
    if chosen in own or (chosen is not None and _reviews(session, here, chosen, now)):
        return chosen
    return own[0]


def _reviews(session: Session, here: list[Belonging], branch_id: int, now: datetime) -> bool:
    today = local_day(now, session.get_one(Branch, branch_id).zone)
    reviewers = {member.id for member in holders(session, branch_id, Role.REVIEWER, today)}
    return not reviewers.isdisjoint(one.member.id for one in here)


def _as_superior(
    session: Session, caller: Caller, here: list[Belonging], branch: Branch | None, now: datetime
) -> Actor:
    """Let in who reviews for the superior of a branch; whoever else asks from outside learns nothing."""
    if branch is None:
        raise Refused(Gone())
    today = local_day(now, branch.zone)
    reviewers = {member.id for member in holders(session, branch.id, Role.REVIEWER, today)}
    one = next((one for one in here if one.member.id in reviewers), None)
    if one is None:
        raise Refused(Gone())
    return _made(caller, one, branch, today, frozenset({Role.REVIEWER}), ())


def _actor(session: Session, caller: Caller, one: Belonging, branch: Branch, now: datetime) -> Actor:
    today = local_day(now, branch.zone)
    lent = tuple(Lent(role, by) for role, by in ask.lent_to(session, one.member.id, today) if role in LENDABLE)
    return _made(caller, one, branch, today, roles_on(session, one.member.id, today), lent)


def _made(
    caller: Caller, one: Belonging, branch: Branch, today: date, own: frozenset[Role], lent: tuple[Lent, ...]
) -> Actor:
    return Actor(
        user_id=caller.user_id,
        person_id=one.person.id,
        member_id=one.member.id,
        branch_id=branch.id,
        name=one.person.name,
        roles=own | {each.role for each in lent},
        zone=branch.zone,
        today=today,
        lent=lent,
        held=own if lent else frozenset(),
    )


def _belongs(member: Member, day: date) -> bool:
    return member.joined_on <= day and (member.left_on is None or member.left_on > day)
