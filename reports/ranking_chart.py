"""The month's or quarter's ranking as a picture for the group: totals and ranks, never the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports import palette
from reports.ranking_layout import (
    FOOT_Y,
    LEFT,
    LEGEND_Y,
    RIGHT,
    ROWS_TOP,
    Layout,
    layout_for,
)

if TYPE_CHECKING:
    from reports.sheet import Sheet

ROWS_AT_MOST = 60

_DASH, _DASH_STEP = 5, 9


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One member's line.

    `parts` are the points of each section in the order of the picture's sections, `points` their printed total.
    `moved` counts the places gained since the period before, negative when lost; None: nothing to compare with.
    """

    rank: int
    name: str
    points: str
    parts: tuple[float, ...]
    moved: int | None = None


@dataclass(frozen=True, slots=True)
class RankingPicture:
    """What the ranking shows, rows in the order given: at most 60; `rest` says in words what became of the others.

    `full` is the total that a whole track stands for, where the scheme has one; a higher total widens the scale.
    `new_label` marks each row that has nothing to compare with; empty when that is true of all.
    """

    title: str
    subtitle: str
    sections: tuple[str, ...]
    rows: tuple[RankingRow, ...]
    average: float | None = None
    average_label: str = ""
    full: float = 0.0
    new_label: str = ""
    rest: str = ""
    footnote: str = ""

    def __post_init__(self) -> None:
        """Refuse what would be drawn wrong: too many rows, or rows that do not fit the sections."""
        if len(self.rows) > ROWS_AT_MOST:
            raise ValueError(f"{len(self.rows)} rows, at most {ROWS_AT_MOST} fit: put the others into `rest`")
        for row in self.rows:
            if len(row.parts) != len(self.sections):
                raise ValueError(f"{row.name}: {len(row.parts)} parts for {len(self.sections)} sections")


def draw_ranking(picture: RankingPicture) -> bytes:
    """Return a PNG of 1000×700 pixels, the same bytes for the same picture."""
    from reports.sheet import drawing_sheet
    from reports.sheet_parts import draw_header, draw_legend

    sheet, layout = drawing_sheet(), layout_for(len(picture.rows))
    draw_header(sheet, picture.title, picture.subtitle)
    keys = [(label, palette.section_colour(place)) for place, label in enumerate(picture.sections)]
    if picture.average is not None:
        keys.append((picture.average_label, palette.AVERAGE))
    draw_legend(sheet, keys, LEFT, LEGEND_Y, RIGHT - LEFT)
    scale = layout.bar_width / _scale_end(picture)
    for index, row in enumerate(picture.rows):
        left, top = layout.place(index)
        _draw_row(sheet, layout, row, left, top, scale, picture.new_label)
    if picture.average is not None and picture.rows:
        _draw_average(sheet, layout, len(picture.rows), picture.average * scale)
    sheet.write(LEFT + 4, FOOT_Y, picture.rest, size=16, colour=palette.INK, width=560)
    sheet.write(RIGHT - 4, FOOT_Y, picture.footnote, size=14, colour=palette.FAINT, align="right", width=380)
    return sheet.png()


def _scale_end(picture: RankingPicture) -> float:
    gained = (sum(part for part in row.parts if part > 0) for row in picture.rows)
    return max([picture.full, picture.average or 0.0, *gained]) or 1.0


def _draw_row(sheet: Sheet, layout: Layout, row: RankingRow, left: int, top: int, scale: float, new_label: str) -> None:
    middle = top + layout.pitch / 2
    stripe = palette.STRIPE if (top - ROWS_TOP) // layout.pitch % 2 == 0 else palette.PAPER
    sheet.box(left, top, layout.column_width, layout.pitch, stripe)
    _draw_rank(sheet, layout, row.rank, left + layout.rank, middle)
    sheet.write(left + layout.name, middle, row.name, size=layout.text, colour=palette.INK, width=layout.name_width)
    _draw_bar(sheet, layout, row.parts, left + layout.bar, middle, scale)
    sheet.write(
        left + layout.points_end,
        middle,
        row.points,
        size=layout.text,
        colour=palette.INK,
        align="right",
        bold=True,
    )
    text, colour = _movement(row.moved, new_label)
    sheet.write(
        left + layout.moved,
        middle,
        text,
        size=round(layout.text * 0.84),
        colour=colour,
        width=layout.column_width - layout.moved,
    )


def _draw_rank(sheet: Sheet, layout: Layout, rank: int, x: float, y: float) -> None:
    medal = rank <= len(palette.MEDALS)
    if medal:
        sheet.disc(x, y, min(layout.pitch * 0.46, layout.text * 0.82), palette.MEDALS[rank - 1])
    colour = "white" if medal else palette.FAINT
    size = round(layout.text * 0.9)
    sheet.write(x, y, str(rank), size=size, colour=colour, align="middle", bold=medal)


def _draw_bar(sheet: Sheet, layout: Layout, parts: tuple[float, ...], x: float, middle: float, scale: float) -> None:
    """Stack what was gained from the left; what was lost is taken off its end and stays as a pale shadow."""
    top, height = middle - layout.bar_height / 2, layout.bar_height
    gained = sum(part for part in parts if part > 0)
    total = max(0.0, sum(parts))
    sheet.box(x, top, layout.bar_width, height, palette.TRACK)
    start = 0.0
    for place, part in enumerate(parts):
        end = min(start + max(part, 0.0), total)
        sheet.box(x + start * scale, top, (end - start) * scale, height, palette.section_colour(place))
        start = end
    sheet.box(x + total * scale, top, (gained - total) * scale, height, palette.LOST)


def _draw_average(sheet: Sheet, layout: Layout, rows: int, distance: float) -> None:
    for column, left in enumerate(layout.columns):
        shown = min(layout.rows_per_column, rows - column * layout.rows_per_column)
        x = left + layout.bar + distance
        for y in range(ROWS_TOP, ROWS_TOP + shown * layout.pitch, _DASH_STEP):
            sheet.box(x - 1, y, 2, _DASH, palette.AVERAGE)


def _movement(moved: int | None, new_label: str) -> tuple[str, str]:
    if moved is None:
        return new_label, palette.NEW
    if moved == 0:
        return "–", palette.FAINT
    return (f"▲{moved}", palette.UP) if moved > 0 else (f"▼{-moved}", palette.DOWN)
