"""Warning letters: signed, declined with a reason, acknowledged."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.letter_appeals import AppealState
from handlers.reply import answer, show, toast
from messages.absence import LetterAct, LetterDrop, LetterTap
from messages.base import word
from services.actors import Caller
from services.errors import Refused
from services.letters import REASON_LIMIT, Letters
from storage.notices.absence import LetterDeclineAsked, LetterDeclineDropped, LetterReasonBad


class LetterState(StatesGroup):
    """The one question that is answered in writing."""

    reason = State()


async def list_waiting(message: Message, caller: Caller, lang: str, letters: Letters) -> None:
    """List the letters that wait for the caller's signature."""
    await answer(message, await letters.waiting(caller), lang)


async def sign(query: CallbackQuery, callback_data: LetterTap, caller: Caller, lang: str, letters: Letters) -> None:
    """Sign a letter and have it sent."""
    outcome = await letters.sign(caller, callback_data.letter_id)
    await toast(query, outcome, lang)
    await show(query, word(outcome, lang))


async def ask_decline(
    query: CallbackQuery, callback_data: LetterTap, caller: Caller, lang: str, letters: Letters, state: FSMContext
) -> None:
    """Ask why the letter is not sent."""
    asked = await letters.ask_decline(caller, callback_data.letter_id)
    if isinstance(asked, LetterDeclineAsked) and isinstance(query.message, Message):
        await state.set_data({"letter_id": callback_data.letter_id})
        await state.set_state(LetterState.reason)
        await query.answer()
        await answer(query.message, asked, lang)
    else:
        await toast(query, asked, lang)


async def take_reason(message: Message, caller: Caller, lang: str, letters: Letters, state: FSMContext) -> None:
    """Decline the letter; a reason too long may be written again, after any other refusal the question is closed."""
    try:
        outcome = await letters.decline(caller, (await state.get_data())["letter_id"], message.text or "")
    except Refused as refusal:
        if isinstance(refusal.notice, LetterReasonBad):
            raise
        await state.clear()
        await answer(message, refusal.notice, lang)
        return
    await state.clear()
    await answer(message, outcome, lang)


async def refuse_reason(message: Message, lang: str) -> None:
    """Say that a sticker or a file is no reason."""
    await answer(message, LetterReasonBad(limit=REASON_LIMIT), lang)


async def drop(message: Message, lang: str, state: FSMContext) -> None:
    """Leave the question by /cancel."""
    await state.clear()
    await answer(message, LetterDeclineDropped(), lang)


async def drop_by_button(query: CallbackQuery, lang: str, state: FSMContext) -> None:
    """Leave the question by its button."""
    if await state.get_state() in (LetterState.reason.state, AppealState.reason.state, AppealState.ruling.state):
        await state.clear()
    await query.answer()
    await show(query, word(LetterDeclineDropped(), lang))


async def acknowledge(
    query: CallbackQuery, callback_data: LetterTap, caller: Caller, lang: str, letters: Letters
) -> None:
    """Record that the addressee has read the letter; the courier rewrites it."""
    await toast(query, await letters.acknowledge(caller, callback_data.letter_id), lang)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    inside = StateFilter(LetterState.reason)
    router.message.register(list_waiting, Command("letters"), F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(sign, LetterTap.filter(F.act == LetterAct.SIGN))
    router.callback_query.register(ask_decline, LetterTap.filter(F.act == LetterAct.DECLINE))
    router.callback_query.register(acknowledge, LetterTap.filter(F.act == LetterAct.ACKNOWLEDGE))
    router.callback_query.register(drop_by_button, LetterDrop.filter())
    router.message.register(drop, Command("cancel"), inside)
    router.message.register(take_reason, F.text, ~F.text.startswith("/"), inside)
    router.message.register(refuse_reason, ~F.text, inside)
    return router
