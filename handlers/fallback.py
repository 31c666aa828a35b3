"""What no conversation takes: unknown commands, free text, stickers, old buttons."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, toast
from storage.notices.common import Gone, Unclear


async def not_understood(message: Message, lang: str) -> None:
    """Say what was not understood; in private only, a group is left in peace."""
    await answer(message, Unclear(found=str(message.content_type)), lang)


async def old_button(query: CallbackQuery, lang: str) -> None:
    """Answer a button that nothing takes any more."""
    await toast(query, Gone(), lang)


def build_router() -> Router:
    """Come last: everything that is left ends here."""
    router = Router(name=__name__)
    router.message.register(not_understood, F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(old_button)
    return router
