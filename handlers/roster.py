"""The roster: /roster, the sheet that is sent, its preview, and the tap that takes it over."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import BufferedInputFile, CallbackQuery, Document, Message

from handlers.reply import answer, show, toast
from messages.base import word
from messages.home import Home
from messages.roster import RosterDo
from reports.roster_sheet import roster_file_name
from services.actors import Caller
from services.errors import Refused
from services.roster import Rosters
from services.roster_reading import RosterSheet
from storage.notices.roster import (
    RosterAlreadyApplied,
    RosterDropped,
    RosterEmptyFile,
    RosterExpected,
    RosterStale,
    RosterTemplate,
    RosterTooBig,
    RosterWrongType,
)

DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""Bytes that the messenger lets a bot download."""
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".csv", ".ods", ".numbers")
"""Names of what is surely meant as a roster, even if nothing was asked."""


class RosterForm(StatesGroup):
    """Waiting for the sheet, or for the tap that takes it over."""

    waiting = State()
    confirming = State()


async def ask(message: Message, caller: Caller, lang: str, state: FSMContext, rosters: Rosters) -> None:
    """Tell how to send the roster, and wait for it."""
    notice = await rosters.ask(caller)
    await state.set_state(RosterForm.waiting)
    await state.set_data({})
    await answer(message, notice, lang)


async def ask_by_button(query: CallbackQuery, caller: Caller, lang: str, state: FSMContext, rosters: Rosters) -> None:
    """Tell how to send the roster in the tapped message, and wait for it."""
    notice = await rosters.ask(caller)
    await state.set_state(RosterForm.waiting)
    await state.set_data({})
    await show(query, word(notice, lang))
    await query.answer()


async def send_template(query: CallbackQuery, caller: Caller, lang: str, rosters: Rosters) -> None:
    """Send the roster of today as a sheet to fill in."""
    content = await rosters.sheet(caller, lang)
    if query.message is not None:
        file = BufferedInputFile(content, roster_file_name(lang))
        await query.message.answer_document(file, caption=word(RosterTemplate(), lang).text)
    await query.answer()


async def take_sheet(
    message: Message, caller: Caller, lang: str, state: FSMContext, rosters: Rosters, bot: Bot
) -> None:
    """Read the sheet and show what it would change."""
    await rosters.ask(caller)
    await state.set_state(RosterForm.waiting)
    content = await _download(bot, message.document)
    sheet, preview = await rosters.preview(caller, content, lang)
    await state.set_state(RosterForm.confirming if preview.added or preview.changed else None)
    await state.set_data({"sheet": sheet.model_dump(mode="json"), "digest": preview.digest})
    await answer(message, preview, lang)


async def take_nothing_else(message: Message, lang: str) -> None:
    """Say what is awaited when something else came."""
    await answer(message, RosterExpected(), lang)


async def apply(
    query: CallbackQuery, callback_data: RosterDo, caller: Caller, lang: str, state: FSMContext, rosters: Rosters
) -> None:
    """Take the previewed sheet over; a second tap learns that it is done."""
    data = await state.get_data()
    if data.get("applied") == callback_data.digest:
        await toast(query, RosterAlreadyApplied(), lang)
        return
    if data.get("digest") != callback_data.digest:
        raise Refused(RosterStale())
    outcome = await rosters.apply(caller, RosterSheet.model_validate(data["sheet"]))
    await state.set_state(None)
    await state.set_data({"applied": callback_data.digest})
    await show(query, word(outcome, lang))
    await query.answer()


async def drop(query: CallbackQuery, callback_data: RosterDo, lang: str, state: FSMContext) -> None:
    """Forget the previewed sheet; the button of an older preview only closes its message."""
    data = await state.get_data()
    if data.get("applied") == callback_data.digest != "":
        raise Refused(RosterAlreadyApplied())
    if data.get("digest", "") == callback_data.digest:
        await state.clear()
    await show(query, word(RosterDropped(), lang))
    await query.answer()


async def _download(bot: Bot, document: Document | None) -> bytes:
    """Fetch a document that can be a roster by its name and size; what cannot is refused unseen."""
    if document is None:
        raise ValueError("the filter lets documents through only")
    name = document.file_name or "?"
    if not name.lower().endswith(".xlsx"):
        raise Refused(RosterWrongType(found=name))
    size = document.file_size or 0
    if size > DOWNLOAD_LIMIT:
        raise Refused(RosterTooBig(size=size, limit=DOWNLOAD_LIMIT))
    if document.file_size == 0:
        raise Refused(RosterEmptyFile())
    try:
        stream = await bot.download(document)
    except TelegramBadRequest as error:
        if "too big" not in error.message:
            raise
        raise Refused(RosterTooBig(size=size, limit=DOWNLOAD_LIMIT)) from error
    content = stream.read() if stream is not None else b""
    if not content:
        raise Refused(RosterEmptyFile())
    return content


def build_router() -> Router:
    """Say which updates belong to the roster. A spreadsheet out of the blue does, unless another form is open."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    spreadsheet = F.document.file_name.lower().endswith(SPREADSHEETS)
    router.message.register(ask, Command("roster"), private)
    router.message.register(take_sheet, StateFilter(RosterForm), private, F.document)
    router.message.register(take_sheet, StateFilter(None), private, spreadsheet)
    router.message.register(take_nothing_else, StateFilter(RosterForm.waiting), private, ~F.text.startswith("/"))
    router.callback_query.register(ask_by_button, Home.filter(F.to == "roster"))
    router.callback_query.register(send_template, RosterDo.filter(F.act == "template"))
    router.callback_query.register(apply, RosterDo.filter(F.act == "apply"))
    router.callback_query.register(drop, RosterDo.filter(F.act == "drop"))
    return router
