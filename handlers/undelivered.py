"""What did not arrive, for the secretary: /undelivered."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, show
from messages.base import word
from messages.home import Home
from messages.undelivered import UndeliveredPage
from services.actors import Caller
from services.post_office import PostOffice


async def list_lost(message: Message, caller: Caller, lang: str, post_office: PostOffice) -> None:
    """Show the first page."""
    await answer(message, await post_office.undelivered(caller), lang)


async def list_by_button(query: CallbackQuery, caller: Caller, lang: str, post_office: PostOffice) -> None:
    """Show the first page in the tapped message."""
    await show(query, word(await post_office.undelivered(caller), lang))
    await query.answer()


async def turn_page(
    query: CallbackQuery, callback_data: UndeliveredPage, caller: Caller, lang: str, post_office: PostOffice
) -> None:
    """Show another page."""
    await show(query, word(await post_office.undelivered(caller, callback_data.page), lang))
    await query.answer()


def build_router() -> Router:
    """Say which updates ask for the list."""
    router = Router(name=__name__)
    router.message.register(list_lost, Command("undelivered"), F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(list_by_button, Home.filter(F.to == "undelivered"))
    router.callback_query.register(turn_page, UndeliveredPage.filter())
    return router
