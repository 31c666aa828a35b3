"""Messages with files: one, an album, exchanged, downloaded."""

from __future__ import annotations

from typing import Any

from sandbox.chats import Chat
from sandbox.errors import BadRequest
from sandbox.files import DOWNLOAD_BYTES, StoredFile
from sandbox.formatting.reading import caption, read_caption
from sandbox.messages import CAPTIONED, Message
from sandbox.methods.editing import message_to_edit, revise
from sandbox.methods.reach import chat_to_write
from sandbox.methods.registry import Call, method
from sandbox.methods.writing import charge, protection, read_reply, with_persons, write
from sandbox.shapes import Json

SMALLEST_ALBUM, LARGEST_ALBUM = 2, 10
ALBUM_KINDS = ("photo", "video", "document", "audio")
APART = frozenset({"document", "audio"})
RIGHTS = {"photo": "can_send_photos", "document": "can_send_documents", "video": "can_send_videos"}
RIGHTS |= {"audio": "can_send_audios", "voice": "can_send_voice_notes"}


@method("sendPhoto")
def send_photo(call: Call) -> Json:
    """Send a picture, shown in the chat."""
    return _send(call, "photo")


@method("sendDocument")
def send_document(call: Call) -> Json:
    """Send a file as it is."""
    return _send(call, "document")


@method("sendVideo")
def send_video(call: Call) -> Json:
    """Send a film."""
    return _send(call, "video")


@method("sendAnimation")
def send_animation(call: Call) -> Json:
    """Send a silent film."""
    return _send(call, "animation")


@method("sendAudio")
def send_audio(call: Call) -> Json:
    """Send music."""
    return _send(call, "audio")


@method("sendVoice")
def send_voice(call: Call) -> Json:
    """Send a spoken message."""
    return _send(call, "voice")


@method("sendSticker")
def send_sticker(call: Call) -> Json:
    """Send a sticker."""
    return _send(call, "sticker")


@method("sendMediaGroup")
def send_media_group(call: Call) -> list[Json]:
    """Send an album of 2 to 10; photos and videos mix, documents and audio stay among themselves."""
    chat = chat_to_write(call)
    items = call.params.array("media") or []
    if not SMALLEST_ALBUM <= len(items) <= LARGEST_ALBUM:
        raise BadRequest(f"an album has {SMALLEST_ALBUM} to {LARGEST_ALBUM} items, found {len(items)}")
    contents = [_from_input(call, item) for item in items]
    kinds = {_kind(item) for item in items}
    if len(kinds) > 1 and kinds & APART:
        raise BadRequest(f"{min(kinds & APART)} can't be mixed with other media types")
    return [message.as_json() for message in _write_album(call, chat, contents)]


@method("editMessageMedia")
def edit_message_media(call: Call) -> Json:
    """Exchange the file, its caption and the buttons; a text message becomes one with a file."""
    chat, message = message_to_edit(call)
    item = call.params.object("media")
    if item is None:
        raise BadRequest('parameter "media" is required')
    if "text" not in message.content and message.media not in CAPTIONED:
        raise BadRequest("there is no media in the message to edit")
    album = "media_group_id" in message.details
    if album and (_kind(item) != message.media) and {_kind(item), message.media} & APART:
        raise BadRequest("can't change media type in the album")
    return revise(call, chat, message, _from_input(call, item))


@method("getFile")
def get_file(call: Call) -> Json:
    """Tell where to download a file of at most 20 MB."""
    stored = call.world.files.get(call.params.text("file_id") or "")
    if stored is None:
        raise BadRequest("invalid file_id")
    if stored.size > DOWNLOAD_BYTES:
        raise BadRequest("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }


def _send(call: Call, kind: str) -> Json:
    chat = chat_to_write(call, RIGHTS.get(kind, "can_send_other_messages"))
    shown = with_persons(call, read_caption(call.params))
    stored = _take(call, kind, call.params.text(kind), kind)
    content: Json = {kind: stored.about, **shown.fields("caption", "caption_entities"), **_looks(call)}
    return write(call, chat, content).as_json()


def _looks(call: Call) -> Json:
    looks = {"has_spoiler": "has_media_spoiler", "show_caption_above_media": "show_caption_above_media"}
    return {field: True for name, field in looks.items() if call.params.flag(name)}


def _kind(item: Any) -> str:
    kind = item.get("type") if isinstance(item, dict) else None
    if kind not in ALBUM_KINDS:
        raise BadRequest("can't parse InputMedia: type must be one of photo, video, document and audio")
    return str(kind)


def _from_input(call: Call, item: Any) -> Json:
    """Read one InputMedia."""
    kind = _kind(item)
    stored = _take(call, kind, item.get("media"), "")
    words = caption(item.get("caption") or "", parse_mode=item.get("parse_mode"), entities=item.get("caption_entities"))
    return {kind: stored.about, **with_persons(call, words).fields("caption", "caption_entities")}


def _take(call: Call, kind: str, reference: str | None, field: str) -> StoredFile:
    """Return the file that is uploaded with the call or that a file_id names."""
    upload = call.params.upload(reference, field)
    if upload is not None:
        return call.world.files.add(kind, upload.data, name=upload.name, mime_type=upload.content_type)
    if not reference or reference.startswith("attach://"):
        raise BadRequest(f"there is no {kind} in the request")
    stored = call.world.files.get(reference)
    if stored is None and reference.startswith(("http://", "https://")):
        raise BadRequest("failed to get HTTP URL content")  # the sandbox never goes out into the network
    if stored is None:
        raise BadRequest("wrong remote file identifier specified: Wrong string length")
    if stored.kind != kind:
        raise BadRequest(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def _write_album(call: Call, chat: Chat, contents: list[Json]) -> list[Message]:
    if "reply_markup" in call.params:
        raise BadRequest("an album can't have a reply markup")
    reply_to, quote = read_reply(call, chat)
    charge(call, chat, amount=len(contents))
    details = {"media_group_id": call.world.next_album(), **quote, **protection(call)}
    return [call.world.post(chat, call.bot, content, reply_to=reply_to, details=details) for content in contents]
