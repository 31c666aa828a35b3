"""The station for each test: 张三, 李四 and 王五."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.courier.station import Station, build_station


@pytest.fixture
async def station(tmp_path: Path) -> AsyncIterator[Station]:
    async with build_station(tmp_path, ["张三", "李四", "王五"]) as built:
        yield built
