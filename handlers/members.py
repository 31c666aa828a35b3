"""The member list: /members, one member, and freeing a lost account."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, show
from messages.base import word
from messages.home import Home
from messages.members import MemberShow, MembersPage, MemberUnlink
from services.actors import Caller
from services.members import Members


async def list_members(message: Message, caller: Caller, lang: str, members: Members) -> None:
    """Show the first page."""
    await answer(message, await members.list_page(caller), lang)


async def list_by_button(query: CallbackQuery, caller: Caller, lang: str, members: Members) -> None:
    """Show the first page in the tapped message."""
    await show(query, word(await members.list_page(caller), lang))
    await query.answer()


async def turn_page(
    query: CallbackQuery, callback_data: MembersPage, caller: Caller, lang: str, members: Members
) -> None:
    """Show another page."""
    await show(query, word(await members.list_page(caller, callback_data.page), lang))
    await query.answer()


async def show_member(
    query: CallbackQuery, callback_data: MemberShow, caller: Caller, lang: str, members: Members
) -> None:
    """Show one member."""
    await show(query, word(await members.card(caller, callback_data.member_id), lang))
    await query.answer()


async def ask_unlink(
    query: CallbackQuery, callback_data: MemberUnlink, caller: Caller, lang: str, members: Members
) -> None:
    """Ask before freeing an account."""
    await show(query, word(await members.ask_unlink(caller, callback_data.member_id), lang))
    await query.answer()


async def unlink(
    query: CallbackQuery, callback_data: MemberUnlink, caller: Caller, lang: str, members: Members
) -> None:
    """Free an account."""
    await show(query, word(await members.unlink(caller, callback_data.member_id), lang))
    await query.answer()


def build_router() -> Router:
    """Say which updates are about the members."""
    router = Router(name=__name__)
    router.message.register(list_members, Command("members"), F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(list_by_button, Home.filter(F.to == "members"))
    router.callback_query.register(turn_page, MembersPage.filter())
    router.callback_query.register(show_member, MemberShow.filter())
    router.callback_query.register(ask_unlink, MemberUnlink.filter(~F.sure))
    router.callback_query.register(unlink, MemberUnlink.filter(F.sure))
    return router
