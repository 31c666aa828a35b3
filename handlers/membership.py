"""A member's file: his year, the history of his entry, and the tap that grants an exemption."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.reply import show
from messages.base import word
from messages.membership_taps import ExemptionGrant, FileShow, HistoryShow
from services.actors import Caller
from services.member_file import MemberFiles


async def show_file(
    query: CallbackQuery, callback_data: FileShow, caller: Caller, lang: str, member_files: MemberFiles
) -> None:
    """Show a member's year in the tapped message."""
    await show(query, word(await member_files.show(caller, callback_data.member_id), lang))
    await query.answer()


async def show_history(
    query: CallbackQuery, callback_data: HistoryShow, caller: Caller, lang: str, member_files: MemberFiles
) -> None:
    """Show a page of the history."""
    history = await member_files.history(caller, callback_data.member_id, callback_data.page)
    await show(query, word(history, lang))
    await query.answer()


async def grant_exemption(
    query: CallbackQuery, callback_data: ExemptionGrant, caller: Caller, lang: str, member_files: MemberFiles
) -> None:
    """Grant an exemption; its card shows the outcome."""
    await show(query, word(await member_files.approve_exemption(caller, callback_data.exemption_id), lang))
    await query.answer()


def build_router() -> Router:
    """Say which taps are on a member's file."""
    router = Router(name=__name__)
    router.callback_query.register(show_file, FileShow.filter())
    router.callback_query.register(show_history, HistoryShow.filter())
    router.callback_query.register(grant_exemption, ExemptionGrant.filter())
    return router
