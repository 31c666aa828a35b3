"""Where everything of a ranking stands, by the number of its rows. Pixels of a sheet 1000 wide and 700 high."""

from __future__ import annotations

from typing import NamedTuple

LEFT, RIGHT = 20, 980
HEADER_HEIGHT = 92
LEGEND_Y = 113
ROWS_TOP, ROWS_BOTTOM = 134, 656
FOOT_Y = 679
TEXT_AT_MOST = 22

_GAP = 18  # between two columns
_ONE_COLUMN = 20  # rows that are still easily read one below the other
_PITCH_AT_MOST = 72
_TEXT_OF_PITCH = 0.74


class Layout(NamedTuple):
    """Columns by their left edges, and places within a column by their distance from that edge."""

    columns: tuple[int, ...]
    column_width: int
    rows_per_column: int
    pitch: int
    text: int
    bar_height: int
    rank: int
    name: int
    name_width: int
    bar: int
    bar_width: int
    points_end: int
    moved: int

    def place(self, index: int) -> tuple[int, int]:
        """Return the left edge and the upper edge of a row."""
        column, row = divmod(index, self.rows_per_column)
        return self.columns[column], ROWS_TOP + row * self.pitch


def layout_for(rows: int) -> Layout:
    """Return one column for up to 20 rows, two beyond; few rows get taller, many get smaller."""
    count = 1 if rows <= _ONE_COLUMN else 2
    per_column = max(1, -(-rows // count))
    width = (RIGHT - LEFT - (count - 1) * _GAP) // count
    pitch = min(_PITCH_AT_MOST, (ROWS_BOTTOM - ROWS_TOP) // per_column)
    text = min(TEXT_AT_MOST if count == 1 else TEXT_AT_MOST - 4, int(pitch * _TEXT_OF_PITCH))
    name, name_width = round(text * 2.4), round(text * (7 if count == 1 else 5.2))
    points_end = width - round(text * 2.7)
    bar = name + name_width + text // 2
    return Layout(
        columns=tuple(LEFT + column * (width + _GAP) for column in range(count)),
        column_width=width,
        rows_per_column=per_column,
        pitch=pitch,
        text=text,
        bar_height=min(34, round(pitch * 0.6)),
        rank=round(text * 1.15),
        name=name,
        name_width=name_width,
        bar=bar,
        bar_width=points_end - round(text * 3.4) - bar,
        points_end=points_end,
        moved=points_end + round(text * 0.6),
    )
