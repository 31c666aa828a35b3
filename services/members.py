"""The member list: who joined, who cannot be reached, who never started; and freeing a lost account."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.clock import Clock
from services.errors import Refused
from services.pages import page_of
from services.permissions import Action, may, require
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.members import (
    GroupLine,
    MemberCard,
    MemberLine,
    MemberList,
    NotLinked,
    NotYourself,
    Reach,
    UnlinkAsk,
    Unlinked,
)
from storage.queries.accounts import account_of, accounts_in
from storage.queries.activities import service_hours
from storage.queries.groups import current_group
from storage.queries.invitations import open_counts
from storage.queries.roster import Enrolled, enrolled, enrolled_one
from storage.tables import Account, Branch, Member
from storage.vocabulary import ChatState, Role

PAGE = 10


class Members:
    """What keepers and the committee see of the members, and what the secretary does about their accounts."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def list_page(self, caller: Caller, page: int = 0) -> MemberList:
        """Show a page of the members."""
        return await self._db.read(_list, caller, page, self._clock.now())

    async def card(self, caller: Caller, member_id: int) -> MemberCard:
        """Show one member."""
        return await self._db.read(_card, caller, member_id, self._clock.now())

    async def ask_unlink(self, caller: Caller, member_id: int) -> UnlinkAsk:
        """Ask before a member's account is freed. Refused with `NotLinked` or `NotYourself`."""
        return await self._db.read(_ask_unlink, caller, member_id, self._clock.now())

    async def unlink(self, caller: Caller, member_id: int) -> Unlinked:
        """Free a member's account, so that a new link can tie another one (a lost phone, a link in wrong hands)."""
        return await self._db.write(_unlink, caller, member_id, self._clock.now())


def _reach(account: Account | None, links: int) -> Reach:
    if account is None:
        return Reach.INVITED if links else Reach.NOT_INVITED
    return Reach.JOINED if account.chat_state is ChatState.ACTIVE else Reach.UNREACHABLE


def _list(session: Session, caller: Caller, page: int, now: datetime) -> MemberList:
    actor = resolve(session, caller, now)
    require(actor, Action.SEE_BRANCH)
    members = enrolled(session, actor.branch_id, actor.today)
    accounts = accounts_in(session, actor.branch_id, actor.today)
    links = open_counts(session, actor.branch_id)
    lines = [
        MemberLine(
            member_id=one.member.id,
            number=one.member.roster_no,
            name=one.person.name,
            reach=_reach(accounts.get(one.member.id), links[one.member.id]),
        )
        for one in members
    ]
    shown, page, pages = page_of(lines, page, PAGE)
    group = current_group(session, actor.branch_id)
    return MemberList(
        branch=session.get_one(Branch, actor.branch_id).name,
        counts=dict(Counter(line.reach for line in lines)),
        lines=tuple(shown),
        page=page,
        pages=pages,
        may_keep=may(actor, Action.KEEP_FILE),
        group=GroupLine(title=group.title, reachable=group.state is ChatState.ACTIVE) if group is not None else None,
    )


def _seen(session: Session, caller: Caller, member_id: int, action: Action, now: datetime) -> tuple[Actor, Enrolled]:
    """Find a member whom the caller may see; another branch's, or one who left, is gone."""
    member = session.get(Member, member_id)
    if member is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=member.branch_id)
    require(actor, action)
    found = enrolled_one(session, member_id, actor.today)
    if found is None:
        raise Refused(Gone())
    return actor, found


def _card(session: Session, caller: Caller, member_id: int, now: datetime) -> MemberCard:
    actor, one = _seen(session, caller, member_id, Action.SEE_BRANCH, now)
    account = account_of(session, one.person.id)
    return MemberCard(
        member_id=member_id,
        number=one.member.roster_no,
        name=one.person.name,
        group=one.group,
        category=one.member.category,
        roles=tuple(role for role in Role if role in one.roles),
        probationary=one.member.probationary,
        joined_on=one.member.joined_on,
        reach=_reach(account, open_counts(session, actor.branch_id)[member_id]),
        may_see_file=may(actor, Action.SEE_FILE),
        may_invite=may(actor, Action.INVITE) and not (account is not None and member_id == actor.member_id),
        year=actor.today.year,
        service_hours=service_hours(session, member_id, actor.today.year),
    )


def _unlinkable(session: Session, caller: Caller, member_id: int, now: datetime) -> tuple[Enrolled, Account]:
    actor, one = _seen(session, caller, member_id, Action.INVITE, now)
    if member_id == actor.member_id:
        raise Refused(NotYourself())
    account = account_of(session, one.person.id)
    if account is None:
        raise Refused(NotLinked(name=one.person.name))
    return one, account


def _ask_unlink(session: Session, caller: Caller, member_id: int, now: datetime) -> UnlinkAsk:
    one, _account = _unlinkable(session, caller, member_id, now)
    return UnlinkAsk(member_id=member_id, name=one.person.name)


def _unlink(session: Session, caller: Caller, member_id: int, now: datetime) -> Unlinked:
    one, account = _unlinkable(session, caller, member_id, now)
    session.delete(account)
    return Unlinked(member_id=member_id, name=one.person.name)
