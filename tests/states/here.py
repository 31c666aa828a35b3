"""A real SQLite in memory, which runs each unit of work at once, on the caller's thread."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel

from storage.database import LATER

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[Concatenate[Session, P], T]
Dump = dict[str, list[tuple[Any, ...]]]


class Here:
    """A `Database` for thousands of short lives: one connection, whose whole content `Here.be` exchanges."""

    def __init__(self) -> None:
        self.owed = asyncio.Event()
        self._own = sqlite3.connect(":memory:", isolation_level=None)
        self._own.execute("PRAGMA foreign_keys=ON")
        self._engine = create_engine("sqlite://", creator=lambda: self._own, poolclass=StaticPool)
        self._connection = self._engine.connect()
        SQLModel.metadata.create_all(self._connection)
        self._connection.commit()
        self._tables = sorted(SQLModel.metadata.tables)

    async def read(self, work: Work[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `storage.database.Database.read`."""
        self._connection.exec_driver_sql("BEGIN")
        try:
            with Session(bind=self._connection, autoflush=False, expire_on_commit=False) as session:
                return work(session, *args, **kwargs)
        finally:
            self._connection.rollback()

    async def write(self, work: Work[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `storage.database.Database.write`."""
        self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            with self._session() as session:
                outcome = work(session, *args, **kwargs)
                session.commit()
                later = session.info.get(LATER, {}).values()
            for last in later:
                with self._session() as session:
                    last(session)
                    session.commit()
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()
        return outcome

    async def fetch_row(self, sql: str, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
        """See `storage.database.Database.fetch_row`."""
        row: tuple[Any, ...] | None = self._own.execute(sql, parameters).fetchone()
        return row

    async def close(self) -> None:
        """See `storage.database.Database.close`."""
        self._connection.close()
        self._own.close()

    def kept(self) -> sqlite3.Connection:
        """A copy of everything as it is now, for `be`."""
        copy = sqlite3.connect(":memory:")
        self._own.backup(copy)
        return copy

    def be(self, kept: sqlite3.Connection) -> None:
        """Hold just what was kept."""
        kept.backup(self._own)

    def dump(self) -> Dump:
        """Every row of every table."""
        return {table: self.rows(f'SELECT * FROM "{table}"') for table in self._tables}  # noqa: S608 (our own names)

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask by plain SQL."""
        return self._own.execute(sql, parameters).fetchall()

    def _session(self) -> Session:
        return Session(bind=self._connection, join_transaction_mode="create_savepoint", expire_on_commit=False)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a service's coroutine to its end: on `Here` nothing ever waits, so that no loop is needed."""
    try:
        work.send(None)
    except StopIteration as done:
        outcome: T = done.value
        return outcome
    raise AssertionError("the service waits for something else than its database")
