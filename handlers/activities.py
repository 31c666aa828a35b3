"""Volunteer activities: the board's taps, /activities, calling off and approving hours."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.claims import only_in_private
from handlers.reply import answer, show, toast
from messages.activity_taps import ActivityRun, ActivityShowAll, ActivityTake, Alter, Run, SeatAlter, Take
from messages.base import word
from messages.home import Home
from services.activities import Activities
from services.activity_approval import ActivityRolls, Change
from services.actors import Caller

CHANGES: dict[Alter, Change] = {Alter.MORE: "more", Alter.LESS: "less", Alter.EXCUSE: "excuse"}


async def take(
    query: CallbackQuery, callback_data: ActivityTake, caller: Caller, lang: str, activities: Activities
) -> None:
    """Join, leave, come or go, and tell the tapper at once; the board follows by itself."""
    acts = {
        Take.JOIN: activities.join,
        Take.LEAVE: activities.leave,
        Take.COME: activities.check_in,
        Take.GO: activities.check_out,
    }
    await toast(query, await acts[callback_data.act](caller, callback_data.activity_id), lang)


async def show_list(message: Message, caller: Caller, lang: str, activities: Activities) -> None:
    """List the activities ahead."""
    await answer(message, await activities.listed(caller), lang)


async def show_list_by_button(query: CallbackQuery, caller: Caller, lang: str, activities: Activities) -> None:
    """List them in place of the tapped message."""
    await show(query, word(await activities.listed(caller), lang))
    await query.answer()


async def ask_cancel(
    query: CallbackQuery, callback_data: ActivityRun, caller: Caller, lang: str, activities: Activities
) -> None:
    """Ask back before calling off."""
    await show(query, word(await activities.ask_cancel(caller, callback_data.activity_id), lang))
    await query.answer()


async def cancel(
    query: CallbackQuery, callback_data: ActivityRun, caller: Caller, lang: str, activities: Activities
) -> None:
    """Call an activity off."""
    await show(query, word(await activities.cancel(caller, callback_data.activity_id), lang))
    await query.answer()


async def show_roll(
    query: CallbackQuery, callback_data: ActivityRun, caller: Caller, lang: str, activity_rolls: ActivityRolls
) -> None:
    """Show the hours to be approved."""
    await show(query, word(await activity_rolls.roll(caller, callback_data.activity_id), lang))
    await query.answer()


async def settle(
    query: CallbackQuery, callback_data: ActivityRun, caller: Caller, lang: str, activity_rolls: ActivityRolls
) -> None:
    """Approve the hours."""
    await show(query, word(await activity_rolls.settle(caller, callback_data.activity_id), lang))
    await query.answer()


async def alter(
    query: CallbackQuery, callback_data: SeatAlter, caller: Caller, lang: str, activity_rolls: ActivityRolls
) -> None:
    """Open one member's hours, or change them."""
    if callback_data.act is Alter.SHOW:
        notice = await activity_rolls.show(caller, callback_data.seat_id)
    else:
        notice = await activity_rolls.change(caller, callback_data.seat_id, CHANGES[callback_data.act])
    await show(query, word(notice, lang))
    await query.answer()


def build_router() -> Router:
    """Say which updates reach which handler; the hall's buttons are asked first."""
    router = Router(name=__name__)
    router.callback_query.register(take, ActivityTake.filter())
    router.message.register(show_list, Command("activities"), F.chat.type == ChatType.PRIVATE)
    router.message.register(only_in_private, Command("activities", "announce"), F.chat.type != ChatType.PRIVATE)
    router.callback_query.register(show_list_by_button, ActivityShowAll.filter())
    router.callback_query.register(show_list_by_button, Home.filter(F.to == "activities"))
    router.callback_query.register(ask_cancel, ActivityRun.filter(F.act == Run.ASK_CANCEL))
    router.callback_query.register(cancel, ActivityRun.filter(F.act == Run.CANCEL))
    router.callback_query.register(show_roll, ActivityRun.filter(F.act == Run.ROLL))
    router.callback_query.register(settle, ActivityRun.filter(F.act == Run.SETTLE))
    router.callback_query.register(alter, SeatAlter.filter())
    return router
