"""The announcing form: /announce, then a question at a time, then one tap that tells the group."""

from typing import Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, say, show
from messages.activity_taps import AnnounceBack, AnnounceBegin, AnnounceConfirm, AnnounceDrop, AnnounceTap
from messages.base import Wording, word
from services.activities import Activities
from services.activity_form import ActivityForm
from services.actors import Caller
from services.clock import Clock
from services.errors import Refused
from storage.notices import Notice
from storage.notices.activities import ActivityDropped, ActivityFaulty
from storage.notices.common import Gone


class AnnounceState(StatesGroup):
    """One state: which question is open follows from what the form lacks."""

    open = State()


async def begin(message: Message, caller: Caller, lang: str, state: FSMContext, activities: Activities) -> None:
    """Open the form by command."""
    form = await activities.begin(caller, f"m{message.message_id}")
    await _keep(state, form)
    await answer(message, await activities.question(caller, form), lang)


async def begin_by_button(
    query: CallbackQuery, caller: Caller, lang: str, state: FSMContext, activities: Activities
) -> None:
    """Open the form by a button, as a message of its own."""
    if not isinstance(query.message, Message):
        raise Refused(Gone())
    form = await activities.begin(caller, f"q{query.id}"[:20])
    await _keep(state, form)
    await query.answer()
    await answer(query.message, await activities.question(caller, form), lang)


async def take_text(
    message: Message, caller: Caller, lang: str, state: FSMContext, activities: Activities, clock: Clock
) -> None:
    """Take a written answer; one that cannot be is told why, and asked again."""
    form = _form(await state.get_data())
    try:
        form = form.wrote(message.text or "", clock.now())
    except Refused as refusal:
        await _ask_again(message, refusal.notice, await activities.question(caller, form), lang)
        return
    await _keep(state, form)
    await answer(message, await activities.question(caller, form), lang)


async def take_nothing_else(
    message: Message, caller: Caller, lang: str, state: FSMContext, activities: Activities
) -> None:
    """Say that a sticker or a file is no answer here, and ask again."""
    question = await activities.question(caller, _form(await state.get_data()))
    await _ask_again(message, ActivityFaulty(fault="not_text"), question, lang)


async def take_tap(
    query: CallbackQuery,
    callback_data: AnnounceTap,
    caller: Caller,
    lang: str,
    state: FSMContext,
    activities: Activities,
    clock: Clock,
) -> None:
    """Take a button's answer and put the next question in its place."""
    form = _form(await state.get_data(), callback_data.form)
    await _go_on(
        query, caller, lang, state, activities, form.tapped(callback_data.step, callback_data.value, clock.now())
    )


async def go_back(
    query: CallbackQuery,
    callback_data: AnnounceBack,
    caller: Caller,
    lang: str,
    state: FSMContext,
    activities: Activities,
) -> None:
    """Ask the question before again."""
    form = _form(await state.get_data(), callback_data.form)
    await _go_on(query, caller, lang, state, activities, form.back())


async def confirm(
    query: CallbackQuery,
    callback_data: AnnounceConfirm,
    caller: Caller,
    lang: str,
    state: FSMContext,
    activities: Activities,
) -> None:
    """Announce the activity; a tap on a form that is closed tells what became of it."""
    data = await state.get_data()
    if await state.get_state() == AnnounceState.open.state and data.get("form") == callback_data.form:
        announced = await activities.announce(caller, ActivityForm.model_validate(data))
        await state.clear()
    else:
        announced = await activities.announced(caller, callback_data.form)
    await query.answer()
    await show(query, word(announced, lang))


async def drop_by_button(query: CallbackQuery, callback_data: AnnounceDrop, lang: str, state: FSMContext) -> None:
    """Leave the form by its button; an old form's button leaves a newer form alone."""
    _form(await state.get_data(), callback_data.form)
    await state.clear()
    await query.answer()
    await show(query, word(ActivityDropped(), lang))


async def drop(message: Message, lang: str, state: FSMContext) -> None:
    """Leave the form by /cancel."""
    await state.clear()
    await answer(message, ActivityDropped(), lang)


async def _go_on(
    query: CallbackQuery, caller: Caller, lang: str, state: FSMContext, activities: Activities, form: ActivityForm
) -> None:
    await _keep(state, form)
    await query.answer()
    await show(query, word(await activities.question(caller, form), lang))


async def _ask_again(message: Message, fault: Notice, question: Notice, lang: str) -> None:
    """Say what is wrong and put the question once more, in one message: its buttons stay within reach."""
    asked = word(question, lang)
    await say(message, Wording(f"{word(fault, lang).text}\n\n{asked.text}", asked.keyboard))


async def _keep(state: FSMContext, form: ActivityForm) -> None:
    await state.set_data(form.model_dump(mode="json"))
    await state.set_state(AnnounceState.open)


def _form(data: dict[str, Any], named: str | None = None) -> ActivityForm:
    """Read the form back; without one, or for a button of another, the button is gone."""
    if "zone" not in data or (named is not None and data.get("form") != named):
        raise Refused(Gone())
    return ActivityForm.model_validate(data)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    inside = StateFilter(AnnounceState.open)
    router.message.register(begin, Command("announce"), private)
    router.callback_query.register(begin_by_button, AnnounceBegin.filter())
    router.callback_query.register(take_tap, AnnounceTap.filter(), inside)
    router.callback_query.register(go_back, AnnounceBack.filter(), inside)
    router.callback_query.register(confirm, AnnounceConfirm.filter())
    router.callback_query.register(drop_by_button, AnnounceDrop.filter(), inside)
    router.message.register(drop, Command("cancel"), inside)
    router.message.register(take_text, F.text, ~F.text.startswith("/"), inside)
    router.message.register(take_nothing_else, ~F.text, inside)
    return router
