"""Joining: a one-time link ties an account to its member, and the home screen that he finds then."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.belonging import workable
from services.clock import Clock, local_day
from services.errors import Refused
from services.permissions import Action, may
from services.persons import unite
from services.tokens import hash_of
from storage.database import Database
from storage.notices.home import (
    AccountTaken,
    Help,
    HomeScreen,
    LinkRevoked,
    LinkUnknown,
    LinkUsed,
    MoreDoors,
    OpenMeeting,
    PersonTaken,
    Welcome,
)
from storage.queries.accounts import account_of, accounts_in, belongs_anywhere
from storage.queries.deliveries import owe_again
from storage.queries.invitations import invitation_by_hash, revoke_open
from storage.queries.reachability import group_of
from storage.queries.roster import count_members
from storage.queries.waiting import matters_of_others, open_for
from storage.tables import Account, Branch, Invitation, Member, Person
from storage.vocabulary import ChatState, MeetingKind


class Joining:
    """The front door: links, home, help, and whether a private chat is open to the bot."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def open_link(self, caller: Caller, token: str, *, language: str, at: datetime) -> Welcome:
        """Tie the caller's account to the link's member; the same link by the same account again is welcome again.

        ``language`` becomes the member's if he has chosen none; ``at`` is when he pressed start. Refused with
        `LinkUnknown`, `LinkUsed`, `LinkRevoked`, `AccountTaken` or `PersonTaken`.
        """
        return await self._db.write(_open_link, caller, token, language, at, now=self._clock.now())

    async def home(self, caller: Caller) -> HomeScreen:
        """What the caller finds at home. Refused with `NotBound` for a stranger."""
        return await self._db.read(_home, caller, self._clock.now())

    async def more(self, caller: Caller) -> MoreDoors:
        """What the caller needs seldom. Refused with `NotBound` for a stranger."""
        return await self._db.read(_more, caller, self._clock.now())

    async def help(self, caller: Caller) -> Help:
        """What the bot can do for the caller."""
        return await self._db.read(_help, caller, self._clock.now())

    async def note_reach(self, user_id: int, *, reachable: bool, at: datetime) -> None:
        """Record that somebody blocked the bot or let it in again; word that is older than what is known is void."""
        await self._db.write(_note_reach, user_id, reachable, at, self._clock.now())


def _open_link(session: Session, caller: Caller, token: str, language: str, at: datetime, *, now: datetime) -> Welcome:
    token_hash = hash_of(token)
    invitation = invitation_by_hash(session, token_hash) if token_hash is not None else None
    if invitation is None:
        raise Refused(LinkUnknown())
    member = session.get_one(Member, invitation.member_id)
    today = local_day(now, session.get_one(Branch, member.branch_id).zone)
    if member.left_on is not None and member.left_on <= today:
        raise Refused(LinkUnknown())
    account = session.get(Account, caller.user_id)
    if account is None or account.person_id != member.person_id:
        _check_free(session, invitation, member)
        if account is not None:
            unite(session, account.person_id, member, today, now)
        account = _bind(session, caller.user_id, account, invitation, language=language, now=now)
        account.chat_state, account.state_at = ChatState.ACTIVE, at
    return Welcome(home=_home_of(session, resolve(session, caller, now, branch_id=member.branch_id), now))


def _check_free(session: Session, invitation: Invitation, member: Member) -> None:
    if invitation.used_at is not None:
        raise Refused(LinkUsed())
    if invitation.revoked_at is not None:
        raise Refused(LinkRevoked())
    if account_of(session, member.person_id) is not None:
        raise Refused(PersonTaken())


def _bind(
    session: Session, user_id: int, account: Account | None, invitation: Invitation, *, language: str, now: datetime
) -> Account:
    """Tie the account; one whose former person has left every branch is free for the new one."""
    member = session.get_one(Member, invitation.member_id)
    if account is not None and account.person_id != member.person_id:
        former = session.get_one(Person, account.person_id)
        if belongs_anywhere(session, former.id, local_day(now, session.get_one(Branch, member.branch_id).zone)):
            raise Refused(AccountTaken(name=former.name))
        account.person_id, account.bound_at = member.person_id, now
    elif account is None:
        account = Account(user_id=user_id, person_id=member.person_id, bound_at=now)
    invitation.used_at, invitation.used_by = now, user_id
    person = session.get_one(Person, member.person_id)
    person.language = person.language or language
    session.add_all([account, invitation, person])
    session.flush()
    revoke_open(session, member.id, now)
    owe_again(session, person.id, now)
    return account


def _home(session: Session, caller: Caller, now: datetime) -> HomeScreen:
    return _home_of(session, resolve(session, caller, now), now)


def _help(session: Session, caller: Caller, now: datetime) -> Help:
    return Help(roles=tuple(sorted(resolve(session, caller, now).roles)))


def _home_of(session: Session, actor: Actor, now: datetime) -> HomeScreen:
    """Put together what waits for the actor; the branch is counted for its secretary only."""
    branch = session.get_one(Branch, actor.branch_id)
    screen = HomeScreen(
        name=actor.name,
        branch=branch.name,
        roles=tuple(sorted(actor.roles)),
        open=tuple(
            OpenMeeting(meeting_id=meeting_id, title=title, meeting_kind=MeetingKind(kind))
            for meeting_id, title, kind in open_for(session, branch.id, actor.member_id, now)
        ),
        waiting=_waiting(session, actor),
        branches=len(workable(session, Caller(actor.user_id, actor.user_id), now)),
    )
    if not may(actor, Action.INVITE):
        return screen
    return screen.model_copy(
        update={
            "members": count_members(session, branch.id, actor.today),
            "joined": len(accounts_in(session, branch.id, actor.today)),
            "grouped": group_of(session, branch.id) is not None,
        }
    )


def _waiting(session: Session, actor: Actor) -> int:
    """Count what of the kinds that the actor's roles decide waits; some of it may be another's turn."""
    deciding = (Action.REVIEW_CLAIM, Action.DECIDE_LEAVE, Action.SIGN_LETTER)
    if not any(may(actor, action) for action in deciding):
        return 0
    found = matters_of_others(session, actor.branch_id, actor.member_id)
    return sum(count for count, action in zip(found, deciding, strict=True) if may(actor, action))


def _more(session: Session, caller: Caller, now: datetime) -> MoreDoors:
    actor = resolve(session, caller, now)
    return MoreDoors(roles=tuple(sorted(actor.roles)), branches=len(workable(session, caller, now)))


def _note_reach(session: Session, user_id: int, reachable: bool, at: datetime, now: datetime) -> None:
    account = session.get(Account, user_id)
    if account is None or (account.state_at is not None and account.state_at > at):
        return
    came_back = reachable and account.chat_state is not ChatState.ACTIVE
    account.chat_state = ChatState.ACTIVE if reachable else ChatState.UNREACHABLE
    account.state_at = at
    session.add(account)
    session.flush()
    if came_back:
        owe_again(session, account.person_id, now)
