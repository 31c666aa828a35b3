"""The branch's group and the chats' states: /bind, added, removed, upgraded, renamed, blocked, unblocked."""

import logging

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command
from aiogram.types import ChatMemberRestricted, ChatMemberUnion, ChatMemberUpdated, Message

from handlers.reply import answer, markup
from messages.base import word
from services.actors import Caller
from services.groups import Groups
from services.joining import Joining
from storage.notices.groups import AnonymousAdministrator, BindInGroup

logger = logging.getLogger(__name__)

ADMINISTRATORS = frozenset({ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR})
PRESENT = ADMINISTRATORS | {ChatMemberStatus.MEMBER}


async def bind(message: Message, caller: Caller, lang: str, groups: Groups, bot: Bot) -> None:
    """Make this the branch's group, if the messenger says that the sender administers it."""
    if message.sender_chat is not None:
        await answer(message, AnonymousAdministrator(), lang)
        return
    sender = await bot.get_chat_member(message.chat.id, caller.user_id)
    notice = await groups.bind(
        caller, message.chat.title or "", administrator=sender.status in ADMINISTRATORS, at=message.date
    )
    await answer(message, notice, lang)


async def bind_in_private(message: Message, lang: str) -> None:
    """Say where /bind belongs."""
    await answer(message, BindInGroup(), lang)


async def follow_upgrade(message: Message, groups: Groups) -> None:
    """Follow the group to its new id; both chats tell of it, in either order."""
    if message.migrate_to_chat_id is not None:
        await groups.moved(message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await groups.moved(message.migrate_from_chat_id, message.chat.id)


async def follow_title(message: Message, groups: Groups) -> None:
    """Keep the group's new title."""
    await groups.rename(message.chat.id, message.new_chat_title or "")


async def note_group(event: ChatMemberUpdated, lang: str, groups: Groups, bot: Bot) -> None:
    """Record that the bot was added, removed or silenced in a group; greet where it can."""
    present = can_write(event.new_chat_member)
    notice = await groups.note_presence(event.chat.id, event.chat.title or "", present=present, at=event.date)
    if notice is None:
        return
    wording = word(notice, lang)
    try:
        await bot.send_message(event.chat.id, wording.text, reply_markup=markup(wording.keyboard))
    except (TelegramForbiddenError, TelegramBadRequest) as error:
        # Removed again, or upgraded, since: the next update says so and is recorded then.
        logger.info("no greeting in chat %s: %s", event.chat.id, error.message)


async def note_private(event: ChatMemberUpdated, joining: Joining) -> None:
    """Record that somebody blocked the bot or let it in again."""
    await joining.note_reach(event.from_user.id, reachable=can_write(event.new_chat_member), at=event.date)


def can_write(bot_there: ChatMemberUnion) -> bool:
    """Tell whether the bot can write where it stands so."""
    if isinstance(bot_there, ChatMemberRestricted):
        return bot_there.is_member and bot_there.can_send_messages
    return bot_there.status in PRESENT


def build_router() -> Router:
    """Say which updates tell of groups and of chats' states."""
    router = Router(name=__name__)
    group = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})
    router.message.register(bind, Command("bind"), group)
    router.message.register(bind_in_private, Command("bind"), F.chat.type == ChatType.PRIVATE)
    router.message.register(follow_upgrade, F.migrate_to_chat_id | F.migrate_from_chat_id)
    router.message.register(follow_title, F.new_chat_title, group)
    router.my_chat_member.register(note_group, group)
    router.my_chat_member.register(note_private, F.chat.type == ChatType.PRIVATE)
    return router
