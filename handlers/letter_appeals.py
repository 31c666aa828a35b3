"""Appeals against warning letters and the rulings on them, and letters that are handed over on paper."""

from collections.abc import Awaitable

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, toast
from messages.absence import LetterAct, LetterTap
from services.actors import Caller
from services.errors import Refused
from services.letter_appeals import REASON_LIMIT, LetterAppeals
from services.letters import Letters
from storage.notices import Notice
from storage.notices.absence import LetterReasonBad
from storage.notices.home import Cancelled
from storage.notices.letters import AppealAsked, RulingAsked


class AppealState(StatesGroup):
    """The two questions that are answered in writing."""

    reason = State()
    ruling = State()


async def ask_appeal(
    query: CallbackQuery,
    callback_data: LetterTap,
    caller: Caller,
    lang: str,
    letter_appeals: LetterAppeals,
    state: FSMContext,
) -> None:
    """Ask the addressee what is wrong."""
    asked = await letter_appeals.ask(caller, callback_data.letter_id)
    if isinstance(asked, AppealAsked) and isinstance(query.message, Message):
        await state.set_data({"letter_id": callback_data.letter_id})
        await state.set_state(AppealState.reason)
        await query.answer()
        await answer(query.message, asked, lang)


async def take_appeal(
    message: Message, caller: Caller, lang: str, letter_appeals: LetterAppeals, state: FSMContext
) -> None:
    """File the appeal; a reason too long may be written again."""
    letter_id = (await state.get_data())["letter_id"]
    await _finish(message, lang, state, letter_appeals.appeal(caller, letter_id, message.text or ""))


async def ask_ruling(
    query: CallbackQuery,
    callback_data: LetterTap,
    caller: Caller,
    lang: str,
    letter_appeals: LetterAppeals,
    state: FSMContext,
) -> None:
    """Ask for the reason of a ruling; one that was made meanwhile is told."""
    withdraw = callback_data.act is LetterAct.WITHDRAW
    asked = await letter_appeals.ask_ruling(caller, callback_data.letter_id, withdraw=withdraw)
    if not isinstance(asked, RulingAsked) or not isinstance(query.message, Message):
        await toast(query, asked, lang)
        return
    await state.set_data({"letter_id": callback_data.letter_id, "withdraw": withdraw})
    await state.set_state(AppealState.ruling)
    await query.answer()
    await answer(query.message, asked, lang)


async def take_ruling(
    message: Message, caller: Caller, lang: str, letter_appeals: LetterAppeals, state: FSMContext
) -> None:
    """Rule; a reason too long may be written again."""
    data = await state.get_data()
    ruling = letter_appeals.rule(caller, data["letter_id"], message.text or "", withdraw=data["withdraw"])
    await _finish(message, lang, state, ruling)


async def refuse_reason(message: Message, lang: str) -> None:
    """Say that a sticker or a file is no reason."""
    await answer(message, LetterReasonBad(limit=REASON_LIMIT), lang)


async def drop(message: Message, lang: str, state: FSMContext) -> None:
    """Leave the question by /cancel."""
    await state.clear()
    await answer(message, Cancelled(), lang)


async def hand_over(
    query: CallbackQuery, callback_data: LetterTap, caller: Caller, lang: str, letters: Letters
) -> None:
    """Record that the paper was handed over; the courier rewrites the card."""
    await toast(query, await letters.hand_over(caller, callback_data.letter_id), lang)


async def _finish(message: Message, lang: str, state: FSMContext, deciding: Awaitable[Notice]) -> None:
    """Answer with the outcome and close the question, unless the reason may be written again."""
    try:
        outcome = await deciding
    except Refused as refusal:
        if isinstance(refusal.notice, LetterReasonBad):
            raise
        outcome = refusal.notice
    await state.clear()
    await answer(message, outcome, lang)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    inside = StateFilter(AppealState.reason, AppealState.ruling)
    router.callback_query.register(ask_appeal, LetterTap.filter(F.act == LetterAct.APPEAL))
    router.callback_query.register(ask_ruling, LetterTap.filter(F.act.in_({LetterAct.UPHOLD, LetterAct.WITHDRAW})))
    router.callback_query.register(hand_over, LetterTap.filter(F.act == LetterAct.HAND_OVER))
    router.message.register(drop, Command("cancel"), inside)
    router.message.register(take_appeal, F.text, ~F.text.startswith("/"), StateFilter(AppealState.reason))
    router.message.register(take_ruling, F.text, ~F.text.startswith("/"), StateFilter(AppealState.ruling))
    router.message.register(refuse_reason, ~F.text, inside)
    return router
