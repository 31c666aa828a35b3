"""One person in several branches: in which of them he works at present."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Caller, belongings, resolve
from services.clock import Clock, local_day
from services.errors import Refused
from storage.database import Database
from storage.notices.branches import BranchChoice, BranchChosen, BranchOption
from storage.notices.common import NotBound
from storage.queries.roles import branches_below
from storage.tables import Account, Branch


class Belonging:
    """Lists the branches that somebody belongs to, or reviews for the superior, and keeps his choice."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def choices(self, caller: Caller) -> BranchChoice:
        """Show the branches that the caller can work in. Refused with `NotBound` for a stranger."""
        return await self._db.read(_choices, caller, self._clock.now())

    async def choose(self, caller: Caller, branch_id: int) -> BranchChosen:
        """Work in a branch from now on. Refused with `Gone` where he has no business."""
        return await self._db.write(_choose, caller, branch_id, self._clock.now())


def workable(session: Session, caller: Caller, now: datetime) -> list[Branch]:
    """Give the branches that a caller can work in: his own, then those that he reviews for the superior."""
    here = belongings(session, caller, now)
    own = {one.branch.id: one.branch for one in here}
    for one in here:
        today = local_day(now, one.branch.zone)
        own |= {branch.id: branch for branch in branches_below(session, one.member.id, today) if branch.id not in own}
    return list(own.values())


def _choices(session: Session, caller: Caller, now: datetime) -> BranchChoice:
    found = workable(session, caller, now)
    if not found:
        raise Refused(NotBound())
    now_in = resolve(session, caller, now).branch_id
    return BranchChoice(
        options=tuple(BranchOption(branch_id=branch.id, name=branch.name, now=branch.id == now_in) for branch in found)
    )


def _choose(session: Session, caller: Caller, branch_id: int, now: datetime) -> BranchChosen:
    actor = resolve(session, caller, now, branch_id=branch_id)
    account = session.get_one(Account, caller.user_id)
    account.branch_id = actor.branch_id
    session.add(account)
    return BranchChosen(branch=session.get_one(Branch, actor.branch_id).name)
