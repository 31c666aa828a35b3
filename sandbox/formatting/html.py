"""Parse mode HTML, with the errors of Telegram's own parser.

Source of rules and wording: core.telegram.org/bots/api#html-style and tdlib's parse_html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.errors import BadRequest
from sandbox.formatting.text import FormattedText, utf16_length
from sandbox.shapes import Json

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
}
TAGS = frozenset(SIMPLE) | {"a", "blockquote", "tg-emoji"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
CHARACTER = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(lt|gt|amp|quot));?")
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(r"[^\s=>]*")
TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
HIGHEST = 0x10FFFF
LINK = re.compile(r"(?i)(?:https?|ftp|tg|ton|tonsite)://\S+|(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?")


def refuse(reason: str) -> BadRequest:
    """Return the refusal of a text that cannot be parsed."""
    return BadRequest(f"can't parse entities: {reason}")


@dataclass(slots=True)
class Open:
    """A start tag whose end has not come yet."""

    tag: str
    argument: str | None
    offset: int
    begins: int


class HtmlParser:
    """Reads one text once; `at` is a position in characters, errors speak of bytes."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.shown: list[str] = []
        self.offset = 0
        self.open: list[Open] = []
        self.entities: list[Json] = []

    def parse(self) -> FormattedText:
        """Return the text without tags and its entities."""
        while self.at < len(self.source):
            if self.source[self.at] != "<":
                self._character()
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return FormattedText("".join(self.shown), self.entities)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip_space(self) -> None:
        while self._peek().isspace():
            self.at += 1

    def _read(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        assert found is not None  # noqa: S101 - every pattern here matches the empty string
        self.at = found.end()
        return found.group()

    def _reference(self) -> str | None:
        found = CHARACTER.match(self.source, self.at)
        if found is None:
            return None
        decimal, hexadecimal, name = found.groups()
        number = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
        if name is None and not 0 < number <= HIGHEST:
            return None
        self.at = found.end()
        return NAMED[name] if name else chr(number)

    def _character(self) -> None:
        char = self._reference() if self._peek() == "&" else None
        if char is None:
            char = self._peek()
            self.at += 1
        self.shown.append(char)
        self.offset += utf16_length(char)

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._read(TAG_NAME).lower()
        if self.at >= len(self.source):
            raise refuse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in TAGS:
            raise refuse(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        argument = None
        while True:
            self._skip_space()
            if self._peek() == ">":
                break
            argument = self._attribute(tag, begin) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(Open(tag, argument, self.offset, len(self.shown)))

    def _attribute(self, tag: str, begin: int) -> str | None:
        name = self._read(ATTRIBUTE)
        if not name:
            raise refuse(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        self._skip_space()
        if self._peek() != "=":
            if (tag, name) == ("blockquote", "expandable"):
                return "1"
            raise refuse(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                f"at byte offset {self._byte(begin)}"
            )
        self.at += 1
        self._skip_space()
        if not self._peek():
            raise refuse(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        value = self._quoted() if self._peek() in "'\"" else self._token()
        if not self._peek():
            raise refuse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return _argument(tag, name, value)

    def _token(self) -> str:
        begin = self.at
        value = self._read(TOKEN).lower()
        if not self._peek().isspace() and self._peek() != ">":
            raise refuse(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return value

    def _quoted(self) -> str:
        quote = self._peek()
        self.at += 1
        value: list[str] = []
        while self._peek() and self._peek() != quote:
            char = self._reference() if self._peek() == "&" else None
            if char is None:
                char = self._peek()
                self.at += 1
            value.append(char)
        self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        where = self._byte(begin)
        if not self.open:
            raise refuse(f"Unexpected end tag at byte offset {where}")
        self.at += 2
        name = self._read(TAG_NAME).lower()
        self._skip_space()
        if self._peek() != ">":
            raise refuse(f"Unclosed end tag at byte offset {where}")
        self.at += 1
        tag = self.open[-1].tag
        if name and name != tag:
            raise refuse(f'Unmatched end tag at byte offset {where}, expected "</{tag}>", found "</{name}>"')
        closed = self.open.pop()
        if self.offset > closed.offset:
            self._close(closed)

    def _close(self, opened: Open) -> None:
        place = {"offset": opened.offset, "length": self.offset - opened.offset}
        last = self.entities[-1] if self.entities else {}
        nested = {key: last.get(key) for key in place} == place
        match opened.tag:
            case "a":
                url = opened.argument or "".join(self.shown[opened.begins :])
                self.entities += link_entity(url, place)
            case "pre" if nested and last.get("type") == "code" and last.get("language"):
                last["type"] = "pre"
            case "code" if nested and last.get("type") == "pre" and opened.argument:
                last["language"] = opened.argument
            case "code":
                language = {"language": opened.argument} if opened.argument else {}
                self.entities.append({"type": "code", **place, **language})
            case "blockquote":
                kind = "expandable_blockquote" if opened.argument else "blockquote"
                self.entities.append({"type": kind, **place})
            case "tg-emoji":
                if not (opened.argument or "").isdigit():
                    raise refuse("Invalid custom emoji identifier specified")
                self.entities.append({"type": "custom_emoji", **place, "custom_emoji_id": opened.argument})
            case tag:
                self.entities.append({"type": SIMPLE[tag], **place})


def _argument(tag: str, name: str, value: str) -> str | None:
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "1"
    return None


def link_entity(url: str, place: Json) -> list[Json]:
    """Telegram silently drops a link that leads nowhere, and keeps the words."""
    person = re.fullmatch(r"(?i)tg:(?://)?user\?id=(\d+)", url.strip())
    if person:
        return [{"type": "text_mention", **place, "user_id": int(person[1])}]
    if not LINK.fullmatch(url.strip()):
        return []
    full = url.strip() if "://" in url else f"http://{url.strip()}"
    return [{"type": "text_link", **place, "url": full}]


def parse_html(source: str) -> FormattedText:
    """Turn HTML into a formatted text, or refuse it in Telegram's words."""
    return HtmlParser(source).parse()
