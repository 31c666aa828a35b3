"""Looking into a town's database, and changing what no conversation changes."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from sqlmodel import Session, SQLModel, select

from storage.tables import RoleHeld
from tests.town import ZONE, Town

Row = TypeVar("Row", bound=SQLModel)


async def rows(town: Town, table: type[Row]) -> list[Row]:
    """Every row of a table."""
    return await town.db.read(_rows, table)


async def demote(town: Town, name: str) -> None:
    """Take all roles from a member, as of today."""
    await town.db.write(_demote, town.members[name], town.house.clock.now().astimezone(ZONE).date())


def _rows(session: Session, table: type[Row]) -> list[Row]:
    return list(session.exec(select(table)))


def _demote(session: Session, member_id: int, day: date) -> None:
    for held in session.exec(select(RoleHeld).where(RoleHeld.member_id == member_id)):
        held.until = day
        session.add(held)
