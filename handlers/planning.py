"""The planning form: /plan, then a question at a time, then one tap that tells the group."""

from typing import Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, say, show
from messages.base import Wording, word
from messages.home import Home
from messages.meetings import Act, MeetingAct
from messages.plan_taps import PlanBegin, PlanConfirm, PlanDrop, PlanTap
from services.actors import Caller
from services.clock import Clock
from services.errors import Refused
from services.plan_form import PlanForm, ask, tapped, wrote
from services.planning import Planning
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.planning import PlanDropped, PlanFault, PlanFaulty


class PlanState(StatesGroup):
    """One state: which question is open stands in the form itself."""

    open = State()


async def begin(
    message: Message, caller: Caller, lang: str, state: FSMContext, planning: Planning, clock: Clock
) -> None:
    """Open the form by command."""
    form = await planning.begin(caller, f"m{message.message_id}")
    await _keep(state, form)
    await answer(message, ask(form, clock.now()), lang)


async def begin_by_button(
    query: CallbackQuery, caller: Caller, lang: str, state: FSMContext, planning: Planning, clock: Clock
) -> None:
    """Open the form by a button, as a message of its own."""
    if not isinstance(query.message, Message):
        raise Refused(Gone())
    form = await planning.begin(caller, f"q{query.id}")
    await _keep(state, form)
    await query.answer()
    await answer(query.message, ask(form, clock.now()), lang)


async def begin_move(
    query: CallbackQuery,
    callback_data: MeetingAct,
    caller: Caller,
    lang: str,
    state: FSMContext,
    planning: Planning,
    clock: Clock,
) -> None:
    """Open the form that postpones a meeting, as a message of its own."""
    if not isinstance(query.message, Message):
        raise Refused(Gone())
    form = await planning.begin_move(caller, callback_data.meeting_id, f"q{query.id}")
    await _keep(state, form)
    await query.answer()
    await answer(query.message, ask(form, clock.now()), lang)


async def take_tap(query: CallbackQuery, callback_data: PlanTap, lang: str, state: FSMContext, clock: Clock) -> None:
    """Take a button's answer and put the next question in its place."""
    form = _form(await state.get_data(), callback_data.form)
    form = tapped(form, callback_data.step, callback_data.value, clock.now())
    await _keep(state, form)
    await query.answer()
    await show(query, word(ask(form, clock.now()), lang))


async def take_text(message: Message, lang: str, state: FSMContext, clock: Clock) -> None:
    """Take a written answer and put the next question; one that cannot be is told why, and asked again."""
    form = _form(await state.get_data())
    try:
        form = wrote(form, message.text or "", clock.now())
    except Refused as refusal:
        await _ask_again(message, refusal.notice, form, lang, clock)
        return
    await _keep(state, form)
    await answer(message, ask(form, clock.now()), lang)


async def take_nothing_else(message: Message, lang: str, state: FSMContext, clock: Clock) -> None:
    """Say that a sticker or a file is no answer here, and ask again."""
    await _ask_again(message, PlanFaulty(fault=PlanFault.NOT_TEXT), _form(await state.get_data()), lang, clock)


async def confirm(
    query: CallbackQuery, callback_data: PlanConfirm, caller: Caller, lang: str, state: FSMContext, planning: Planning
) -> None:
    """Plan the meeting; a tap on a form that is closed tells what became of it."""
    data = await state.get_data()
    if await _is_open(state) and data.get("form") == callback_data.form:
        planned = await planning.plan(caller, PlanForm.model_validate(data))
        await state.clear()
    else:
        planned = await planning.planned(caller, callback_data.form)
    await query.answer()
    await show(query, word(planned, lang))


async def drop_by_button(query: CallbackQuery, lang: str, state: FSMContext) -> None:
    """Leave the form by its button; an old form's button leaves a newer form alone."""
    if await _is_open(state):
        await state.clear()
    await query.answer()
    await show(query, word(PlanDropped(), lang))


async def drop(message: Message, lang: str, state: FSMContext) -> None:
    """Leave the form by /cancel."""
    await state.clear()
    await answer(message, PlanDropped(), lang)


async def _ask_again(message: Message, fault: Notice, form: PlanForm, lang: str, clock: Clock) -> None:
    """Say what is wrong and put the question once more, in one message: its buttons stay within reach."""
    question = word(ask(form, clock.now()), lang)
    await say(message, Wording(f"{word(fault, lang).text}\n\n{question.text}", question.keyboard))


async def _keep(state: FSMContext, form: PlanForm) -> None:
    await state.set_data(form.model_dump(mode="json"))
    await state.set_state(PlanState.open)


async def _is_open(state: FSMContext) -> bool:
    return await state.get_state() == PlanState.open.state


def _form(data: dict[str, Any], named: str | None = None) -> PlanForm:
    """Read the form back; a button of another form is gone."""
    form = PlanForm.model_validate(data)
    if named is not None and named != form.form:
        raise Refused(Gone())
    return form


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    inside = StateFilter(PlanState.open)
    router.message.register(begin, Command("plan"), private)
    router.callback_query.register(begin_by_button, PlanBegin.filter())
    router.callback_query.register(begin_by_button, Home.filter(F.to == "plan"))
    router.callback_query.register(begin_move, MeetingAct.filter(F.act == Act.POSTPONE))
    router.callback_query.register(take_tap, PlanTap.filter(), inside)
    router.callback_query.register(confirm, PlanConfirm.filter())
    router.callback_query.register(drop_by_button, PlanDrop.filter())
    router.message.register(drop, Command("cancel"), inside)
    router.message.register(take_text, F.text, ~F.text.startswith("/"), inside)
    router.message.register(take_nothing_else, ~F.text, inside)
    return router
