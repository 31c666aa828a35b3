"""Branches, made and listed by the operator. He sees no more of them than these lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from sqlmodel import Session

import schemes
from services.clock import Clock, local_day
from services.errors import InputFaults
from services.tokens import issue
from storage.database import Database
from storage.queries.accounts import account_of, accounts_in
from storage.queries.branches import all_branches, branch_named, superior_named
from storage.queries.groups import current_group
from storage.queries.invitations import revoke_open
from storage.queries.roles import all_roles, holding
from storage.queries.roster import count_members, enrolled
from storage.tables import Branch, Member, Person, RoleHeld, Superior
from storage.vocabulary import Category, ChatState, Role

LANGUAGES = ("zh_CN", "en")
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class NewBranch:
    """A branch that was made. The token of its secretary's one-time link is shown now and never again."""

    branch_id: int
    secretary_id: int
    token: str


@dataclass(frozen=True, slots=True)
class BranchLine:
    """A branch in the operator's list."""

    branch_id: int
    name: str
    superior: str
    scheme_id: str
    zone: str
    members: int
    joined: int
    secretaries: tuple[str, ...]
    group: str
    group_reachable: bool


class Branches:
    """What the operator does: make a branch with its secretary, give him a new link, list what there is."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def add(
        self,
        superior: str,
        name: str,
        scheme_id: str,
        zone: str,
        secretary_name: str,
        *,
        secretary_number: str = "",
        language: str = "zh_CN",
        dues_day: int = 20,
    ) -> NewBranch:
        """Make a branch, its superior committee if there is none of that name, and its secretary.

        The roster finds the secretary by his number, or, as long as he has none, by his name. `InputFaults` names
        every fault at once.
        """
        wanted = _Wanted(
            superior=superior.strip(),
            name=name.strip(),
            scheme_id=scheme_id.strip(),
            zone=zone.strip(),
            secretary=secretary_name.strip(),
            number=secretary_number.strip(),
            language=language,
            dues_day=dues_day,
        )
        return await self._db.write(_add, wanted, self._clock.now())

    async def invite_secretary(self, name: str) -> NewBranch:
        """Make the link of a branch's secretary anew; his older ones are void. `InputFaults` if he has joined."""
        return await self._db.write(_invite_secretary, name.strip(), self._clock.now())

    async def name_reviewer(self, name: str, who: str, *, ends: bool = False) -> str:
        """Let a member of a branch, by number or name, review for its superior from today on, or ``ends`` that.

        Returns the superior's name. `InputFaults` names a branch or member that is not there, or is there twice.
        """
        return await self._db.write(_name_reviewer, name.strip(), who.strip(), ends, self._clock.now())

    async def list(self) -> list[BranchLine]:
        """List every branch."""
        return await self._db.read(_list, self._clock.now())


@dataclass(frozen=True, slots=True)
class _Wanted:
    superior: str
    name: str
    scheme_id: str
    zone: str
    secretary: str
    number: str
    language: str
    dues_day: int


def _faults(session: Session, wanted: _Wanted) -> list[str]:
    faults = [
        f"{what}: found {text!r}; give 1 to {LONGEST_NAME} characters"
        for what, text in (("superior", wanted.superior), ("name", wanted.name), ("secretary", wanted.secretary))
        if not 0 < len(text) <= LONGEST_NAME
    ]
    if branch_named(session, wanted.name) is not None:
        faults.append(f"name: a branch {wanted.name!r} is there already; give it a name of its own")
    if wanted.zone not in available_timezones():
        faults.append(f"zone: found {wanted.zone!r}; give a time zone such as Asia/Shanghai")
    if wanted.scheme_id not in schemes.names():
        faults.append(f"scheme: found {wanted.scheme_id!r}; allowed are {', '.join(schemes.names())}")
    if wanted.language not in LANGUAGES:
        faults.append(f"language: found {wanted.language!r}; allowed are {', '.join(LANGUAGES)}")
    if not 1 <= wanted.dues_day <= 28:  # noqa: PLR2004 (the last day that every month has)
        faults.append(f"dues day: found {wanted.dues_day}; give a day from 1 to 28")
    return faults


def _add(session: Session, wanted: _Wanted, now: datetime) -> NewBranch:
    faults = _faults(session, wanted)
    if faults:
        raise InputFaults(faults)
    superior = superior_named(session, wanted.superior) or Superior(name=wanted.superior)
    person = Person(name=wanted.secretary)
    session.add_all([superior, person])
    session.flush()
    branch = Branch(
        superior_id=superior.id,
        name=wanted.name,
        zone=wanted.zone,
        scheme_id=wanted.scheme_id,
        dues_day=wanted.dues_day,
        language=wanted.language,
        created_at=now,
    )
    session.add(branch)
    session.flush()
    today = local_day(now, wanted.zone)
    member = Member(
        branch_id=branch.id,
        person_id=person.id,
        roster_no=wanted.number,
        category=Category.IN_SERVICE,
        joined_on=today,
    )
    session.add(member)
    session.flush()
    session.add(RoleHeld(branch_id=branch.id, member_id=member.id, role=Role.SECRETARY, since=today))
    return NewBranch(branch.id, member.id, issue(session, member, now))


def _invite_secretary(session: Session, name: str, now: datetime) -> NewBranch:
    branch = _known_branch(session, name)
    secretaries = holding(session, branch.id, Role.SECRETARY, local_day(now, branch.zone))
    waiting = [member for member in secretaries if account_of(session, member.person_id) is None]
    if not waiting:
        raise InputFaults([f"branch {name!r}: its secretary has joined, or it has none; nobody waits for a link"])
    revoke_open(session, waiting[0].id, now)
    return NewBranch(branch.id, waiting[0].id, issue(session, waiting[0], now))


def _name_reviewer(session: Session, name: str, who: str, ends: bool, now: datetime) -> str:
    branch = _known_branch(session, name)
    today = local_day(now, branch.zone)
    found = [
        one.member for one in enrolled(session, branch.id, today) if who in (one.member.roster_no, one.person.name)
    ]
    if len(found) != 1:
        raise InputFaults([f"member {who!r}: found {len(found)} in {name!r}; give the roster number of one"])
    held = [row for row in all_roles(session, found[0].id) if row.superior_id is not None and row.until is None]
    if ends:
        for row in held:
            row.until = max(today, row.since)
            session.add(row)
    elif not held:
        session.add(
            RoleHeld(
                branch_id=branch.id,
                member_id=found[0].id,
                role=Role.REVIEWER,
                superior_id=branch.superior_id,
                since=today,
            )
        )
    return session.get_one(Superior, branch.superior_id).name


def _known_branch(session: Session, name: str) -> Branch:
    branch = branch_named(session, name)
    if branch is None:
        known = ", ".join(line.name for line, _superior in all_branches(session)) or "none"
        raise InputFaults([f"branch {name!r} is unknown; known are: {known}"])
    return branch


def _list(session: Session, now: datetime) -> list[BranchLine]:
    return [_line(session, branch, superior, now) for branch, superior in all_branches(session)]


def _line(session: Session, branch: Branch, superior: Superior, now: datetime) -> BranchLine:
    today = local_day(now, branch.zone)
    group = current_group(session, branch.id)
    return BranchLine(
        branch_id=branch.id,
        name=branch.name,
        superior=superior.name,
        scheme_id=branch.scheme_id,
        zone=branch.zone,
        members=count_members(session, branch.id, today),
        joined=len(accounts_in(session, branch.id, today)),
        secretaries=tuple(
            one.person.name for one in enrolled(session, branch.id, today) if Role.SECRETARY in one.roles
        ),
        group=group.title if group is not None else "",
        group_reachable=group is not None and group.state is ChatState.ACTIVE,
    )
