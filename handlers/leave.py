"""Leave: /leave, one tap on an invitation, a reason if one likes, and the deciders' cards."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, show, toast
from messages.base import word
from messages.home import Home
from messages.leave_taps import LeaveDrop, LeaveOpen, LeaveReason, LeaveTap, LeaveVerdict
from services.actors import Caller
from services.errors import Refused
from services.leave import REASON_LIMIT, Leaves
from storage.notices.leave import LeaveReasonAsked, LeaveReasonBad, LeaveReasonDropped


class LeaveState(StatesGroup):
    """The one question that is answered in writing."""

    reason = State()


async def offer_meetings(message: Message, caller: Caller, lang: str, leaves: Leaves) -> None:
    """List the meetings for which leave can be asked."""
    await answer(message, await leaves.choices(caller), lang)


async def offer_meetings_by_button(query: CallbackQuery, caller: Caller, lang: str, leaves: Leaves) -> None:
    """List them in place of the tapped message."""
    choices = await leaves.choices(caller)
    await query.answer()
    await show(query, word(choices, lang))


async def offer_kinds(
    query: CallbackQuery, callback_data: LeaveOpen, caller: Caller, lang: str, leaves: Leaves
) -> None:
    """Offer the kinds of leave for a meeting."""
    kinds = await leaves.kinds(caller, callback_data.meeting_id)
    await query.answer()
    await show(query, word(kinds, lang))


async def ask(query: CallbackQuery, callback_data: LeaveTap, caller: Caller, lang: str, leaves: Leaves) -> None:
    """Ask for leave; in the group only the tapper sees the answer."""
    stands = await leaves.ask(caller, callback_data.meeting_id, callback_data.kind)
    await toast(query, stands, lang)


async def ask_reason(
    query: CallbackQuery, callback_data: LeaveReason, caller: Caller, lang: str, leaves: Leaves, state: FSMContext
) -> None:
    """Ask for the reason."""
    asked = await leaves.ask_reason(caller, callback_data.leave_id)
    if isinstance(asked, LeaveReasonAsked) and isinstance(query.message, Message):
        await state.set_data({"leave_id": callback_data.leave_id})
        await state.set_state(LeaveState.reason)
        await query.answer()
        await answer(query.message, asked, lang)
    else:
        await toast(query, asked, lang)


async def take_reason(message: Message, caller: Caller, lang: str, state: FSMContext, leaves: Leaves) -> None:
    """Add the reason; one that is too long may be written again, after any other refusal the question is closed."""
    try:
        kept = await leaves.add_reason(caller, (await state.get_data())["leave_id"], message.text or "")
    except Refused as refusal:
        if isinstance(refusal.notice, LeaveReasonBad):
            raise
        await state.clear()
        await answer(message, refusal.notice, lang)
        return
    await state.clear()
    await answer(message, kept, lang)


async def refuse_reason(message: Message, lang: str) -> None:
    """Say that a sticker or a file is no reason."""
    await answer(message, LeaveReasonBad(limit=REASON_LIMIT), lang)


async def drop(message: Message, lang: str, state: FSMContext) -> None:
    """Leave the question by /cancel."""
    await state.clear()
    await answer(message, LeaveReasonDropped(), lang)


async def drop_by_button(query: CallbackQuery, lang: str, state: FSMContext) -> None:
    """Leave the question by its button."""
    if await state.get_state() == LeaveState.reason.state:
        await state.clear()
    await query.answer()
    await show(query, word(LeaveReasonDropped(), lang))


async def decide(query: CallbackQuery, callback_data: LeaveVerdict, caller: Caller, lang: str, leaves: Leaves) -> None:
    """Settle a request; every decider's card is rewritten by the courier."""
    outcome = await leaves.decide(caller, callback_data.leave_id, approve=callback_data.approve)
    await toast(query, outcome, lang)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    inside = StateFilter(LeaveState.reason)
    router.message.register(offer_meetings, Command("leave"), F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(offer_meetings_by_button, Home.filter(F.to == "leave"))
    router.callback_query.register(offer_kinds, LeaveOpen.filter())
    router.callback_query.register(ask, LeaveTap.filter())
    router.callback_query.register(ask_reason, LeaveReason.filter())
    router.callback_query.register(drop_by_button, LeaveDrop.filter())
    router.callback_query.register(decide, LeaveVerdict.filter())
    router.message.register(drop, Command("cancel"), inside)
    router.message.register(take_reason, F.text, ~F.text.startswith("/"), inside)
    router.message.register(refuse_reason, ~F.text, inside)
    return router
