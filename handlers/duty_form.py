"""Adding a duty and switching duties on and off: a question at a time, a summary, one tap."""

from typing import Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, say, say_anew, show
from messages.base import Wording, word
from messages.duty_form import DutyAdd, DutyAddConfirm, DutyAddDrop, DutySwitch, DutyTap
from messages.duty_words import DutyPlanList
from services.actors import Caller
from services.duty_form import DutyForm, ask, tapped, wrote
from services.duty_managing import DutyManaging
from services.errors import Refused
from storage.notices.common import Gone
from storage.notices.duty_form import DutyFormDropped


class DutyFormState(StatesGroup):
    """One state: which question is open stands in the form itself."""

    open = State()


async def show_plans(
    query: CallbackQuery, callback_data: DutyPlanList, caller: Caller, lang: str, duty_managing: DutyManaging
) -> None:
    """Show every duty of the branch."""
    await show(query, word(await duty_managing.plans(caller, callback_data.page), lang))
    await query.answer()


async def switch(
    query: CallbackQuery, callback_data: DutySwitch, caller: Caller, lang: str, duty_managing: DutyManaging
) -> None:
    """Switch a duty on or off."""
    plans = await duty_managing.switch(caller, callback_data.plan_id, on=callback_data.on, page=callback_data.page)
    await show(query, word(plans, lang))
    await query.answer()


async def begin(
    query: CallbackQuery, caller: Caller, lang: str, state: FSMContext, duty_managing: DutyManaging
) -> None:
    """Open the form, as a message of its own."""
    form, today = await duty_managing.begin(caller, f"q{query.id}")
    await _keep(state, form)
    await query.answer()
    await say_anew(query, ask(form, today), lang)


async def begin_by_command(
    message: Message, caller: Caller, lang: str, state: FSMContext, duty_managing: DutyManaging
) -> None:
    """Open the form by /newduty."""
    form, today = await duty_managing.begin(caller, f"m{message.message_id}")
    await _keep(state, form)
    await answer(message, ask(form, today), lang)


async def take_tap(
    query: CallbackQuery,
    callback_data: DutyTap,
    caller: Caller,
    lang: str,
    state: FSMContext,
    duty_managing: DutyManaging,
) -> None:
    """Take a button's answer and put the next question in its place."""
    form = _form(await state.get_data(), callback_data.form)
    _, today = await duty_managing.begin(caller, form.form)
    form = tapped(form, callback_data.step, callback_data.value, today)
    await _keep(state, form)
    await query.answer()
    await show(query, word(ask(form, today), lang))


async def take_text(
    message: Message, caller: Caller, lang: str, state: FSMContext, duty_managing: DutyManaging
) -> None:
    """Take a written answer; one that cannot be is told why, and asked again in the same message."""
    form = _form(await state.get_data())
    _, today = await duty_managing.begin(caller, form.form)
    try:
        form = wrote(form, message.text or "", today)
    except Refused as refusal:
        question = word(ask(form, today), lang)
        await say(message, Wording(f"{word(refusal.notice, lang).text}\n\n{question.text}", question.keyboard))
        return
    await _keep(state, form)
    await answer(message, ask(form, today), lang)


async def confirm(
    query: CallbackQuery,
    callback_data: DutyAddConfirm,
    caller: Caller,
    lang: str,
    state: FSMContext,
    duty_managing: DutyManaging,
) -> None:
    """Add the duty; a tap on a form that is closed tells what became of it."""
    data = await state.get_data()
    if await _is_open(state) and data.get("form") == callback_data.form:
        added = await duty_managing.add(caller, DutyForm.model_validate(data))
        await state.clear()
    else:
        added = await duty_managing.added(caller, callback_data.form)
    await show(query, word(added, lang))
    await query.answer()


async def drop_by_button(query: CallbackQuery, lang: str, state: FSMContext) -> None:
    """Leave the form by its button."""
    if await _is_open(state):
        await state.clear()
    await show(query, word(DutyFormDropped(), lang))
    await query.answer()


async def drop(message: Message, lang: str, state: FSMContext) -> None:
    """Leave the form by /cancel."""
    await state.clear()
    await answer(message, DutyFormDropped(), lang)


async def _keep(state: FSMContext, form: DutyForm) -> None:
    await state.set_data(form.model_dump(mode="json"))
    await state.set_state(DutyFormState.open)


async def _is_open(state: FSMContext) -> bool:
    return await state.get_state() == DutyFormState.open.state


def _form(data: dict[str, Any], named: str | None = None) -> DutyForm:
    """Read the form back; a button of another form is gone."""
    form = DutyForm.model_validate(data)
    if named is not None and named != form.form:
        raise Refused(Gone())
    return form


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    inside = StateFilter(DutyFormState.open)
    router.callback_query.register(show_plans, DutyPlanList.filter())
    router.callback_query.register(switch, DutySwitch.filter())
    router.callback_query.register(begin, DutyAdd.filter())
    router.message.register(begin_by_command, Command("newduty"), private)
    router.callback_query.register(take_tap, DutyTap.filter(), inside)
    router.callback_query.register(confirm, DutyAddConfirm.filter())
    router.callback_query.register(drop_by_button, DutyAddDrop.filter())
    router.message.register(drop, Command("cancel"), inside)
    router.message.register(take_text, private, ~F.text.startswith("/"), inside)
    return router
