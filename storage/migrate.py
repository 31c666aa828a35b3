"""Bringing a database's schema up to this version, at every start.

``python -m storage.migrate "what changed"`` writes the next version file from the difference between the versions
so far and `storage.tables`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect
from sqlalchemy.engine import make_url

from storage.database import sqlite_engine

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Bring the schema to the newest version; creates the folder and the file of a new SQLite database.

    Blocking: called once, before the process serves.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sqlite_engine(parsed)
        with engine.connect() as connection:
            # Half a schema must not remain when the machine dies meanwhile, nor two processes upgrade at once.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            _upgrade(connection)
            connection.commit()
        engine.dispose()
    else:
        import asyncio

        asyncio.run(_upgrade_async(url))


async def _upgrade_async(url: str) -> None:
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"))
    async with engine.begin() as connection:
        await connection.exec_driver_sql("SELECT pg_advisory_xact_lock(781194)")
        await connection.run_sync(_upgrade)
    await engine.dispose()


def _upgrade(connection: Connection) -> None:
    """Upgrade what is not the newest; Alembic, a heavy import, is spared a start that has nothing to upgrade."""
    if current(connection) != newest():
        from alembic import command

        command.upgrade(config(connection), "head")


def newest() -> str:
    """The newest version: the greatest number among the version files."""
    return max(file.name[:4] for file in (SCRIPTS / "versions").glob("[0-9]*.py"))


def current(connection: Connection) -> str | None:
    """The version that a database has; None for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def config(connection: Connection) -> Config:
    """Alembic's configuration for a connection: there is no .ini file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    made.attributes["connection"] = connection
    return made


def main(message: str) -> None:
    """Write the next version file."""
    from alembic import command
    from alembic.script import ScriptDirectory

    engine = sqlite_engine(make_url("sqlite://"))
    with engine.connect() as connection:
        command.upgrade(config(connection), "head")
        number = len(list(ScriptDirectory.from_config(config(connection)).walk_revisions())) + 1
        command.revision(config(connection), message=message, autogenerate=True, rev_id=f"{number:04d}")


if __name__ == "__main__":
    main(sys.argv[1])
