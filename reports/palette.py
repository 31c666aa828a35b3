"""The colours that every chart shares: red and gold of the branch, then hues that stay apart for the colour-blind."""

from __future__ import annotations

PAPER = "#FFFDF9"
STRIPE = "#FAF3EA"
TRACK = "#EFE6DA"
INK = "#2B2320"
FAINT = "#857870"
RED = "#B8141F"
GOLD = "#FFE3A3"
AVERAGE = "#3F3A37"
LOST = "#F3B9B2"

UP = "#D4380D"
DOWN = "#2F6DA8"
NEW = "#9A6A00"

MEDALS = ("#E3A512", "#9AA4AE", "#BF7A45")

_SECTIONS = ("#C8202F", "#F0A321", "#2A7F9E", "#74A84A", "#8064A2", "#E2725B", "#4F6D7A", "#B9A44C")


def section_colour(index: int) -> str:
    """Return the colour of the section with this place; after the last it starts again."""
    return _SECTIONS[index % len(_SECTIONS)]
