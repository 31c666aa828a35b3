"""My points: /points, the button at home, and the way down to every fact."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, show
from messages.base import word
from messages.home import Home
from messages.points import PointsLines, PointsReason, PointsShow
from services.actors import Caller
from services.points import Points


async def show_points(message: Message, caller: Caller, lang: str, points: Points) -> None:
    """Answer with the running month's card."""
    await answer(message, await points.mine(caller), lang)


async def show_points_by_button(query: CallbackQuery, caller: Caller, lang: str, points: Points) -> None:
    """Turn the tapped message into the running month's card."""
    await show(query, word(await points.mine(caller), lang))
    await query.answer()


async def send_to_private(message: Message, caller: Caller, lang: str, points: Points, bot: Bot) -> None:
    """Asked in a group: the answer goes to the private chat, the group sees no points and no reasons."""
    key = f"points:{message.chat.id}:{message.message_id}"
    await answer(message, await points.to_private(caller, key, (await bot.me()).username or ""), lang)


async def show_period(
    query: CallbackQuery, callback_data: PointsShow, caller: Caller, lang: str, points: Points
) -> None:
    """Turn the message into another period's card."""
    await show(query, word(await points.of_period(caller, callback_data.period), lang))
    await query.answer()


async def show_section(
    query: CallbackQuery, callback_data: PointsLines, caller: Caller, lang: str, points: Points
) -> None:
    """Turn the message into a section's lines."""
    asked = callback_data
    await show(query, word(await points.section(caller, asked.period, asked.section, asked.page), lang))
    await query.answer()


async def show_why(
    query: CallbackQuery, callback_data: PointsReason, caller: Caller, lang: str, points: Points
) -> None:
    """Turn the message into the reasons and facts of a line."""
    asked = callback_data
    notice = await points.why(caller, asked.period, asked.section, asked.line, asked.page)
    await show(query, word(notice, lang))
    await query.answer()


def build_router() -> Router:
    """Say which updates reach which handler. Buttons work in private only: no reason is ever shown in a group."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    in_private = F.message.chat.type == ChatType.PRIVATE
    router.message.register(show_points, Command("points"), private)
    router.message.register(send_to_private, Command("points"))
    router.callback_query.register(show_points_by_button, Home.filter(F.to == "points"), in_private)
    router.callback_query.register(show_period, PointsShow.filter(), in_private)
    router.callback_query.register(show_section, PointsLines.filter(), in_private)
    router.callback_query.register(show_why, PointsReason.filter(), in_private)
    return router
