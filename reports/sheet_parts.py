"""What every chart has: the red header and a row of keys to its colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import palette
from reports.glyphs import fit, text_width
from reports.sheet import HEIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.sheet import Sheet

_HEADER = 92
_MARGIN = 26
_KEY_TEXT = 16
_KEY_BOX = 14
_KEY_GAP = 26


def draw_header(sheet: Sheet, title: str, subtitle: str) -> None:
    """Fill the ground and put title and subtitle on a red band 92 pixels high."""
    sheet.box(0, 0, WIDTH, HEIGHT, palette.PAPER)
    sheet.box(0, 0, WIDTH, _HEADER, palette.RED)
    sheet.box(0, _HEADER, WIDTH, 4, palette.MEDALS[0])
    room = WIDTH - 2 * _MARGIN
    sheet.write(_MARGIN, 36, title, size=34, colour="white", bold=True, width=room)
    sheet.write(_MARGIN, 72, subtitle, size=19, colour=palette.GOLD, width=room)


def draw_legend(sheet: Sheet, keys: Sequence[tuple[str, str]], x: float, y: float, room: int) -> None:
    """Write each key after a box of its colour, from left to right; labels are cut where all do not fit."""
    if not keys:
        return
    fixed = _KEY_BOX + 6 + _KEY_GAP
    wanted = sum(text_width(label, _KEY_TEXT) + fixed for label, _ in keys) - _KEY_GAP
    longest = room if wanted <= room else (room + _KEY_GAP) // len(keys) - fixed
    for label, colour in keys:
        shown = fit(label, _KEY_TEXT, longest)
        sheet.box(x, y - _KEY_BOX / 2, _KEY_BOX, _KEY_BOX, colour)
        sheet.write(x + _KEY_BOX + 6, y, shown, size=_KEY_TEXT, colour=palette.INK)
        x += text_width(shown, _KEY_TEXT) + fixed
