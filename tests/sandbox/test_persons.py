"""What persons do in private, and what control refuses."""

from __future__ import annotations

import pytest

from sandbox.client import Control, ControlFailed, Person, buttons_of
from tests.sandbox.conftest import Api, refusal


@pytest.mark.parametrize("payload", ["a", "A-Z_09", "x" * 64])
async def test_a_deep_link_carries_its_payload(api: Api, control: Control, li: Person, payload: str) -> None:
    await control.start(li, payload)
    (update,) = await api.updates()
    assert update["message"]["text"] == f"/start {payload}"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@pytest.mark.parametrize("payload", ["", "x" * 65, "with space", "中文", "a.b", "a=b"])
async def test_a_wrong_payload_is_refused(control: Control, li: Person, payload: str) -> None:
    with pytest.raises(ControlFailed, match="a payload is 1-64 of"):
        await control.start(li, payload)


async def test_message_ids_are_shared_by_private_chats_and_count_anew_in_each_supergroup(
    control: Control, zhang: Person, li: Person, group: int
) -> None:
    first = await control.say(zhang, None, "1")
    second = await control.start(li)
    assert second["message_id"] == first["message_id"] + 1
    other = await control.group("另一组", zhang)
    assert (await control.messages(zhang, other))[0]["message_id"] == 1


async def test_a_viewer_sees_what_is_his_and_what_is_unread(api: Api, control: Control, zhang: Person) -> None:
    await control.read(zhang)
    for text in "甲乙":
        await api("sendMessage", chat_id=zhang.id, text=text)
    page = await control.messages(zhang)
    assert [(m["outgoing"], m["sender_name"]) for m in page] == [(True, "三 张"), (False, "Tester"), (False, "Tester")]
    assert [(chat["chat_id"], chat["unread"]) for chat in await control.chats(zhang)] == [(zhang.id, 2)]
    await control.read(zhang)
    assert [chat["unread"] for chat in await control.chats(zhang)] == [0]


async def test_older_messages_come_page_by_page(control: Control, zhang: Person) -> None:
    for number in range(5):
        await control.say(zhang, None, str(number))
    last = await control.messages(zhang, limit=2)
    before = await control.messages(zhang, limit=2, before=last[0]["message_id"])
    assert [m["text"] for m in before + last] == ["1", "2", "3", "4"]


async def test_contacts_and_places_arrive(api: Api, control: Control, zhang: Person, li: Person) -> None:
    await api.updates()
    await control.contact(zhang, "+8613800000000", of=li, first_name="四")
    await control.location(zhang, 31.8, 119.97)
    contact, place = (update["message"] for update in await api.updates())
    assert contact["contact"] == {"phone_number": "+8613800000000", "first_name": "四", "user_id": li.id}
    assert place["location"] == {"latitude": 31.8, "longitude": 119.97}


async def test_a_blocked_bot_cannot_be_written_to(control: Control, zhang: Person) -> None:
    await control.block(zhang)
    with pytest.raises(ControlFailed, match="has blocked the bot"):
        await control.say(zhang, None, "x")
    world = await control.world()
    assert world["users"][0]["blocked"] == [world["bots"][0]["id"]]


async def test_only_ones_own_messages_can_be_edited(api: Api, control: Control, zhang: Person) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="x")
    with pytest.raises(ControlFailed, match="is not of user"):
        await control.edit(zhang, None, sent, "y")


@pytest.mark.parametrize(
    ("path", "body", "fault"),
    [
        ("/control/users", {}, "first_name is missing"),
        ("/control/users", {"first_name": 5}, "first_name is 5, must be str"),
        ("/control/users", {"first_name": "x", "id": -1}, "is taken or not positive"),
        ("/control/bots", {"token": "x", "username": "x", "first_name": "x"}, "a token looks like"),
        ("/control/users/9/start", {}, "there is no user 9"),
        ("/control/users/x/start", {}, "user is 'x', must be a number"),
        ("/control/chats/-5/migrate", {}, "there is no group -5"),
        ("/control/clock", {"to": "tomorrow"}, "must be a date and time in ISO 8601"),
        ("/control/faults", {"kind": "flood"}, "must be one of 429, 500, drop, slow"),
        ("/control/updates", {"repeat": 1}, "there is no update 1"),
        ("/control/strict", {"limits": "yes"}, "limits is 'yes', must be bool"),
        ("/control/nothing", {}, "Not Found"),
    ],
)
async def test_a_wrong_control_call_is_named(control: Control, path: str, body: dict[str, object], fault: str) -> None:
    with pytest.raises(ControlFailed, match=fault):
        await control.post(path, **body)


async def test_a_poll_counts_votes_and_tells_the_bot(
    api: Api, control: Control, zhang: Person, li: Person, group: int
) -> None:
    sent = await api("sendPoll", chat_id=group, question="去哪里?", options=["甲", "乙"], is_anonymous=False)
    await api.updates()
    await control.vote(zhang, sent, [0], chat=group)
    await control.vote(li, sent, [0], chat=group)
    await control.vote(zhang, sent, [1], chat=group)
    with pytest.raises(ControlFailed, match="one answer only"):
        await control.vote(zhang, sent, [0, 1], chat=group)
    answers = [update["poll_answer"] for update in await api.updates() if "poll_answer" in update]
    assert [(answer["user"]["id"], answer["option_ids"]) for answer in answers] == [
        (zhang.id, [0]),
        (li.id, [0]),
        (zhang.id, [1]),
    ]
    poll = await api("stopPoll", chat_id=group, message_id=sent["message_id"])
    assert ([option["voter_count"] for option in poll["options"]], poll["is_closed"]) == ([1, 1], True)
    with pytest.raises(ControlFailed, match="is no open poll"):
        await control.vote(zhang, sent, [0], chat=group)


async def test_reactions_are_told_when_asked_for(api: Api, control: Control, zhang: Person) -> None:
    sent = await api("sendMessage", chat_id=zhang.id, text="x")
    await api.updates(allowed_updates=["message_reaction"])
    await control.react(zhang, sent, "👍")
    (update,) = await api.updates()
    assert update["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    with pytest.raises(ControlFailed, match="REACTION_INVALID"):
        await control.react(zhang, sent, "🥨")


async def test_the_narrowest_command_list_in_ones_language_is_offered(
    api: Api, control: Control, zhang: Person, li: Person, group: int
) -> None:
    async def put(word: str, language: str = "", **scope: object) -> None:
        commands = [{"command": word, "description": word}]
        await api("setMyCommands", commands=commands, scope=scope or None, language_code=language)

    await put("all")
    await put("quan", "zh")
    await put("admins", type="chat_administrators", chat_id=group)
    await put("one", type="chat_member", chat_id=group, user_id=li.id)

    async def offered(person: Person, chat: int | None = None) -> list[str]:
        return [command["command"] for command in (await control.commands(person, chat))["commands"]]

    assert [await offered(zhang), await offered(zhang, group), await offered(li, group)] == [
        ["quan"],
        ["admins"],
        ["one"],
    ]


@pytest.mark.parametrize(
    ("commands", "fault"),
    [
        ([{"command": "Points", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "x", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_wrong_commands_are_refused(api: Api, commands: list[dict[str, str]], fault: str) -> None:
    assert await refusal(api("setMyCommands", commands=commands)) == (400, f"Bad Request: {fault}")


async def test_the_labels_of_buttons_can_be_listed(api: Api, control: Control, zhang: Person) -> None:
    rows = [[{"text": "甲", "callback_data": "a"}], [{"text": "乙", "url": "https://e.org"}]]
    await api("sendMessage", chat_id=zhang.id, text="?", reply_markup={"inline_keyboard": rows})
    assert buttons_of(await control.last(zhang)) == ["甲", "乙"]
