"""Check-in by a rotating code: the secretary's screen, the scanned link, the typed digits."""

import asyncio

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.types import BufferedInputFile, CallbackQuery, InputMediaPhoto, Message

from handlers.reply import answer, markup
from messages.base import word
from messages.meetings import Act, MeetingAct
from reports.check_in_code import code_picture
from services.actors import Caller
from services.code_desk import LINK_PREFIX, CodeDesk

SCANNED = rf"^{LINK_PREFIX}_\d{{1,9}}_\d{{6}}$"
TYPED = r"^\s*\d{3}\s?\d{3}\s*$"


async def show(
    query: CallbackQuery, callback_data: MeetingAct, caller: Caller, lang: str, code_desk: CodeDesk, bot: Bot
) -> None:
    """Show a fresh code: in place of the former picture, else as a message of its own."""
    shown = await code_desk.show(caller, callback_data.meeting_id, (await bot.me()).username or "")
    wording = word(shown, lang)
    picture = BufferedInputFile(await asyncio.to_thread(code_picture, shown.link), "code.png")
    keyboard = markup(wording.keyboard)
    await query.answer()
    if not isinstance(query.message, Message):
        await bot.send_photo(caller.chat_id, picture, caption=wording.text, reply_markup=keyboard)
    elif query.message.photo:
        await _replace(query.message, InputMediaPhoto(media=picture, caption=wording.text, parse_mode="HTML"), keyboard)
    else:
        await query.message.answer_photo(picture, caption=wording.text, reply_markup=keyboard)


async def take_scanned(
    message: Message, command: CommandObject, caller: Caller, lang: str, code_desk: CodeDesk
) -> None:
    """Check in by the link of a scanned code."""
    _prefix, meeting_id, code = (command.args or "").split("_")
    await answer(message, await code_desk.check_in(caller, code, int(meeting_id)), lang)


async def take_typed(message: Message, caller: Caller, lang: str, code_desk: CodeDesk) -> None:
    """Check in by typed digits."""
    await answer(message, await code_desk.check_in(caller, message.text or ""), lang)


async def _replace(message: Message, media: InputMediaPhoto, keyboard: object) -> None:
    """Put a fresh picture in place; a second tap within the half minute would show the same."""
    try:
        await message.edit_media(media, reply_markup=keyboard)  # type: ignore[arg-type]  # what `markup` gives
    except TelegramBadRequest as error:
        if "message is not modified" not in error.message:
            raise


def build_router() -> Router:
    """Say which updates reach which handler; digits only where no form waits for them."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.callback_query.register(show, MeetingAct.filter(F.act == Act.CODE), F.message.chat.type == ChatType.PRIVATE)
    router.message.register(take_scanned, CommandStart(deep_link=True, magic=F.args.regexp(SCANNED)), private)
    router.message.register(take_typed, F.text.regexp(TYPED), private, StateFilter(None))
    return router
