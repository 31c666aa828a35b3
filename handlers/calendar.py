"""The calendar that any form can open: turning its months, and taking a tapped day for a written one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from handlers.reply import say, show
from messages.calendar import CalendarBlank, CalendarLook, CalendarPick, calendar_page, picked_day
from messages.i18n import DEFAULT
from services.errors import Refused
from storage.notices.common import Gone

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class TappedDays(BaseMiddleware):
    """Outer middleware of the update, behind `Context`: a day tapped in a calendar goes on as a message that names it.

    So every form that takes a written day takes a tapped one, checked by the same rules. With no form open the tap is
    left to its handler, which answers it as an old button.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand on; the tap itself is answered here, and the calendar shows what was tapped."""
        query = event.callback_query if isinstance(event, Update) else None
        pick = _pick(query)
        if query is None or pick is None or not isinstance(query.message, Message) or data.get("raw_state") is None:
            return await handler(event, data)
        await query.answer()
        await show(query, picked_day(pick, data.get("lang", DEFAULT)))
        written = query.message.model_copy(
            update={
                "text": date.fromordinal(pick.day).isoformat(),
                "from_user": query.from_user,
                "entities": None,
                "reply_markup": None,
            }
        )
        assert isinstance(event, Update)  # noqa: S101 (it has a callback query)
        return await handler(Update(update_id=event.update_id, message=written).as_(query.bot), data)


def _pick(query: CallbackQuery | None) -> CalendarPick | None:
    if query is None or query.data is None or not query.data.startswith(f"{CalendarPick.__prefix__}:"):
        return None
    try:
        return CalendarPick.unpack(query.data)
    except (TypeError, ValueError):
        return None


async def look(query: CallbackQuery, callback_data: CalendarLook, lang: str) -> None:
    """Open the calendar below the question, or turn it to another month."""
    page = calendar_page(callback_data, lang)
    if callback_data.fresh and isinstance(query.message, Message):
        await say(query.message, page)
    else:
        await show(query, page)
    await query.answer()


async def pick_in_vain(_query: CallbackQuery) -> None:
    """Answer a day that is tapped when no form waits for it."""
    raise Refused(Gone())


async def leave_blank(query: CallbackQuery) -> None:
    """Answer a tap on a square of the calendar that is no day."""
    await query.answer()


def build_router() -> Router:
    """Say which taps are on a calendar."""
    router = Router(name=__name__)
    router.callback_query.register(look, CalendarLook.filter())
    router.callback_query.register(pick_in_vain, CalendarPick.filter())
    router.callback_query.register(leave_blank, CalendarBlank.filter())
    return router
