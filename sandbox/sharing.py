"""What persons send besides text: files, albums, and what buttons below the input line send for them."""

from __future__ import annotations

from sandbox.acts import message_in, say, write
from sandbox.chats import Chat
from sandbox.errors import ControlError
from sandbox.formatting.reading import caption as read_caption
from sandbox.messages import CAPTIONED, MEDIA, Message
from sandbox.params import Upload
from sandbox.people import User
from sandbox.shapes import Json
from sandbox.world import World

PHONE = "+86138{:08d}"
PEKING = {"latitude": 39.9042, "longitude": 116.4074}


def send_file(
    world: World,
    user: User,
    chat: Chat,
    *,
    kind: str,
    upload: Upload,
    caption: str = "",
    album: str | None = None,
    reply_to: int | None = None,
) -> Message:
    """Send a file; those sent with the same `album` word belong together."""
    if kind not in MEDIA:
        raise ControlError(f"kind is {kind!r}, must be one of {', '.join(MEDIA)}")
    if caption and kind not in CAPTIONED:
        raise ControlError(f"a {kind} has no caption")
    stored = world.files.add(kind, upload.data, name=upload.name, mime_type=upload.content_type)
    words = read_caption(caption).fields("caption", "caption_entities")
    details: Json = {"media_group_id": album} if album else {}
    return write(world, user, chat, {kind: stored.about, **words}, reply_to=reply_to, details=details)


def press(
    world: World,
    user: User,
    chat: Chat,
    message_id: int,
    *,
    row: int,
    column: int,
    phone_number: str | None = None,
    place: Json | None = None,
) -> Message:
    """Press a button of the reply keyboard that came with a message."""
    keyboard = (message_in(world, chat, message_id).markup or {}).get("keyboard") or []
    if not (0 <= row < len(keyboard) and 0 <= column < len(keyboard[row])):
        raise ControlError(f"message {message_id} has no reply button at row {row}, column {column}")
    button = keyboard[row][column]
    if button.get("request_contact"):
        return write(world, user, chat, {"contact": own_contact(user, phone_number)})
    if button.get("request_location"):
        return write(world, user, chat, {"location": place or dict(PEKING)})
    return say(world, user, chat, button["text"])


def own_contact(user: User, phone_number: str | None) -> Json:
    """Return a person's own contact, with a made-up number unless one is given."""
    number = phone_number or PHONE.format(user.id % 10**8)
    contact: Json = {"phone_number": number, "first_name": user.first_name, "user_id": user.id}
    return contact | ({"last_name": user.last_name} if user.last_name else {})
