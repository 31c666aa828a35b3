"""What persons do: press start, write, edit, tap, press, block."""

from __future__ import annotations

import re

from sandbox.chats import Chat, Group, PrivateChat
from sandbox.errors import ControlError
from sandbox.formatting.reading import formatted
from sandbox.membership import report_change
from sandbox.messages import Message
from sandbox.people import Bot, User
from sandbox.queries import Query
from sandbox.shapes import Json
from sandbox.world import World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
LONGEST_TEXT = 4096


def start(world: World, user: User, bot: Bot, payload: str | None = None) -> Message:
    """Press Start, or open a deep link; a blocked bot is unblocked by it, as in the apps."""
    if payload is not None and not PAYLOAD.fullmatch(payload):
        raise ControlError("a payload is 1-64 of A-Z, a-z, 0-9, _ and -")
    chat = world.private_chat(bot, user)
    if chat.blocked:
        unblock(world, user, bot)
    chat.started = True
    return say(world, user, chat, f"/start {payload}" if payload else "/start")


def say(world: World, user: User, chat: Chat, text: str, *, reply_to: int | None = None) -> Message:
    """Write a text; the first message to a bot starts the conversation."""
    if not text.strip():
        raise ControlError("text is empty")
    if len(text) > LONGEST_TEXT:
        raise ControlError(f"text has {len(text)} characters, at most {LONGEST_TEXT} can be sent")
    return write(world, user, chat, formatted(text).fields("text", "entities"), reply_to=reply_to)


def write(
    world: World,
    user: User,
    chat: Chat,
    content: Json,
    *,
    reply_to: int | None = None,
    details: Json | None = None,
) -> Message:
    """Write any message as a person; anonymous administrators write as their group."""
    quoted = message_in(world, chat, reply_to) if reply_to is not None else None
    anonymous = may_write(chat, user)
    return world.post(chat, user, content, reply_to=quoted, anonymous=anonymous, details=details)


def may_write(chat: Chat, user: User) -> bool:
    """Check that a person can write here; tell whether it is done anonymously."""
    if user.deactivated:
        raise ControlError(f"user {user.id} is deactivated")
    if isinstance(chat, PrivateChat):
        if chat.user is not user:
            raise ControlError(f"chat {chat.id} is not a chat of user {user.id}")
        if chat.blocked:
            raise ControlError(f"user {user.id} has blocked the bot; unblock it first")
        chat.started = True
        return False
    if chat.migrated_to is not None:
        raise ControlError(f"group {chat.id} has become {chat.migrated_to}")
    member = chat.members.get(user.id)
    if member is None or not member.may("can_send_messages"):
        raise ControlError(f"user {user.id} cannot write in {chat.id}")
    return member.anonymous


def edit(world: World, user: User, chat: Chat, message_id: int, text: str) -> Message:
    """Change one's own text or caption."""
    message = message_in(world, chat, message_id)
    if message.author is not user:
        raise ControlError(f"message {message_id} is not of user {user.id}")
    name = "caption" if message.media else "text"
    kept = {key: value for key, value in message.content.items() if not key.startswith((name, "entities"))}
    entities = "caption_entities" if message.media else "entities"
    world.revise(message, content=kept | formatted(text).fields(name, entities), markup=message.markup)
    return message


def tap(world: World, user: User, chat: Chat, message_id: int, data: str, *, bot: Bot, forged: bool = False) -> Query:
    """Tap an inline button that is there; with `forged` also one that is not, as an old or hostile client can."""
    message = world.history.get(chat, message_id)
    if not forged:
        message = message_in(world, chat, message_id)
        if not any(button.get("callback_data") == data for row in message.inline_keyboard or [] for button in row):
            raise ControlError(f"message {message_id} has no button with data {data!r}")
    if isinstance(chat, Group) and not chat.has(user) and not forged:
        raise ControlError(f"user {user.id} is not in {chat.id}")
    if message is not None and isinstance(message.author, Bot):
        bot = message.author
    query = world.taps.ask(bot_id=bot.id, user_id=user.id, chat_id=chat.id, at=world.clock.elapsed())
    gone = {"chat": chat.as_json(), "message_id": message_id, "date": 0}
    update = {
        "id": query.id,
        "from": user.as_json(),
        "message": message.as_json() if message is not None else gone,
        "chat_instance": str(-3_000_000_000_000_000_000 + chat.id),
        "data": data,
    }
    world.push(bot, "callback_query", update, lane=user.id)
    return query


def block(world: World, user: User, bot: Bot) -> None:
    """Stop the bot."""
    _set_blocked(world, user, bot, blocked=True)


def unblock(world: World, user: User, bot: Bot) -> None:
    """Let the bot write again."""
    _set_blocked(world, user, bot, blocked=False)


def _set_blocked(world: World, user: User, bot: Bot, *, blocked: bool) -> None:
    chat = world.private_chat(bot, user)
    if chat.blocked is blocked:
        return
    chat.blocked = blocked
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    change = {
        "chat": chat.as_json(),
        "from": user.as_json(),
        "old_chat_member": _as_member(bot, before),
        "new_chat_member": _as_member(bot, after),
    }
    report_change(world, bot, "my_chat_member", change)
    world.tell(chat, {"type": "chat", "blocked": blocked})


def _as_member(bot: Bot, status: str) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": bot.as_json(), "status": status, **until}


def message_in(world: World, chat: Chat, message_id: int) -> Message:
    """Find a message or say that there is none."""
    message = world.history.get(chat, message_id)
    if message is None:
        raise ControlError(f"there is no message {message_id} in {chat.id}", status=404)
    return message
