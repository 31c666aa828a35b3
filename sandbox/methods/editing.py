"""Changing and deleting messages.

Source of the rules: core.telegram.org/bots/api#updating-messages and #deletemessage.
"""

from __future__ import annotations

from sandbox.chats import Chat, Group, PrivateChat
from sandbox.errors import BadRequest
from sandbox.formatting.reading import read_caption, read_text
from sandbox.keyboards import read_markup
from sandbox.messages import CAPTIONED, Message
from sandbox.methods.reach import chat_to_write, standing
from sandbox.methods.registry import Call, method
from sandbox.methods.writing import charge, with_persons
from sandbox.shapes import Json

UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_SECONDS = 48 * 3600
MOST_AT_ONCE = 100
LASTING = frozenset({"supergroup_chat_created", "migrate_from_chat_id", "group_chat_created"})


@method("editMessageText")
def edit_message_text(call: Call) -> Json:
    """Replace the text of a text message."""
    chat, message = message_to_edit(call)
    shown = with_persons(call, read_text(call.params))
    if "text" not in message.content:
        raise BadRequest("there is no text in the message to edit")
    return revise(call, chat, message, shown.fields("text", "entities"))


@method("editMessageCaption")
def edit_message_caption(call: Call) -> Json:
    """Replace or remove the caption of a file."""
    chat, message = message_to_edit(call)
    if message.media not in CAPTIONED:
        raise BadRequest("there is no caption in the message to edit")
    shown = with_persons(call, read_caption(call.params))
    kept = {key: value for key, value in message.content.items() if not key.startswith("caption")}
    return revise(call, chat, message, kept | shown.fields("caption", "caption_entities"))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json:
    """Replace or remove the buttons."""
    chat, message = message_to_edit(call)
    return revise(call, chat, message, message.content)


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    """Delete one message for everybody."""
    chat = chat_to_write(call)
    message = call.world.history.get(chat, call.params.integer("message_id") or 0)
    if message is None:
        raise BadRequest("message to delete not found")
    _check_deletable(call, chat, message)
    call.world.erase(message)
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Delete several; those that are not there are passed over."""
    chat = chat_to_write(call)
    numbers = call.params.integers("message_ids")
    if not numbers:
        raise BadRequest("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise BadRequest("too many message identifiers specified")
    found = [message for number in numbers if (message := call.world.history.get(chat, number))]
    for message in found:
        _check_deletable(call, chat, message)
    for message in found:
        call.world.erase(message)
    return True


def own_message(call: Call, chat: Chat, missing: str) -> Message:
    """Find the bot's message that a call wants to change."""
    number = call.params.integer("message_id")
    if number is None:
        raise BadRequest("message identifier is not specified")
    message = call.world.history.get(chat, number)
    if message is None:
        raise BadRequest(missing)
    if message.author is not call.bot or (message.markup and message.inline_keyboard is None):
        raise BadRequest("message can't be edited")
    return message


def revise(call: Call, chat: Chat, message: Message, content: Json) -> Json:
    """Change a message to `content` and the keyboard of the call, unless that is what it is already."""
    markup = read_markup(call.params, private=isinstance(chat, PrivateChat), inline_only=True)
    same = content == message.content
    if same and markup == message.markup:
        raise BadRequest(UNCHANGED)
    charge(call, chat, "edit")
    call.world.revise(message, content=None if same else content, markup=markup)
    return message.as_json()


def message_to_edit(call: Call) -> tuple[Chat, Message]:
    """Find the chat and the message that an editing call means."""
    if "inline_message_id" in call.params:
        raise BadRequest("MESSAGE_ID_INVALID")
    chat = chat_to_write(call)
    return chat, own_message(call, chat, "message to edit not found")


def _check_deletable(call: Call, chat: Chat, message: Message) -> None:
    old = call.world.clock.timestamp() - message.date > DELETABLE_SECONDS
    if isinstance(chat, Group):
        lasting = LASTING & message.content.keys()
        own = message.author is call.bot and not old
        allowed = not lasting and (own or standing(call, chat).may("can_delete_messages"))
    else:
        allowed = not old
    if not allowed:
        raise BadRequest("message can't be deleted for everyone" if old else "message can't be deleted")
