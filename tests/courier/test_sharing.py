"""Several processes share one outbox on PostgreSQL: each message goes out once, each chat's in order."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.allowance import Allowance
from bot.courier import Courier
from bot.courier_post import Post, build_courier_bot
from storage.queries.deliveries import LEASE, outstanding, take_due
from storage.vocabulary import OutboxState
from tests.courier.station import BOUND, TOKEN, Station, build_station

NAMES = [f"member {number}" for number in range(8)]


@pytest.fixture
async def shared(tmp_path: Path, postgres_url: str) -> AsyncIterator[Station]:
    async with build_station(tmp_path, NAMES, url=postgres_url) as built:
        built.box.world.strict = False
        yield built


async def test_two_couriers_deliver_everything_once_and_in_order(shared: Station) -> None:
    posts = [
        Post(build_courier_bot(TOKEN, shared.box.base_url, Allowance()), shared.db, shared.attachments)
        for _ in range(2)
    ]
    couriers = [Courier(shared.db, shared.clock, post, shares_outbox=True) for post in posts]
    for number in range(4):
        for name in NAMES:
            await shared.owe(f"{number}", to=name)
    running = [asyncio.create_task(courier.run()) for courier in couriers]
    async with asyncio.timeout(BOUND):
        for courier in couriers:
            await courier.idle()
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    for post in posts:
        await post.close()
    assert {name: shared.texts(name) for name in NAMES} == {name: ["0", "1", "2", "3"] for name in NAMES}
    assert {(row.state, row.attempts) for row in await shared.rows()} == {(OutboxState.SENT, 1)}


async def test_what_one_process_is_at_another_leaves_alone_until_the_lease_is_over(shared: Station) -> None:
    for text in ("first", "second"):
        await shared.owe(text, to=NAMES[0])
    now = shared.clock.now()

    async def take(at: timedelta) -> list[str]:
        taken = await shared.db.write(take_due, now + at, private=8, groups=8, busy=())
        return [parcel.data["text"] for parcel in taken]

    assert await take(timedelta(0)) == ["first"]
    assert await take(timedelta(0)) == []
    assert await take(LEASE + timedelta(seconds=1)) == ["first"]
    assert await shared.db.read(outstanding, now)
