"""All facts as columns: what stands, from both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from scoring import standing
from services.profiles import scoring_fact
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.queries.fact_columns import fact_columns
from storage.tables import Branch, FactRow, Member, Person, Superior
from storage.vocabulary import Category

NOW = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
Told = tuple[str, str, str, date, Decimal, str, bool]


@pytest.fixture(params=["sqlite", "postgresql"])
async def db(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path / 'x.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    await asyncio.to_thread(upgrade, url)
    database = open_database(url)
    yield database
    await database.close()


def settle_in(session: Session) -> int:
    """A branch with one member; gives his id."""
    superior = Superior(name="街道党工委")
    session.add(superior)
    session.flush()
    branch = Branch(superior_id=superior.id, name="第一党支部", scheme_id="changzhou-2021", created_at=NOW)
    person = Person(name="张三")
    session.add_all([branch, person])
    session.flush()
    member = Member(
        branch_id=branch.id, person_id=person.id, roster_no="1", category=Category.AGENCY, joined_on=date(2020, 1, 1)
    )
    session.add(member)
    session.flush()
    return member.id


def add(session: Session, member_id: int, on: date, **more: Any) -> int:
    """A fact of the member; gives its id."""
    member = session.get_one(Member, member_id)
    given: dict[str, Any] = {"kind": "quiz", "outcome": "points", "quantity": Decimal("12.5")} | more
    count = len(session.exec(select(FactRow.id)).all())
    row = FactRow(
        branch_id=member.branch_id, member_id=member_id, on_date=on, source_key=f"k{count}", recorded_at=NOW, **given
    )
    session.add(row)
    session.flush()
    return row.id


def undo(session: Session, fact_id: int, times: int) -> None:
    """Reverse a fact, then the reversal, and so on."""
    for _ in range(times):
        row = session.get_one(FactRow, fact_id)
        fact_id = add(session, row.member_id, row.on_date, quantity=row.quantity, reverses_id=fact_id)


def remember(session: Session) -> None:
    """Facts in and around the year, of which some were reversed, some restored."""
    member_id = settle_in(session)
    for day in (date(2025, 12, 31), FIRST, LAST, date(2027, 1, 1)):
        add(session, member_id, day)
    meeting: dict[str, Any] = {
        "kind": "meeting",
        "outcome": "late",
        "quantity": Decimal(1),
        "detail": "lecture",
        "event": "meeting:1",
    }
    add(session, member_id, date(2026, 5, 5), **meeting)
    for times in (1, 2, 3, 4):
        undo(session, add(session, member_id, date(2026, 3, times)), times)


def in_columns(session: Session) -> list[Told]:
    """Every row of the columns, told as a fact."""
    table = fact_columns(session, FIRST, LAST)
    facts = [table.fact(row) for row in range(len(table))]
    return sorted((f.member, f.kind, f.outcome, f.on, f.quantity, f.detail, bool(f.event)) for f in facts)


def one_by_one(session: Session) -> list[Told]:
    """The same by the road of the cards."""
    facts = [f for f in standing(map(scoring_fact, session.exec(select(FactRow)))) if FIRST <= f.on <= LAST]
    return sorted((f.member, f.kind, f.outcome, f.on, f.quantity, f.detail, bool(f.event)) for f in facts)


async def test_the_columns_hold_the_facts_that_stand(db: Database) -> None:
    await db.write(remember)
    found = await db.read(in_columns)
    assert found == await db.read(one_by_one)
    assert len(found) == 5  # both ends of the year, the meeting, and those reversed twice and four times


async def test_a_database_without_facts_gives_no_rows(db: Database) -> None:
    assert await db.read(in_columns) == []
