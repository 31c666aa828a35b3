"""The stage of the dues tests: two keepers, a committee member, and members of several kinds."""

from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from services.dues import DuesBook
from services.dues_calendar import DuesCalendar
from services.duties import Duties
from services.duty_desk import DutyDesk
from services.reminders import Reminders
from services.workdays import WorkDays
from storage.vocabulary import Role
from tests.claims.stage import Stage, opened, sqlite_url


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with opened(sqlite_url(tmp_path), start="2026-07-01 00:00") as stage:
        await people(stage)
        yield stage


async def people(stage: Stage) -> None:
    """Found the branch and settle its people."""
    await stage.found()
    await stage.settle("王书记", Role.SECRETARY)
    await stage.settle("李委员", Role.COMMITTEE)
    await stage.settle("赵记分", Role.RECORDER)
    await stage.settle("张三")
    await stage.settle("陈奶奶", exempt_from=date(2026, 1, 1))
    await stage.settle("零元", dues_amount=Decimal(0))


@pytest.fixture
def calendar(stage: Stage) -> DuesCalendar:
    return DuesCalendar(stage.db)


@pytest.fixture
def dues(stage: Stage) -> DuesBook:
    return DuesBook(stage.db, stage.clock)


@pytest.fixture
def duties(stage: Stage) -> Duties:
    return Duties(stage.db, stage.clock)


@pytest.fixture
def desk(stage: Stage) -> DutyDesk:
    return DutyDesk(stage.db, stage.clock)


@pytest.fixture
def reminders(stage: Stage) -> Reminders:
    return Reminders(stage.db, stage.clock, WorkDays())
