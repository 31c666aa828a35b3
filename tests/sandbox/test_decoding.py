"""Every method's answer and every kind of update, read by both client libraries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiogram
import aiogram.methods
import aiogram.types as a
import pytest
import telegram as t
from pydantic import BaseModel

from sandbox.client import Control
from sandbox.methods.registry import METHODS
from sandbox.server import Sandbox
from tests.sandbox.conftest import BOT_ID, TOKEN, Scene, picture


@dataclass(frozen=True)
class File:
    """An upload, before it is known by which library."""

    data: bytes
    name: str


@dataclass(frozen=True)
class Media:
    """One item of an album, before it is known by which library."""

    kind: str
    file: File


PNG = File(picture(), "dot.png")
PAPER = File(b"%PDF-1.7 paper", "paper.pdf")
FILES = {kind: File(b"some bytes", f"file.{kind}") for kind in ("video", "audio", "voice", "animation", "sticker")}
Arguments = Callable[[Scene], dict[str, Any]]


def text_in(scene: Scene) -> dict[str, Any]:
    return {"chat_id": scene.user, "message_id": first_id(scene)}


def first_id(_scene: Scene) -> int:
    """Return the id of the text that the bot has written to the user: after /start."""
    return 2


@dataclass(frozen=True)
class Row:
    """One method: what it is called with and what comes back."""

    method: str
    returns: str
    arguments: Arguments = field(default=lambda scene: {})


def to_user(**more: Any) -> Arguments:
    return lambda scene: {"chat_id": scene.user, **more}


def to_group(**more: Any) -> Arguments:
    return lambda scene: {"chat_id": scene.group, **more}


def on_text(**more: Any) -> Arguments:
    return lambda scene: {**text_in(scene), **more}


ROWS = [
    Row("getMe", "User"),
    Row("getUpdates", "list"),
    Row("setWebhook", "bool", lambda scene: {"url": "http://127.0.0.1:9/hook", "max_connections": 1}),
    Row("deleteWebhook", "bool"),
    Row("getWebhookInfo", "WebhookInfo"),
    Row("logOut", "bool"),
    Row("close", "bool"),
    Row("sendMessage", "Message", to_user(text="<b>你好</b>", parse_mode="HTML")),
    Row("sendPhoto", "Message", to_user(photo=PNG, caption="一张")),
    Row("sendDocument", "Message", to_user(document=PAPER)),
    Row("sendVideo", "Message", to_user(video=FILES["video"])),
    Row("sendAudio", "Message", to_user(audio=FILES["audio"])),
    Row("sendVoice", "Message", to_user(voice=FILES["voice"])),
    Row("sendAnimation", "Message", to_user(animation=FILES["animation"])),
    Row("sendSticker", "Message", to_user(sticker=FILES["sticker"])),
    Row("sendMediaGroup", "list", to_user(media=[Media("photo", PNG), Media("photo", PNG)])),
    Row("sendLocation", "Message", to_user(latitude=31.8, longitude=119.97)),
    Row("sendContact", "Message", to_user(phone_number="+8613800000000", first_name="王")),
    Row("sendChatAction", "bool", to_user(action="typing")),
    Row("sendPoll", "Message", to_group(question="去哪里?", options=["甲", "乙"])),
    Row("stopPoll", "Poll"),
    Row("editMessageText", "Message", on_text(text="改过")),
    Row("editMessageCaption", "Message"),
    Row("editMessageMedia", "Message", on_text(media=Media("photo", PNG))),
    Row("editMessageReplyMarkup", "Message"),
    Row("deleteMessage", "bool", text_in),
    Row("deleteMessages", "bool", lambda scene: {"chat_id": scene.user, "message_ids": [first_id(scene)]}),
    Row(
        "copyMessage", "MessageId", lambda scene: {**text_in(scene), "chat_id": scene.group, "from_chat_id": scene.user}
    ),
    Row("copyMessages", "list", lambda scene: {"chat_id": scene.group, "from_chat_id": scene.user, "message_ids": [2]}),
    Row("forwardMessage", "Message", lambda scene: {**text_in(scene), "from_chat_id": scene.user}),
    Row(
        "forwardMessages",
        "list",
        lambda scene: {"chat_id": scene.group, "from_chat_id": scene.user, "message_ids": [2]},
    ),
    Row("pinChatMessage", "bool", text_in),
    Row("unpinChatMessage", "bool"),
    Row("unpinAllChatMessages", "bool", to_group()),
    Row("answerCallbackQuery", "bool"),
    Row("answerInlineQuery", "bool"),
    Row("getFile", "File"),
    Row("getChat", "ChatFullInfo", to_group()),
    Row("getChatMember", "ChatMember", lambda scene: {"chat_id": scene.group, "user_id": scene.stranger}),
    Row("getChatAdministrators", "list", to_group()),
    Row("getChatMemberCount", "int", to_group()),
    Row("createChatInviteLink", "ChatInviteLink", to_group(name="入口", member_limit=5)),
    Row("exportChatInviteLink", "str", to_group()),
    Row("revokeChatInviteLink", "ChatInviteLink"),
    Row("leaveChat", "bool", to_group()),
    Row("setMessageReaction", "bool", text_in),
    Row("setMyCommands", "bool", lambda scene: {"commands": [("points", "我的积分")]}),
    Row("getMyCommands", "list"),
    Row("deleteMyCommands", "bool"),
    Row("setChatMenuButton", "bool", to_user()),
    Row("getChatMenuButton", "MenuButton", to_user()),
    Row("setMyName", "bool", lambda scene: {"name": "先锋"}),
    Row("getMyName", "BotName"),
    Row("setMyDescription", "bool", lambda scene: {"description": "积分"}),
    Row("getMyDescription", "BotDescription"),
    Row("setMyShortDescription", "bool", lambda scene: {"short_description": "积分"}),
    Row("getMyShortDescription", "BotShortDescription"),
    Row("setMyDefaultAdministratorRights", "bool"),
    Row("getMyDefaultAdministratorRights", "ChatAdministratorRights"),
]


async def poll_to_stop(scene: Scene, _control: Control, bot: aiogram.Bot) -> dict[str, Any]:
    poll = await bot.send_poll(scene.group, "去哪里?", ["甲", "乙"])
    return {"chat_id": scene.group, "message_id": poll.message_id}


async def new_caption(scene: Scene, _control: Control, bot: aiogram.Bot) -> dict[str, Any]:
    photo = await bot.send_photo(scene.user, a.BufferedInputFile(PNG.data, PNG.name))
    return {"chat_id": scene.user, "message_id": photo.message_id, "caption": "新"}


async def buttons_to_remove(scene: Scene, _control: Control, bot: aiogram.Bot) -> dict[str, Any]:
    button = a.InlineKeyboardButton(text="好", callback_data="ok")
    keyboard = a.InlineKeyboardMarkup(inline_keyboard=[[button]])
    message = await bot.send_message(scene.user, "?", reply_markup=keyboard)
    return {"chat_id": scene.user, "message_id": message.message_id}


async def pin_to_remove(scene: Scene, _control: Control, bot: aiogram.Bot) -> dict[str, Any]:
    await bot.pin_chat_message(scene.user, first_id(scene))
    return text_in(scene)


async def tap_to_answer(scene: Scene, control: Control, _bot: aiogram.Bot) -> dict[str, Any]:
    tap = await control.tap(scene.user, first_id(scene), "old", forged=True, wait=0)
    return {"callback_query_id": tap.query_id, "text": "好"}


async def inline_query_to_answer(scene: Scene, control: Control, _bot: aiogram.Bot) -> dict[str, Any]:
    told = await control.post(f"/control/users/{scene.user}/inline", query="x", wait=0)
    return {"inline_query_id": told["inline_query_id"], "results": []}


async def file_to_fetch(scene: Scene, control: Control, _bot: aiogram.Bot) -> dict[str, Any]:
    sent = await control.upload(scene.user, None, b"data", name="a.txt")
    return {"file_id": sent["document"]["file_id"]}


async def link_to_revoke(scene: Scene, _control: Control, bot: aiogram.Bot) -> dict[str, Any]:
    link = await bot.create_chat_invite_link(scene.group)
    return {"chat_id": scene.group, "invite_link": link.invite_link}


async def commands_to_get(_scene: Scene, _control: Control, bot: aiogram.Bot) -> dict[str, Any]:
    await bot.set_my_commands([a.BotCommand(command="points", description="我的积分")])
    return {}


PREPARED = {
    "stopPoll": poll_to_stop,
    "editMessageCaption": new_caption,
    "editMessageReplyMarkup": buttons_to_remove,
    "unpinChatMessage": pin_to_remove,
    "answerCallbackQuery": tap_to_answer,
    "answerInlineQuery": inline_query_to_answer,
    "getFile": file_to_fetch,
    "revokeChatInviteLink": link_to_revoke,
    "getMyCommands": commands_to_get,
}


async def prepared(row: Row, scene: Scene, control: Control, bot: aiogram.Bot) -> dict[str, Any]:
    """Return the arguments of a row; for some methods something must happen before."""
    await bot.send_message(scene.user, "第一条")
    prepare = PREPARED.get(row.method)
    return await prepare(scene, control, bot) if prepare else row.arguments(scene)


def for_aiogram(value: Any) -> Any:
    match value:
        case File(data, name):
            return a.BufferedInputFile(data, name)
        case Media(kind, file):
            kinds = {"photo": a.InputMediaPhoto, "document": a.InputMediaDocument}
            return kinds[kind](media=for_aiogram(file))
        case tuple():
            return a.BotCommand(command=value[0], description=value[1])
        case list():
            return [for_aiogram(item) for item in value]
    return value


def for_ptb(value: Any) -> Any:
    match value:
        case File(data, name):
            return t.InputFile(data, filename=name)
        case Media(kind, file):
            kinds = {"photo": t.InputMediaPhoto, "document": t.InputMediaDocument}
            return kinds[kind](media=file.data, filename=file.name)
        case list():
            return [for_ptb(item) for item in value]
    return value


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def unknown_fields(value: object, path: str = "") -> list[str]:
    """List what aiogram was sent and does not know."""
    if isinstance(value, list):
        return [fault for item in value for fault in unknown_fields(item, f"{path}[]")]
    if not isinstance(value, BaseModel):
        return []
    extra = [f"{path}.{name}" for name in value.model_extra or {}]
    inner = (unknown_fields(getattr(value, name), f"{path}.{name}") for name in type(value).model_fields)
    return extra + [fault for faults in inner for fault in faults]


def named(value: object) -> set[str]:
    return {kind.__name__ for kind in type(value).__mro__}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.method)
async def test_aiogram_reads_the_answer(row: Row, scene: Scene, control: Control, bot: aiogram.Bot) -> None:
    arguments = {key: for_aiogram(value) for key, value in (await prepared(row, scene, control, bot)).items()}
    build = getattr(aiogram.methods, row.method[0].upper() + row.method[1:])
    answer = await bot(build(**arguments))
    base = {"ChatMember": "ChatMemberMember", "MenuButton": "MenuButtonCommands"}
    assert base.get(row.returns, row.returns) in named(answer)
    assert unknown_fields(answer) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.method)
async def test_python_telegram_bot_reads_the_answer(
    row: Row, scene: Scene, control: Control, bot: aiogram.Bot, ptb: t.Bot
) -> None:
    arguments = {key: for_ptb(value) for key, value in (await prepared(row, scene, control, bot)).items()}
    answer = await getattr(ptb, snake(row.method))(**arguments)
    expected = {"list": "tuple"}.get(row.returns, row.returns)
    assert expected in named(answer)


def test_the_table_names_every_method() -> None:
    assert {row.method.lower() for row in ROWS} == set(METHODS)


async def everything_happens(scene: Scene, control: Control, bot: aiogram.Bot) -> None:
    """Let there be an update of every kind that the sandbox can bring about."""
    await control.say(scene.user, scene.group, "/points@test_bot 你好 #积分 https://example.org")
    said = await control.say(scene.user, None, "错")
    await control.edit(scene.user, None, said, "对")
    await control.contact(scene.user, "+8613800000000", of=scene.user)
    await control.location(scene.user, 31.8, 119.97)
    for kind in ("document", "video", "audio", "voice", "animation", "sticker"):
        await control.upload(scene.user, None, b"bytes", kind=kind, name=f"x.{kind}")
    await control.upload(scene.user, None, picture(2000, 1000), kind="photo", album="一")
    asked = await bot.send_poll(scene.group, "去哪里?", ["甲", "乙"], is_anonymous=False)
    await control.vote(scene.user, asked.message_id, [1], chat=scene.group)
    await control.react(scene.user, asked.message_id, "👍", chat=scene.group)
    await control.tap(scene.user, asked.message_id, "x", chat=scene.group, forged=True, wait=0)
    await control.post(f"/control/users/{scene.user}/inline", query="积分", wait=0)
    await control.member(scene.group, scene.stranger, "restricted", by=scene.user)
    await control.member(scene.group, scene.stranger, "kicked", by=scene.user)
    await control.block(scene.user)
    small = await control.group("小组", scene.user, kind="group")
    await control.member(small, BOT_ID, by=scene.user)
    await control.member(small, BOT_ID, "administrator", by=scene.user)
    await control.migrate(small)


KINDS = {
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "message_reaction",
}


async def test_aiogram_reads_every_kind_of_update(scene: Scene, control: Control, bot: aiogram.Bot) -> None:
    await bot.get_updates(offset=-1, allowed_updates=sorted(KINDS))
    await everything_happens(scene, control, bot)
    updates = await bot.get_updates(limit=100)
    assert {update.event_type for update in updates} == KINDS
    assert unknown_fields(updates) == []


async def test_python_telegram_bot_reads_every_kind_of_update(
    scene: Scene, control: Control, bot: aiogram.Bot, ptb: t.Bot
) -> None:
    await ptb.get_updates(offset=-1, allowed_updates=sorted(KINDS))
    await everything_happens(scene, control, bot)
    updates = await ptb.get_updates(limit=100)
    assert {key for update in updates for key in update.to_dict() if key != "update_id"} == KINDS


async def test_both_libraries_download_a_file(
    scene: Scene, control: Control, bot: aiogram.Bot, ptb: t.Bot, box: Sandbox
) -> None:
    sent = await control.upload(scene.user, None, b"evidence", name="proof.txt")
    file_id = sent["document"]["file_id"]
    by_aiogram = await bot.download(file_id)
    assert by_aiogram is not None
    assert by_aiogram.read() == b"evidence"
    assert bytes(await (await ptb.get_file(file_id)).download_as_bytearray()) == b"evidence"
    assert TOKEN in (await ptb.get_file(file_id)).file_path  # type: ignore[operator]
