"""Where the joining tests begin: a branch as the operator makes it, and what is read back of it."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, select

from services.branches import Branches
from storage.database import Database
from storage.tables import Account, Member, Person
from tests.town import Town

BRANCH = "机关第一党支部"


async def found(town: Town, name: str = BRANCH, secretary: str = "王书记") -> str:
    """Make a branch by the operator's hand and give its secretary's token."""
    branches = Branches(town.db, town.house.clock)
    made = await branches.add("区直机关工委", name, "changzhou-2021", "Asia/Shanghai", secretary)
    return made.token


async def open_link(town: Town, name: str, token: str) -> None:
    """Let somebody open a one-time link; he comes to live here if he did not before."""
    if name not in town.people:
        await town.stranger(name)
    await town.control.start(town.people[name], token)
    await town.quiet()


async def secretary_at_home(town: Town) -> None:
    """Make a branch whose secretary has joined."""
    await open_link(town, "王书记", await found(town))


async def member_rows(db: Database) -> dict[str, Member]:
    """Every member by roster number."""
    rows: list[Member] = await db.read(_members)
    return {row.roster_no: row for row in rows}


async def names(db: Database) -> list[str]:
    """Every person's name, in the order of entry."""
    return await db.read(_names)


async def accounts(db: Database) -> dict[str, Account]:
    """Every account by its person's name."""
    return await db.read(_accounts)


def _members(session: Session) -> Any:
    return list(session.exec(select(Member)))


def _names(session: Session) -> list[str]:
    return list(session.exec(select(Person.name).order_by(Person.id)))  # type: ignore[arg-type]  # a column


def _accounts(session: Session) -> dict[str, Account]:
    rows = session.exec(select(Person.name, Account).where(Person.id == Account.person_id))
    return dict(rows.all())
