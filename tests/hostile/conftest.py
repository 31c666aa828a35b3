"""The branch that everybody here tries to harm, made once for all files of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.hostile.busy import Busy, busy


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def branch(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Busy]:
    """A branch in the middle of everything. A test that changes it says so."""
    async with busy(tmp_path_factory.mktemp("busy")) as found:
        yield found


@pytest.fixture(autouse=True)
def nothing_breaks(branch: Busy) -> Iterator[None]:
    """Whatever comes in: no handler fails."""
    branch.errors.lines.clear()
    yield
    assert branch.errors.lines == []
