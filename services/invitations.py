"""One-time links in the secretary's hand: who waits for one, fresh ones for all or for one."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.clock import Clock
from services.errors import Refused
from services.pages import page_of
from services.permissions import Action, require
from services.tokens import issue
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.invitations import (
    AlreadyJoined,
    InvitationLink,
    InvitationLinks,
    InvitationsOverview,
    Link,
    NobodyWaiting,
    Waiting,
)
from storage.queries.accounts import account_of, accounts_in
from storage.queries.invitations import open_counts, revoke_open
from storage.queries.roster import Enrolled, enrolled
from storage.tables import Branch, Member, Person

PAGE = 8
LINKS_AT_ONCE = 20
"""Links in one message: about 2,500 characters, room for long names."""


class Invitations:
    """Links are shown when they are made and never again, as only their hashes are kept."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def overview(self, caller: Caller, page: int = 0) -> InvitationsOverview:
        """Tell who has not joined."""
        return await self._db.read(_overview, caller, page, self._clock.now())

    async def links(self, caller: Caller, bot: str, after: int = 0) -> InvitationLinks:
        """Make fresh links for the next members who have not joined; earlier ones stay good until one is used.

        ``after`` is the last member of the former message. Refused with `NobodyWaiting`.
        """
        return await self._db.write(_links, caller, bot, self._clock.now(), after=after, limit=LINKS_AT_ONCE)

    async def sheet(self, caller: Caller, bot: str) -> InvitationLinks:
        """Make a fresh link for every member who has not joined, for the printed sheet."""
        return await self._db.write(_links, caller, bot, self._clock.now())

    async def link_for(self, caller: Caller, bot: str, member_id: int) -> InvitationLink:
        """Make one member's link anew; all his older ones are void. Refused with `AlreadyJoined`."""
        return await self._db.write(_link_for, caller, bot, member_id, self._clock.now())


def _secretary(session: Session, caller: Caller, now: datetime, branch_id: int | None = None) -> Actor:
    actor = resolve(session, caller, now, branch_id=branch_id)
    require(actor, Action.INVITE)
    return actor


def _not_joined(session: Session, actor: Actor, members: list[Enrolled]) -> list[Enrolled]:
    joined = accounts_in(session, actor.branch_id, actor.today)
    return [one for one in members if one.member.id not in joined]


def _overview(session: Session, caller: Caller, page: int, now: datetime) -> InvitationsOverview:
    actor = _secretary(session, caller, now)
    members = enrolled(session, actor.branch_id, actor.today)
    waiting = _not_joined(session, actor, members)
    links = open_counts(session, actor.branch_id)
    shown, page, pages = page_of(waiting, page, PAGE)
    return InvitationsOverview(
        members=len(members),
        joined=len(members) - len(waiting),
        waiting=tuple(
            Waiting(
                member_id=one.member.id,
                number=one.member.roster_no,
                name=one.person.name,
                links=links[one.member.id],
            )
            for one in shown
        ),
        page=page,
        pages=pages,
    )


def _links(
    session: Session, caller: Caller, bot: str, now: datetime, *, after: int = 0, limit: int | None = None
) -> InvitationLinks:
    actor = _secretary(session, caller, now)
    members = enrolled(session, actor.branch_id, actor.today)
    waiting = [one for one in _not_joined(session, actor, members) if one.member.id > after]
    if not waiting:
        raise Refused(NobodyWaiting())
    chosen = waiting if limit is None else waiting[:limit]
    return InvitationLinks(
        bot=bot,
        branch=session.get_one(Branch, actor.branch_id).name,
        links=tuple(
            Link(number=one.member.roster_no, name=one.person.name, token=issue(session, one.member, now))
            for one in chosen
        ),
        after=chosen[-1].member.id if len(chosen) < len(waiting) else None,
    )


def _link_for(session: Session, caller: Caller, bot: str, member_id: int, now: datetime) -> InvitationLink:
    member = session.get(Member, member_id)
    if member is None:
        raise Refused(Gone())
    actor = _secretary(session, caller, now, branch_id=member.branch_id)
    if member.left_on is not None and member.left_on <= actor.today:
        raise Refused(Gone())
    person = session.get_one(Person, member.person_id)
    if account_of(session, person.id) is not None:
        raise Refused(AlreadyJoined(name=person.name))
    revoked = revoke_open(session, member.id, now)
    return InvitationLink(
        bot=bot,
        branch=session.get_one(Branch, actor.branch_id).name,
        link=Link(number=member.roster_no, name=person.name, token=issue(session, member, now)),
        revoked=revoked,
    )
