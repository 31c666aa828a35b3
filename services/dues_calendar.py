"""The dues' calendar, as sweeps: a month's entries are opened, its end is settled, who owes is reminded."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from scoring.periods import enclosing
from services.clock import local
from services.daytime import is_daytime
from services.dues_ledger import exempt_on, settle, subject_of
from storage.database import Database
from storage.notices.dues import DuesReminder
from storage.outbox import owe
from storage.queries.dues import branches, members_without_dues, owing, unsettled_before, untouched
from storage.tables import Branch, Dues, Member
from storage.vocabulary import DuesState

STAGES = {"3before": range(1, 4), "due": range(1), "3after": range(-5, -2)}
"""Days before the due day at which each reminder may go out: the first, and those after it if that was missed."""


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

    async def remind(self, now: datetime) -> int:
        """Remind those who owe, three days before, on the due day and three days after; never at night."""
        return await self._db.write(_remind, now)


def open_for(session: Session, branch: Branch, month: date) -> int:
    """Enter a month's dues for those of a branch who have none; exempt, or with nothing to pay, as exempt.

    An entry that nobody has touched follows the roster: a branch is founded before its amounts are known. Says how
    many entries were made or changed.
    """
    due_on = min(month.replace(day=1) + timedelta(days=branch.dues_day - 1), enclosing(month, "month").last)
    members = members_without_dues(session, branch.id, month)
    for member in members:
        state = _owed_by(member, month)
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


def _owed_by(member: Member, month: date) -> DuesState:
    return DuesState.EXEMPT if not member.dues_amount or exempt_on(member, month) else DuesState.DUE


def _follow_roster(session: Session, branch: Branch, month: date) -> int:
    changed = 0
    for dues, member in untouched(session, branch.id, month):
        amount, state = member.dues_amount, _owed_by(member, month)
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


def _remind(session: Session, now: datetime) -> int:
    return sum(_remind_branch(session, branch, now) for branch in branches(session) if is_daytime(now, branch.zone))


def _remind_branch(session: Session, branch: Branch, now: datetime) -> int:
    today = local(now, branch.zone).date()
    return sum(
        _remind_member(session, dues, member, today, now)
        for dues, member in owing(session, branch.id, today.replace(day=1))
        if member.left_on is None and not exempt_on(member, today)
    )


def _remind_member(session: Session, dues: Dues, member: Member, today: date, now: datetime) -> bool:
    left = (dues.due_on - today).days
    stage = next((name for name, days in STAGES.items() if left in days), None)
    return stage is not None and owe(
        session,
        DuesReminder(month=dues.month, due_on=dues.due_on, today=today, amount=dues.amount),
        key=f"reminder:dues:{dues.month:%Y-%m}:{stage}:member-{member.id}",
        now=now,
        branch_id=dues.branch_id,
        to_person=member.person_id,
        subject=subject_of(dues.id),
    )
