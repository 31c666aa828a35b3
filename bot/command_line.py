"""What the commands share: the configuration, the database, and how faults are told."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.database import Database

T = TypeVar("T")
FAULTY = 2
"""Exit code of a command whose input was faulty."""

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="config.toml; without it ./config.toml if it is there, else the defaults."),
]


@contextmanager
def loading() -> Iterator[None]:
    """Import what stays for good without collecting garbage in between, and spare it from every later collection.

    aiogram alone makes some hundred thousand objects that never go: walking them costs a fifth of the start, and later
    a pause of tens of milliseconds each time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def refuse(faults: list[str]) -> NoReturn:
    """Print each fault on a line of its own and end."""
    for fault in faults:
        typer.echo(fault, err=True)
    raise typer.Exit(FAULTY)


def settings_or_refuse(config: Path | None) -> Settings:
    """Read the configuration, or end with every fault in it."""
    from bot.config import ConfigFaults, load_settings

    default = Path("config.toml")
    try:
        return load_settings(config or (default if default.exists() else None))
    except ConfigFaults as error:
        refuse(error.faults)


def with_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Upgrade and open the database, run ``work(db)``, close it; refusals of the services end with their faults."""
    from services.errors import InputFaults
    from storage.database import open_database
    from storage.migrate import upgrade

    async def run() -> T:
        db: Database = open_database(settings.database.url)
        try:
            return await work(db)
        finally:
            await db.close()

    upgrade(settings.database.url)
    try:
        return asyncio.run(run())
    except InputFaults as error:
        refuse(error.faults)
