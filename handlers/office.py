"""The branch office: every form about people, from its first question to its confirmation."""

from typing import Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, say, show
from messages.base import Wording, word
from messages.office_taps import OfficeBegin, OfficeConfirm, OfficeDrop, OfficeTap
from services.actors import Caller
from services.errors import Refused
from services.office import Office
from services.office_form import OfficeForm, ask, tapped, wrote
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.office import OfficeDropped, OfficeFault, OfficeFaulty


class OfficeState(StatesGroup):
    """One state: which question is open stands in the form itself."""

    open = State()


async def begin(
    query: CallbackQuery, callback_data: OfficeBegin, caller: Caller, lang: str, state: FSMContext, office: Office
) -> None:
    """Open a form as a message of its own."""
    if not isinstance(query.message, Message):
        raise Refused(Gone())
    form = await office.begin(caller, callback_data.topic, callback_data.subject, f"q{query.id}")
    await _keep(state, form)
    await query.answer()
    await answer(query.message, ask(form), lang)


async def take_tap(query: CallbackQuery, callback_data: OfficeTap, lang: str, state: FSMContext) -> None:
    """Take a button's answer and put the next question in its place."""
    form = tapped(_form(await state.get_data(), callback_data.form), callback_data.key, callback_data.value)
    await _keep(state, form)
    await query.answer()
    await show(query, word(ask(form), lang))


async def take_text(message: Message, lang: str, state: FSMContext) -> None:
    """Take a written answer and put the next question; one that cannot be is told why, and asked again."""
    form = _form(await state.get_data())
    try:
        form = wrote(form, message.text or "")
    except Refused as refusal:
        await _ask_again(message, refusal.notice, form, lang)
        return
    await _keep(state, form)
    await answer(message, ask(form), lang)


async def take_nothing_else(message: Message, lang: str, state: FSMContext) -> None:
    """Say that a sticker or a file is no answer here, and ask again."""
    await _ask_again(message, OfficeFaulty(fault=OfficeFault.NOT_TEXT), _form(await state.get_data()), lang)


async def confirm(
    query: CallbackQuery, callback_data: OfficeConfirm, caller: Caller, lang: str, state: FSMContext, office: Office
) -> None:
    """Do what the form says; its button is good once."""
    outcome = await office.commit(caller, _form(await state.get_data(), callback_data.form))
    await state.clear()
    await show(query, word(outcome, lang))
    await query.answer()


async def drop(query: CallbackQuery, callback_data: OfficeDrop, lang: str, state: FSMContext) -> None:
    """Leave the form; an old form's button leaves a newer form alone."""
    data = await state.get_data()
    if await state.get_state() == OfficeState.open.state and data.get("form") == callback_data.form:
        await state.clear()
    await show(query, word(OfficeDropped(), lang))
    await query.answer()


async def _ask_again(message: Message, fault: Notice, form: OfficeForm, lang: str) -> None:
    question = word(ask(form), lang)
    await say(message, Wording(f"{word(fault, lang).text}\n\n{question.text}", question.keyboard))


async def _keep(state: FSMContext, form: OfficeForm) -> None:
    await state.set_data(form.model_dump(mode="json"))
    await state.set_state(OfficeState.open)


def _form(data: dict[str, Any], named: str | None = None) -> OfficeForm:
    """Read the form back; a button of another form, or of one that is closed, is gone."""
    if "topic" not in data or (named is not None and named != data.get("form")):
        raise Refused(Gone())
    return OfficeForm.model_validate(data)


def build_router() -> Router:
    """Say which updates belong to the office's forms."""
    router = Router(name=__name__)
    inside = StateFilter(OfficeState.open)
    private = F.chat.type == ChatType.PRIVATE
    router.callback_query.register(begin, OfficeBegin.filter())
    router.callback_query.register(take_tap, OfficeTap.filter(), inside)
    router.callback_query.register(confirm, OfficeConfirm.filter())
    router.callback_query.register(drop, OfficeDrop.filter())
    router.message.register(take_text, F.text, ~F.text.startswith("/"), private, inside)
    router.message.register(take_nothing_else, ~F.text, private, inside)
    return router
