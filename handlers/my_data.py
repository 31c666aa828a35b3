"""A person's own data: /mydata, and the request to be erased."""

import json

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from handlers.reply import say, show
from messages.base import word
from messages.home import Home
from messages.my_data import EraseDecide, EraseMe, readable
from services.actors import Caller
from services.errors import Refused
from services.my_data import PersonalData
from storage.notices.common import Gone


async def hand_out(message: Message, caller: Caller, lang: str, personal_data: PersonalData) -> None:
    """Send the caller's own data as two documents, into his private chat only."""
    data = await personal_data.export(caller)
    text = readable(data, lang).encode()
    raw = json.dumps(data.tables, ensure_ascii=False, indent=2).encode()
    await message.answer_document(BufferedInputFile(text, f"mydata-{data.on}.txt"))
    await message.answer_document(BufferedInputFile(raw, f"mydata-{data.on}.json"))
    await say(message, word(data, lang))


async def hand_out_by_button(query: CallbackQuery, caller: Caller, lang: str, personal_data: PersonalData) -> None:
    """Send the data below the tapped message."""
    if not isinstance(query.message, Message) or query.message.chat.type != ChatType.PRIVATE:
        raise Refused(Gone())
    await query.answer()
    await hand_out(query.message, caller, lang, personal_data)


async def ask_erasure(query: CallbackQuery, caller: Caller, lang: str, personal_data: PersonalData) -> None:
    """Ask whether he is sure."""
    await show(query, word(await personal_data.ask(caller), lang))
    await query.answer()


async def file_erasure(query: CallbackQuery, caller: Caller, lang: str, personal_data: PersonalData) -> None:
    """File the request."""
    await show(query, word(await personal_data.file(caller), lang))
    await query.answer()


async def decide_erasure(
    query: CallbackQuery, callback_data: EraseDecide, caller: Caller, lang: str, personal_data: PersonalData
) -> None:
    """Decide on a request."""
    outcome = await personal_data.decide(caller, callback_data.request_id, approve=callback_data.approve)
    await show(query, word(outcome, lang))
    await query.answer()


def build_router() -> Router:
    """Say which updates are about one's own data."""
    router = Router(name=__name__)
    router.message.register(hand_out, Command("mydata"), F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(hand_out_by_button, Home.filter(F.to == "mydata"))
    router.callback_query.register(ask_erasure, EraseMe.filter(~F.sure))
    router.callback_query.register(file_erasure, EraseMe.filter(F.sure))
    router.callback_query.register(decide_erasure, EraseDecide.filter())
    return router
