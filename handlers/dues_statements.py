"""A year's dues: in the chat, and as a sheet."""

import asyncio

from aiogram import Router
from aiogram.types import BufferedInputFile, CallbackQuery

from handlers.reply import show
from messages.base import word
from messages.dues import statement_words
from messages.dues_taps import StatementFile, StatementShow
from reports.dues_sheet import StatementRow, StatementSheet, write_statement
from services.actors import Caller
from services.dues_statements import DuesStatements
from storage.notices.dues import DuesYear


async def show_year(
    query: CallbackQuery, callback_data: StatementShow, caller: Caller, lang: str, dues_statements: DuesStatements
) -> None:
    """Show a year, one's own or another's."""
    notice = await dues_statements.statement(caller, callback_data.member_id, callback_data.year)
    await show(query, word(notice, lang))
    await query.answer()


async def send_year(
    query: CallbackQuery, callback_data: StatementFile, caller: Caller, lang: str, dues_statements: DuesStatements
) -> None:
    """Send it as a sheet."""
    notice = await dues_statements.statement(caller, callback_data.member_id, callback_data.year)
    file_name, sheet = sheet_of(notice, lang)
    content = await asyncio.to_thread(write_statement, sheet)
    if query.message is not None:
        await query.message.answer_document(BufferedInputFile(content, file_name))
    await query.answer()


def sheet_of(notice: DuesYear, lang: str) -> tuple[str, StatementSheet]:
    """Put a year into what the sheet shows, and name its file."""
    words = statement_words(notice, lang)
    rows = [
        StatementRow(label, month.amount, month.paid, month.paid_on, state)
        for label, month, state in zip(words.months, notice.months, words.states, strict=True)
    ]
    return words.file_name, StatementSheet(words.title, words.headings, rows, words.total)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    router.callback_query.register(show_year, StatementShow.filter())
    router.callback_query.register(send_year, StatementFile.filter())
    return router
