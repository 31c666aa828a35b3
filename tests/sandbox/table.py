"""The table of methods: what each is called with, what must happen before, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiogram
import aiogram.types as a

from sandbox.client import Control
from tests.sandbox.conftest import Scene, picture


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
