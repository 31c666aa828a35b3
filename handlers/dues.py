"""Dues: /dues, the ticking screen, another amount."""

from datetime import date
from typing import cast, get_args

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.claims import only_in_private
from handlers.reply import answer, show
from messages.base import word
from messages.dues import DuesMine, DuesShort, DuesShow, DuesTick
from messages.home import Home
from scoring.periods import parse
from services.actors import Caller
from services.dues import DuesBook, Look
from services.errors import Refused
from storage.notices.claims import FormCancelled
from storage.notices.common import Gone
from storage.notices.dues import TickMode


class AmountForm(StatesGroup):
    """A keeper writes how much somebody paid."""

    writing = State()


async def open_dues(message: Message, caller: Caller, lang: str, dues: DuesBook) -> None:
    """Show a keeper the screen, anybody else his own dues."""
    await answer(message, await dues.open(caller), lang)


async def open_from_home(query: CallbackQuery, caller: Caller, lang: str, dues: DuesBook) -> None:
    """Show the same from the home screen."""
    await show(query, word(await dues.open(caller), lang))
    await query.answer()


async def show_screen(query: CallbackQuery, callback_data: DuesShow, caller: Caller, lang: str, dues: DuesBook) -> None:
    """Show another month, page or mode."""
    look = Look(callback_data.page, _mode(callback_data.mode))
    await show(query, word(await dues.screen(caller, _month(callback_data.month), look), lang))
    await query.answer()


async def tick(query: CallbackQuery, callback_data: DuesTick, caller: Caller, lang: str, dues: DuesBook) -> None:
    """Enter a payment or take it back."""
    look = Look(callback_data.page, _mode(callback_data.mode))
    screen = await dues.tick(caller, callback_data.dues_id, look, paid=callback_data.paid)
    await show(query, word(screen, lang))
    await query.answer()


async def ask_amount(
    query: CallbackQuery, callback_data: DuesShort, caller: Caller, lang: str, state: FSMContext, dues: DuesBook
) -> None:
    """Ask for the amount that was paid."""
    question = await dues.ask_amount(caller, callback_data.dues_id)
    await state.set_state(AmountForm.writing)
    await state.set_data({"dues_id": callback_data.dues_id})
    await query.answer()
    if isinstance(query.message, Message):
        await answer(query.message, question, lang)


async def take_amount(message: Message, caller: Caller, lang: str, state: FSMContext, dues: DuesBook) -> None:
    """Enter the amount that was written, and come back to the screen."""
    asked = await state.get_data()
    taken = await dues.enter_amount(caller, asked["dues_id"], message.text or "")
    await state.clear()
    await answer(message, taken, lang)
    await answer(message, await dues.screen(caller, taken.month, Look()), lang)


async def cancel(message: Message, lang: str, state: FSMContext) -> None:
    """Leave the amount as it was."""
    await state.clear()
    await answer(message, FormCancelled(), lang)


async def show_mine(query: CallbackQuery, caller: Caller, lang: str, dues: DuesBook) -> None:
    """Show one's own dues as a message of their own."""
    await query.answer()
    if isinstance(query.message, Message):
        await answer(query.message, await dues.mine(caller), lang)


def _month(label: str) -> date:
    """The month of a button; a forged one is refused like an old one."""
    try:
        return parse(label).start
    except ValueError as fault:
        raise Refused(Gone()) from fault


def _mode(label: str) -> TickMode:
    if label not in get_args(TickMode):
        raise Refused(Gone())
    return cast("TickMode", label)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.message.register(open_dues, Command("dues"), private)
    router.message.register(only_in_private, Command("dues"))
    router.message.register(cancel, Command("cancel"), StateFilter(AmountForm), private)
    router.message.register(take_amount, StateFilter(AmountForm), private, ~F.text.startswith("/"))
    router.callback_query.register(open_from_home, Home.filter(F.to == "dues"))
    router.callback_query.register(show_screen, DuesShow.filter())
    router.callback_query.register(tick, DuesTick.filter())
    router.callback_query.register(ask_amount, DuesShort.filter())
    router.callback_query.register(show_mine, DuesMine.filter())
    return router
