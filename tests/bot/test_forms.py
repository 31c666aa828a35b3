"""Forms survive restarts; an update that dies half-way changes none, one that comes again is known."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import Update

from bot.forms import FormStorage
from bot.intake import REMEMBERED, Intake
from services.clock import SetClock
from storage.database import Database, open_database
from storage.migrate import upgrade

KEY = StorageKey(bot_id=1, chat_id=2, user_id=2)
CLOCK = SetClock(datetime(2026, 7, 1, tzinfo=UTC))


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    await asyncio.to_thread(upgrade, url)
    database = open_database(url)
    yield database
    await database.close()


async def begin(db: Database) -> tuple[FormStorage, Intake, FSMContext]:
    forms = FormStorage(db, CLOCK)
    await forms.load()
    return forms, Intake(forms), FSMContext(forms, KEY)


async def test_a_form_is_where_it_was_after_a_restart(db: Database) -> None:
    _, intake, state = await begin(db)

    async def step(_event: Any, _data: Any) -> None:
        await state.set_state("Plan:title")
        await state.update_data(kind="general")

    await intake(step, Update(update_id=7), {"state": state})
    _, _, again = await begin(db)
    assert (await again.get_state(), await again.get_data()) == ("Plan:title", {"kind": "general"})


async def test_an_update_that_dies_half_way_changes_no_form(db: Database) -> None:
    _, intake, state = await begin(db)

    async def die(_event: Any, _data: Any) -> None:
        await state.set_state("Plan:title")
        assert await state.get_state() == "Plan:title"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await intake(die, Update(update_id=7), {"state": state})
    _, _, again = await begin(db)
    assert await again.get_state() is None


async def test_an_update_that_comes_again_is_done_once_even_by_the_next_process(db: Database) -> None:
    taken: list[int] = []

    def counting(state: FSMContext) -> Any:
        async def step(event: Any, _data: Any) -> None:
            taken.append(event.update_id)
            await state.set_state(f"step {event.update_id}")

        return step

    _, intake, state = await begin(db)
    await intake(counting(state), Update(update_id=7), {"state": state})
    await intake(counting(state), Update(update_id=7), {"state": state})
    _, intake, state = await begin(db)
    await intake(counting(state), Update(update_id=7), {"state": state})
    await intake(counting(state), Update(update_id=8), {"state": state})
    assert taken == [7, 8]


async def test_an_update_that_failed_may_come_again(db: Database) -> None:
    _, intake, state = await begin(db)
    outcomes = iter([ConnectionError(), None])

    async def step(_event: Any, _data: Any) -> str:
        error = next(outcomes)
        if error:
            raise error
        return "done"

    with pytest.raises(ConnectionError):
        await intake(step, Update(update_id=7), {"state": state})
    assert await intake(step, Update(update_id=7), {"state": state}) == "done"


async def test_the_memory_of_updates_is_bounded() -> None:
    intake = Intake(None)

    async def done(_event: Any, _data: Any) -> str:
        return "done"

    for number in range(REMEMBERED + 1):
        assert await intake(done, Update(update_id=number), {}) == "done"
    assert await intake(done, Update(update_id=REMEMBERED), {}) is None
    assert await intake(done, Update(update_id=0), {}) == "done"


async def test_a_form_changes_only_inside_an_update(db: Database) -> None:
    _, _, state = await begin(db)
    with pytest.raises(RuntimeError, match="outside of an update"):
        await state.set_state("x")
