"""Which command menu each account should have, and has."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from services.actors import Caller, resolve
from services.errors import Refused
from storage.queries.accounts import accounts_with_office
from storage.tables import Account
from storage.vocabulary import Role


class Menu(NamedTuple):
    """The menu that an account should have; ``mark`` names it in the account's row."""

    user_id: int
    roles: frozenset[Role]
    language: str
    mark: str


def wanted_menus(session: Session, now: datetime) -> list[Menu]:
    """Find the accounts whose menu is not what their roles in the branch at hand, and their language, ask for."""
    found = []
    for account, language in accounts_with_office(session):
        roles = _offices(session, account, now)
        mark = f"{language}:{','.join(sorted(roles))}" if roles else ""
        if mark != account.menu:
            found.append(Menu(account.user_id, roles, language, mark))
    return found


def keep_menu(session: Session, menu: Menu) -> None:
    """Record that an account has its menu."""
    account = session.get(Account, menu.user_id)
    if account is not None:
        account.menu = menu.mark
        session.add(account)


def _offices(session: Session, account: Account, now: datetime) -> frozenset[Role]:
    """Roles beside being a member; none for one who belongs nowhere any more."""
    try:
        actor = resolve(session, Caller(account.user_id, account.user_id), now)
    except Refused:
        return frozenset()
    return actor.roles - {Role.MEMBER}
