"""Approving like claims together, and choosing the way of claims: /stages."""

import zlib

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.claims import only_in_private
from handlers.reply import answer, show
from messages.base import word
from messages.review_taps import BatchAct, BatchTap, StagesChoose
from services.actors import Caller
from services.claim_ways import ClaimWays
from services.errors import Refused
from services.review_batch import Batch, Batches
from services.reviews import Reviews
from storage.notices.common import Gone


class BatchForm(StatesGroup):
    """A batch is being looked through."""

    choosing = State()


async def open_batch(
    query: CallbackQuery, callback_data: BatchTap, caller: Caller, lang: str, state: FSMContext, batches: Batches
) -> None:
    """Take a claim with all that are like it."""
    batch = await batches.begin(caller, callback_data.claim_id, zlib.crc32(query.id.encode()))
    await _show_choice(query, caller, lang, state, batches, batch)


async def toggle(
    query: CallbackQuery, callback_data: BatchTap, caller: Caller, lang: str, state: FSMContext, batches: Batches
) -> None:
    """Leave one claim out, or take it in again."""
    batch = (await _batch(state, callback_data.form)).toggled(callback_data.claim_id)
    await _show_choice(query, caller, lang, state, batches, batch)


async def back(
    query: CallbackQuery, callback_data: BatchTap, caller: Caller, lang: str, state: FSMContext, batches: Batches
) -> None:
    """Go from the summary back to choosing."""
    await _show_choice(query, caller, lang, state, batches, await _batch(state, callback_data.form))


async def summarise(
    query: CallbackQuery, callback_data: BatchTap, caller: Caller, lang: str, state: FSMContext, batches: Batches
) -> None:
    """Show what would be approved."""
    await show(query, word(await batches.summary(caller, await _batch(state, callback_data.form)), lang))
    await query.answer()


async def commit(
    query: CallbackQuery, callback_data: BatchTap, caller: Caller, lang: str, state: FSMContext, batches: Batches
) -> None:
    """Approve what was chosen."""
    done = await batches.approve(caller, await _batch(state, callback_data.form))
    await state.clear()
    await show(query, word(done, lang))
    await query.answer()


async def drop(
    query: CallbackQuery, callback_data: BatchTap, caller: Caller, lang: str, state: FSMContext, reviews: Reviews
) -> None:
    """Leave the batch and go back to the queue."""
    await _batch(state, callback_data.form)
    await state.clear()
    await show(query, word(await reviews.queue(caller), lang))
    await query.answer()


async def show_stages(message: Message, caller: Caller, lang: str, claim_ways: ClaimWays) -> None:
    """Show the way of claims."""
    await answer(message, await claim_ways.show(caller), lang)


async def choose_stages(
    query: CallbackQuery, callback_data: StagesChoose, caller: Caller, lang: str, claim_ways: ClaimWays
) -> None:
    """Choose another way."""
    await show(query, word(await claim_ways.choose(caller, callback_data.number), lang))
    await query.answer()


async def _show_choice(
    query: CallbackQuery, caller: Caller, lang: str, state: FSMContext, batches: Batches, batch: Batch
) -> None:
    choice = await batches.choice(caller, batch)
    await state.set_state(BatchForm.choosing)
    await state.set_data({"batch": batch.model_dump(mode="json")})
    await show(query, word(choice, lang))
    await query.answer()


async def _batch(state: FSMContext, form: int) -> Batch:
    """The open batch; a button of another is gone."""
    data = await state.get_data()
    if "batch" not in data or data["batch"]["form"] != form:
        raise Refused(Gone())
    return Batch.model_validate(data["batch"])


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    router.message.register(show_stages, Command("stages"), F.chat.type == ChatType.PRIVATE)
    router.message.register(only_in_private, Command("stages"))
    router.callback_query.register(choose_stages, StagesChoose.filter())
    router.callback_query.register(open_batch, BatchTap.filter(F.act == BatchAct.OPEN))
    router.callback_query.register(toggle, BatchTap.filter(F.act == BatchAct.TOGGLE))
    router.callback_query.register(summarise, BatchTap.filter(F.act == BatchAct.NEXT))
    router.callback_query.register(back, BatchTap.filter(F.act == BatchAct.BACK))
    router.callback_query.register(commit, BatchTap.filter(F.act == BatchAct.COMMIT))
    router.callback_query.register(drop, BatchTap.filter(F.act == BatchAct.DROP))
    return router
