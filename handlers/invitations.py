"""One-time links in the secretary's hand: /invite, a page of names, all links, one link, the printed sheet."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from handlers.reply import answer, say_anew, show
from messages.base import word
from messages.home import Home
from messages.invitations import InviteLinks, InviteOne, InvitePage, InviteSheet, link_of, sheet_words
from reports.invitation_sheet import InvitationCard, InvitationPaper, draw_invitations
from reports.studio import Studio
from services.actors import Caller
from services.invitations import Invitations
from storage.notices.invitations import InvitationSheet


async def overview(message: Message, caller: Caller, lang: str, invitations: Invitations) -> None:
    """Show who has not joined."""
    await answer(message, await invitations.overview(caller), lang)


async def overview_by_button(query: CallbackQuery, caller: Caller, lang: str, invitations: Invitations) -> None:
    """Show who has not joined in the tapped message."""
    await show(query, word(await invitations.overview(caller), lang))
    await query.answer()


async def turn_page(
    query: CallbackQuery, callback_data: InvitePage, caller: Caller, lang: str, invitations: Invitations
) -> None:
    """Show another page of names."""
    await show(query, word(await invitations.overview(caller, callback_data.page), lang))
    await query.answer()


async def send_links(
    query: CallbackQuery, callback_data: InviteLinks, caller: Caller, lang: str, invitations: Invitations, bot: Bot
) -> None:
    """Send fresh links as a message of their own: what was sent before stays good."""
    notice = await invitations.links(caller, await _username(bot), callback_data.after)
    await say_anew(query, notice, lang)
    await query.answer()


async def send_sheet(
    query: CallbackQuery, caller: Caller, lang: str, invitations: Invitations, bot: Bot, studio: Studio
) -> None:
    """Send the sheet to print. It goes out directly: its secrets must not lie in the outbox."""
    notice = await invitations.sheet(caller, await _username(bot))
    await query.answer()
    printed = sheet_words(notice, lang)
    cards = tuple(InvitationCard(link.name, link.number, link_of(notice.bot, link.token)) for link in notice.links)
    paper = InvitationPaper(printed.title, printed.note, printed.steps, cards)
    file = BufferedInputFile(await studio(draw_invitations, paper), printed.file_name)
    caption = word(InvitationSheet(branch=notice.branch, count=len(cards)), lang).text
    if query.message is not None:
        await query.message.answer_document(file, caption=caption)


async def send_one(
    query: CallbackQuery, callback_data: InviteOne, caller: Caller, lang: str, invitations: Invitations, bot: Bot
) -> None:
    """Send one member's new link as a message that can be forwarded."""
    notice = await invitations.link_for(caller, await _username(bot), callback_data.member_id)
    await say_anew(query, notice, lang)
    await query.answer()


async def _username(bot: Bot) -> str:
    """Tell by which name links address the bot; asked of the messenger once."""
    return (await bot.me()).username or ""


def build_router() -> Router:
    """Say which updates are about invitations."""
    router = Router(name=__name__)
    router.message.register(overview, Command("invite"), F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(overview_by_button, Home.filter(F.to == "invite"))
    router.callback_query.register(turn_page, InvitePage.filter())
    router.callback_query.register(send_links, InviteLinks.filter())
    router.callback_query.register(send_sheet, InviteSheet.filter())
    router.callback_query.register(send_one, InviteOne.filter())
    return router
