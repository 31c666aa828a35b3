"""The stage of the claim tests: a keeper, a secretary, a committee member and two members."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.claims import Claims
from services.reviews import Reviews
from storage.vocabulary import Role
from tests.claims.stage import Stage, opened, sqlite_url


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with opened(sqlite_url(tmp_path)) as stage:
        await people(stage)
        yield stage


async def people(stage: Stage) -> None:
    """Found the branch and settle its people."""
    await stage.found()
    await stage.settle("王书记", Role.SECRETARY)
    await stage.settle("李委员", Role.COMMITTEE)
    await stage.settle("赵记分", Role.RECORDER)
    await stage.settle("张三")
    await stage.settle("李四")


@pytest.fixture
def claims(stage: Stage) -> Claims:
    return Claims(stage.db, stage.clock)


@pytest.fixture
def reviews(stage: Stage) -> Reviews:
    return Reviews(stage.db, stage.clock)
