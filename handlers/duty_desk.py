"""The branch's duties for its keepers: lists, cards, confirming, returning, excusing."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.claim_files import send_files
from handlers.reply import answer, say_anew, show
from messages.base import word
from messages.duty_desk import excuse_reasons, return_reasons
from messages.duty_words import (
    DutyBranch,
    DutyConfirm,
    DutyExcuse,
    DutyFile,
    DutyLook,
    DutyQueue,
    DutyReturn,
    DutyShow,
    DutyUnexcuse,
    DutyWhy,
)
from messages.i18n import speaking
from services.actors import Caller
from services.duty_desk import DutyDesk
from services.errors import Refused
from storage.notices import Notice
from storage.notices.claims import FormCancelled
from storage.notices.common import Gone


class WhyForm(StatesGroup):
    """A keeper says why something comes back, or why somebody is excused."""

    returning = State()
    excusing = State()


async def show_branch(
    query: CallbackQuery, callback_data: DutyBranch, caller: Caller, lang: str, duty_desk: DutyDesk
) -> None:
    """Show the branch's duties."""
    await show(query, word(await duty_desk.overview(caller, callback_data.page), lang))
    await query.answer()


async def show_list(
    query: CallbackQuery, callback_data: DutyShow, caller: Caller, lang: str, duty_desk: DutyDesk
) -> None:
    """Show how everybody stands to a duty."""
    await show(query, word(await duty_desk.listing(caller, callback_data.duty_id, callback_data.page), lang))
    await query.answer()


async def show_card(
    query: CallbackQuery, callback_data: DutyLook, caller: Caller, lang: str, duty_desk: DutyDesk
) -> None:
    """Show how one member stands to a duty."""
    card = await duty_desk.card(caller, callback_data.duty_id, callback_data.member_id)
    await show(query, word(card, lang))
    await query.answer()


async def show_queue(
    query: CallbackQuery, callback_data: DutyQueue, caller: Caller, lang: str, duty_desk: DutyDesk
) -> None:
    """Show what waits for a word, below the tapped message, which may tell of other things."""
    card = await duty_desk.queue(caller, callback_data.place)
    await query.answer()
    await say_anew(query, card, lang)


async def send_file(query: CallbackQuery, callback_data: DutyFile, caller: Caller, duty_desk: DutyDesk) -> None:
    """Send what was handed in."""
    file = await duty_desk.evidence(caller, callback_data.done_id)
    await query.answer()
    if isinstance(query.message, Message):
        await send_files(query.message, [file])


async def confirm(
    query: CallbackQuery, callback_data: DutyConfirm, caller: Caller, lang: str, duty_desk: DutyDesk
) -> None:
    """Take it for done with one tap."""
    await show(query, word(await duty_desk.confirm(caller, callback_data.done_id, callback_data.round), lang))
    await query.answer()


async def ask_return(
    query: CallbackQuery,
    callback_data: DutyReturn,
    caller: Caller,
    lang: str,
    state: FSMContext,
    duty_desk: DutyDesk,
) -> None:
    """Ask why it comes back."""
    question = await duty_desk.ask_reason(caller, "return", callback_data.duty_id, callback_data.member_id)
    await state.set_state(WhyForm.returning)
    await state.set_data({"done_id": callback_data.done_id, "round": callback_data.round})
    await query.answer()
    await say_anew(query, question, lang)


async def ask_excuse(
    query: CallbackQuery,
    callback_data: DutyExcuse,
    caller: Caller,
    lang: str,
    state: FSMContext,
    duty_desk: DutyDesk,
) -> None:
    """Ask why he is excused."""
    question = await duty_desk.ask_reason(caller, "excuse", callback_data.duty_id, callback_data.member_id)
    await state.set_state(WhyForm.excusing)
    await state.set_data({"duty_id": callback_data.duty_id, "member_id": callback_data.member_id})
    await query.answer()
    await say_anew(query, question, lang)


async def take_reason(message: Message, caller: Caller, lang: str, state: FSMContext, duty_desk: DutyDesk) -> None:
    """Decide with the reason that was written."""
    outcome = await _decide(caller, message.text or "", state, duty_desk)
    await state.clear()
    await answer(message, outcome, lang)


async def take_offered(
    query: CallbackQuery, callback_data: DutyWhy, caller: Caller, lang: str, state: FSMContext, duty_desk: DutyDesk
) -> None:
    """Decide with one of the reasons that are offered."""
    with speaking(lang):
        offered = return_reasons() if await _is_return(state) else excuse_reasons()
    if not 0 <= callback_data.number < len(offered):
        raise Refused(Gone())
    outcome = await _decide(caller, offered[callback_data.number], state, duty_desk)
    await state.clear()
    await show(query, word(outcome, lang))
    await query.answer()


async def unexcuse(
    query: CallbackQuery, callback_data: DutyUnexcuse, caller: Caller, lang: str, duty_desk: DutyDesk
) -> None:
    """Take an excuse back."""
    outcome = await duty_desk.unexcuse(caller, callback_data.duty_id, callback_data.member_id)
    await show(query, word(outcome, lang))
    await query.answer()


async def cancel(message: Message, lang: str, state: FSMContext) -> None:
    """Decide nothing."""
    await state.clear()
    await answer(message, FormCancelled(), lang)


async def _is_return(state: FSMContext) -> bool:
    return await state.get_state() == WhyForm.returning.state


async def _decide(caller: Caller, reason: str, state: FSMContext, duty_desk: DutyDesk) -> Notice:
    asked = await state.get_data()
    if await _is_return(state):
        return await duty_desk.send_back(caller, asked["done_id"], asked["round"], reason)
    return await duty_desk.excuse(caller, asked["duty_id"], asked["member_id"], reason)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.callback_query.register(show_branch, DutyBranch.filter())
    router.callback_query.register(show_list, DutyShow.filter())
    router.callback_query.register(show_card, DutyLook.filter())
    router.callback_query.register(show_queue, DutyQueue.filter())
    router.callback_query.register(send_file, DutyFile.filter())
    router.callback_query.register(confirm, DutyConfirm.filter())
    router.callback_query.register(ask_return, DutyReturn.filter())
    router.callback_query.register(ask_excuse, DutyExcuse.filter())
    router.callback_query.register(unexcuse, DutyUnexcuse.filter())
    router.callback_query.register(take_offered, DutyWhy.filter(), StateFilter(WhyForm))
    router.message.register(cancel, Command("cancel"), StateFilter(WhyForm), private)
    router.message.register(take_reason, StateFilter(WhyForm), private, ~F.text.startswith("/"))
    return router
