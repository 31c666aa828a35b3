"""Meetings that are held each month: their list, and the tap that stops one."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.reply import show
from messages.base import word
from messages.series_taps import SeriesOpen, SeriesStop
from services.actors import Caller
from services.series import SeriesBook


async def show_series(query: CallbackQuery, caller: Caller, lang: str, series: SeriesBook) -> None:
    """List the monthly meetings in place of the tapped message."""
    found = await series.list(caller)
    await query.answer()
    await show(query, word(found, lang))


async def stop(query: CallbackQuery, callback_data: SeriesStop, caller: Caller, lang: str, series: SeriesBook) -> None:
    """Plan a monthly meeting no further."""
    stopped = await series.stop(caller, callback_data.series_id)
    await query.answer()
    await show(query, word(stopped, lang))


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    router.callback_query.register(show_series, SeriesOpen.filter())
    router.callback_query.register(stop, SeriesStop.filter())
    return router
