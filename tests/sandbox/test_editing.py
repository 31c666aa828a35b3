"""What may be changed and deleted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.client import Control, Person
from tests.sandbox.conftest import BOT_ID, Api, picture, refusal

UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
BUTTON = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}


async def test_an_edit_replaces_text_and_buttons_and_dates_itself(api: Api, control: Control, zhang: Person) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="旧", reply_markup=BUTTON)
    await control.advance(minutes=5)
    edited = await api("editMessageText", chat_id=zhang.id, message_id=sent["message_id"], text="新")
    assert (edited["text"], edited["edit_date"] - edited["date"], "reply_markup" in edited) == ("新", 300, False)
    assert (await control.last(zhang))["text"] == "新"


@pytest.mark.parametrize("change", [{"text": "一样"}, {"text": "<i></i>一样 ", "parse_mode": "HTML"}])
async def test_an_edit_that_changes_nothing_is_refused(api: Api, zhang: Person, change: dict[str, Any]) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="一样", reply_markup=BUTTON)
    where = {"chat_id": zhang.id, "message_id": sent["message_id"], "reply_markup": BUTTON}
    code, words = await refusal(api("editMessageText", **where, **change))
    assert (code, words) == (
        400,
        f"Bad Request: {UNCHANGED}",
    )
    assert (await refusal(api("editMessageReplyMarkup", **where)))[0] == 400


async def test_buttons_alone_can_be_taken_away_without_an_edit_date(api: Api, zhang: Person) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="?", reply_markup=BUTTON)
    edited = await api("editMessageReplyMarkup", chat_id=zhang.id, message_id=sent["message_id"])
    assert ("reply_markup" in edited, "edit_date" in edited) == (False, False)


async def test_only_the_bots_own_messages_can_be_edited(api: Api, control: Control, zhang: Person) -> None:
    said = await control.say(zhang, None, "我的")
    call = api("editMessageText", chat_id=zhang.id, message_id=said["message_id"], text="你的")
    assert await refusal(call) == (400, "Bad Request: message can't be edited")


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(api: Api, zhang: Person) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="?", reply_markup={"keyboard": [["x"]]})
    call = api("editMessageText", chat_id=zhang.id, message_id=sent["message_id"], text="!")
    assert await refusal(call) == (400, "Bad Request: message can't be edited")


async def test_an_edit_takes_inline_keyboards_only(api: Api, zhang: Person) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="?")
    where = {"chat_id": zhang.id, "message_id": sent["message_id"]}
    call = api("editMessageText", **where, text="!", reply_markup={"keyboard": [["x"]]})
    assert await refusal(call) == (400, "Bad Request: inline keyboard expected")


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ({"message_id": 99, "text": "x"}, "message to edit not found"),
        ({"text": "x"}, "message identifier is not specified"),
        ({"message_id": 2, "text": "字" * 4097}, "message is too long"),
    ],
)
async def test_a_wrong_edit_is_refused(api: Api, zhang: Person, params: dict[str, Any], fault: str) -> None:
    await api("sendMessage", chat_id=zhang.id, text="?")
    assert await refusal(api("editMessageText", chat_id=zhang.id, **params)) == (400, f"Bad Request: {fault}")


async def test_texts_have_no_caption_and_photos_no_text_to_edit(api: Api, zhang: Person) -> None:
    text = await api("sendMessage", chat_id=zhang.id, text="?")
    photo = await api.upload("sendPhoto", {"photo": ("a.png", picture())}, chat_id=zhang.id)
    call = api("editMessageCaption", chat_id=zhang.id, message_id=text["message_id"], caption="x")
    assert await refusal(call) == (400, "Bad Request: there is no caption in the message to edit")
    call = api("editMessageText", chat_id=zhang.id, message_id=photo["message_id"], text="x")
    assert await refusal(call) == (400, "Bad Request: there is no text in the message to edit")


async def test_a_caption_can_be_set_and_removed(api: Api, zhang: Person) -> None:
    photo = await api.upload("sendPhoto", {"photo": ("a.png", picture())}, chat_id=zhang.id)
    where = {"chat_id": zhang.id, "message_id": photo["message_id"]}
    assert (await api("editMessageCaption", **where, caption="<b>说明</b>", parse_mode="HTML"))["caption"] == "说明"
    assert "caption" not in await api("editMessageCaption", **where)


async def test_a_photo_can_be_exchanged(api: Api, zhang: Person) -> None:
    photo = await api.upload("sendPhoto", {"photo": ("a.png", picture())}, chat_id=zhang.id, caption="旧")
    where = {"chat_id": zhang.id, "message_id": photo["message_id"]}
    media = {"type": "photo", "media": "attach://new", "caption": "新"}
    files = {"new": ("b.png", picture(30, 30))}
    edited = await api.upload("editMessageMedia", files, **where, media=json.dumps(media))
    assert (edited["photo"][-1]["width"], edited["caption"]) == (30, "新")
    again = {"type": "photo", "media": edited["photo"][-1]["file_id"], "caption": "新"}
    assert (await refusal(api("editMessageMedia", **where, media=again)))[1].startswith(
        "Bad Request: message is not modified"
    )


async def test_persons_are_heard_when_they_edit_and_bots_are_not(api: Api, control: Control, zhang: Person) -> None:
    said = await control.say(zhang, None, "错")
    sent = await api("sendMessage", chat_id=zhang.id, text="?")
    await api.updates()
    await control.edit(zhang, None, said, "对")
    await api("editMessageText", chat_id=zhang.id, message_id=sent["message_id"], text="!")
    updates = await api.updates()
    assert [update["edited_message"]["text"] for update in updates] == ["对"]


async def test_a_message_can_be_deleted_for_48_hours(api: Api, control: Control, zhang: Person) -> None:
    young = await api("sendMessage", chat_id=zhang.id, text="1")
    await control.advance(hours=48)
    assert await api("deleteMessage", chat_id=zhang.id, message_id=young["message_id"]) is True
    old = await api("sendMessage", chat_id=zhang.id, text="2")
    await control.advance(hours=48, seconds=1)
    call = api("deleteMessage", chat_id=zhang.id, message_id=old["message_id"])
    assert await refusal(call) == (400, "Bad Request: message can't be deleted for everyone")


async def test_a_deleted_message_is_gone(api: Api, control: Control, zhang: Person) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="1")
    where = {"chat_id": zhang.id, "message_id": sent["message_id"]}
    await api("deleteMessage", **where)
    assert sent["message_id"] not in [message["message_id"] for message in await control.messages(zhang)]
    assert await refusal(api("deleteMessage", **where)) == (400, "Bad Request: message to delete not found")


async def test_others_messages_in_a_group_need_the_right_to_delete(
    api: Api, control: Control, zhang: Person, li: Person, group: int
) -> None:
    said = await control.say(li, group, "广告")
    where = {"chat_id": group, "message_id": said["message_id"]}
    await control.member(group, BOT_ID, "administrator", by=zhang, rights={"can_delete_messages": False})
    assert await refusal(api("deleteMessage", **where)) == (400, "Bad Request: message can't be deleted")
    await control.member(group, BOT_ID, "administrator", by=zhang)
    assert await api("deleteMessage", **where) is True


async def test_several_messages_are_deleted_and_missing_ones_passed_over(
    api: Api, control: Control, zhang: Person
) -> None:
    ids = [(await api("sendMessage", chat_id=zhang.id, text=str(n)))["message_id"] for n in range(3)]
    assert await api("deleteMessages", chat_id=zhang.id, message_ids=[*ids, 999]) is True
    assert [message["text"] for message in await control.messages(zhang)] == ["/start"]
    call = api("deleteMessages", chat_id=zhang.id, message_ids=list(range(1, 102)))
    assert await refusal(call) == (400, "Bad Request: too many message identifiers specified")


async def test_pins_are_listed_latest_first_and_need_the_right(
    api: Api, control: Control, zhang: Person, group: int
) -> None:
    first, second = [(await api("sendMessage", chat_id=group, text=text))["message_id"] for text in "甲乙"]
    for number in (first, second):
        await api("pinChatMessage", chat_id=group, message_id=number)
    assert (await api("getChat", chat_id=group))["pinned_message"]["text"] == "乙"
    assert (await control.last(zhang, group))["pinned_message"]["text"] == "乙"
    await api("unpinChatMessage", chat_id=group)
    assert (await api("getChat", chat_id=group))["pinned_message"]["text"] == "甲"
    await control.member(group, BOT_ID, "member", by=zhang)
    call = api("pinChatMessage", chat_id=group, message_id=second)
    assert await refusal(call) == (400, "Bad Request: not enough rights to manage pinned messages in the chat")
