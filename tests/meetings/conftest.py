"""The hall of the meeting tests, on SQLite, and on both databases where writers could meet."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.claims.stage import sqlite_url
from tests.meetings.stage import Hall, hall


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall(sqlite_url(tmp_path)) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgres"])
async def any_house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Hall]:
    url = sqlite_url(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    async with hall(url) as made:
        yield made
