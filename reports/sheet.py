"""A reused matplotlib figure on which a chart is laid out in pixels, downwards from the upper left corner.

Only the worker process imports this module: it brings matplotlib and numpy with it.
"""

from __future__ import annotations

import math
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform
from PIL import Image

from reports.glyphs import Run, fit, printable, run_of, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.backend_bases import RendererBase

Align = Literal["left", "middle", "right"]

WIDTH, HEIGHT = 1000, 700
_DPI = 100
_PNG_LEVEL = 1  # the messenger packs a photo anew, so a small file is not worth the time
_MIDDLE = 0.36  # from the base line to a letter's middle, by the font size
_DISC_CORNERS = 36
_CLEAR = (0.0, 0.0, 0.0, 0.0)


class _Shape(NamedTuple):
    path: Path
    face: tuple[float, float, float, float]
    edge: tuple[float, float, float, float]
    width: float


class _Word(NamedTuple):
    run: Run
    x: int
    base: int
    colour: str


class _Lettering(Artist):
    """All text of a sheet, from ready masks, as one artist above the shapes."""

    zorder = 2

    def __init__(self) -> None:
        super().__init__()
        self.words: list[_Word] = []

    def draw(self, renderer: RendererBase) -> None:
        """Lay each word's colour over what is there, as thick as its mask says."""
        context = renderer.new_gc()
        for run, x, base, colour in self.words:
            rows, columns = run.mask.shape
            image = np.empty((rows, columns, 4), np.uint8)
            image[..., :3] = [round(part * 255) for part in to_rgba(colour)[:3]]
            image[..., 3] = run.mask[::-1]  # the renderer counts rows from below
            renderer.draw_image(context, x, base - (rows - run.ascent), image)
        context.restore()


class Sheet:
    """Boxes, lines and words gathered in order, drawn at once; words lie above all shapes.

    One sheet serves any number of pictures: `png` ends one and clears the sheet for the next.
    """

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self._height = height
        self._figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor="white")
        self._canvas = FigureCanvasAgg(self._figure)
        self._shapes = PathCollection([], transform=IdentityTransform(), capstyle="round", joinstyle="round")
        self._lettering = _Lettering()
        self._figure.add_artist(self._shapes)
        self._figure.add_artist(self._lettering)
        self._gathered: list[_Shape] = []

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle; its edges fall on whole pixels."""
        left, right, top, bottom = round(x), round(x + width), round(y), round(y + height)
        if left < right and top < bottom:
            self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def polygon(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """Fill the area within the points."""
        self._gathered.append(_Shape(self._path(points), to_rgba(colour), _CLEAR, 0.0))

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle around a point."""
        self.polygon([(x + radius * across, y + radius * down) for across, down in _unit_circle()], colour)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float = 1.0) -> None:
        """Draw straight from point to point."""
        self._gathered.append(_Shape(self._path(points), _CLEAR, to_rgba(colour), width))

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int,
        colour: str,
        align: Align = "left",
        bold: bool = False,
        width: int | None = None,
    ) -> None:
        """Write a line of text whose middle is at height `y`, cut with an ellipsis at `width` pixels."""
        text = printable(text) if width is None else fit(text, size, width)
        run = run_of(text, size, bold=bold)
        if not run.mask.size:
            return
        if align != "left":
            x -= text_width(text, size) / (2 if align == "middle" else 1)
        base = self._height - round(y + size * _MIDDLE)
        self._lettering.words.append(_Word(run, round(x), base, colour))

    def png(self) -> bytes:
        """Return what was gathered as a PNG without transparency, and clear the sheet."""
        self._shapes.set_paths([shape.path for shape in self._gathered])
        self._shapes.set_facecolor([shape.face for shape in self._gathered])
        self._shapes.set_edgecolor([shape.edge for shape in self._gathered])
        self._shapes.set_linewidth([shape.width * 72 / _DPI for shape in self._gathered])
        try:
            self._canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib leaves it untyped
        finally:
            self._gathered = []
            self._lettering.words = []
        pixels = self._canvas.buffer_rgba()  # type: ignore[no-untyped-call]  # matplotlib leaves it untyped
        return _packed(np.asarray(pixels))

    def _path(self, points: Sequence[tuple[float, float]]) -> Path:
        return Path([(x, self._height - y) for x, y in points])


@lru_cache(maxsize=1)
def drawing_sheet() -> Sheet:
    """Return the one sheet of this process: making a figure costs more than drawing on it."""
    return Sheet()


@lru_cache(maxsize=1)
def _unit_circle() -> tuple[tuple[float, float], ...]:
    turns = (2 * math.pi * corner / _DISC_CORNERS for corner in range(_DISC_CORNERS))
    return tuple((math.cos(turn), math.sin(turn)) for turn in turns)


def _packed(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    height, width, _ = pixels.shape
    picture = Image.frombuffer("RGBA", (width, height), pixels.tobytes(), "raw", "RGBA", 0, 1).convert("RGB")
    file = BytesIO()
    picture.save(file, format="PNG", compress_level=_PNG_LEVEL)
    return file.getvalue()
