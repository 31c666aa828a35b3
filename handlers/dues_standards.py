"""What members pay each month, and who is exempt: from the ticking screen, one question at a time."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, say_anew, show
from messages.base import word
from messages.dues_standards import exemption_reasons
from messages.dues_taps import (
    ExemptionBegin,
    ExemptionConfirm,
    ExemptionEnd,
    ExemptionTap,
    PayerList,
    PayerShow,
    StandardBasis,
    StandardBegin,
    StandardConfirm,
)
from messages.i18n import speaking
from services.actors import Caller
from services.dues_exemptions import DuesExemptions, ExemptionForm
from services.dues_standards import DuesStandards
from services.errors import Refused
from storage.notices.claims import FormCancelled
from storage.notices.common import Gone
from storage.notices.dues_standards import ExemptionStep


class StandardForm(StatesGroup):
    """A keeper writes an income or an amount, then looks at what it makes."""

    writing = State()
    confirming = State()


class ExemptForm(StatesGroup):
    """One state: which question is open stands in the form itself."""

    open = State()


async def show_payers(
    query: CallbackQuery, callback_data: PayerList, caller: Caller, lang: str, dues_standards: DuesStandards
) -> None:
    """Show what everybody pays."""
    await show(query, word(await dues_standards.payers(caller, callback_data.page), lang))
    await query.answer()


async def show_card(
    query: CallbackQuery,
    callback_data: PayerShow,
    caller: Caller,
    lang: str,
    state: FSMContext,
    dues_standards: DuesStandards,
) -> None:
    """Show one member's dues; a form about them is left."""
    card = await dues_standards.card(caller, callback_data.member_id)
    if await state.get_state() in {one.state for one in (*StandardForm.__all_states__, *ExemptForm.__all_states__)}:
        await state.clear()
    await show(query, word(card, lang))
    await query.answer()


async def begin(
    query: CallbackQuery, callback_data: StandardBegin, caller: Caller, lang: str, dues_standards: DuesStandards
) -> None:
    """Offer the rules by which an amount is found."""
    await show(query, word(await dues_standards.begin(caller, callback_data.member_id), lang))
    await query.answer()


async def choose_basis(
    query: CallbackQuery,
    callback_data: StandardBasis,
    caller: Caller,
    lang: str,
    state: FSMContext,
    dues_standards: DuesStandards,
) -> None:
    """Ask for the income or the amount."""
    question = await dues_standards.ask_number(caller, callback_data.member_id, callback_data.basis)
    await state.set_state(StandardForm.writing)
    await state.set_data({"member_id": callback_data.member_id, "basis": callback_data.basis})
    await query.answer()
    await say_anew(query, question, lang)


async def take_number(
    message: Message, caller: Caller, lang: str, state: FSMContext, dues_standards: DuesStandards
) -> None:
    """Show what the number makes."""
    asked = await state.get_data()
    text = message.text or ""
    summary = await dues_standards.summary(caller, asked["member_id"], asked["basis"], text)
    await state.set_state(StandardForm.confirming)
    await state.set_data({**asked, "text": text})
    await answer(message, summary, lang)


async def keep(
    query: CallbackQuery,
    callback_data: StandardConfirm,
    caller: Caller,
    lang: str,
    state: FSMContext,
    dues_standards: DuesStandards,
) -> None:
    """Keep the amount that the summary shows; the income is forgotten."""
    asked = await state.get_data()
    if await state.get_state() != StandardForm.confirming.state or asked["member_id"] != callback_data.member_id:
        raise Refused(Gone())
    kept = await dues_standards.set(caller, asked["member_id"], asked["basis"], asked["text"])
    await state.clear()
    await show(query, word(kept, lang))
    await query.answer()


async def begin_exemption(
    query: CallbackQuery,
    callback_data: ExemptionBegin,
    caller: Caller,
    lang: str,
    state: FSMContext,
    dues_exemptions: DuesExemptions,
) -> None:
    """Open the form for an exemption."""
    form, question = await dues_exemptions.begin(caller, callback_data.member_id)
    await _keep(state, form)
    await show(query, word(question, lang))
    await query.answer()


async def tap_exemption(
    query: CallbackQuery,
    callback_data: ExemptionTap,
    caller: Caller,
    lang: str,
    state: FSMContext,
    dues_exemptions: DuesExemptions,
) -> None:
    """Take a button's answer; a reason is offered by its number."""
    form = _form(await state.get_data(), callback_data.member_id)
    value = callback_data.value
    if form.step is ExemptionStep.REASON:
        with speaking(lang):
            value = dict(enumerate(exemption_reasons())).get(int(value) if value.isdecimal() else -1, "")
    form, question = await dues_exemptions.answer(caller, form, value, step=callback_data.step)
    await _keep(state, form)
    await show(query, word(question, lang))
    await query.answer()


async def write_exemption(
    message: Message, caller: Caller, lang: str, state: FSMContext, dues_exemptions: DuesExemptions
) -> None:
    """Take the reason in words; at another question, ask again."""
    form = _form(await state.get_data())
    if form.step is not ExemptionStep.REASON:
        await answer(message, await dues_exemptions.ask(caller, form), lang)
        return
    form, question = await dues_exemptions.answer(caller, form, message.text or "")
    await _keep(state, form)
    await answer(message, question, lang)


async def grant(
    query: CallbackQuery,
    callback_data: ExemptionConfirm,
    caller: Caller,
    lang: str,
    state: FSMContext,
    dues_exemptions: DuesExemptions,
) -> None:
    """Exempt him as the summary says."""
    granted = await dues_exemptions.grant(caller, _form(await state.get_data(), callback_data.member_id))
    await state.clear()
    await show(query, word(granted, lang))
    await query.answer()


async def end(
    query: CallbackQuery, callback_data: ExemptionEnd, caller: Caller, lang: str, dues_exemptions: DuesExemptions
) -> None:
    """Let him pay again."""
    await show(query, word(await dues_exemptions.end(caller, callback_data.member_id), lang))
    await query.answer()


async def cancel(message: Message, lang: str, state: FSMContext) -> None:
    """Leave everything as it was."""
    await state.clear()
    await answer(message, FormCancelled(), lang)


async def _keep(state: FSMContext, form: ExemptionForm) -> None:
    await state.set_data(form.model_dump(mode="json"))
    await state.set_state(ExemptForm.open)


def _form(data: dict[str, object], member_id: int | None = None) -> ExemptionForm:
    """Read the form back; a button of another member's is gone, and so is one of a form that is closed."""
    if "step" not in data or (member_id is not None and data.get("member_id") != member_id):
        raise Refused(Gone())
    return ExemptionForm.model_validate(data)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    words = ~F.text.startswith("/")
    router.callback_query.register(show_payers, PayerList.filter())
    router.callback_query.register(show_card, PayerShow.filter())
    router.callback_query.register(begin, StandardBegin.filter())
    router.callback_query.register(choose_basis, StandardBasis.filter())
    router.callback_query.register(keep, StandardConfirm.filter())
    router.callback_query.register(begin_exemption, ExemptionBegin.filter())
    router.callback_query.register(tap_exemption, ExemptionTap.filter(), StateFilter(ExemptForm))
    router.callback_query.register(grant, ExemptionConfirm.filter(), StateFilter(ExemptForm))
    router.callback_query.register(end, ExemptionEnd.filter())
    router.message.register(cancel, Command("cancel"), StateFilter(StandardForm, ExemptForm), private)
    router.message.register(take_number, StateFilter(StandardForm), private, words)
    router.message.register(write_exemption, StateFilter(ExemptForm), private, words)
    return router
