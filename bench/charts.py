"""How long the ranking's picture takes, beside a bare Pillow drawing and naive pyplot: ``python -m bench.charts``.

All three draw a 1000×700 picture with the same rows in the same run, each warmed up; rounds alternate, and what is
printed is the ratio of medians, beside the goals.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from rich.console import Console
from rich.table import Table

from reports.fonts import font_folder
from reports.ranking_chart import RankingPicture, draw_ranking
from tests.reports.samples import ranking

ROUNDS = 15
GOALS = {12: 4.0, 60: 6.0}
FASTER = 2.4
COLOURS = ("#c8202f", "#f2a31f", "#40638b")


def main() -> None:
    """Measure and print."""
    table = Table("members", "ours / bare Pillow", "goal", "naive pyplot / ours", "goal", title="bench.charts")
    for members, goal in GOALS.items():
        picture = ranking(members)
        ours, pillow, pyplot = _medians(picture, draw_ranking, draw_with_pillow, draw_with_pyplot)
        table.add_row(str(members), f"{ours / pillow:.2f}", f"<= {goal}", f"{pyplot / ours:.2f}", f">= {FASTER}")
    Console(file=sys.stdout).print(table)


def _medians(picture: RankingPicture, *drawers: Callable[[RankingPicture], bytes]) -> list[float]:
    times: list[list[float]] = [[] for _ in drawers]
    for drawer in drawers:
        drawer(picture)
    for _ in range(ROUNDS):
        for drawer, seconds in zip(drawers, times, strict=True):
            start = time.perf_counter()
            drawer(picture)
            seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in times]


def draw_with_pillow(picture: RankingPicture) -> bytes:
    """The floor: the same words and bars, drawn straight onto an image."""
    image = Image.new("RGB", (1000, 700), "white")
    draw = ImageDraw.Draw(image)
    pitch = 580 / max(len(picture.rows), 1)
    font = _font(max(8, min(20, int(pitch * 0.7))))
    draw.text((24, 16), picture.title, font=_font(30), fill="black")
    draw.text((24, 56), picture.subtitle, font=_font(16), fill="gray")
    for place, row in enumerate(picture.rows):
        top, left = 90 + place * pitch, 240.0
        draw.text((24, top), str(row.rank), font=font, fill="gray")
        draw.text((70, top), row.name, font=font, fill="black")
        for part, colour in zip(row.parts, COLOURS, strict=True):
            draw.rectangle((left, top, left + part * 6, top + pitch * 0.7), fill=colour)
            left += part * 6
        draw.text((870, top), row.points, font=font, fill="black")
        draw.text((940, top), str(row.moved), font=font, fill="gray")
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def draw_with_pyplot(picture: RankingPicture) -> bytes:
    """The peer: what one writes with pyplot in ten minutes, in the same fonts."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    mpl.rcParams["font.family"] = _pyplot_family()
    figure, axes = pyplot.subplots(figsize=(10, 7), dpi=100)
    names = [f"{row.rank} {row.name}" for row in picture.rows]
    left = [0.0] * len(names)
    for place, section in enumerate(picture.sections):
        widths = [row.parts[place] for row in picture.rows]
        axes.barh(range(len(names)), widths, left=left, label=section, color=COLOURS[place])
        left = [a + b for a, b in zip(left, widths, strict=True)]
    for place, row in enumerate(picture.rows):
        axes.text(left[place], place, row.points)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_title(picture.title)
    axes.legend()
    figure.tight_layout()
    out = BytesIO()
    figure.savefig(out, format="png")
    pyplot.close(figure)
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_font_file()), size)


@cache
def _font_file() -> str:
    return str(next(file for file in sorted(font_folder().rglob("*")) if file.suffix in {".ttf", ".otf"}))


@cache
def _pyplot_family() -> str:
    from matplotlib import font_manager

    font_manager.fontManager.addfont(_font_file())
    return str(font_manager.FontProperties(fname=_font_file()).get_name())


if __name__ == "__main__":
    main()
