"""Messages without a file: text, places, contacts, actions."""

from __future__ import annotations

from sandbox.errors import BadRequest
from sandbox.formatting.reading import read_text
from sandbox.methods.reach import chat_to_write
from sandbox.methods.registry import Call, method
from sandbox.methods.writing import with_persons, write
from sandbox.shapes import Json, without_nones

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


@method("sendMessage")
def send_message(call: Call) -> Json:
    """Write a text."""
    chat = chat_to_write(call)
    shown = with_persons(call, read_text(call.params))
    return write(call, chat, shown.fields("text", "entities")).as_json()


@method("sendLocation")
def send_location(call: Call) -> Json:
    """Show a place on the map."""
    chat = chat_to_write(call)
    latitude, longitude = call.params.number("latitude"), call.params.number("longitude")
    if latitude is None or longitude is None:
        raise BadRequest(f'parameter "{"latitude" if latitude is None else "longitude"}" is required')
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - degrees of the globe
        raise BadRequest("wrong latitude or longitude specified")
    accuracy = call.params.number("horizontal_accuracy")
    place = without_nones(latitude=latitude, longitude=longitude, horizontal_accuracy=accuracy)
    return write(call, chat, {"location": place}).as_json()


@method("sendContact")
def send_contact(call: Call) -> Json:
    """Pass on a telephone number."""
    chat = chat_to_write(call)
    contact = without_nones(
        phone_number=call.params.required_text("phone_number"),
        first_name=call.params.required_text("first_name"),
        last_name=call.params.text("last_name"),
    )
    return write(call, chat, {"contact": contact}).as_json()


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    """Show what the bot is busy with."""
    chat = chat_to_write(call)
    action = call.params.text("action")
    if action not in ACTIONS:
        raise BadRequest("wrong parameter action in request")
    call.world.tell(chat, {"type": "action", "action": action, "from": call.bot.as_json()})
    return True
