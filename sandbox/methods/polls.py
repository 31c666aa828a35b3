"""Polls (regular ones; the sandbox knows no quizzes)."""

from __future__ import annotations

from typing import Any

from sandbox.chats import PrivateChat
from sandbox.errors import BadRequest
from sandbox.formatting.reading import formatted
from sandbox.keyboards import read_markup
from sandbox.methods.editing import own_message
from sandbox.methods.reach import chat_to_write
from sandbox.methods.registry import Call, method
from sandbox.methods.writing import write
from sandbox.shapes import Json

LONGEST_QUESTION, LONGEST_OPTION = 300, 100
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12


@method("sendPoll")
def send_poll(call: Call) -> Json:
    """Ask something with 2 to 12 answers to choose from."""
    chat = chat_to_write(call, "can_send_polls")
    if (call.params.text("type") or "regular") != "regular":
        raise BadRequest("unsupported poll type specified")
    question = formatted(
        call.params.text("question") or "",
        parse_mode=call.params.text("question_parse_mode"),
        entities=call.params.array("question_entities"),
    )
    _check_length("poll question", question.text, LONGEST_QUESTION)
    poll: Json = {
        "id": str(call.world.next_album()),
        **question.fields("question", "question_entities"),
        "options": _options(call),
        "total_voter_count": 0,
        "is_closed": call.params.flag("is_closed"),
        "is_anonymous": call.params.flag("is_anonymous", default=True),
        "type": "regular",
        "allows_multiple_answers": call.params.flag("allows_multiple_answers"),
        "allows_revoting": True,
        "members_only": False,
    }
    return write(call, chat, {"poll": poll}).as_json()


@method("stopPoll")
def stop_poll(call: Call) -> Json:
    """Close a poll of the bot and return the result."""
    chat = chat_to_write(call)
    message = own_message(call, chat, "message with poll to stop not found")
    poll = message.content.get("poll")
    if poll is None:
        raise BadRequest("message is not a poll")
    if poll["is_closed"]:
        raise BadRequest("poll has already been closed")
    markup = read_markup(call.params, private=isinstance(chat, PrivateChat), inline_only=True)
    closed = {**poll, "is_closed": True}
    call.world.revise(message, content={"poll": closed}, markup=markup)
    call.world.push(call.bot, "poll", closed, lane=chat.id)
    return closed


def _options(call: Call) -> list[Json]:
    options = call.params.array("options") or []
    if len(options) < FEWEST_OPTIONS:
        raise BadRequest(f"poll must have at least {FEWEST_OPTIONS} option")
    if len(options) > MOST_OPTIONS:
        raise BadRequest(f"poll can't have more than {MOST_OPTIONS} options")
    return [_option(index, option) for index, option in enumerate(options)]


def _option(index: int, option: Any) -> Json:
    if isinstance(option, str):
        option = {"text": option}
    if not isinstance(option, dict) or not isinstance(option.get("text"), str):
        raise BadRequest("can't parse poll option: expected an Object")
    shown = formatted(option["text"], parse_mode=option.get("text_parse_mode"), entities=option.get("text_entities"))
    _check_length("poll options", shown.text, LONGEST_OPTION)
    return {"persistent_id": str(index), **shown.fields("text", "text_entities"), "voter_count": 0}


def _check_length(what: str, text: str, most: int) -> None:
    if not text:
        raise BadRequest(f"{what} must be non-empty")
    if len(text) > most:
        raise BadRequest(f"{what} length must not exceed {most}")
