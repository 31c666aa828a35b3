"""The green of the activity tests: a branch of six that announces volunteer activities."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.activities.stage import Green, green
from tests.claims.stage import sqlite_url


@pytest.fixture
async def town_green(tmp_path: Path) -> AsyncIterator[Green]:
    async with green(sqlite_url(tmp_path)) as made:
        yield made
