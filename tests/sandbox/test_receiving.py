"""Polling: order, confirmation, one reader, what is asked for."""

from __future__ import annotations

import asyncio
from typing import Any

from sandbox.client import Control, Person
from sandbox.server import Sandbox
from tests.sandbox.conftest import BOT_ID, Api, refusal, until

OTHER_READER = (
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)
WEBHOOK_ACTIVE = (
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
)


def texts(updates: list[Any]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_they_are_confirmed(api: Api, control: Control, zhang: Person) -> None:
    await control.say(zhang, None, "一")
    first = await api("getUpdates")
    assert texts(first) == ["/start", "一"]
    assert await api("getUpdates") == first
    assert await api("getUpdates", offset=first[0]["update_id"] + 1) == first[1:]
    assert await api("getUpdates", offset=first[1]["update_id"] + 1) == []
    assert (await control.pending())["delivered_to"] == first[1]["update_id"]


async def test_a_limit_cuts_the_batch_and_a_negative_offset_keeps_the_last(
    api: Api, control: Control, zhang: Person
) -> None:
    for text in "一二三":
        await control.say(zhang, None, text)
    assert texts(await api("getUpdates", limit=2)) == ["/start", "一"]
    assert texts(await api("getUpdates", offset=-1)) == ["三"]
    assert texts(await api("getUpdates")) == ["三"]


async def test_a_waiting_reader_gets_an_update_as_soon_as_it_comes(
    api: Api, control: Control, box: Sandbox, li: Person
) -> None:
    reader = asyncio.create_task(api("getUpdates", timeout=30))
    await waiting(box)
    await control.start(li)
    async with asyncio.timeout(5):
        assert texts(await reader) == ["/start"]


async def test_a_second_reader_ends_the_first(api: Api, box: Sandbox) -> None:
    first = asyncio.create_task(api("getUpdates", timeout=30))
    await waiting(box)
    assert await api("getUpdates") == []
    assert await refusal(first) == OTHER_READER


async def test_polling_and_a_webhook_exclude_each_other(api: Api, box: Sandbox) -> None:
    reader = asyncio.create_task(api("getUpdates", timeout=30))
    await waiting(box)
    await api("setWebhook", url="http://127.0.0.1:9/")
    assert (await refusal(reader))[0] == 409
    assert await refusal(api("getUpdates")) == WEBHOOK_ACTIVE
    await api("deleteWebhook")
    assert await api("getUpdates") == []


async def test_only_kinds_that_are_asked_for_are_queued(
    api: Api, control: Control, zhang: Person, li: Person, group: int
) -> None:
    await api.updates(allowed_updates=["chat_member"])
    await control.say(zhang, None, "ungehört")
    await control.member(group, li, "left")
    (update,) = await api.updates()
    change = update["chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "left")
    await api.updates(allowed_updates=[])
    await control.member(group, li, "member")
    assert [kind for update in await api.updates() for kind in update if kind != "update_id"] == ["message"]


async def test_an_update_is_dropped_after_a_day(api: Api, control: Control, zhang: Person) -> None:
    await control.advance(hours=23)
    await control.say(zhang, None, "jung")
    await control.advance(hours=2)
    assert texts(await api("getUpdates")) == ["jung"]


async def test_an_update_can_be_repeated_once_under_its_id(api: Api, control: Control, zhang: Person) -> None:
    (start,) = await api.updates()
    await control.repeat(start["update_id"])
    assert await api("getUpdates", offset=start["update_id"] + 1) == [start]
    assert await api("getUpdates", offset=start["update_id"] + 1) == []


async def test_a_raw_update_is_handed_on_as_it_is(api: Api, control: Control, zhang: Person) -> None:
    await api.updates()
    number = await control.inject({"unheard_of": {"x": 1}})
    assert await api("getUpdates") == [{"update_id": number, "unheard_of": {"x": 1}}]


async def test_several_bots_have_separate_updates(api: Api, control: Control, zhang: Person) -> None:
    other = Api(api.session, "5:other")
    await control.bot("5:other", "other_bot", "Other")
    assert await other("getUpdates") == []
    async with Control(str(api.session._base_url), bot_id=5) as second:
        await second.say(zhang, None, "hallo")
    assert texts(await other("getUpdates")) == ["hallo"]
    assert texts(await api("getUpdates")) == ["/start"]
    assert (await other("getMe"))["id"] == 5 != BOT_ID


async def waiting(box: Sandbox) -> None:
    """Return when the bot's reader waits for updates."""
    await until(lambda: bool(box.world.inboxes[BOT_ID].listeners))
