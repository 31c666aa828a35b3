"""Keyboards: reading what a bot sends and holding it to the limits.

Source: core.telegram.org/bots/api#inlinekeyboardbutton and following; the limits on rows and buttons are those of
the Telegram apps and of the error answers, the documentation gives only the 64 bytes of callback data.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.errors import BadRequest
from sandbox.params import Params
from sandbox.shapes import Json, dump

INLINE_BUTTONS, INLINE_ROW = 100, 8
REPLY_BUTTONS, REPLY_ROW = 300, 12
CALLBACK_DATA_BYTES = 64
MARKUP_BYTES = 10 * 1024
LONGEST_PLACEHOLDER = 64
LONGEST_COPIED = 256
URL = re.compile(r"(?i)(?:https?|tg|ton)://\S+|(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?")
INLINE_ACTIONS = (
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "web_app",
)
REPLY_FLAGS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective")
LOOKS = ("style", "icon_custom_emoji_id")


def read_markup(params: Params, *, private: bool, inline_only: bool = False) -> Json | None:
    """Read reply_markup; None when there is none or it is empty."""
    markup = params.object("reply_markup")
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline keyboard", INLINE_BUTTONS, INLINE_ROW)
        read = {"inline_keyboard": [[_inline_button(button) for button in row] for row in rows]}
        return _within_size(read) if rows else None
    if inline_only:
        raise BadRequest("inline keyboard expected")
    return _reply_markup(markup, private=private)


def _reply_markup(markup: Json, *, private: bool) -> Json:
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], "reply keyboard", REPLY_BUTTONS, REPLY_ROW)
        keyboard = [[_reply_button(button, private=private) for button in row] for row in rows]
        flags = {flag: True for flag in REPLY_FLAGS if markup.get(flag)}
        return _within_size({"keyboard": keyboard, **flags, **_placeholder(markup)})
    selective = {"selective": True} if markup.get("selective") else {}
    if markup.get("remove_keyboard"):
        return {"remove_keyboard": True, **selective}
    if markup.get("force_reply"):
        return {"force_reply": True, **_placeholder(markup), **selective}
    raise BadRequest("object expected as reply markup")


def _rows(rows: Any, what: str, most: int, most_in_row: int) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise BadRequest(f"can't parse {what}: expected an Array of Array of buttons")
    kept = [row for row in rows if row]
    if sum(map(len, kept)) > most:
        raise BadRequest(f"reply markup is too long: at most {most} buttons are allowed in {what}")
    if any(len(row) > most_in_row for row in kept):
        raise BadRequest(f"reply markup is too long: at most {most_in_row} buttons are allowed in a row of {what}")
    return kept


def _within_size(markup: Json) -> Json:
    if len(dump(markup).encode()) > MARKUP_BYTES:
        raise BadRequest("reply markup is too long")
    return markup


def _placeholder(markup: Json) -> Json:
    text = markup.get("input_field_placeholder")
    if text is None:
        return {}
    if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_PLACEHOLDER:
        raise BadRequest("input field placeholder must be 1-64 characters long")
    return {"input_field_placeholder": text}


def _button_text(button: Any, what: str) -> str:
    if not isinstance(button, dict):
        raise BadRequest(f"can't parse {what}: expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise BadRequest(f'can\'t parse {what}: Field "text" must be of type String')
    if not text.strip():
        raise BadRequest(f"{what} text must be non-empty")
    return text


def _inline_button(button: Any) -> Json:
    text = _button_text(button, "inline keyboard button")
    actions = [action for action in INLINE_ACTIONS if button.get(action) is not None]
    if not actions:
        raise BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise BadRequest(f"can't parse inline keyboard button: more than one action: {', '.join(actions)}")
    action = actions[0]
    _check_action(action, button[action])
    return {"text": text, action: button[action], **{look: button[look] for look in LOOKS if button.get(look)}}


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data" and not (isinstance(value, str) and 1 <= len(value.encode()) <= CALLBACK_DATA_BYTES):
        raise BadRequest("BUTTON_DATA_INVALID")
    if action == "url" and not (isinstance(value, str) and URL.fullmatch(value)):
        raise BadRequest(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action == "web_app" and not (isinstance(value, dict) and str(value.get("url", "")).startswith("https://")):
        raise BadRequest("inline keyboard button Web App URL is invalid: Only HTTPS links are allowed")
    if action == "copy_text" and not (
        isinstance(value, dict) and 1 <= len(str(value.get("text", ""))) <= LONGEST_COPIED
    ):
        raise BadRequest("BUTTON_COPY_TEXT_INVALID")
    if action.startswith("switch_inline_query") and not isinstance(value, (str, dict)):
        raise BadRequest(f'can\'t parse inline keyboard button: Field "{action}" must be of type String')


def _reply_button(button: Any, *, private: bool) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    read: Json = {"text": _button_text(button, "keyboard button")}
    if button.get("request_contact"):
        if not private:
            raise BadRequest("phone number can be requested in private chats only")
        read["request_contact"] = True
    if button.get("request_location"):
        if not private:
            raise BadRequest("location can be requested in private chats only")
        read["request_location"] = True
    return read | {look: button[look] for look in LOOKS if button.get(look)}
