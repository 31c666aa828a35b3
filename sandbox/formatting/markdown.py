"""Parse mode MarkdownV2, with the errors of Telegram's own parser.

Source of rules and wording: core.telegram.org/bots/api#markdownv2-style and tdlib's parse_markdown_v2.
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.errors import BadRequest
from sandbox.formatting.html import link_entity, refuse
from sandbox.formatting.text import FormattedText, utf16_length
from sandbox.shapes import Json

RESERVED = "_*[]()~`>#+-=|{}.!"
CODE = frozenset({"code", "pre"})
LONGEST_ESCAPE = 126
MARKS = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "custom_emoji": "]",
}
NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
}
STARTS = {"__": "underline", "_": "italic", "*": "bold", "~": "strikethrough", "||": "spoiler"}
STARTS |= {"[": "text_link", "![": "custom_emoji", "```": "pre", "`": "code"}


@dataclass(slots=True)
class Open:
    """A mark whose counterpart has not come yet."""

    kind: str
    language: str
    offset: int
    begins: int
    at: int


class MarkdownParser:
    """Reads one text once; `at` is a position in characters, errors speak of bytes."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.shown: list[str] = []
        self.offset = 0
        self.open: list[Open] = []
        self.entities: list[Json] = []
        self.quote: int | None = None

    def parse(self) -> FormattedText:
        """Return the text without marks and its entities."""
        while self.at < len(self.source):
            self._step()
        if self.open:
            last = self.open[-1]
            raise refuse(f"Can't find end of {NAMES[last.kind]} entity at byte offset {self._byte(last.at)}")
        self._end_quote()
        return FormattedText("".join(self.shown), self.entities)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _step(self) -> None:
        char = self.source[self.at]
        following = self.source[self.at + 1 : self.at + 2]
        if char == "\\" and following and 0 < ord(following) <= LONGEST_ESCAPE:
            self.at += 1
            self._show(following)
        elif char == ">" and self._at_line_start() and not self.open:
            self.quote = self.offset if self.quote is None else self.quote
            self.at += 1
        elif char not in ("`" if self._in_code() else RESERVED):
            self._show(char)
        elif self.open and self._ends(self.open[-1].kind):
            self._end()
        elif self._closes_expandable_quote():
            self._end_quote(expandable=True)
        else:
            self._begin()

    def _in_code(self) -> bool:
        return bool(self.open) and self.open[-1].kind in CODE

    def _at_line_start(self) -> bool:
        return self.at == 0 or self.source[self.at - 1] == "\n"

    def _closes_expandable_quote(self) -> bool:
        rest = self.source[self.at + 2 : self.at + 3]
        return self.quote is not None and self.source.startswith("||", self.at) and rest in {"", "\n"}

    def _show(self, char: str) -> None:
        self.shown.append(char)
        self.offset += utf16_length(char)
        self.at += 1
        if char == "\n" and self.quote is not None and not self.source.startswith(">", self.at):
            self._end_quote()

    def _end_quote(self, *, expandable: bool = False) -> None:
        if expandable:
            self.at += 2
        if self.quote is not None and self.offset > self.quote:
            kind = "expandable_blockquote" if expandable else "blockquote"
            self.entities.append({"type": kind, "offset": self.quote, "length": self.offset - self.quote})
        self.quote = None

    def _ends(self, kind: str) -> bool:
        if kind == "italic" and self.source.startswith("__", self.at):
            return False
        return self.source.startswith(MARKS[kind], self.at)

    def _begin(self) -> None:
        mark = next((m for m in ("```", "__", "||", "![", *STARTS) if self._here(m)), None)
        if mark is None:
            raise self._reserved()
        begin, kind, language = self.at, STARTS[mark], ""
        self.at += len(mark)
        if kind == "pre":
            language = self._language()
        self.open.append(Open(kind, language, self.offset, len(self.shown), begin))

    def _here(self, mark: str) -> bool:
        return mark in STARTS and self.source.startswith(mark, self.at)

    def _reserved(self) -> BadRequest:
        char = self.source[self.at]
        return refuse(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")

    def _language(self) -> str:
        """Read the language after the mark, and skip the one line break that may follow."""
        end = self.at
        while end < len(self.source) and not self.source[end].isspace() and self.source[end] != "`":
            end += 1
        language = ""
        if self.at != end < len(self.source) and self.source[end] != "`":
            language, self.at = self.source[self.at : end], end
        if self.source.startswith(("\r\n", "\n\r"), self.at):
            self.at += 2
        elif self.source.startswith(("\n", "\r"), self.at):
            self.at += 1
        return language

    def _end(self) -> None:
        opened = self.open.pop()
        self.at += len(MARKS[opened.kind])
        url = self._url(opened) if opened.kind in {"text_link", "custom_emoji"} else ""
        length = self.offset - opened.offset
        if not length:
            return
        place = {"offset": opened.offset, "length": length}
        match opened.kind:
            case "text_link":
                self.entities += link_entity(url, place)
            case "custom_emoji":
                number = url.removeprefix("tg://emoji?id=")
                if not number.isdigit():
                    raise refuse("Custom emoji entity must contain a tg://emoji URL")
                self.entities.append({"type": "custom_emoji", **place, "custom_emoji_id": number})
            case kind:
                language = {"language": opened.language} if opened.language else {}
                self.entities.append({"type": kind, **place, **language})

    def _url(self, opened: Open) -> str:
        if not self.source.startswith("(", self.at):
            return "".join(self.shown[opened.begins :])
        self.at += 1
        begin = self.at
        url: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != ")":
            if self.source[self.at] == "\\":
                self.at += 1
            url.append(self.source[self.at : self.at + 1])
            self.at += 1
        if self.at >= len(self.source):
            raise refuse(f"Can't find end of a URL at byte offset {self._byte(begin)}")
        self.at += 1
        return "".join(url)


def parse_markdown(source: str) -> FormattedText:
    """Turn MarkdownV2 into a formatted text, or refuse it in Telegram's words."""
    return MarkdownParser(source).parse()
