"""The command menus that the messenger shows: for private chats and for groups, in Chinese and in English."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    BotCommandScopeUnion,
)

from messages.commands import CommandScope, commands
from messages.i18n import DEFAULT

MENUS: dict[str | None, str] = {None: DEFAULT, "en": "en"}
"""Messenger's language codes (None: all others) and the catalogue that each menu is worded from."""


async def set_commands(bot: Bot) -> None:
    """Tell the messenger the menus; called at each start, repeating it changes nothing."""
    scopes: dict[CommandScope, BotCommandScopeUnion] = {
        CommandScope.DEFAULT: BotCommandScopeDefault(),
        CommandScope.PRIVATE: BotCommandScopeAllPrivateChats(),
        CommandScope.GROUP: BotCommandScopeAllGroupChats(),
        CommandScope.GROUP_ADMINISTRATORS: BotCommandScopeAllChatAdministrators(),
    }
    for scope, chats in scopes.items():
        for code, language in MENUS.items():
            menu = [BotCommand(command=name, description=text) for name, text in commands(scope, language)]
            await bot.set_my_commands(menu, scope=chats, language_code=code)
