"""What the page hears."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from sandbox.client import Control, Person
from tests.sandbox.conftest import BOT_ID, Api


async def listen(api: Api, *viewers: Person) -> aiohttp.ClientWebSocketResponse:
    named = ",".join(str(viewer.id) for viewer in viewers)
    return await api.session.ws_connect(f"/control/events?viewer={named}")


async def heard(socket: aiohttp.ClientWebSocketResponse, count: int) -> list[Any]:
    """Return the next events, and make sure that no further one was on its way."""
    events = [await socket.receive_json(timeout=5) for _ in range(count)]
    with pytest.raises(asyncio.TimeoutError):
        await socket.receive(timeout=0.05)
    return events


async def test_a_viewer_hears_his_own_chats_only(api: Api, control: Control, zhang: Person, li: Person) -> None:
    socket = await listen(api, zhang)
    await control.start(li)
    await api("sendMessage", chat_id=zhang.id, text="密")
    (event,) = await heard(socket, 1)
    assert (event["type"], event["chat_id"], event["bot_id"], event["viewer"]) == (
        "message",
        zhang.id,
        BOT_ID,
        zhang.id,
    )
    assert (event["message"]["text"], event["message"]["outgoing"]) == ("密", False)


async def test_two_viewers_on_one_socket_each_get_their_view(
    api: Api, control: Control, zhang: Person, li: Person, group: int
) -> None:
    socket = await listen(api, zhang, li)
    await control.say(li, group, "大家好")
    events = await heard(socket, 2)
    assert {event["viewer"]: event["message"]["outgoing"] for event in events} == {zhang.id: False, li.id: True}


async def test_edits_deletions_pins_reactions_and_actions_are_heard(api: Api, control: Control, zhang: Person) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="旧")
    where = {"chat_id": zhang.id, "message_id": sent["message_id"]}
    socket = await listen(api, zhang)
    await api("sendChatAction", chat_id=zhang.id, action="typing")
    await api("editMessageText", **where, text="新")
    await api("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])
    await api("pinChatMessage", **where)
    await api("deleteMessage", **where)
    events = await heard(socket, 6)
    assert [event["type"] for event in events] == ["action", "edited", "reaction", "message", "pinned", "deleted"]
    assert events[1]["message"]["text"] == "新"
    assert events[5]["message_id"] == sent["message_id"]


async def test_the_answer_to_a_tap_is_heard_by_the_tapper(api: Api, control: Control, zhang: Person) -> None:
    tap = await control.tap(zhang, 1, "x", chat=zhang, forged=True, wait=0)
    socket = await listen(api, zhang)
    await api("answerCallbackQuery", callback_query_id=tap.query_id, text="好", show_alert=True)
    (event,) = await heard(socket, 1)
    assert (event["type"], event["callback_query_id"]) == ("callback_answer", tap.query_id)
    assert event["answer"] == {"text": "好", "show_alert": True, "url": None}


async def test_moves_of_the_clock_and_new_members_are_heard(
    api: Api, control: Control, zhang: Person, group: int
) -> None:
    socket = await listen(api, zhang)
    await control.advance(hours=1)
    newcomer = await control.user("五")
    await control.member(group, newcomer)
    events = await heard(socket, 4)
    assert [event["type"] for event in events] == ["clock", "user", "message", "chat"]
    assert newcomer.id in [member["user_id"] for member in events[3]["chat"]["members"]]


async def test_who_is_removed_hears_it(api: Api, control: Control, zhang: Person, li: Person, group: int) -> None:
    socket = await listen(api, li)
    await control.member(group, li, "kicked", by=zhang)
    events = await heard(socket, 2)
    assert [event["type"] for event in events] == ["message", "chat"]
    statuses = {member["user_id"]: member["status"] for member in events[1]["chat"]["members"]}
    assert statuses[li.id] == "kicked"
