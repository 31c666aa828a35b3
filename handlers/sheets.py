"""Sheets of payments and of study-app points: asked for, previewed, taken over with a tap."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import BufferedInputFile, CallbackQuery, Document, Message

from handlers.reply import answer, show
from messages.base import word
from messages.dues_taps import SheetBegin
from messages.sheets import SheetDrop, SheetQuarter, SheetTake, SheetTemplate
from services.actors import Caller
from services.dues_import import DuesImport, PaymentSheet
from services.errors import Refused
from services.study_import import StudyImport, StudySheet
from storage.notices.common import Gone
from storage.notices.sheets import SheetApplied, SheetDropped, SheetStale, SheetWrongFile

DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""Bytes that the messenger lets a bot download."""


class SheetForm(StatesGroup):
    """Which sheet is waited for, or looked at."""

    payments = State()
    study = State()


async def begin(
    query: CallbackQuery,
    callback_data: SheetBegin,
    caller: Caller,
    lang: str,
    state: FSMContext,
    dues_import: DuesImport,
    study_import: StudyImport,
) -> None:
    """Ask for a sheet."""
    if callback_data.what not in ("payments", "study"):
        raise Refused(Gone())
    is_study = callback_data.what == "study"
    notice = await (study_import.ask(caller) if is_study else dues_import.ask(caller))
    await state.set_state(SheetForm.study if is_study else SheetForm.payments)
    await state.set_data({})
    await show(query, word(notice, lang))
    await query.answer()


async def begin_study(
    message: Message, caller: Caller, lang: str, state: FSMContext, study_import: StudyImport
) -> None:
    """Ask for the study app's sheet by /studypoints."""
    notice = await study_import.ask(caller)
    await state.set_state(SheetForm.study)
    await state.set_data({})
    await answer(message, notice, lang)


async def send_template(query: CallbackQuery, caller: Caller, lang: str, dues_import: DuesImport) -> None:
    """Send a sheet of payments to fill in."""
    content = await dues_import.template(caller, lang)
    if query.message is not None:
        name = "payments.xlsx" if lang == "en" else "党费缴纳登记.xlsx"
        await query.message.answer_document(BufferedInputFile(content, name))
    await query.answer()


async def take_payments(
    message: Message, caller: Caller, lang: str, state: FSMContext, dues_import: DuesImport, bot: Bot
) -> None:
    """Read a sheet of payments and show what it would enter."""
    sheet, preview = await dues_import.preview(caller, await fetch_sheet(bot, message.document))
    await state.set_data({"sheet": sheet.model_dump(mode="json"), "digest": preview.digest})
    await answer(message, preview, lang)


async def take_study(
    message: Message, caller: Caller, lang: str, state: FSMContext, study_import: StudyImport, bot: Bot
) -> None:
    """Read the study app's sheet and show what it would record."""
    sheet, preview = await study_import.preview(caller, await fetch_sheet(bot, message.document))
    await state.set_data({"sheet": sheet.model_dump(mode="json"), "digest": preview.digest})
    await answer(message, preview, lang)


async def choose_quarter(
    query: CallbackQuery,
    callback_data: SheetQuarter,
    caller: Caller,
    lang: str,
    state: FSMContext,
    study_import: StudyImport,
) -> None:
    """Take the sheet for another quarter."""
    data = await state.get_data()
    if "sheet" not in data:
        raise Refused(SheetStale())
    sheet = StudySheet.model_validate(data["sheet"])
    sheet, preview = await study_import.for_quarter(caller, sheet, callback_data.quarter)
    await state.set_data({"sheet": sheet.model_dump(mode="json"), "digest": preview.digest})
    await show(query, word(preview, lang))
    await query.answer()


async def apply(
    query: CallbackQuery,
    callback_data: SheetTake,
    caller: Caller,
    lang: str,
    state: FSMContext,
    dues_import: DuesImport,
    study_import: StudyImport,
) -> None:
    """Take the previewed sheet over; a second tap hears what became of it."""
    data = await state.get_data()
    if data.get("taken") == callback_data.digest:
        await show(query, word(SheetApplied.model_validate(data["applied"]), lang))
        await query.answer()
        return
    opened = await state.get_state()
    if opened is None or data.get("digest") != callback_data.digest:
        raise Refused(SheetStale())
    if opened == SheetForm.study.state:
        outcome = await study_import.apply(caller, StudySheet.model_validate(data["sheet"]))
    else:
        outcome = await dues_import.apply(caller, PaymentSheet.model_validate(data["sheet"]))
    await state.set_state(None)
    await state.set_data({"taken": callback_data.digest, "applied": outcome.dump()})
    await show(query, word(outcome, lang))
    await query.answer()


async def ask_for_file(_message: Message) -> None:
    """Say that a file is awaited when something else came."""
    raise Refused(SheetWrongFile(why="missing"))


async def drop(query: CallbackQuery, lang: str, state: FSMContext) -> None:
    """Forget the sheet."""
    if await state.get_state() in (SheetForm.payments.state, SheetForm.study.state):
        await state.clear()
    await show(query, word(SheetDropped(), lang))
    await query.answer()


async def cancel(message: Message, lang: str, state: FSMContext) -> None:
    """Forget the sheet by /cancel."""
    await state.clear()
    await answer(message, SheetDropped(), lang)


async def fetch_sheet(bot: Bot, document: Document | None) -> bytes:
    """Fetch a document that can be a sheet by its name and size; what cannot is refused unseen."""
    if document is None or not (document.file_name or "").lower().endswith(".xlsx"):
        raise Refused(SheetWrongFile(why="type"))
    if document.file_size == 0:
        raise Refused(SheetWrongFile(why="empty"))
    if (document.file_size or 0) > DOWNLOAD_LIMIT:
        raise Refused(SheetWrongFile(why="large"))
    try:
        stream = await bot.download(document)
    except TelegramBadRequest as error:
        if "too big" not in error.message:
            raise
        raise Refused(SheetWrongFile(why="large")) from error
    content = stream.read() if stream is not None else b""
    if not content:
        raise Refused(SheetWrongFile(why="empty"))
    return content


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.callback_query.register(begin, SheetBegin.filter())
    router.message.register(begin_study, Command("studypoints"), private)
    router.callback_query.register(send_template, SheetTemplate.filter())
    router.callback_query.register(choose_quarter, SheetQuarter.filter(), StateFilter(SheetForm.study))
    router.callback_query.register(apply, SheetTake.filter())
    router.callback_query.register(drop, SheetDrop.filter())
    router.message.register(cancel, Command("cancel"), StateFilter(SheetForm), private)
    router.message.register(take_payments, StateFilter(SheetForm.payments), private, F.document)
    router.message.register(take_study, StateFilter(SheetForm.study), private, F.document)
    router.message.register(ask_for_file, StateFilter(SheetForm), private, ~F.text.startswith("/"))
    return router
