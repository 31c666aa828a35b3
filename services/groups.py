"""The branch's group chat: linking it, losing it, finding it again, following it when it is upgraded."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Caller, holders, resolve
from services.clock import Clock, local_day
from services.errors import Refused
from services.permissions import Action, require
from storage.database import Database
from storage.notices import Notice
from storage.notices.groups import (
    GroupAlreadyBound,
    GroupBack,
    GroupBound,
    GroupFound,
    GroupHello,
    GroupLost,
    GroupTaken,
    NotAdministrator,
)
from storage.outbox import DIRECT, owe
from storage.queries.groups import other_groups
from storage.queries.reachability import follow_migration
from storage.tables import Branch, GroupChat
from storage.vocabulary import ChatState, Role


class Groups:
    """One group a branch, linked by the secretary who administers it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def bind(
        self, caller: Caller, title: str, *, administrator: bool, at: datetime
    ) -> GroupBound | GroupAlreadyBound:
        """Make the caller's chat his branch's group; ``administrator`` is what the messenger says of him there.

        ``at`` is when he wrote: an earlier removal of the bot whose word comes late is void.

        Refused to whoever is not the secretary, with `NotAdministrator`, or with `GroupTaken`.
        """
        return await self._db.write(_bind, caller, title, administrator, at, now=self._clock.now())

    async def note_presence(self, chat_id: int, title: str, *, present: bool, at: datetime) -> Notice | None:
        """Record that the bot can or cannot write in a group; tell what to say there, if anything.

        The secretary of the group's branch is told. Word that is older than what is known is void.
        """
        return await self._db.write(_note_presence, chat_id, title, present, at, now=self._clock.now())

    async def moved(self, old: int, new: int) -> None:
        """Follow a group that became a supergroup; told twice, the second time changes nothing."""
        await self._db.write(follow_migration, old, new, self._clock.now())

    async def rename(self, chat_id: int, title: str) -> None:
        """Keep a group's new title, by which the secretary knows it."""
        await self._db.write(_rename, chat_id, title)


def _bind(
    session: Session, caller: Caller, title: str, administrator: bool, at: datetime, *, now: datetime
) -> GroupBound | GroupAlreadyBound:
    actor = resolve(session, caller, now)
    require(actor, Action.BIND_GROUP)
    if not administrator:
        raise Refused(NotAdministrator())
    branch = session.get_one(Branch, actor.branch_id)
    group = session.get(GroupChat, caller.chat_id)
    if group is not None and group.branch_id != branch.id:
        raise Refused(GroupTaken())
    former = other_groups(session, branch.id, caller.chat_id)
    if group is not None and group.state is ChatState.ACTIVE and not former:
        return GroupAlreadyBound(branch=branch.name)
    group = group or GroupChat(
        chat_id=caller.chat_id, branch_id=branch.id, title=title, bound_by=actor.member_id, bound_at=now
    )
    group.title, group.state, group.state_at, group.migrated_to = title, ChatState.ACTIVE, at, None
    group.bound_by, group.bound_at = actor.member_id, now
    session.add(group)
    return GroupBound(branch=branch.name, before=_release(session, former))


def _release(session: Session, former: list[GroupChat]) -> str:
    """Let the branch's former groups go; name the last one."""
    for group in former:
        session.delete(group)
    return former[-1].title if former else ""


def _note_presence(
    session: Session, chat_id: int, title: str, present: bool, at: datetime, *, now: datetime
) -> Notice | None:
    group = session.get(GroupChat, chat_id)
    if group is None:
        return GroupHello() if present else None
    if group.state is ChatState.MIGRATED or (group.state_at is not None and group.state_at > at):
        return None
    was_present = group.state is ChatState.ACTIVE
    group.state = ChatState.ACTIVE if present else ChatState.UNREACHABLE
    group.state_at, group.title = at, title or group.title
    session.add(group)
    if present == was_present:
        return None
    branch = session.get_one(Branch, group.branch_id)
    notice = GroupFound(title=group.title) if present else GroupLost(title=group.title)
    for secretary in holders(session, branch.id, Role.SECRETARY, local_day(now, branch.zone)):
        key = f"{notice.kind}:{chat_id}:{at.isoformat()}:{secretary.id}"
        owe(session, notice, key=key, now=now, branch_id=branch.id, to_person=secretary.person_id, priority=DIRECT)
    return GroupBack(branch=branch.name) if present else None


def _rename(session: Session, chat_id: int, title: str) -> None:
    group = session.get(GroupChat, chat_id)
    if group is not None:
        group.title = title
        session.add(group)
