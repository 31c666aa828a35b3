"""How one wants to be reminded: /reminders."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, show
from messages.base import word
from messages.home import Home
from messages.reminders import RemindHour, RemindMode
from services.actors import Caller
from services.reminders import Reminders


async def show_settings(message: Message, caller: Caller, lang: str, reminders: Reminders) -> None:
    """Show how one is reminded."""
    await answer(message, await reminders.settings(caller), lang)


async def show_settings_here(query: CallbackQuery, caller: Caller, lang: str, reminders: Reminders) -> None:
    """Show it in the tapped message."""
    await show(query, word(await reminders.settings(caller), lang))
    await query.answer()


async def choose_mode(
    query: CallbackQuery, callback_data: RemindMode, caller: Caller, lang: str, reminders: Reminders
) -> None:
    """Be reminded of all, on the last day only, or not at all."""
    await show(query, word(await reminders.choose(caller, mode=callback_data.mode), lang))
    await query.answer()


async def choose_hour(
    query: CallbackQuery, callback_data: RemindHour, caller: Caller, lang: str, reminders: Reminders
) -> None:
    """Be reminded from an hour on."""
    await show(query, word(await reminders.choose(caller, hour=callback_data.hour), lang))
    await query.answer()


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.message.register(show_settings, Command("reminders"), private)
    router.callback_query.register(show_settings_here, Home.filter(F.to == "reminders"))
    router.callback_query.register(choose_mode, RemindMode.filter())
    router.callback_query.register(choose_hour, RemindHour.filter())
    return router
