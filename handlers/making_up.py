"""Making up a forgotten check-in: /makeup, the witnesses' cards, and the tap that confirms it."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, show, toast
from messages.base import word
from messages.making_up_taps import AttestTap, MakeUpAsk, MakeUpOpen, MakeUpVerdict, WitnessPage, WitnessTap
from services.actors import Caller
from services.making_up import MakeUps
from storage.notices import Notice


async def offer(message: Message, caller: Caller, lang: str, make_ups: MakeUps) -> None:
    """List the meetings that can be made up."""
    await answer(message, await make_ups.choices(caller), lang)


async def offer_by_button(query: CallbackQuery, caller: Caller, lang: str, make_ups: MakeUps) -> None:
    """List them in place of the tapped message."""
    await _replace(query, await make_ups.choices(caller), lang)


async def ask(query: CallbackQuery, callback_data: MakeUpAsk, caller: Caller, lang: str, make_ups: MakeUps) -> None:
    """Ask to be counted as present, and offer the witnesses."""
    await _replace(query, await make_ups.ask(caller, callback_data.meeting_id), lang)


async def turn(query: CallbackQuery, callback_data: WitnessPage, caller: Caller, lang: str, make_ups: MakeUps) -> None:
    """Turn the page of witnesses."""
    await _replace(query, await make_ups.witnesses(caller, callback_data.make_up_id, callback_data.page), lang)


async def ask_witness(
    query: CallbackQuery, callback_data: WitnessTap, caller: Caller, lang: str, make_ups: MakeUps
) -> None:
    """Ask a witness."""
    tapped = callback_data
    await _replace(query, await make_ups.ask_witness(caller, tapped.make_up_id, tapped.member_id), lang)


async def attest(query: CallbackQuery, callback_data: AttestTap, caller: Caller, lang: str, make_ups: MakeUps) -> None:
    """Attest that somebody was there; the card then says so."""
    told = await make_ups.attest(caller, callback_data.make_up_id)
    await _replace(query, told, lang)


async def decide(
    query: CallbackQuery, callback_data: MakeUpVerdict, caller: Caller, lang: str, make_ups: MakeUps
) -> None:
    """Settle a request; every decider's card is rewritten by the courier."""
    outcome = await make_ups.decide(caller, callback_data.make_up_id, approve=callback_data.approve)
    await toast(query, outcome, lang)


async def _replace(query: CallbackQuery, notice: Notice, lang: str) -> None:
    await query.answer()
    await show(query, word(notice, lang))


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    router.message.register(offer, Command("makeup"), F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(offer_by_button, MakeUpOpen.filter())
    router.callback_query.register(ask, MakeUpAsk.filter())
    router.callback_query.register(turn, WitnessPage.filter())
    router.callback_query.register(ask_witness, WitnessTap.filter())
    router.callback_query.register(attest, AttestTap.filter())
    router.callback_query.register(decide, MakeUpVerdict.filter())
    return router
