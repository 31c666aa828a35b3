"""A member's dues of a year: for himself, and for those who keep the branch's dues."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.clock import Clock
from services.errors import Refused
from services.permissions import Action, may, require
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.dues import DuesMonth, DuesYear
from storage.queries.claims import name_of_member
from storage.queries.dues import neighbour_years, year_of
from storage.tables import Branch, Member

OWN, THIS_YEAR = 0, 0
YEARS = range(2000, 2101)
"""Years that a calendar of ours has: a forged button's is none of them."""


class DuesStatements:
    """Yearly statements, month by month."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def statement(self, caller: Caller, member_id: int = OWN, year: int = THIS_YEAR) -> DuesYear:
        """Show a year, one's own or as a keeper another's."""
        return await self._db.read(statement, caller, member_id, year, self._clock.now())


def statement(session: Session, caller: Caller, member_id: int, year: int, now: datetime) -> DuesYear:
    """See `DuesStatements.statement`."""
    actor, about = _about(session, caller, member_id, now)
    year = year or actor.today.year
    if year not in YEARS:
        raise Refused(Gone())
    months = tuple(
        DuesMonth(
            month=row.month,
            due_on=row.due_on,
            amount=row.amount,
            paid=row.paid,
            state=row.state,
            paid_on=row.paid_on,
        )
        for row in year_of(session, about, year)
    )
    earlier, later = neighbour_years(session, about, year)
    return DuesYear(
        year=year,
        months=months,
        member_id=member_id,
        name=name_of_member(session, about),
        branch=session.get_one(Branch, actor.branch_id).name,
        earlier=earlier,
        later=later,
    )


def _about(session: Session, caller: Caller, member_id: int, now: datetime) -> tuple[Actor, int]:
    """Whose year it is; another's is for those who record dues or exempt from them."""
    if member_id == OWN:
        actor = resolve(session, caller, now)
        return actor, actor.member_id
    member = session.get(Member, member_id)
    if member is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=member.branch_id)
    if member.id != actor.member_id and not may(actor, Action.EXEMPT_FROM_DUES):
        require(actor, Action.RECORD_DUES)
    return actor, member.id
