"""Accounts: who is behind one, who of a branch has one."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, exists, func, or_, select

from storage.queries.roster import belongs_on
from storage.tables import Account, Branch, Delegation, Member, Person, RoleHeld
from storage.vocabulary import ChatState


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


def accounts_with_office(session: Session) -> list[tuple[Account, str]]:
    """Give the accounts that may have a menu of their own, with the language of the person, else of a branch of his.

    Whoever the bot can write to and has, had or may take up a role, or still has such a menu.
    """
    held = exists().where(col(RoleHeld.member_id) == col(Member.id))
    lent = exists().where(col(Delegation.deputy_id) == col(Member.id))
    rows = session.exec(
        select(Account, Person.language, func.min(Branch.language))
        .join(Person, col(Person.id) == Account.person_id)
        .join(Member, col(Member.person_id) == Person.id)
        .join(Branch, col(Branch.id) == Member.branch_id)
        .where(Account.chat_state == ChatState.ACTIVE, or_(held, lent, col(Account.menu) != ""))
        .group_by(col(Account.user_id), col(Person.id))
        .order_by(col(Account.user_id))
    )
    return [(account, own or branchs) for account, own, branchs in rows]


def zone_of(session: Session, user_id: int) -> str | None:
    """Tell the zone of the first branch of an account's person; None for a stranger."""
    return session.exec(
        select(Branch.zone)
        .join(Member, col(Member.branch_id) == Branch.id)
        .join(Account, col(Account.person_id) == Member.person_id)
        .where(Account.user_id == user_id)
        .order_by(col(Member.id))
    ).first()


def belongs_anywhere(session: Session, person_id: int, day: date) -> bool:
    """Whether a person is a member of any branch on a day."""
    return session.exec(select(Member.id).where(Member.person_id == person_id, belongs_on(day))).first() is not None
