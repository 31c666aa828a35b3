"""Which chat a call means, and whether the bot may act there."""

from __future__ import annotations

from sandbox.chats import Chat, Group, Member, PrivateChat
from sandbox.errors import BadRequest, Forbidden, upgraded
from sandbox.methods.registry import Call
from sandbox.params import as_integer
from sandbox.people import User


def find_chat(call: Call, value: object) -> Chat:
    """Find the chat that an id names, if this bot has ever had to do with it."""
    try:
        number = as_integer(value)
    except ValueError:
        raise BadRequest("chat not found") from None
    if number in call.world.groups:
        return call.world.groups[number]
    user = call.world.users.get(number)
    if user is not None:
        return call.world.private_chat(call.bot, user)
    if number in call.world.bots:
        raise Forbidden("bot can't send messages to bots")
    raise BadRequest("chat not found")


def chat_of(call: Call, name: str = "chat_id") -> Chat:
    """Find the chat of a call that only looks: the bot must be in it."""
    if name not in call.params:
        raise BadRequest(f"{name} is empty")
    chat = find_chat(call, call.params.text(name))
    if isinstance(chat, Group):
        standing(call, chat)
    elif not chat.started:
        raise BadRequest("chat not found")
    return chat


def chat_to_write(call: Call, right: str = "can_send_messages", name: str = "chat_id") -> Chat:
    """Find the chat of a call that writes: the person must want it, the group must allow it."""
    if name not in call.params:
        raise BadRequest(f"{name} is empty")
    chat = find_chat(call, call.params.text(name))
    if isinstance(chat, PrivateChat):
        _check_person(chat)
    elif not standing(call, chat).may(right):
        what = right.removeprefix("can_send_").replace("messages", "text messages").replace("_", " ")
        raise BadRequest(f"not enough rights to send {what} to the chat")
    return chat


def standing(call: Call, group: Group) -> Member:
    """Return the bot's membership, or say how it was lost."""
    member = group.members.get(call.bot.id)
    if member is None:
        raise BadRequest("chat not found")
    if group.migrated_to is not None:
        raise upgraded(group.migrated_to)
    if member.status == "kicked":
        raise Forbidden(f"bot was kicked from the {group.noun}")
    if member.status == "left":
        raise Forbidden(f"bot is not a member of the {group.noun}")
    return member


def group_of(call: Call, refusal: str) -> Group:
    """Find the group of a call that makes no sense in a private chat."""
    chat = chat_of(call)
    if isinstance(chat, PrivateChat):
        raise BadRequest(refusal)
    return chat


def user_of(call: Call, name: str = "user_id") -> User:
    """Find the account that a parameter names."""
    number = call.params.integer(name)
    if number is None or number <= 0:
        raise BadRequest(f"invalid {name} specified")
    user = call.world.account(number)
    if user is None:
        raise BadRequest("PARTICIPANT_ID_INVALID")
    return user


def _check_person(chat: PrivateChat) -> None:
    if chat.user.deactivated:
        raise Forbidden("user is deactivated")
    if chat.blocked:
        raise Forbidden("bot was blocked by the user")
    if not chat.started:
        raise Forbidden("bot can't initiate conversation with a user")
