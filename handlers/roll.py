"""The attendance screen and the roll: what those who record attendance tap."""

import asyncio
from dataclasses import asdict

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from handlers.reply import answer, show, toast
from messages.base import word
from messages.meeting_sheet import sheet_words
from messages.meetings import Act, MeetingAct
from messages.roll import DeskTap, LeftTap, RollTap
from reports.meeting_sheet import MeetingSheet, write_meeting
from services.actors import Caller
from services.roll import Rolls
from storage.notices import Notice

LISTS = (
    f"{DeskTap.__prefix__}:",
    f"{RollTap.__prefix__}:",
    f"{LeftTap.__prefix__}:",
    f"{MeetingAct.__prefix__}:{Act.CLOSE}:",
)
"""How the buttons begin that only a list of names has."""


async def show_desk(query: CallbackQuery, callback_data: MeetingAct, caller: Caller, lang: str, rolls: Rolls) -> None:
    """Show who is awaited."""
    await _turn(query, await rolls.desk(caller, callback_data.meeting_id, callback_data.page), lang)


async def check_in_for(query: CallbackQuery, callback_data: DeskTap, caller: Caller, lang: str, rolls: Rolls) -> None:
    """Check a member in on his behalf and show who is left."""
    done = await rolls.check_in_for(caller, callback_data.meeting_id, callback_data.member_id)
    await toast(query, done, lang)
    await show(query, word(await rolls.desk(caller, callback_data.meeting_id), lang))


async def close(query: CallbackQuery, callback_data: MeetingAct, caller: Caller, lang: str, rolls: Rolls) -> None:
    """Close check-in by hand and show the roll."""
    closed = await rolls.close(caller, callback_data.meeting_id)
    await query.answer()
    await show(query, word(closed, lang))


async def show_roll(query: CallbackQuery, callback_data: MeetingAct, caller: Caller, lang: str, rolls: Rolls) -> None:
    """Show a closed meeting's roll."""
    roll = await rolls.roll(caller, callback_data.meeting_id)
    await query.answer()
    await show(query, word(roll, lang))


async def open_page(query: CallbackQuery, callback_data: MeetingAct, caller: Caller, lang: str, rolls: Rolls) -> None:
    """Show names for correcting."""
    await _turn(query, await rolls.page(caller, callback_data.meeting_id, callback_data.page), lang)


async def correct(query: CallbackQuery, callback_data: RollTap, caller: Caller, lang: str, rolls: Rolls) -> None:
    """Correct one entry."""
    tapped = callback_data
    page = await rolls.correct(caller, tapped.meeting_id, tapped.member_id, tapped.presence)
    await query.answer()
    await show(query, word(page, lang))


async def open_leavers(
    query: CallbackQuery, callback_data: MeetingAct, caller: Caller, lang: str, rolls: Rolls
) -> None:
    """Show who came, to mark who left early."""
    await _turn(query, await rolls.leavers(caller, callback_data.meeting_id, callback_data.page), lang)


async def mark_left(query: CallbackQuery, callback_data: LeftTap, caller: Caller, lang: str, rolls: Rolls) -> None:
    """Mark that a member left early, or take it back."""
    tapped = callback_data
    page = await rolls.mark_left(caller, tapped.meeting_id, tapped.member_id, left=tapped.left)
    await query.answer()
    await show(query, word(page, lang))


async def confirm(query: CallbackQuery, callback_data: MeetingAct, caller: Caller, lang: str, rolls: Rolls) -> None:
    """Turn the roll into facts."""
    confirmed = await rolls.confirm(caller, callback_data.meeting_id)
    await query.answer()
    await show(query, word(confirmed, lang))


async def export(query: CallbackQuery, callback_data: MeetingAct, caller: Caller, lang: str, rolls: Rolls) -> None:
    """Send a meeting's record as a workbook, in private only: it names everybody."""
    record = await rolls.record(caller, callback_data.meeting_id)
    written = asdict(sheet_words(record, lang))
    file_name = written.pop("file_name")
    content = await asyncio.to_thread(write_meeting, MeetingSheet(**written))
    await query.answer()
    if query.message is not None:
        file = BufferedInputFile(content, file_name)
        await query.message.answer_document(file, caption=word(record, lang).text)


async def _turn(query: CallbackQuery, notice: Notice, lang: str) -> None:
    """Turn a page in place; the first page comes as a message of its own, so that the card above stays live."""
    await query.answer()
    if _is_list(query) or not isinstance(query.message, Message):
        await show(query, word(notice, lang))
    else:
        await answer(query.message, notice, lang)


def _is_list(query: CallbackQuery) -> bool:
    """Whether the tapped message is itself a list of names, told by its buttons."""
    keyboard = query.message.reply_markup if isinstance(query.message, Message) else None
    rows = keyboard.inline_keyboard if keyboard is not None else []
    return any((button.callback_data or "").startswith(LISTS) for row in rows for button in row)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    router.callback_query.register(show_desk, MeetingAct.filter(F.act == Act.DESK))
    router.callback_query.register(check_in_for, DeskTap.filter())
    router.callback_query.register(close, MeetingAct.filter(F.act == Act.CLOSE))
    router.callback_query.register(show_roll, MeetingAct.filter(F.act == Act.ROLL))
    router.callback_query.register(open_page, MeetingAct.filter(F.act == Act.CORRECT))
    router.callback_query.register(correct, RollTap.filter())
    router.callback_query.register(open_leavers, MeetingAct.filter(F.act == Act.LEAVERS))
    router.callback_query.register(mark_left, LeftTap.filter())
    router.callback_query.register(
        export, MeetingAct.filter(F.act == Act.EXPORT), F.message.chat.type == ChatType.PRIVATE
    )
    router.callback_query.register(confirm, MeetingAct.filter(F.act == Act.CONFIRM))
    return router
