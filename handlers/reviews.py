"""Reviewing claims: the card's buttons and /review."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.claim_files import send_files
from handlers.claims import only_in_private
from handlers.reply import answer, show
from messages.base import word
from messages.home import Home
from messages.reviews import OWN_WORDS, ReviewApprove, ReviewEvidence, ReviewQueue, ReviewReason, ReviewReturn
from services.actors import Caller
from services.reviews import Reviews
from storage.notices.claims import Expected, FormCancelled
from storage.notices.reviews import QUICK_REASONS, AskReason


class ReasonForm(StatesGroup):
    """A reviewer writes why he returns a claim."""

    writing = State()


async def approve(
    query: CallbackQuery, callback_data: ReviewApprove, caller: Caller, lang: str, reviews: Reviews
) -> None:
    """Approve with one tap."""
    outcome = await reviews.approve(
        caller, callback_data.claim_id, callback_data.round, callback_data.place, stage=callback_data.stage
    )
    await show(query, word(outcome, lang))
    await query.answer()


async def choose_reason(
    query: CallbackQuery, callback_data: ReviewReturn, caller: Caller, lang: str, reviews: Reviews
) -> None:
    """Offer reasons for a return, or go back to the card."""
    notice = await reviews.look(
        caller,
        callback_data.claim_id,
        callback_data.round,
        callback_data.place,
        returning=not callback_data.back,
        stage=callback_data.stage,
    )
    await show(query, word(notice, lang))
    await query.answer()


async def send_back(
    query: CallbackQuery, callback_data: ReviewReason, caller: Caller, lang: str, reviews: Reviews
) -> None:
    """Return for a quick reason."""
    reason = QUICK_REASONS[callback_data.reason % len(QUICK_REASONS)]
    outcome = await reviews.send_back(
        caller, callback_data.claim_id, callback_data.round, reason, callback_data.place, stage=callback_data.stage
    )
    await show(query, word(outcome, lang))
    await query.answer()


async def ask_reason(
    query: CallbackQuery,
    callback_data: ReviewReason,
    caller: Caller,
    lang: str,
    state: FSMContext,
    reviews: Reviews,
) -> None:
    """Ask for a reason in words; what was decided meanwhile is shown instead."""
    notice = await reviews.ask_reason(caller, callback_data.claim_id, callback_data.round, stage=callback_data.stage)
    if not isinstance(notice, AskReason):
        await show(query, word(notice, lang))
    elif isinstance(query.message, Message):
        await state.set_state(ReasonForm.writing)
        await state.set_data(
            {"claim_id": callback_data.claim_id, "round": callback_data.round, "stage": callback_data.stage}
        )
        await answer(query.message, notice, lang)
    await query.answer()


async def take_reason(message: Message, caller: Caller, lang: str, state: FSMContext, reviews: Reviews) -> None:
    """Return for the reason that was written."""
    asked = await state.get_data()
    outcome = await reviews.send_back(
        caller, asked["claim_id"], asked["round"], message.text or "", stage=asked.get("stage", 0)
    )
    await state.clear()
    await answer(message, outcome, lang)


async def want_reason(message: Message, lang: str) -> None:
    """Say that a reason is words."""
    await answer(message, Expected(step="reason", found=str(message.content_type)), lang)


async def cancel(message: Message, lang: str, state: FSMContext) -> None:
    """Leave the claim undecided."""
    await state.clear()
    await answer(message, FormCancelled(), lang)


async def show_evidence(query: CallbackQuery, callback_data: ReviewEvidence, caller: Caller, reviews: Reviews) -> None:
    """Send the photos and files."""
    files = await reviews.evidence(caller, callback_data.claim_id)
    await query.answer()
    if isinstance(query.message, Message):
        await send_files(query.message, files)


async def open_queue(message: Message, caller: Caller, lang: str, reviews: Reviews) -> None:
    """Show the first claim that waits."""
    await answer(message, await reviews.queue(caller), lang)


async def open_queue_from_home(query: CallbackQuery, caller: Caller, lang: str, reviews: Reviews) -> None:
    """Show the first claim that waits, from the home screen."""
    await show(query, word(await reviews.queue(caller), lang))
    await query.answer()


async def step_queue(
    query: CallbackQuery, callback_data: ReviewQueue, caller: Caller, lang: str, reviews: Reviews
) -> None:
    """Show another claim that waits."""
    await show(query, word(await reviews.queue(caller, callback_data.place), lang))
    await query.answer()


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.message.register(open_queue, Command("review"), private)
    router.message.register(only_in_private, Command("review"))
    router.message.register(cancel, Command("cancel"), StateFilter(ReasonForm), private)
    router.message.register(take_reason, StateFilter(ReasonForm), private, F.text, ~F.text.startswith("/"))
    router.message.register(want_reason, StateFilter(ReasonForm), private, ~F.text)
    router.callback_query.register(open_queue_from_home, Home.filter(F.to == "review"))
    router.callback_query.register(approve, ReviewApprove.filter())
    router.callback_query.register(choose_reason, ReviewReturn.filter())
    router.callback_query.register(ask_reason, ReviewReason.filter(F.reason == OWN_WORDS))
    router.callback_query.register(send_back, ReviewReason.filter())
    router.callback_query.register(step_queue, ReviewQueue.filter())
    router.callback_query.register(show_evidence, ReviewEvidence.filter())
    return router
