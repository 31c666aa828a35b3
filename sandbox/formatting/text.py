"""A text with its entities, and how Telegram measures it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.shapes import Json

BASIC_PLANE_ENDS = 0xFFFF


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units, in which entities are placed."""
    return len(text) + sum(1 for char in text if ord(char) > BASIC_PLANE_ENDS)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Cut out what an entity covers."""
    units = text.encode("utf-16-le")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", errors="replace")


@dataclass(frozen=True, slots=True)
class FormattedText:
    """What is shown and how; entities are in Bot API form, ordered by offset, the longer one first."""

    text: str = ""
    entities: list[Json] = field(default_factory=list)

    def fields(self, text_name: str, entities_name: str) -> Json:
        """Return the message fields; an empty text has none."""
        if not self.text:
            return {}
        out: Json = {text_name: self.text}
        if self.entities:
            out[entities_name] = self.entities
        return out


def in_order(entities: list[Json]) -> list[Json]:
    """Sort entities as the Bot API lists them."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(shown: FormattedText) -> FormattedText:
    """Cut white space off both ends and move the entities along; those left empty go."""
    body = shown.text.lstrip()
    cut = utf16_length(shown.text) - utf16_length(body)
    body = body.rstrip()
    end = utf16_length(body)
    kept = []
    for entity in shown.entities:
        start = max(0, entity["offset"] - cut)
        stop = min(end, entity["offset"] + entity["length"] - cut)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return FormattedText(body, in_order(kept))
