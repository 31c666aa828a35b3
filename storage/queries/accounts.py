"""Accounts: who is behind one, who of a branch has one."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from storage.queries.roster import belongs_on
from storage.tables import Account, Member


def account_of(session: Session, person_id: int) -> Account | None:
    """Find the account that a person uses."""
    return session.exec(select(Account).where(Account.person_id == person_id)).first()


def accounts_in(session: Session, branch_id: int, day: date) -> dict[int, Account]:
    """Give the accounts of a branch's members on a day, by member."""
    rows = session.exec(
        select(Member.id, Account)
        .join(Account, col(Account.person_id) == Member.person_id)
        .where(Member.branch_id == branch_id, belongs_on(day))
    )
    return dict(rows.all())


def belongs_anywhere(session: Session, person_id: int, day: date) -> bool:
    """Whether a person is a member of any branch on a day."""
    return session.exec(select(Member.id).where(Member.person_id == person_id, belongs_on(day))).first() is not None
