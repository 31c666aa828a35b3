"""Taps and inline queries: asked once, answered once, in time."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from sandbox.client import Control, ControlFailed, Person, Tap
from tests.sandbox.conftest import Api, refusal

TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
BUTTON = {"inline_keyboard": [[{"text": "签到", "callback_data": "in:1"}, {"text": "看", "url": "https://e.org"}]]}


async def asked(api: Api, person: Person) -> Any:
    sent = await api("sendMessage", chat_id=person.id, text="?", reply_markup=BUTTON)
    await api.updates()
    return sent


async def answered(api: Api, tapping: asyncio.Task[Tap], **answer: Any) -> tuple[Any, Tap]:
    """Answer the one tap that is under way."""
    (update,) = await api.updates(timeout=10)
    query = update["callback_query"]
    await api("answerCallbackQuery", callback_query_id=query["id"], **answer)
    return query, await tapping


@pytest.mark.parametrize("button", ["签到", "in:1", (0, 0)], ids=["by-label", "by-data", "by-place"])
async def test_a_tapper_hears_the_answer(
    api: Api, control: Control, zhang: Person, button: str | tuple[int, int]
) -> None:
    message = await asked(api, zhang)
    tapping = asyncio.create_task(control.tap(zhang, message, button))
    query, tap = await answered(api, tapping, text="已签到", show_alert=True)
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("in:1", zhang.id, "?")
    assert (tap.answered, tap.text, tap.show_alert) == (True, "已签到", True)


async def test_a_tap_without_an_answer_ends_as_unanswered(api: Api, control: Control, zhang: Person) -> None:
    message = await asked(api, zhang)
    tap = await control.tap(zhang, message, "签到", wait=0)
    assert (tap.answered, tap.text) == (False, None)


async def test_a_query_is_answered_once(api: Api, control: Control, zhang: Person) -> None:
    message = await asked(api, zhang)
    tap = await control.tap(zhang, message, "签到", wait=0)
    assert await api("answerCallbackQuery", callback_query_id=tap.query_id) is True
    assert await refusal(api("answerCallbackQuery", callback_query_id=tap.query_id)) == TOO_OLD


async def test_a_query_cannot_be_answered_after_a_minute(api: Api, control: Control, zhang: Person) -> None:
    message = await asked(api, zhang)
    young = await control.tap(zhang, message, "签到", wait=0)
    await control.advance(seconds=60)
    assert await api("answerCallbackQuery", callback_query_id=young.query_id) is True
    old = await control.tap(zhang, message, "签到", wait=0)
    await control.advance(seconds=61)
    assert await refusal(api("answerCallbackQuery", callback_query_id=old.query_id)) == TOO_OLD


@pytest.mark.parametrize("number", ["", "17", "nonsense"])
async def test_an_unknown_query_cannot_be_answered(api: Api, number: str) -> None:
    assert await refusal(api("answerCallbackQuery", callback_query_id=number)) == TOO_OLD


async def test_an_answer_has_200_characters_at_most(api: Api, control: Control, zhang: Person) -> None:
    tap = await control.tap(zhang, await asked(api, zhang), "签到", wait=0)
    call = api("answerCallbackQuery", callback_query_id=tap.query_id, text="字" * 201)
    assert await refusal(call) == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert await api("answerCallbackQuery", callback_query_id=tap.query_id, text="字" * 200)


async def test_data_that_is_not_on_the_message_must_be_forged(api: Api, control: Control, zhang: Person) -> None:
    message = await asked(api, zhang)
    body = {"chat_id": zhang.id, "message_id": message["message_id"], "data": "in:999", "wait": 0}
    with pytest.raises(ControlFailed, match="has no button with data 'in:999'"):
        await control.post(f"/control/users/{zhang.id}/tap", **body)
    await control.tap(zhang, message, "in:999", forged=True, wait=0)
    (update,) = await api.updates()
    assert update["callback_query"]["data"] == "in:999"


async def test_a_tap_on_a_deleted_message_brings_an_inaccessible_one(api: Api, control: Control, zhang: Person) -> None:
    message = await asked(api, zhang)
    await api("deleteMessage", chat_id=zhang.id, message_id=message["message_id"])
    await control.tap(zhang, message, "in:1", forged=True, wait=0)
    (update,) = await api.updates()
    shown = update["callback_query"]["message"]
    assert (shown["date"], shown["message_id"], "text" in shown) == (0, message["message_id"], False)


async def test_a_button_with_a_link_has_no_data_to_tap(api: Api, control: Control, zhang: Person) -> None:
    message = await asked(api, zhang)
    with pytest.raises(ControlFailed, match="carries no callback data"):
        await control.tap(zhang, message, (0, 1))


async def test_a_stranger_can_only_forge_taps_in_a_group(api: Api, control: Control, group: int) -> None:
    sent = await api("sendMessage", chat_id=group, text="?", reply_markup=BUTTON)
    stranger = await control.user("五")
    with pytest.raises(ControlFailed, match="is not in"):
        await control.tap(stranger, sent["message_id"], (0, 0), chat=group, wait=0)
    tap = await control.tap(stranger, sent, "in:1", forged=True, wait=0)
    assert await api("answerCallbackQuery", callback_query_id=tap.query_id)


async def test_an_inline_query_gets_its_results(api: Api, control: Control, zhang: Person) -> None:
    await api.updates()
    asking = asyncio.create_task(control.inline(zhang, "积分"))
    (update,) = await api.updates(timeout=10)
    query = update["inline_query"]
    assert (query["query"], query["from"]["id"]) == ("积分", zhang.id)
    results = [{"type": "article", "id": "1", "title": "x", "input_message_content": {"message_text": "x"}}]
    await api("answerInlineQuery", inline_query_id=query["id"], results=results)
    assert await asking == results
    assert await refusal(api("answerInlineQuery", inline_query_id=query["id"], results=[])) == TOO_OLD


@pytest.mark.parametrize(
    ("results", "fault"),
    [
        ([{"type": "article", "id": "1"}] * 51, "RESULTS_TOO_MUCH"),
        ([{"type": "article", "id": "1"}] * 2, "RESULT_ID_DUPLICATE"),
        ([{"type": "article", "id": "x" * 65}], "RESULT_ID_INVALID"),
    ],
)
async def test_wrong_inline_results_are_refused(api: Api, results: list[Any], fault: str) -> None:
    assert await refusal(api("answerInlineQuery", inline_query_id="1", results=results)) == (
        400,
        f"Bad Request: {fault}",
    )
