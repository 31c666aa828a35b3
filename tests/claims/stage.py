"""A branch on a real SQLite file with a clock that is set by hand, for tests that call services directly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from services.actors import Caller
from services.clock import SetClock
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.notices import Notice, load_notice
from storage.tables import Account, Branch, FactRow, Member, OutboxRow, Person, RoleHeld, Superior
from storage.vocabulary import Category, Role

ZONE = ZoneInfo("Asia/Shanghai")
LONG_AGO = date(2020, 1, 1)


@dataclass
class Stage:
    """One branch and its people, by name."""

    db: Database
    clock: SetClock
    branch_id: int = 0
    members: dict[str, int] = field(default_factory=dict)
    callers: dict[str, Caller] = field(default_factory=dict)

    def at(self, moment: str) -> datetime:
        """Set the branch's wall clock."""
        self.clock.at = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
        return self.clock.now()

    async def found(self, name: str = "第一党支部", scheme: str = "changzhou-2021", **branch: Any) -> int:
        """Found a branch; those who are settled from now on live in it."""
        self.branch_id = await self.db.write(_found, name, scheme, self.clock.now(), branch)
        return self.branch_id

    async def settle(self, name: str, *roles: Role, **member: Any) -> int:
        """Let a member with an account join, by default long ago."""
        caller = self.callers[name] = Caller(user_id=1000 + len(self.callers), chat_id=1000 + len(self.callers))
        self.members[name] = await self.db.write(
            _settle, self.branch_id, name, roles, caller.user_id, self.clock.now(), member
        )
        return self.members[name]

    async def change(self, name: str, **columns: Any) -> None:
        """Change a member's row."""
        await self.db.write(_change, self.members[name], columns)

    async def demote(self, name: str) -> None:
        """Take all roles from a member, as of today."""
        await self.db.write(_demote, self.members[name], self.clock.now().astimezone(ZONE).date())

    async def facts(self, name: str) -> list[tuple[str, str, str, Decimal, bool]]:
        """A member's facts in order: kind, outcome, day, quantity, and whether it is a reversal."""
        rows = await self.db.read(_facts, self.members[name])
        return [
            (row.kind, row.outcome, row.on_date.isoformat(), row.quantity, row.reverses_id is not None) for row in rows
        ]

    async def owed(self, name: str) -> list[tuple[str, Notice]]:
        """What the outbox holds for a member, in order: key and notice."""
        return await self.db.read(_owed, self.members[name])

    async def rows(self, table: type[Any]) -> list[Any]:
        """Every row of a table, in order."""
        return await self.db.read(_rows, table)


@asynccontextmanager
async def opened(url: str, start: str = "2026-07-10 10:00") -> AsyncIterator[Stage]:
    """Open a stage on a fresh database."""
    await asyncio.to_thread(upgrade, url)
    db = open_database(url)
    stage = Stage(db, SetClock(datetime.fromisoformat(start).replace(tzinfo=ZONE)))
    try:
        yield stage
    finally:
        await db.close()


def sqlite_url(folder: Path) -> str:
    """A database file in a folder."""
    return f"sqlite:///{folder / 'stage.db'}"


def _found(session: Session, name: str, scheme: str, now: datetime, given: dict[str, Any]) -> int:
    superior = Superior(name=f"{name}的上级")
    session.add(superior)
    session.flush()
    branch = Branch(superior_id=superior.id, name=name, scheme_id=scheme, created_at=now, **given)
    session.add(branch)
    session.flush()
    return branch.id


def _settle(
    session: Session,
    branch_id: int,
    name: str,
    roles: tuple[Role, ...],
    user_id: int,
    now: datetime,
    given: dict[str, Any],
) -> int:
    person = Person(name=name)
    session.add(person)
    session.flush()
    row: dict[str, Any] = {
        "roster_no": f"{person.id:03d}",
        "category": Category.IN_SERVICE,
        "joined_on": LONG_AGO,
        "dues_amount": Decimal(30),
        **given,
    }
    member = Member(branch_id=branch_id, person_id=person.id, **row)
    session.add(member)
    session.flush()
    session.add(Account(user_id=user_id, person_id=person.id, bound_at=now))
    session.add_all(RoleHeld(branch_id=branch_id, member_id=member.id, role=role, since=LONG_AGO) for role in roles)
    session.flush()
    return member.id


def _change(session: Session, member_id: int, columns: dict[str, Any]) -> None:
    member = session.get_one(Member, member_id)
    for column, value in columns.items():
        setattr(member, column, value)
    session.add(member)


def _demote(session: Session, member_id: int, day: date) -> None:
    for held in session.exec(select(RoleHeld).where(RoleHeld.member_id == member_id)):
        held.until = day
        session.add(held)


def _facts(session: Session, member_id: int) -> list[FactRow]:
    return list(session.exec(select(FactRow).where(FactRow.member_id == member_id).order_by(col(FactRow.id))))


def _owed(session: Session, member_id: int) -> list[tuple[str, Notice]]:
    person_id = session.get_one(Member, member_id).person_id
    rows = session.exec(select(OutboxRow).where(OutboxRow.person_id == person_id).order_by(col(OutboxRow.id)))
    return [(row.key, load_notice(row.kind, row.data)) for row in rows]


def _rows(session: Session, table: type[Any]) -> list[Any]:
    return list(session.exec(select(table).order_by(table.id)))
