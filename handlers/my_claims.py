"""A member's own claims: /myclaims."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.claims import only_in_private
from handlers.reply import answer, show
from messages.base import word
from messages.claims import ClaimsPage, ClaimWithdraw
from services.actors import Caller
from services.claims import Claims


async def list_claims(message: Message, caller: Caller, lang: str, claims: Claims) -> None:
    """List one's own claims."""
    await answer(message, await claims.mine(caller), lang)


async def turn_page(query: CallbackQuery, callback_data: ClaimsPage, caller: Caller, lang: str, claims: Claims) -> None:
    """Show older or newer ones."""
    await show(query, word(await claims.mine(caller, callback_data.page), lang))
    await query.answer()


async def withdraw(
    query: CallbackQuery, callback_data: ClaimWithdraw, caller: Caller, lang: str, claims: Claims
) -> None:
    """Take a waiting claim back."""
    await show(query, word(await claims.withdraw(caller, callback_data.claim_id), lang))
    await query.answer()


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    router.message.register(list_claims, Command("myclaims"), F.chat.type == ChatType.PRIVATE)
    router.message.register(only_in_private, Command("myclaims"))
    router.callback_query.register(turn_page, ClaimsPage.filter())
    router.callback_query.register(withdraw, ClaimWithdraw.filter())
    return router
