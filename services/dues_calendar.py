"""The dues' calendar, as sweeps: a month's entries are opened, its end is settled. `services.reminders` reminds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from scoring.periods import enclosing
from services.clock import local
from services.dues_alarms import raise_alarms
from services.dues_ledger import exempt_on, settle
from storage.database import Database
from storage.queries.dues import branches, exempted, members_without_dues, unsettled_before, untouched
from storage.tables import Branch, Dues, Member
from storage.vocabulary import DuesState


class DuesCalendar:
    """Sweeps for the jobs; each asks what is due now and is harmless when it runs again."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def open_month(self, now: datetime) -> int:
        """Enter the running month's dues of everybody, as the roster has them; say how many entries that changed."""
        return await self._db.write(_open_month, now)

    async def settle_month(self, now: datetime) -> int:
        """Close what is left of months that are over, with its facts; say how many entries were closed."""
        return await self._db.write(_settle_month, now)

    async def raise_alarms(self, now: datetime) -> int:
        """Tell the secretary of who has paid nothing for three or six months; see `services.dues_alarms`."""
        return await self._db.write(raise_alarms, now)


def open_for(session: Session, branch: Branch, month: date) -> int:
    """Enter a month's dues for those of a branch who have none; exempt, or with nothing to pay, as exempt.

    An entry that nobody has touched follows the roster: a branch is founded before its amounts are known. Says how
    many entries were made or changed.
    """
    due_on = min(month.replace(day=1) + timedelta(days=branch.dues_day - 1), enclosing(month, "month").last)
    members, spared = members_without_dues(session, branch.id, month), exempted(session, branch.id, month)
    for member in members:
        state = _owed_by(member, month, spared)
        session.add(
            Dues(
                branch_id=branch.id,
                member_id=member.id,
                month=month,
                due_on=due_on,
                amount=member.dues_amount,
                state=state,
            )
        )
    session.flush()
    return len(members) + _follow_roster(session, branch, month)


def _owed_by(member: Member, month: date, spared: set[int]) -> DuesState:
    nothing = not member.dues_amount or member.id in spared or exempt_on(member, month)
    return DuesState.EXEMPT if nothing else DuesState.DUE


def _follow_roster(session: Session, branch: Branch, month: date) -> int:
    changed, spared = 0, exempted(session, branch.id, month)
    for dues, member in untouched(session, branch.id, month):
        amount, state = member.dues_amount, _owed_by(member, month, spared)
        if (dues.amount, dues.state) != (amount, state):
            dues.amount, dues.state = amount, state
            session.add(dues)
            changed += 1
    session.flush()
    return changed


def _month(branch: Branch, now: datetime) -> date:
    return local(now, branch.zone).date().replace(day=1)


def _open_month(session: Session, now: datetime) -> int:
    return sum(open_for(session, branch, _month(branch, now)) for branch in branches(session))


def _settle_month(session: Session, now: datetime) -> int:
    closed = 0
    for branch in branches(session):
        for dues in unsettled_before(session, branch.id, _month(branch, now)):
            settle(session, dues, session.get_one(Member, dues.member_id), now)
            closed += 1
    return closed
