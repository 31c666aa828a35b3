"""Command menus of those who hold an office: each in his private chat and language, refreshed when his role changes.

Which menu a chat has is kept with the account, so that a sweep sets what differs and nothing else.
"""

from __future__ import annotations

import logging
from datetime import datetime

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BotCommand, BotCommandScopeChat

from messages.commands import commands_for, has_menu_of_his_own
from services.menus import Menu, keep_menu, wanted_menus
from storage.database import Database

logger = logging.getLogger(__name__)


async def refresh_menus(bot: Bot, db: Database, now: datetime) -> int:
    """Set each menu that is not what its owner's roles and language ask for; say how many."""
    changed = 0
    for menu in await db.read(wanted_menus, now):
        if await _set(bot, menu):
            await db.write(keep_menu, menu)
            changed += 1
    return changed


async def _set(bot: Bot, menu: Menu) -> bool:
    scope = BotCommandScopeChat(chat_id=menu.user_id)
    try:
        if has_menu_of_his_own(menu.roles):
            listed = [
                BotCommand(command=name, description=text) for name, text in commands_for(menu.roles, menu.language)
            ]
            await bot.set_my_commands(listed, scope=scope)
        else:
            await bot.delete_my_commands(scope=scope)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        # The chat is not open to the bot at the moment: it gets its menu when it is.
        logger.info("no menu for a chat: %s", error.message)
        return False
    return True
