"""Letters as small masks, each drawn by FreeType once and kept: a tenth of the cost of laying text out."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from matplotlib.ft2font import FT2Font, LoadFlags
from numpy.typing import NDArray

from reports.fonts import sans_path

if TYPE_CHECKING:
    from collections.abc import Iterable

Mask: TypeAlias = NDArray[np.uint8]

ELLIPSIS = "…"
UNKNOWN = "□"
_DPI = 72  # at which a point is a pixel, so that sizes are pixels everywhere
_UNIT = 64  # FreeType counts in 64ths of a pixel


class Glyph(NamedTuple):
    """One character's coverage; `left` and `top` place its upper left corner from the pen, `top` upwards."""

    mask: Mask
    left: int
    top: int
    advance: int


class Run(NamedTuple):
    """A line of text as one mask, `ascent` pixels of it above the base line."""

    mask: Mask
    ascent: int


def printable(text: str) -> str:
    """Return the text with only what the font can draw.

    A letter that it lacks becomes a box, so that a name is seen to be incomplete; emoji and what has no shape of its
    own are left out; white space becomes a blank.
    """
    return "".join(_drawn_as(character) for character in text)


def text_width(text: str, size: int) -> int:
    """Return how many pixels the text takes from pen to pen."""
    return sum(glyph.advance for glyph in _glyphs(text, size, bold=False))


def fit(text: str, size: int, width: int) -> str:
    """Return the text, cut and ended with an ellipsis when it is wider than so many pixels."""
    text = printable(text)
    if text_width(text, size) <= width:
        return text
    room = width - text_width(ELLIPSIS, size)
    kept = ""
    for character in text:
        room -= text_width(character, size)
        if room < 0:
            break
        kept += character
    return kept.rstrip() + ELLIPSIS


@lru_cache(maxsize=2048)
def run_of(text: str, size: int, *, bold: bool) -> Run:
    """Return the text's mask; letters that overlap keep the darker pixel. Text without ink gives an empty mask."""
    placed = []
    pen = 0
    for glyph in _glyphs(printable(text), size, bold=bold):
        placed.append((pen + glyph.left, glyph))
        pen += glyph.advance
    return _compose(placed)


def _compose(placed: Iterable[tuple[int, Glyph]]) -> Run:
    inked = [(x, glyph) for x, glyph in placed if glyph.mask.size]
    if not inked:
        return Run(np.zeros((0, 0), np.uint8), 0)
    ascent = max(glyph.top for _, glyph in inked)
    depth = max(glyph.mask.shape[0] - glyph.top for _, glyph in inked)
    shift = max(0, -min(x for x, _ in inked))
    mask = np.zeros((ascent + depth, shift + max(x + g.mask.shape[1] for x, g in inked)), np.uint8)
    for x, glyph in inked:
        rows, columns = glyph.mask.shape
        row, column = ascent - glyph.top, x + shift
        target = mask[row : row + rows, column : column + columns]
        np.maximum(target, glyph.mask, out=target)
    return Run(mask, ascent)


def _glyphs(text: str, size: int, *, bold: bool) -> Iterable[Glyph]:
    return (_glyph(character, size, bold=bold) for character in text)


@lru_cache(maxsize=8192)
def _glyph(character: str, size: int, *, bold: bool) -> Glyph:
    font = _font()
    font.set_size(size, _DPI)
    font.set_text(character, 0, flags=LoadFlags.DEFAULT)
    font.draw_glyphs_to_bitmap(antialiased=True)
    mask = np.array(font.get_image())
    height = font.get_width_height()[1]
    top = (height - font.get_descent()) // _UNIT + 1
    left = font.get_bitmap_offset()[0] // _UNIT
    advance = round(font.load_char(ord(character), LoadFlags.DEFAULT).horiAdvance / _UNIT)
    return Glyph(_thickened(mask) if bold else mask, left, top, advance)


def _thickened(mask: Mask) -> Mask:
    """Widen every stroke by half a pixel or so: the font has no bold face."""
    wide = np.zeros((mask.shape[0], mask.shape[1] + 1), np.uint8)
    wide[:, :-1] = mask
    np.maximum(wide[:, 1:], mask, out=wide[:, 1:])
    return wide


@lru_cache(maxsize=8192)
def _drawn_as(character: str) -> str:
    if character.isspace():
        return " "
    if ord(character) in _charmap():
        return character
    return UNKNOWN if unicodedata.category(character)[0] in "LN" else ""


@lru_cache(maxsize=1)
def _charmap() -> frozenset[int]:
    return frozenset(_font().get_charmap())


@lru_cache(maxsize=1)
def _font() -> FT2Font:
    return FT2Font(str(sans_path()))
