"""Groups: who sees what, who is who, and what changes are told to a bot."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.client import Control, ControlFailed, Person
from tests.sandbox.conftest import BOT_ID, Api, refusal

ANONYMOUS_BOT = 1087968824


def kinds(updates: list[Any]) -> list[str]:
    """Name what came: the kind, for service messages the event."""
    service = ("new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id", "text")
    named = []
    for update in updates:
        kind = next(key for key in update if key != "update_id")
        named.append(next((name for name in service if name in update[kind]), kind))
    return named


async def test_a_bot_hears_that_it_was_added_promoted_and_removed(api: Api, control: Control, zhang: Person) -> None:
    await api.updates()
    number = await control.group("组", zhang)
    await control.member(number, BOT_ID, by=zhang)
    await control.member(number, BOT_ID, "administrator", by=zhang)
    await control.member(number, BOT_ID, "kicked", by=zhang)
    updates = await api.updates()
    assert kinds(updates) == ["new_chat_members", *["my_chat_member"] * 2, "left_chat_member", "my_chat_member"]
    changes = [update["my_chat_member"] for update in updates if "my_chat_member" in update]
    assert [change["new_chat_member"]["status"] for change in changes] == ["member", "administrator", "kicked"]
    assert [change["old_chat_member"]["status"] for change in changes] == ["left", "member", "administrator"]


async def test_a_bot_hears_that_it_was_blocked_and_unblocked(api: Api, control: Control, zhang: Person) -> None:
    await api.updates()
    await control.block(zhang)
    await control.start(zhang, "again")
    updates = await api.updates()
    assert kinds(updates) == ["my_chat_member", "my_chat_member", "text"]
    statuses = [update["my_chat_member"]["new_chat_member"]["status"] for update in updates[:2]]
    assert statuses == ["kicked", "member"]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        pytest.param("闲谈", False, id="talk"),
        pytest.param("/points", True, id="a-command"),
        pytest.param("/points@test_bot", True, id="a-command-for-it"),
        pytest.param("/points@other_bot", False, id="a-command-for-another"),
    ],
)
async def test_privacy_mode_shows_a_plain_member_commands_only(
    api: Api, control: Control, zhang: Person, group: int, text: str, heard: bool
) -> None:
    await control.member(group, BOT_ID, "member", by=zhang)
    await api.updates()
    await control.say(zhang, group, text)
    assert bool(await api.updates()) is heard


async def test_privacy_mode_shows_replies_to_the_bot(api: Api, control: Control, zhang: Person, group: int) -> None:
    await control.member(group, BOT_ID, "member", by=zhang)
    asked = await api("sendMessage", chat_id=group, text="为什么?")
    await api.updates()
    await control.say(zhang, group, "生病", reply_to=asked["message_id"])
    (update,) = await api.updates()
    assert update["message"]["reply_to_message"]["message_id"] == asked["message_id"]


async def test_an_administrator_bot_sees_all_talk(api: Api, control: Control, zhang: Person, group: int) -> None:
    await api.updates()
    await control.say(zhang, group, "闲谈")
    assert kinds(await api.updates()) == ["text"]


async def test_an_anonymous_administrator_writes_as_the_group_but_taps_as_himself(
    api: Api, control: Control, li: Person, zhang: Person, group: int
) -> None:
    await control.member(group, li, "administrator", anonymous=True, by=zhang)
    await api.updates()
    said = await control.say(li, group, "/bind")
    (update,) = await api.updates()
    message = update["message"]
    assert (message["from"]["id"], message["sender_chat"]["id"]) == (ANONYMOUS_BOT, group)
    assert (said["outgoing"], said["sender_name"]) == (True, "第一党支部")
    button = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    sent = await api("sendMessage", chat_id=group, text="?", reply_markup=button)
    await control.tap(li, sent, "x", wait=0)
    assert (await api.updates())[0]["callback_query"]["from"]["id"] == li.id
    admins = await api("getChatAdministrators", chat_id=group)
    assert {admin["user"]["id"]: admin["is_anonymous"] for admin in admins} == {
        zhang.id: False,
        li.id: True,
        BOT_ID: False,
    }


async def test_only_administrators_of_supergroups_can_be_anonymous(
    control: Control, zhang: Person, li: Person, group: int
) -> None:
    small = await control.group("组", zhang, [li], kind="group")
    with pytest.raises(ControlFailed, match="only administrators of a supergroup"):
        await control.member(small, li, "administrator", anonymous=True)
    with pytest.raises(ControlFailed, match="only administrators can be anonymous"):
        await control.member(group, li, "member", anonymous=True)


async def test_a_migration_is_told_in_both_chats(api: Api, control: Control, zhang: Person, li: Person) -> None:
    old = await control.group("组", zhang, [li], kind="group")
    await control.member(old, BOT_ID, "administrator", by=zhang)
    await api.updates()
    new = await control.migrate(old)
    updates = await api.updates()
    assert kinds(updates) == ["migrate_to_chat_id", "migrate_from_chat_id"]
    first, second = (update["message"] for update in updates)
    assert (first["chat"]["id"], first["migrate_to_chat_id"], first["chat"]["type"]) == (old, new, "group")
    assert (second["chat"]["id"], second["migrate_from_chat_id"]) == (new, old)
    assert str(new).startswith("-100")
    assert (await api("getChatMember", chat_id=new, user_id=BOT_ID))["status"] == "administrator"
    with pytest.raises(ControlFailed, match=f"has become {new}"):
        await control.say(li, old, "wer hört mich?")


async def test_a_member_is_described_by_his_standing(
    api: Api, control: Control, zhang: Person, li: Person, group: int
) -> None:
    async def status(person: Person) -> Any:
        return (await api("getChatMember", chat_id=group, user_id=person.id))["status"]

    outsider = await control.user("五")
    assert [await status(person) for person in (zhang, li, outsider)] == ["creator", "member", "left"]
    await control.member(group, li, "kicked", by=zhang)
    assert await status(li) == "kicked"
    assert await api("getChatMemberCount", chat_id=group) == 2
    call = api("getChatMember", chat_id=group, user_id=424242)
    assert await refusal(call) == (400, "Bad Request: PARTICIPANT_ID_INVALID")


async def test_a_bot_that_leaves_is_outside(api: Api, group: int) -> None:
    assert await api("leaveChat", chat_id=group) is True
    expected = (403, "Forbidden: bot is not a member of the supergroup chat")
    assert await refusal(api("sendMessage", chat_id=group, text="x")) == expected


async def test_invite_links_need_the_right(api: Api, control: Control, zhang: Person, group: int) -> None:
    link = await api("createChatInviteLink", chat_id=group, name="入口")
    assert link["invite_link"].startswith("https://t.me/+")
    revoked = await api("revokeChatInviteLink", chat_id=group, invite_link=link["invite_link"])
    assert revoked["is_revoked"] is True
    await control.member(group, BOT_ID, "member", by=zhang)
    call = api("createChatInviteLink", chat_id=group)
    assert await refusal(call) == (400, "Bad Request: not enough rights to manage chat invite link")


async def test_a_private_chat_is_no_group(api: Api, zhang: Person) -> None:
    assert (await api("getChat", chat_id=zhang.id))["first_name"] == "三"
    assert await api("getChatMemberCount", chat_id=zhang.id) == 2
    call = api("getChatAdministrators", chat_id=zhang.id)
    assert await refusal(call) == (400, "Bad Request: there are no administrators in the private chat")


async def test_who_is_outside_or_silenced_cannot_write(control: Control, zhang: Person, li: Person, group: int) -> None:
    await control.member(group, li, "restricted", by=zhang)
    with pytest.raises(ControlFailed, match="cannot write"):
        await control.say(li, group, "x")
    outsider = await control.user("五")
    with pytest.raises(ControlFailed, match="cannot write"):
        await control.say(outsider, group, "x")
