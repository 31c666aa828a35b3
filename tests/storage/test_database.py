"""Units of work: whole or not at all, one writer, many waiting."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func
from sqlmodel import Session, select

from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.notices.common import Gone
from storage.outbox import due_messages, owe, rewrite
from storage.tables import MessageRef, Superior
from storage.types import Hundredths, UtcDateTime

NOW = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
async def db(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path / 'x.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    await asyncio.to_thread(upgrade, url)
    database = open_database(url)
    yield database
    await database.close()


def add_superior(session: Session, name: str) -> int:
    row = Superior(name=name)
    session.add(row)
    session.flush()
    return row.id


def count_superiors(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Superior)).one()


async def test_what_was_written_is_read_back(db: Database) -> None:
    number = await db.write(add_superior, "街道党工委")
    assert await db.fetch_row("SELECT name FROM superior WHERE id = ?", (number,)) == ("街道党工委",)


async def test_a_unit_of_work_that_fails_leaves_no_trace_and_spares_its_neighbours(db: Database) -> None:
    def fail(session: Session) -> None:
        add_superior(session, "半途而废")
        raise LookupError("no")

    outcomes = await asyncio.gather(
        *(db.write(add_superior, f"党委{n}") for n in range(20)), db.write(fail), return_exceptions=True
    )
    assert isinstance(outcomes.pop(), LookupError)
    assert sorted(str(type(outcome).__name__) for outcome in outcomes) == ["int"] * 20
    assert await db.read(count_superiors) == 20


async def test_a_broken_constraint_reaches_only_its_own_caller(db: Database) -> None:
    outcomes = await asyncio.gather(
        *(db.write(add_superior, name) for name in ("甲", "乙", "甲", "丙")), return_exceptions=True
    )
    assert sum(isinstance(outcome, Exception) for outcome in outcomes) == 1
    assert await db.read(count_superiors) == 3


async def test_a_reader_sees_no_half_of_a_transaction(db: Database) -> None:
    def add_pair(session: Session, number: int) -> None:
        for half in "ab":
            add_superior(session, f"{number}{half}")

    async def write_pairs() -> None:
        for number in range(20):
            await db.write(add_pair, number)

    writing = asyncio.create_task(write_pairs())
    while not writing.done():
        assert await db.read(count_superiors) % 2 == 0
    assert await db.read(count_superiors) == 40


async def test_foreign_keys_are_kept(db: Database) -> None:
    from storage.tables import PartyGroup

    def orphan(session: Session) -> None:
        session.add(PartyGroup(branch_id=404, name="无主"))

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await db.write(orphan)


async def test_a_notice_is_owed_once_whoever_asks_again(db: Database) -> None:
    def ask(session: Session) -> bool:
        return owe(session, Gone(), key="reminder:1", now=NOW, branch_id=None, to_chat=5)

    assert sorted(await asyncio.gather(*(db.write(ask) for _ in range(8)))) == [False] * 7 + [True]
    assert len(await db.read(due_messages, NOW, limit=10)) == 1


async def test_owing_wakes_the_courier_and_reading_does_not(db: Database) -> None:
    await db.write(add_superior, "无事")
    assert not db.owed.is_set()
    await db.write(lambda session: owe(session, Gone(), key="k", now=NOW, branch_id=None, to_chat=5))
    assert db.owed.is_set()


async def test_a_notice_needs_exactly_one_addressee(db: Database) -> None:
    with pytest.raises(ValueError, match="exactly one addressee"):
        await db.write(lambda session: owe(session, Gone(), key="k", now=NOW, branch_id=None))


async def test_a_rewrite_reaches_what_was_sent_and_what_is_still_owed(db: Database) -> None:
    def send_one(session: Session) -> None:
        session.add(MessageRef(chat_id=5, message_id=9, subject="claim:1", language="zh_CN"))
        owe(session, Gone(), key="card:1", now=NOW, branch_id=None, to_chat=6, subject="claim:1")

    def wanted(session: Session) -> list[tuple[str | None, int]]:
        return [(ref.wanted_kind, ref.version) for ref in session.exec(select(MessageRef))]

    from storage.notices.common import NotBound

    await db.write(send_one)
    await db.write(rewrite, "claim:1", NotBound())
    assert await db.read(wanted) == [("common.not_bound", 1)]
    assert [row.kind for row in await db.read(due_messages, NOW, limit=5)] == ["common.not_bound"]


@pytest.mark.parametrize(("points", "stored"), [("0", 0), ("2.5", 250), ("-0.01", -1), ("100", 10000)])
def test_points_are_kept_as_whole_hundredths(points: str, stored: int) -> None:
    column = Hundredths()
    assert column.process_bind_param(Decimal(points), None) == stored  # type: ignore[arg-type]
    assert column.process_result_value(stored, None) == Decimal(points)  # type: ignore[arg-type]


def test_a_point_finer_than_a_hundredth_is_refused() -> None:
    with pytest.raises(ValueError, match=r"0\.005 has more than two decimals"):
        Hundredths().process_bind_param(Decimal("0.005"), None)  # type: ignore[arg-type]


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(datetime(2026, 7, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001
