"""Where units of work run: plain functions of a Session, off the event loop, one transaction each.

SQLite wants one writer. `SqliteDatabase` keeps one writing and one reading thread; writes that wait together are
committed together (each in a savepoint of its own), so sixteen check-ins cost one disk flush and not sixteen.
`PostgresDatabase` runs the same functions on asyncpg. A unit of work never commits and never sees the loop.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool, PoolProxiedConnection
from sqlmodel import Session

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[Concatenate[Session, P], T]

logger = logging.getLogger(__name__)

BATCH = 32
"""Units of work that one commit may carry: enough for a hall that checks in at once, short enough to wait for."""

Later = Callable[[Session], None]

LATER = "later"
"""Key in ``session.info``: what `before_commit` put off."""

OWES = "owes"
"""Key in ``session.info``: this unit of work put a message into the outbox or wants one rewritten."""


def before_commit(session: Session, key: str, work: Later) -> None:
    """Put work off to the end of the transaction, where it is done once for each key.

    When writes are committed together, that is once for all of them: a hall that checks in has its prompt counted
    once and not for every tap.
    """
    session.info.setdefault(LATER, {})[key] = work


class Database(Protocol):
    """What services are given."""

    owed: asyncio.Event
    """Set after a commit that owes somebody a message; whoever waits clears it."""

    async def read(self, work: Work[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit of work that changes nothing."""
        ...

    async def write(self, work: Work[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit of work in a transaction of its own; it is durable when this returns, or has left no trace."""
        ...

    async def fetch_row(self, sql: str, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
        """Read one row by plain SQL with ``?`` marks: the short road for the hottest questions."""
        ...

    async def close(self) -> None:
        """End threads and connections; what was asked for before is finished first."""
        ...


def open_database(url: str) -> Database:
    """Open the database that a URL names: ``sqlite:///file`` or ``postgresql+asyncpg://…``."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteDatabase(parsed)
    return PostgresDatabase(parsed)


@dataclass(slots=True)
class _Job:
    work: Callable[[Session], Any]
    future: asyncio.Future[Any]
    outcome: Any = None
    error: BaseException | None = None

    def tell(self) -> None:
        """Tell the caller how it ended, on his loop; one who has given up waiting is left in peace."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.outcome)


def sqlite_engine(url: URL) -> Engine:
    """Make an engine whose connections keep foreign keys, write ahead, and leave BEGIN to us."""
    engine = create_engine(url.set(drivername="sqlite"), poolclass=NullPool, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


class SqliteDatabase:
    """One file, one writing thread, one reading thread."""

    def __init__(self, url: URL) -> None:
        self.owed = asyncio.Event()
        self._engine = sqlite_engine(url)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="db-read")
        self._reading: Connection | None = None
        self._own: PoolProxiedConnection | None = None
        self._writer = threading.Thread(target=self._write_forever, name="db-write", daemon=True)
        self._writer.start()

    async def read(self, work: Work[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.read`."""
        return await asyncio.get_running_loop().run_in_executor(
            self._reader, self._read_now, lambda session: work(session, *args, **kwargs)
        )

    async def write(self, work: Work[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.write`."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put(_Job(lambda session: work(session, *args, **kwargs), future))
        return await future

    async def fetch_row(self, sql: str, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
        """See `Database.fetch_row`.

        Read on the loop itself, as the trip to a thread takes four times as long as the read: with the log written
        ahead no writer can hold a reader up. Should the file be locked all the same, the reading thread waits for it.
        """
        if self._own is None:
            self._own = self._engine.raw_connection()
            self._own.driver_connection.execute("PRAGMA busy_timeout=0")  # type: ignore[union-attr]  # it is open
        try:
            return _first(self._own.driver_connection, sql, parameters)
        except sqlite3.OperationalError:
            return await asyncio.get_running_loop().run_in_executor(self._reader, self._fetch_now, sql, parameters)

    async def close(self) -> None:
        """See `Database.close`."""
        self._jobs.put(None)
        await asyncio.get_running_loop().run_in_executor(None, self._writer.join)
        self._reader.submit(self._close_reading).result()
        self._reader.shutdown()
        if self._own is not None:
            self._own.close()
        self._engine.dispose()

    def _connection(self) -> Connection:
        if self._reading is None:
            self._reading = self._engine.connect()
        return self._reading

    def _close_reading(self) -> None:
        if self._reading is not None:
            self._reading.close()

    def _fetch_now(self, sql: str, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
        return _first(self._connection().connection.driver_connection, sql, parameters)

    def _read_now(self, work: Callable[[Session], T]) -> T:
        connection = self._connection()
        connection.exec_driver_sql("BEGIN")
        try:
            with Session(bind=connection, autoflush=False, expire_on_commit=False) as session:
                return work(session)
        finally:
            connection.rollback()

    def _write_forever(self) -> None:
        with self._engine.connect() as connection:
            while (first := self._jobs.get()) is not None:
                stop = self._write_batch(connection, first)
                if stop:
                    return

    def _write_batch(self, connection: Connection, first: _Job) -> bool:
        """Run the jobs that wait now in one transaction; say whether the end was asked for among them."""
        batch = _Batch(connection)
        ended = False
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            batch.run(first)
            while not ended and len(batch.jobs) < BATCH and not self._jobs.empty():
                job = self._jobs.get()
                if job is None:
                    ended = True
                else:
                    batch.run(job)
            batch.finish()
            connection.commit()
        except BaseException as error:  # noqa: BLE001 (whatever it was, each waiting caller must hear of it)
            connection.rollback()
            batch.fail(error)
        first.future.get_loop().call_soon_threadsafe(self._tell, batch)
        return ended

    def _tell(self, batch: _Batch) -> None:
        """Wake the loop once for a whole batch, not for every caller."""
        if batch.owes:
            self.owed.set()
        for job in batch.jobs:
            job.tell()


def _first(connection: Any, sql: str, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
    """Read one row and let go of the snapshot at once."""
    cursor = connection.execute(sql, parameters)
    try:
        row: tuple[Any, ...] | None = cursor.fetchone()
    finally:
        cursor.close()
    return row


def _session(connection: Connection) -> Session:
    return Session(bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False)


class _Batch:
    """Jobs of one transaction: each in a savepoint, so that one that fails rolls back, and is told of it, alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._later: dict[str, Later] = {}
        self.owes = False
        self.jobs: list[_Job] = []

    def run(self, job: _Job) -> None:
        """Run a job inside its savepoint."""
        self.jobs.append(job)
        with _session(self._connection) as session:
            try:
                job.outcome = job.work(session)
                session.commit()
            except Exception as error:  # noqa: BLE001 (handed to the caller, who raises it)
                session.rollback()
                job.error = error
            else:
                self._note(session)

    def finish(self) -> None:
        """Do what the jobs put off, once for all of them."""
        if self._later:
            with _session(self._connection) as session:
                for work in self._later.values():
                    work(session)
                session.commit()
                self._note(session)

    def fail(self, error: BaseException) -> None:
        """The transaction came to nothing: so did every job that had not failed before."""
        self.owes = False
        for job in self.jobs:
            job.error = job.error or error

    def _note(self, session: Session) -> None:
        self._later.update(session.info.get(LATER, {}))
        self.owes |= bool(session.info.get(OWES))


class PostgresDatabase:
    """The same units of work on asyncpg, each on a connection of the pool."""

    def __init__(self, url: URL) -> None:
        from sqlalchemy.ext.asyncio import create_async_engine

        self.owed = asyncio.Event()
        self._engine: AsyncEngine = create_async_engine(url.set(drivername="postgresql+asyncpg"), pool_size=8)

    async def read(self, work: Work[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.read`."""
        async with self._engine.connect() as connection:
            return await connection.run_sync(lambda sync: work(Session(bind=sync), *args, **kwargs))

    async def write(self, work: Work[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.write`."""

        def run(sync: Connection) -> tuple[T, bool]:
            with Session(bind=sync, expire_on_commit=False) as session:
                result = work(session, *args, **kwargs)
                for later in session.info.get(LATER, {}).values():
                    later(session)
                session.flush()
                return result, bool(session.info.get(OWES))

        async with self._engine.begin() as connection:
            result, owes = await connection.run_sync(run)
        if owes:
            self.owed.set()
        return result

    async def fetch_row(self, sql: str, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
        """See `Database.fetch_row`."""
        marks = iter(range(len(parameters)))
        named = "".join(f":p{next(marks)}" if part == "?" else part for part in _split_marks(sql))
        async with self._engine.connect() as connection:
            row = (await connection.execute(text(named), {f"p{n}": v for n, v in enumerate(parameters)})).first()
        return None if row is None else tuple(row)

    async def close(self) -> None:
        """See `Database.close`."""
        await self._engine.dispose()


def _split_marks(sql: str) -> list[str]:
    parts: list[str] = []
    for piece in sql.split("?"):
        parts += [piece, "?"]
    return parts[:-1]
