"""From the parameters of a call to the text it means, within the limits."""

from __future__ import annotations

from typing import Any

from sandbox.errors import BadRequest
from sandbox.formatting.found import with_found
from sandbox.formatting.html import parse_html
from sandbox.formatting.markdown import parse_markdown
from sandbox.formatting.text import FormattedText, in_order, trimmed, utf16_length
from sandbox.params import Params
from sandbox.shapes import Json

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
PLAIN_ENTITIES = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
    }
)
WITH_ARGUMENT = {"text_link": "url", "custom_emoji": "custom_emoji_id", "text_mention": "user"}


def formatted(text: str, *, parse_mode: str | None = None, entities: list[Any] | None = None) -> FormattedText:
    """Parse a text as its sender asks; an explicit parse mode wins over entities."""
    match (parse_mode or "").lower():
        case "html":
            shown = parse_html(text)
        case "markdownv2":
            shown = parse_markdown(text)
        case "":
            shown = FormattedText(text, in_order([_checked(text, entity) for entity in entities or []]))
        case _:
            raise BadRequest("unsupported parse_mode")
    return with_found(trimmed(shown))


def read_text(params: Params) -> FormattedText:
    """Read text, parse_mode and entities: something must be left to show, 4096 characters at most."""
    text = params.text("text")
    if not text:
        raise BadRequest("message text is empty")
    shown = formatted(text, parse_mode=params.text("parse_mode"), entities=params.array("entities"))
    if not shown.text:
        raise BadRequest("text must be non-empty")
    if len(shown.text) > LONGEST_TEXT:
        raise BadRequest("message is too long")
    return shown


def read_caption(params: Params) -> FormattedText:
    """Read caption, parse_mode and caption_entities: it may be empty, 1024 characters at most."""
    return caption(
        params.text("caption") or "",
        parse_mode=params.text("parse_mode"),
        entities=params.array("caption_entities"),
    )


def caption(text: str, *, parse_mode: str | None = None, entities: list[Any] | None = None) -> FormattedText:
    """Parse a caption and hold it to its length."""
    shown = formatted(text, parse_mode=parse_mode, entities=entities)
    if len(shown.text) > LONGEST_CAPTION:
        raise BadRequest("message caption is too long")
    return shown


def _checked(text: str, entity: Any) -> Json:
    """Check one explicit entity; what lies outside of the text is refused."""
    if not isinstance(entity, dict):
        raise BadRequest("can't parse entities: expected an Object")
    kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise BadRequest('can\'t parse entities: field "offset" must be of type Number')
    if offset < 0 or length <= 0 or offset + length > utf16_length(text):
        raise BadRequest(f"entity beginning at UTF-16 offset {offset} ends after the end of the text")
    if kind in PLAIN_ENTITIES:
        language = {"language": entity["language"]} if kind == "pre" and entity.get("language") else {}
        return {"type": kind, "offset": offset, "length": length, **language}
    argument = WITH_ARGUMENT.get(str(kind))
    if argument is None:
        raise BadRequest("can't parse entities: unsupported type specified")
    if argument not in entity:
        raise BadRequest(f"can't parse entities: Can't find field \"{argument}\"")
    if kind == "text_mention":
        return {"type": kind, "offset": offset, "length": length, "user_id": entity["user"].get("id")}
    return {"type": kind, "offset": offset, "length": length, argument: entity[argument]}
