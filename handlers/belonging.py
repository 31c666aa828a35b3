"""Where somebody stands: his deputies, a member's roles, and the branch that he works in."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, show
from messages.base import word
from messages.branches import BranchPick
from messages.deputies import DeputyEnd
from messages.home import Home
from messages.roles import RolesShow
from services.actors import Caller
from services.belonging import Belonging
from services.deputies import Deputies
from services.roles import Roles


async def show_deputies(message: Message, caller: Caller, lang: str, deputies: Deputies) -> None:
    """Show the board of deputies."""
    await answer(message, await deputies.board(caller), lang)


async def show_deputies_by_button(query: CallbackQuery, caller: Caller, lang: str, deputies: Deputies) -> None:
    """Show the board of deputies in the tapped message."""
    await show(query, word(await deputies.board(caller), lang))
    await query.answer()


async def end_deputy(
    query: CallbackQuery, callback_data: DeputyEnd, caller: Caller, lang: str, deputies: Deputies
) -> None:
    """Call a deputy back."""
    await show(query, word(await deputies.end(caller, callback_data.delegation_id), lang))
    await query.answer()


async def show_roles(query: CallbackQuery, callback_data: RolesShow, caller: Caller, lang: str, roles: Roles) -> None:
    """Show a member's roles."""
    await show(query, word(await roles.board(caller, callback_data.member_id), lang))
    await query.answer()


async def offer_branches(message: Message, caller: Caller, lang: str, belonging: Belonging) -> None:
    """Offer the branches to work in."""
    await answer(message, await belonging.choices(caller), lang)


async def offer_branches_by_button(query: CallbackQuery, caller: Caller, lang: str, belonging: Belonging) -> None:
    """Offer the branches in the tapped message."""
    await show(query, word(await belonging.choices(caller), lang))
    await query.answer()


async def choose_branch(
    query: CallbackQuery, callback_data: BranchPick, caller: Caller, lang: str, belonging: Belonging
) -> None:
    """Work in the tapped branch."""
    await show(query, word(await belonging.choose(caller, callback_data.branch_id), lang))
    await query.answer()


def build_router() -> Router:
    """Say which updates ask for these."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.message.register(show_deputies, Command("deputy"), private)
    router.message.register(offer_branches, Command("branch"), private)
    router.callback_query.register(show_deputies_by_button, Home.filter(F.to == "deputy"))
    router.callback_query.register(offer_branches_by_button, Home.filter(F.to == "branch"))
    router.callback_query.register(end_deputy, DeputyEnd.filter())
    router.callback_query.register(show_roles, RolesShow.filter())
    router.callback_query.register(choose_branch, BranchPick.filter())
    return router
