"""What may be sent, to whom, and in which form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from sandbox.client import Control, Person
from sandbox.server import Sandbox
from tests.sandbox.conftest import BOT_ID, Api, Refused, picture, refusal


@pytest.mark.parametrize(
    ("text", "parse_mode", "fault"),
    [
        pytest.param("", None, "message text is empty", id="no-text"),
        pytest.param("  \n ", None, "text must be non-empty", id="only-white-space"),
        pytest.param("<b></b>", "HTML", "text must be non-empty", id="only-tags"),
        pytest.param("字" * 4097, None, "message is too long", id="one-character-too-many"),
        pytest.param(
            "<b>x", "HTML", "can't parse entities: Can't find end tag corresponding to start tag \"b\"", id="bad-html"
        ),
    ],
)
async def test_a_text_is_refused(api: Api, zhang: Person, text: str, parse_mode: str | None, fault: str) -> None:
    call = api("sendMessage", chat_id=zhang.id, text=text, parse_mode=parse_mode)
    assert await refusal(call) == (400, f"Bad Request: {fault}")


async def test_the_length_of_a_text_counts_after_parsing(api: Api, zhang: Person) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text=f"<b>{'字' * 4096}</b>", parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_a_caption_has_1024_characters_at_most(api: Api, zhang: Person) -> None:
    async def send(caption: str) -> Any:
        files = {"photo": ("a.png", picture())}
        return await api.upload("sendPhoto", files, chat_id=zhang.id, caption=caption, parse_mode="HTML")

    assert len((await send(f"<i>{'字' * 1024}</i>"))["caption"]) == 1024
    assert await refusal(send("字" * 1025)) == (400, "Bad Request: message caption is too long")


@pytest.mark.parametrize("chat", [424242, -999, "nobody", "@nowhere"])
async def test_an_unknown_chat_is_not_found(api: Api, zhang: Person, chat: int | str) -> None:
    assert await refusal(api("sendMessage", chat_id=chat, text="x")) == (400, "Bad Request: chat not found")


async def test_a_call_without_a_chat_says_so(api: Api, zhang: Person) -> None:
    assert await refusal(api("sendMessage", text="x")) == (400, "Bad Request: chat_id is empty")


async def test_a_person_who_never_started_cannot_be_written_to(api: Api, li: Person) -> None:
    expected = (403, "Forbidden: bot can't initiate conversation with a user")
    assert await refusal(api("sendMessage", chat_id=li.id, text="x")) == expected


async def test_a_person_who_blocked_cannot_be_written_to_until_unblocking(
    api: Api, control: Control, zhang: Person
) -> None:
    await control.block(zhang)
    expected = (403, "Forbidden: bot was blocked by the user")
    assert await refusal(api("sendMessage", chat_id=zhang.id, text="x")) == expected
    await control.unblock(zhang)
    assert (await api("sendMessage", chat_id=zhang.id, text="x"))["text"] == "x"


async def test_a_deactivated_person_cannot_be_written_to(api: Api, control: Control, zhang: Person) -> None:
    await control.deactivate(zhang)
    assert await refusal(api("sendMessage", chat_id=zhang.id, text="x")) == (403, "Forbidden: user is deactivated")


@pytest.mark.parametrize(
    ("status", "kind", "fault"),
    [
        ("kicked", "group", "bot was kicked from the group chat"),
        ("kicked", "supergroup", "bot was kicked from the supergroup chat"),
        ("left", "group", "bot is not a member of the group chat"),
    ],
)
async def test_a_group_that_removed_the_bot_is_closed(
    api: Api, control: Control, zhang: Person, status: str, kind: str, fault: str
) -> None:
    number = await control.group("组", zhang, kind=kind)
    await control.member(number, BOT_ID)
    await control.member(number, BOT_ID, status, by=zhang)
    assert await refusal(api("sendMessage", chat_id=number, text="x")) == (403, f"Forbidden: {fault}")
    assert await refusal(api("getChat", chat_id=number)) == (403, f"Forbidden: {fault}")


async def test_a_group_where_the_bot_never_was_is_not_found(api: Api, control: Control, zhang: Person) -> None:
    number = await control.group("组", zhang)
    assert await refusal(api("sendMessage", chat_id=number, text="x")) == (400, "Bad Request: chat not found")


async def test_a_restricted_bot_may_not_write(api: Api, control: Control, zhang: Person, group: int) -> None:
    await control.member(group, BOT_ID, "restricted", by=zhang)
    expected = (400, "Bad Request: not enough rights to send text messages to the chat")
    assert await refusal(api("sendMessage", chat_id=group, text="x")) == expected


async def test_a_migrated_group_says_where_it_went(api: Api, control: Control, zhang: Person) -> None:
    old = await control.group("组", zhang, kind="group")
    await control.member(old, BOT_ID)
    new = await control.migrate(old)
    with pytest.raises(Refused, match="group chat was upgraded to a supergroup chat") as caught:
        await api("sendMessage", chat_id=old, text="x")
    assert (caught.value.code, caught.value.parameters) == (400, {"migrate_to_chat_id": new})
    assert (await api("sendMessage", chat_id=new, text="x"))["chat"]["id"] == new


async def test_a_token_that_nobody_has_is_unauthorized(api: Api, box: Sandbox) -> None:
    stranger = Api(api.session, "1:wrong")
    assert await refusal(stranger("getMe")) == (401, "Unauthorized")


async def test_an_unknown_method_is_not_found(api: Api) -> None:
    assert await refusal(api("sendTelepathy")) == (404, "Not Found: method not found")


async def test_method_names_are_not_case_sensitive(api: Api) -> None:
    assert (await api("GETME"))["id"] == BOT_ID


@pytest.mark.parametrize(
    ("method", "params", "named"),
    [
        ("getUpdates", {"limit": "many"}, "limit"),
        ("sendLocation", {"latitude": "north", "longitude": 1}, "latitude"),
        ("sendMessage", {"text": ["x"]}, "text"),
        ("sendPoll", {"question": "?", "options": {"a": 1}}, "options"),
        ("deleteMessages", {"message_ids": ["x"]}, "message_ids"),
        ("sendContact", {"first_name": "x"}, "phone_number"),
    ],
)
async def test_a_parameter_of_a_wrong_type_is_named(
    api: Api, zhang: Person, method: str, params: dict[str, Any], named: str
) -> None:
    code, fault = await refusal(api(method, chat_id=zhang.id, **params))
    assert code == 400
    assert f'parameter "{named}"' in fault


async def test_json_that_cannot_be_read_is_refused(api: Api, zhang: Person) -> None:
    call = api("sendMessage", chat_id=zhang.id, text="x", reply_markup="{broken")
    assert await refusal(call) == (400, "Bad Request: can't parse reply markup JSON object")


@pytest.mark.parametrize("form", ["json", "urlencoded", "multipart", "query"])
async def test_parameters_may_come_in_every_form(api: Api, zhang: Person, form: str) -> None:
    values = {"chat_id": str(zhang.id), "text": "中文 & +", "disable_notification": "true"}
    url = f"/bot{api.token}/sendMessage"
    multipart = aiohttp.FormData(default_to_multipart=True)
    for name, value in values.items():
        multipart.add_field(name, value)
    requests: dict[str, Callable[[], Any]] = {
        "json": lambda: api.session.post(url, json=values),
        "urlencoded": lambda: api.session.post(url, data=values),
        "multipart": lambda: api.session.post(url, data=multipart),
        "query": lambda: api.session.get(url, params=values),
    }
    assert (await api.read(requests[form]()))["text"] == "中文 & +"


async def test_a_reply_quotes_the_message(api: Api, control: Control, zhang: Person) -> None:
    asked = await control.say(zhang, None, "多少分?")
    reply = {"message_id": asked["message_id"], "quote": "多少"}
    sent = await api("sendMessage", chat_id=zhang.id, text="80", reply_parameters=reply)
    assert sent["reply_to_message"]["text"] == "多少分?"
    assert sent["quote"]["text"] == "多少"


async def test_a_reply_to_nothing_is_refused_unless_it_may_go_without(api: Api, zhang: Person) -> None:
    async def send(**more: Any) -> Any:
        return await api("sendMessage", chat_id=zhang.id, text="x", reply_parameters={"message_id": 99, **more})

    assert await refusal(send()) == (400, "Bad Request: message to be replied not found")
    assert "reply_to_message" not in await send(allow_sending_without_reply=True)


async def test_a_mention_by_id_carries_the_user_and_a_stranger_is_plain_text(api: Api, zhang: Person) -> None:
    links = f'<a href="tg://user?id={zhang.id}">甲</a><a href="tg://user?id=4">乙</a>'
    sent = await api("sendMessage", chat_id=zhang.id, text=links, parse_mode="HTML")
    assert [(e["type"], e["user"]["id"]) for e in sent["entities"]] == [("text_mention", zhang.id)]


async def test_protected_content_cannot_be_copied_or_forwarded(api: Api, zhang: Person, group: int) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="机密", protect_content=True)
    where = {"chat_id": group, "from_chat_id": zhang.id, "message_id": sent["message_id"]}
    assert await refusal(api("copyMessage", **where)) == (400, "Bad Request: message can't be copied")
    assert await refusal(api("forwardMessage", **where)) == (400, "Bad Request: message can't be forwarded")


async def test_a_forward_names_its_origin(api: Api, control: Control, zhang: Person, group: int) -> None:
    said = await control.say(zhang, None, "原话")
    where = {"chat_id": group, "from_chat_id": zhang.id, "message_id": said["message_id"]}
    forwarded = await api("forwardMessage", **where)
    assert forwarded["forward_origin"]["sender_user"]["id"] == zhang.id
    copied = await api("copyMessage", **where)
    last = await control.last(zhang, group)
    assert (last["message_id"], last["text"], "forward_origin" in last) == (copied["message_id"], "原话", False)
