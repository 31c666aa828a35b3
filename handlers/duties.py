"""Duties with a deadline: /duties, the done button, a few words on it."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.claims import only_in_private
from handlers.reply import answer, show
from messages.base import word
from messages.duties import DutyMark, DutyNote
from services.actors import Caller
from services.duties import Duties
from storage.notices.claims import FormCancelled


class NoteForm(StatesGroup):
    """A member writes what he found."""

    writing = State()


async def show_duty(message: Message, caller: Caller, lang: str, duties: Duties) -> None:
    """Show the duty that is due."""
    await answer(message, await duties.show(caller), lang)


async def mark_done(query: CallbackQuery, callback_data: DutyMark, caller: Caller, lang: str, duties: Duties) -> None:
    """Mark one's own duty done with one tap."""
    await show(query, word(await duties.done(caller, callback_data.duty_id), lang))
    await query.answer()


async def ask_note(
    query: CallbackQuery, callback_data: DutyNote, caller: Caller, lang: str, state: FSMContext, duties: Duties
) -> None:
    """Ask for a few words."""
    question = await duties.ask_note(caller, callback_data.duty_id)
    await state.set_state(NoteForm.writing)
    await state.set_data({"duty_id": callback_data.duty_id})
    await query.answer()
    if isinstance(query.message, Message):
        await answer(query.message, question, lang)


async def take_note(message: Message, caller: Caller, lang: str, state: FSMContext, duties: Duties) -> None:
    """Keep the words."""
    asked = await state.get_data()
    marked = await duties.note(caller, asked["duty_id"], message.text or "")
    await state.clear()
    await answer(message, marked, lang)


async def cancel(message: Message, lang: str, state: FSMContext) -> None:
    """Add nothing."""
    await state.clear()
    await answer(message, FormCancelled(), lang)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.message.register(show_duty, Command("duties"), private)
    router.message.register(only_in_private, Command("duties"))
    router.message.register(cancel, Command("cancel"), StateFilter(NoteForm), private)
    router.message.register(take_note, StateFilter(NoteForm), private, ~F.text.startswith("/"))
    router.callback_query.register(mark_done, DutyMark.filter())
    router.callback_query.register(ask_note, DutyNote.filter())
    return router
