"""The roles of one member with their days, held, to come and past."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from services.actors import Caller
from services.clock import Clock
from services.deciders import deciders
from services.office_parts import Asked, subject_of
from services.permissions import Action, require
from storage.database import Database
from storage.notices.roles import RoleBoard, RoleLine
from storage.queries.roles import all_roles
from storage.tables import RoleHeld


class Roles:
    """What keepers and the committee see of a member's roles."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def board(self, caller: Caller, member_id: int) -> RoleBoard:
        """Show a member's roles, the latest first."""
        return await self._db.read(_board, caller, member_id, self._clock.now())


def _board(session: Session, caller: Caller, member_id: int, now: datetime) -> RoleBoard:
    actor, one = subject_of(session, Asked(caller, member_id, now))
    require(actor, Action.SEE_BRANCH)
    judges = deciders(session, actor.branch_id, Action.GIVE_ROLE, actor.today, about=member_id)
    return RoleBoard(
        member_id=member_id,
        name=one.person.name,
        lines=tuple(_line(row) for row in all_roles(session, member_id) if row.until is None or row.until > row.since),
        may_change=actor.member_id in {judge.id for judge in judges},
    )


def _line(row: RoleHeld) -> RoleLine:
    last = row.until - timedelta(days=1) if row.until is not None else None
    return RoleLine(role=row.role, since=row.since, last=last, above=row.superior_id is not None)
