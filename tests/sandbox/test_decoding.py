"""Every method's answer and every kind of update, read by both client libraries."""

from __future__ import annotations

import re
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
from tests.sandbox.table import ROWS, File, Media, Row, prepared


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
