"""Buttons: what a keyboard may hold."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.client import Control, Person
from tests.sandbox.conftest import Api, refusal


def buttons(count: int, per_row: int = 1) -> dict[str, Any]:
    made = [{"text": str(index), "callback_data": str(index)} for index in range(count)]
    return {"inline_keyboard": [made[at : at + per_row] for at in range(0, count, per_row)]}


def one(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "按", **button}]]}


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(one(callback_data="x" * 64), id="64-bytes-of-data"),
        pytest.param(one(callback_data="字" * 21), id="63-bytes-in-21-characters"),
        pytest.param(buttons(100, 8), id="100-buttons-8-in-a-row"),
        pytest.param(one(url="https://example.org/a?b=1"), id="a-link"),
        pytest.param(one(url="tg://user?id=5"), id="a-link-into-the-app"),
        pytest.param(one(switch_inline_query=""), id="an-empty-inline-query"),
        pytest.param(one(switch_inline_query_current_chat="积分"), id="an-inline-query-here"),
        pytest.param(one(copy_text={"text": "x"}), id="a-text-to-copy"),
    ],
)
async def test_an_inline_keyboard_comes_back_as_sent(api: Api, zhang: Person, markup: dict[str, Any]) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="?", reply_markup=markup)
    assert sent["reply_markup"] == markup


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        pytest.param(one(callback_data="x" * 65), "BUTTON_DATA_INVALID", id="65-bytes-of-data"),
        pytest.param(one(callback_data="字" * 22), "BUTTON_DATA_INVALID", id="66-bytes-in-22-characters"),
        pytest.param(one(callback_data=""), "BUTTON_DATA_INVALID", id="no-data"),
        pytest.param(buttons(101, 8), "reply markup is too long", id="101-buttons"),
        pytest.param(buttons(9, 9), "reply markup is too long", id="9-in-a-row"),
        pytest.param(buttons(8, 8) | {"inline_keyboard": "x"}, "can't parse inline keyboard", id="no-rows"),
        pytest.param(one(), "Text buttons are unallowed in the inline keyboard", id="no-action"),
        pytest.param(one(callback_data="a", url="https://example.org"), "more than one action", id="two-actions"),
        pytest.param(one(url="not a link"), "is invalid: Wrong HTTP URL", id="a-bad-link"),
        pytest.param(one(web_app={"url": "http://example.org"}), "Only HTTPS links are allowed", id="an-open-web-app"),
        pytest.param(
            {"inline_keyboard": [[{"callback_data": "x"}]]}, 'Field "text" must be of type String', id="no-text"
        ),
        pytest.param(
            {"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}, "text must be non-empty", id="blank"
        ),
        pytest.param({"unheard": 1}, "object expected as reply markup", id="no-keyboard-at-all"),
        pytest.param({"keyboard": [["x"] * 13]}, "reply markup is too long", id="13-reply-buttons-in-a-row"),
        pytest.param({"force_reply": True, "input_field_placeholder": "x" * 65}, "1-64 characters", id="placeholder"),
        pytest.param(
            {"inline_keyboard": [[{"text": "长" * 600, "callback_data": "x"}]] * 10},
            "reply markup is too long",
            id="10-kb",
        ),
    ],
)
async def test_a_keyboard_beyond_the_limits_is_refused(
    api: Api, zhang: Person, markup: dict[str, Any], fault: str
) -> None:
    code, words = await refusal(api("sendMessage", chat_id=zhang.id, text="?", reply_markup=markup))
    assert code == 400
    assert words.startswith("Bad Request: ")
    assert fault in words


@pytest.mark.parametrize(
    "markup",
    [
        {"keyboard": [[{"text": "签到"}, {"text": "电话", "request_contact": True}]], "resize_keyboard": True},
        {"remove_keyboard": True},
        {"force_reply": True, "input_field_placeholder": "原因", "selective": True},
    ],
    ids=["reply-keyboard", "removal", "force-reply"],
)
async def test_keyboards_below_the_input_line_are_shown_to_persons_only(
    api: Api, control: Control, zhang: Person, markup: dict[str, Any]
) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="?", reply_markup=markup)
    assert "reply_markup" not in sent
    assert (await control.last(zhang))["reply_markup"] == markup


@pytest.mark.parametrize("wish", ["request_contact", "request_location"])
async def test_contacts_and_places_can_be_asked_for_in_private_only(api: Api, group: int, wish: str) -> None:
    markup = {"keyboard": [[{"text": "给", wish: True}]]}
    code, words = await refusal(api("sendMessage", chat_id=group, text="?", reply_markup=markup))
    assert (code, "can be requested in private chats only" in words) == (400, True)


async def test_reply_buttons_send_what_they_say(api: Api, control: Control, zhang: Person) -> None:
    row = [{"text": "签到"}, {"text": "电话", "request_contact": True}, {"text": "地点", "request_location": True}]
    sent = await api("sendMessage", chat_id=zhang.id, text="?", reply_markup={"keyboard": [row]})
    assert (await control.press(zhang, sent, 0, 0))["text"] == "签到"
    contact = (await control.press(zhang, sent, 0, 1, phone_number="+861"))["contact"]
    assert (contact["user_id"], contact["phone_number"]) == (zhang.id, "+861")
    place = await control.press(zhang, sent, 0, 2, place=(31.8, 119.9))
    assert place["location"] == {"latitude": 31.8, "longitude": 119.9}
    received = [update["message"] for update in await api.updates()]
    assert [sorted({"text", "contact", "location"} & message.keys()) for message in received[1:]] == [
        ["text"],
        ["contact"],
        ["location"],
    ]
