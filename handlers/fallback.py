"""What no conversation takes: unknown commands, free text, stickers, files, old buttons; strangers learn to join."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, toast
from services.actors import Caller
from services.joining import Joining
from storage.notices.common import Gone, Unclear

SERVICE_WORDS = frozenset(
    {
        ContentType.PINNED_MESSAGE,
        ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
        ContentType.CHAT_BACKGROUND_SET,
        ContentType.WRITE_ACCESS_ALLOWED,
    }
)
"""What the messenger itself puts into a private chat: nobody said anything."""


async def not_understood(message: Message, caller: Caller, lang: str, joining: Joining) -> None:
    """Say what was not understood and what is possible; in private only, a group is left in peace."""
    await joining.home(caller)
    await answer(message, Unclear(found=found_in(message)), lang)


async def old_button(query: CallbackQuery, caller: Caller, lang: str, joining: Joining) -> None:
    """Answer a button that nothing takes any more."""
    await joining.home(caller)
    await toast(query, Gone(), lang)


def found_in(message: Message) -> str:
    """Name what came: the command itself, or the kind of content."""
    text = message.text or ""
    if text.startswith("/"):
        return text.split(maxsplit=1)[0].split("@", 1)[0][:33]
    return ContentType(message.content_type).value


def build_router() -> Router:
    """Come last: everything that is left ends here."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.message.register(not_understood, private, ~F.content_type.in_(SERVICE_WORDS))
    router.callback_query.register(old_button)
    return router
