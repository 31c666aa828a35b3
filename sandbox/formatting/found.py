"""Entities that Telegram finds by itself: commands, mentions, hashtags, links and e-mail addresses."""

from __future__ import annotations

import re

from sandbox.formatting.text import FormattedText, in_order, utf16_length
from sandbox.shapes import Json

PATTERNS = (
    ("url", re.compile(r"(?i)\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)，。；：！？）]")),
    ("email", re.compile(r"(?a)\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("bot_command", re.compile(r"(?a)(?<![\w/<>])/\w{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/<>@])")),
    ("mention", re.compile(r"(?a)(?<!\w)@[A-Za-z]\w{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}")),
)
QUICK = re.compile(r"[/@#]")
SEALED = frozenset({"code", "pre", "text_link", "text_mention"})


def with_found(shown: FormattedText) -> FormattedText:
    """Add what is found outside of code and links; what overlaps something earlier in the list is left out."""
    if not QUICK.search(shown.text):
        return shown
    taken = [_span(entity) for entity in shown.entities if entity["type"] in SEALED]
    found: list[Json] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(shown.text):
            start = utf16_length(shown.text[: match.start()])
            entity = {"type": kind, "offset": start, "length": utf16_length(match.group())}
            begin, end = _span(entity)
            if all(end <= other[0] or begin >= other[1] for other in taken):
                taken.append((begin, end))
                found.append(entity)
    return FormattedText(shown.text, in_order(shown.entities + found)) if found else shown


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]
