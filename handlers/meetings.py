"""Meetings as members see them: the check-in tap, /meetings, cancelling."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, show, toast
from messages.base import word
from messages.home import Home
from messages.meeting_taps import MeetingTap
from messages.meetings import Act, MeetingAct
from services.actors import Caller
from services.meetings import Meetings


async def check_in(
    query: CallbackQuery, callback_data: MeetingTap, caller: Caller, lang: str, meetings: Meetings
) -> None:
    """Check the tapper in and tell him at once; the count in the group follows by itself."""
    await toast(query, await meetings.check_in(caller, callback_data.meeting_id), lang)


async def show_agenda(message: Message, caller: Caller, lang: str, meetings: Meetings) -> None:
    """List the meetings ahead."""
    await answer(message, await meetings.agenda(caller), lang)


async def ask_cancel(
    query: CallbackQuery, callback_data: MeetingAct, caller: Caller, lang: str, meetings: Meetings
) -> None:
    """Ask back before cancelling."""
    asked = await meetings.ask_cancel(caller, callback_data.meeting_id)
    await query.answer()
    await show(query, word(asked, lang))


async def cancel(
    query: CallbackQuery, callback_data: MeetingAct, caller: Caller, lang: str, meetings: Meetings
) -> None:
    """Cancel a meeting."""
    settled = await meetings.cancel(caller, callback_data.meeting_id)
    await toast(query, settled, lang)
    await show(query, word(settled, lang))


async def show_agenda_by_button(query: CallbackQuery, caller: Caller, lang: str, meetings: Meetings) -> None:
    """List them in place of the tapped message; also the way back from cancelling."""
    agenda = await meetings.agenda(caller)
    await query.answer()
    await show(query, word(agenda, lang))


def build_router() -> Router:
    """Say which updates reach which handler; the hall's button is asked first."""
    router = Router(name=__name__)
    router.callback_query.register(check_in, MeetingTap.filter())
    router.message.register(show_agenda, Command("meetings"), F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(ask_cancel, MeetingAct.filter(F.act == Act.ASK_CANCEL))
    router.callback_query.register(cancel, MeetingAct.filter(F.act == Act.CANCEL))
    router.callback_query.register(show_agenda_by_button, Home.filter(F.to == "meetings"))
    router.callback_query.register(show_agenda_by_button, MeetingAct.filter(F.act == Act.KEEP))
    return router
