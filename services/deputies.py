"""The board of deputies: who acts for whom, and calling one back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from services.actors import Caller, resolve
from services.clock import Clock
from services.errors import Refused
from services.office_deputy import at_home, lendable
from services.permissions import Action, not_allowed
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.deputies import DeputyBoard, DeputyEnded, DeputyLine
from storage.outbox import rewrite
from storage.queries import deputies as ask
from storage.queries.cards import names_of
from storage.tables import Delegation


class Deputies:
    """What a lender and his deputy see of it, and how the lender ends it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def board(self, caller: Caller) -> DeputyBoard:
        """Show whose deputies run or will. Refused to one who can lend nothing and is nobody's deputy."""
        return await self._db.read(_board, caller, self._clock.now())

    async def end(self, caller: Caller, delegation_id: int) -> DeputyBoard:
        """End a delegation of one's own as of today; a second tap changes nothing."""
        return await self._db.write(_end, caller, delegation_id, self._clock.now())


def _board(session: Session, caller: Caller, now: datetime) -> DeputyBoard:
    actor = at_home(session, caller, now)
    roles = lendable(session, actor)
    rows = ask.open_delegations(session, actor.member_id, actor.today)
    if not roles and not rows:
        raise not_allowed(Action.NAME_DEPUTY)
    names = names_of(session, {row.member_id for row in rows} | {row.deputy_id for row in rows})
    return DeputyBoard(roles=roles, lines=tuple(_line(row, actor.member_id, names, actor.today) for row in rows))


def _line(row: Delegation, reader: int, names: dict[int, str], today: date) -> DeputyLine:
    mine = row.member_id == reader
    return DeputyLine(
        delegation_id=row.id,
        mine=mine,
        name=names[row.deputy_id if mine else row.member_id],
        since=row.since,
        last=row.until - timedelta(days=1),
        running=row.since <= today,
    )


def _end(session: Session, caller: Caller, delegation_id: int, now: datetime) -> DeputyBoard:
    row = ask.locked_delegation(session, delegation_id)
    if row is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=row.branch_id)
    if row.member_id != actor.member_id:
        raise Refused(Gone())
    if row.ended_on is None and row.until > actor.today:
        row.ended_on = actor.today
        session.add(row)
        session.flush()
        names = names_of(session, [row.deputy_id])
        rewrite(session, f"deputy:{row.id}", DeputyEnded(by=actor.name, deputy=names[row.deputy_id]))
    return _board(session, caller, now)
