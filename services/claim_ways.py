"""Choosing the way of claims: which stages review them, for the whole branch."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Caller, resolve
from services.claim_stages import WAYS, way_of
from services.clock import Clock
from services.errors import Refused
from services.permissions import Action, require
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.reviews import StagesShown
from storage.tables import Branch


class ClaimWays:
    """The secretary's choice; claims that wait go on from the stage that they have reached."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def show(self, caller: Caller) -> StagesShown:
        """Show the way of the branch, and the ways to choose among."""
        return await self._db.read(_show, caller, self._clock.now())

    async def choose(self, caller: Caller, number: int) -> StagesShown:
        """Choose a way by its number; a second tap changes nothing."""
        return await self._db.write(_choose, caller, number, self._clock.now())


def _branch(session: Session, caller: Caller, now: datetime) -> Branch:
    actor = resolve(session, caller, now)
    require(actor, Action.CHOOSE_STAGES)
    return session.get_one(Branch, actor.branch_id)


def _show(session: Session, caller: Caller, now: datetime) -> StagesShown:
    return _shown(_branch(session, caller, now))


def _shown(branch: Branch) -> StagesShown:
    return StagesShown(way=tuple(way_of(branch)), ways=tuple(tuple(way) for way in WAYS))


def _choose(session: Session, caller: Caller, number: int, now: datetime) -> StagesShown:
    branch = _branch(session, caller, now)
    if not 0 <= number < len(WAYS):
        raise Refused(Gone())
    branch.claim_stages = ",".join(WAYS[number])
    session.add(branch)
    return _shown(branch)
