"""What a bot says about itself: commands, texts, menu button, rights it would like to have."""

from __future__ import annotations

import re
from typing import Any

from sandbox.chats import ADMIN_RIGHTS
from sandbox.errors import BadRequest
from sandbox.methods.registry import Call, method
from sandbox.params import as_integer
from sandbox.shapes import Json

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
SCOPES_WITH_CHAT = frozenset({"chat", "chat_administrators", "chat_member"})
TEXTS = {"name": 64, "description": 512, "short_description": 120}


@method("getMe")
def get_me(call: Call) -> Json:
    """Introduce the bot."""
    return call.bot.about_itself()


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    """Set the command list of a scope and language."""
    commands = call.params.array("commands")
    if commands is None:
        raise BadRequest('parameter "commands" is required')
    if len(commands) > MOST_COMMANDS:
        raise BadRequest("BOT_COMMANDS_TOO_MUCH")
    call.bot.profile.commands[_scope(call), _language(call)] = [_command(item) for item in commands]
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    """Return the command list of a scope and language."""
    return call.bot.profile.commands.get((_scope(call), _language(call)), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    """Forget the command list of a scope and language."""
    call.bot.profile.commands.pop((_scope(call), _language(call)), None)
    return True


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    """Set the button beside the input line, for one person or for all."""
    button = call.params.object("menu_button") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise BadRequest("can't parse menu button: unsupported type specified")
    if button["type"] == "web_app" and not (button.get("text") and button.get("web_app")):
        raise BadRequest("can't parse menu button: text and web_app are required")
    call.bot.profile.menu_buttons[call.params.integer("chat_id")] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> Json:
    """Return the button beside the input line."""
    return menu_button(call.bot.profile.menu_buttons, call.params.integer("chat_id"))


@method("setMyName")
def set_my_name(call: Call) -> bool:
    """Set the bot's name."""
    return _set_text(call, "name")


@method("getMyName")
def get_my_name(call: Call) -> Json:
    """Return the bot's name."""
    return {"name": _text(call, "name") or call.bot.first_name}


@method("setMyDescription")
def set_my_description(call: Call) -> bool:
    """Set what an empty chat shows."""
    return _set_text(call, "description")


@method("getMyDescription")
def get_my_description(call: Call) -> Json:
    """Return what an empty chat shows."""
    return {"description": _text(call, "description")}


@method("setMyShortDescription")
def set_my_short_description(call: Call) -> bool:
    """Set what the bot's profile shows."""
    return _set_text(call, "short_description")


@method("getMyShortDescription")
def get_my_short_description(call: Call) -> Json:
    """Return what the bot's profile shows."""
    return {"short_description": _text(call, "short_description")}


@method("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(call: Call) -> bool:
    """Set the rights that are proposed when the bot is made an administrator."""
    call.bot.profile.default_rights[call.params.flag("for_channels")] = call.params.object("rights") or {}
    return True


@method("getMyDefaultAdministratorRights")
def get_my_default_administrator_rights(call: Call) -> Json:
    """Return the rights that are proposed when the bot is made an administrator."""
    chosen = call.bot.profile.default_rights.get(call.params.flag("for_channels"), {})
    return {right: bool(chosen.get(right)) for right in ("is_anonymous", *ADMIN_RIGHTS)}


def menu_button(buttons: dict[int | None, Json], chat_id: int | None) -> Json:
    """Return a person's menu button, or everybody's."""
    return buttons.get(chat_id) or buttons.get(None) or {"type": "commands"}


def _command(item: Any) -> Json:
    if not isinstance(item, dict):
        raise BadRequest("can't parse BotCommand: expected an Object")
    command, description = item.get("command"), item.get("description")
    if not isinstance(command, str) or not COMMAND.fullmatch(command.removeprefix("/")):
        raise BadRequest("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise BadRequest("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command.removeprefix("/"), "description": description}


def _scope(call: Call) -> str:
    """Return a scope as one word, such as "chat_member/-5/17"."""
    scope = call.params.object("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in PLAIN_SCOPES:
        return str(kind)
    if kind not in SCOPES_WITH_CHAT:
        raise BadRequest("can't parse BotCommandScope: unsupported type specified")
    try:
        parts = [as_integer(scope.get("chat_id"))]
        parts += [as_integer(scope.get("user_id"))] if kind == "chat_member" else []
    except ValueError:
        raise BadRequest("can't parse BotCommandScope: chat_id and user_id must be numbers") from None
    if parts[0] not in call.world.groups and parts[0] not in call.world.users:
        raise BadRequest("chat not found")
    return "/".join(map(str, [kind, *parts]))


def _language(call: Call) -> str:
    language = call.params.text("language_code") or ""
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise BadRequest("LANG_CODE_INVALID")
    return language


def _set_text(call: Call, kind: str) -> bool:
    text = call.params.text(kind) or ""
    if len(text) > TEXTS[kind]:
        raise BadRequest(f"bot {kind.replace('_', ' ')} is too long")
    call.bot.profile.texts[kind, _language(call)] = text
    return True


def _text(call: Call, kind: str) -> str:
    texts = call.bot.profile.texts
    return texts.get((kind, _language(call))) or texts.get((kind, ""), "")
