"""Pinned messages."""

from __future__ import annotations

from sandbox.chats import Chat, Group
from sandbox.errors import BadRequest
from sandbox.messages import Message
from sandbox.methods.reach import chat_to_write, standing
from sandbox.methods.registry import Call, method


@method("pinChatMessage")
def pin_chat_message(call: Call) -> bool:
    """Put a message on top; the chat is told by a service message."""
    chat = _chat(call)
    message = call.world.history.get(chat, call.params.integer("message_id") or 0)
    if message is None:
        raise BadRequest("message to pin not found")
    if message in call.world.history.pinned(chat)[:1]:
        raise BadRequest("CHAT_NOT_MODIFIED")
    call.world.history.pin(message)
    call.world.post(chat, call.bot, {"pinned_message": message.as_json(with_reply=False)})
    _tell(call, chat)
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Call) -> bool:
    """Take one message off the top; without an id, the latest."""
    chat = _chat(call)
    number = call.params.integer("message_id")
    if number is None:
        pinned = call.world.history.pinned(chat)
        number = pinned[0].id if pinned else 0
    if not call.world.history.unpin(chat, number):
        raise BadRequest("message to unpin not found")
    _tell(call, chat)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(call: Call) -> bool:
    """Take all messages off the top."""
    chat = _chat(call)
    for message in call.world.history.pinned(chat):
        call.world.history.unpin(chat, message.id)
    _tell(call, chat)
    return True


def _chat(call: Call) -> Chat:
    chat = chat_to_write(call)
    if isinstance(chat, Group) and not standing(call, chat).may("can_pin_messages"):
        raise BadRequest("not enough rights to manage pinned messages in the chat")
    return chat


def _tell(call: Call, chat: Chat) -> None:
    pinned: list[Message] = call.world.history.pinned(chat)
    call.world.tell(chat, {"type": "pinned", "message_ids": [message.id for message in pinned]})
