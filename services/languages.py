"""Which language each account reads, kept in memory: it is needed for every answer."""

from __future__ import annotations

from sqlmodel import Session, col, select

from storage.database import Database
from storage.tables import Account, Person


class Languages:
    """Languages that people chose. Those who chose none are not in it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._by_user: dict[int, str] = {}

    async def load(self) -> None:
        """Read all choices; called at start and after a change that another process made."""
        self._by_user = await self._db.read(_chosen)

    def of(self, user_id: int) -> str | None:
        """Tell the language that an account's person chose, if any."""
        return self._by_user.get(user_id)

    async def choose(self, user_id: int, language: str) -> None:
        """Keep a choice; a stranger's is kept in memory only."""
        await self._db.write(_choose, user_id, language)
        self._by_user[user_id] = language


def _chosen(session: Session) -> dict[int, str]:
    rows = session.exec(
        select(Account.user_id, Person.language)
        .join(Person, col(Person.id) == Account.person_id)
        .where(col(Person.language).is_not(None))
    )
    return {user_id: language for user_id, language in rows if language is not None}


def _choose(session: Session, user_id: int, language: str) -> None:
    account = session.get(Account, user_id)
    if account is not None:
        person = session.get_one(Person, account.person_id)
        person.language = language
        session.add(person)
