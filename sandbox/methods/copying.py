"""Copies and forwards."""

from __future__ import annotations

from sandbox.chats import Chat
from sandbox.errors import BadRequest
from sandbox.formatting.reading import read_caption
from sandbox.messages import CAPTIONED, MEDIA, Message
from sandbox.methods.reach import chat_of, chat_to_write
from sandbox.methods.registry import Call, method
from sandbox.methods.writing import charge, protection, with_persons, write
from sandbox.shapes import Json

COPYABLE = frozenset({"text", "location", "contact", "poll", *MEDIA})
MOST_AT_ONCE = 100


@method("copyMessage")
def copy_message(call: Call) -> Json:
    """Write the same again without saying where it is from; returns only the new id."""
    chat, source = chat_to_write(call), chat_of(call, "from_chat_id")
    message = _source(call, source, call.params.integer("message_id"), "copy")
    content = message.content
    if "caption" in call.params and message.media in CAPTIONED:
        kept = {key: value for key, value in content.items() if not key.startswith("caption")}
        shown = with_persons(call, read_caption(call.params))
        content = kept | shown.fields("caption", "caption_entities")
    return {"message_id": write(call, chat, content).id}


@method("copyMessages")
def copy_messages(call: Call) -> list[Json]:
    """Copy several in their order; those that cannot be copied are passed over."""
    chat, found = _several(call)
    charge(call, chat, amount=len(found))
    details = protection(call)
    copies = [call.world.post(chat, call.bot, message.content, details=details) for message in found]
    return [{"message_id": copy.id} for copy in copies]


@method("forwardMessage")
def forward_message(call: Call) -> Json:
    """Pass a message on, saying whose it is."""
    chat, source = chat_to_write(call), chat_of(call, "from_chat_id")
    message = _source(call, source, call.params.integer("message_id"), "forward")
    charge(call, chat)
    return _forward(call, chat, message).as_json()


@method("forwardMessages")
def forward_messages(call: Call) -> list[Json]:
    """Forward several in their order; those that cannot be forwarded are passed over."""
    chat, found = _several(call)
    charge(call, chat, amount=len(found))
    return [{"message_id": _forward(call, chat, message).id} for message in found]


def _forward(call: Call, chat: Chat, message: Message) -> Message:
    origin = message.details.get("forward_origin") or _origin(message)
    details = {"forward_origin": origin, **protection(call)}
    return call.world.post(chat, call.bot, message.content, details=details)


def _origin(message: Message) -> Json:
    if message.anonymous:
        return {"type": "chat", "date": message.date, "sender_chat": message.chat.as_json()}
    return {"type": "user", "date": message.date, "sender_user": message.author.as_json()}


def _source(call: Call, source: Chat, number: int | None, verb: str) -> Message:
    if number is None:
        raise BadRequest("message identifier is not specified")
    message = call.world.history.get(source, number)
    if message is None:
        raise BadRequest(f"message to {verb} not found")
    if not _may_leave(message):
        raise BadRequest(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def _may_leave(message: Message) -> bool:
    return bool(COPYABLE & message.content.keys()) and "has_protected_content" not in message.details


def _several(call: Call) -> tuple[Chat, list[Message]]:
    chat, source = chat_to_write(call), chat_of(call, "from_chat_id")
    numbers = call.params.integers("message_ids")
    if not numbers:
        raise BadRequest("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise BadRequest("too many message identifiers specified")
    found = [message for number in numbers if (message := call.world.history.get(source, number))]
    kept = [message for message in found if _may_leave(message)]
    if not kept:
        raise BadRequest("there are no messages to forward")
    return chat, kept
