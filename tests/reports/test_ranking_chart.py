"""The ranking's picture: whole at every size, the same for the same ranking, and with every name really drawn."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from reports.ranking_chart import RankingPicture, draw_ranking
from tests.reports.samples import ranking

Box = tuple[int, int, int, int]


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def changed(one: RankingPicture, other: RankingPicture) -> Box | None:
    """The part of the sheet in which two pictures differ."""
    return ImageChops.difference(opened(draw_ranking(one)), opened(draw_ranking(other))).getbbox()


@pytest.mark.parametrize("members", [0, 1, 2, 3, 12, 13, 30, 31, 59, 60])
def test_every_size_of_branch_gives_a_whole_sheet(members: int) -> None:
    picture = opened(draw_ranking(ranking(members)))
    assert picture.size == (1000, 700)
    assert len(picture.getcolors(maxcolors=1 << 20) or []) > 50


def test_the_same_ranking_is_the_same_picture_to_the_byte() -> None:
    assert draw_ranking(ranking(12)) == draw_ranking(ranking(12))


def test_a_picture_leaves_nothing_of_the_one_before_it() -> None:
    alone = draw_ranking(ranking(3))
    draw_ranking(ranking(60))
    assert draw_ranking(ranking(3)) == alone


@pytest.mark.parametrize("place", [0, 5, 11])
def test_a_name_is_drawn_in_its_own_row(place: int) -> None:
    picture = ranking(12)
    rows = list(picture.rows)
    rows[place] = replace(rows[place], name="司马相如")
    box = changed(picture, replace(picture, rows=tuple(rows)))
    assert box is not None
    row_height = (660 - 134) / 12
    assert box[3] - box[1] <= row_height
    assert abs((box[1] + box[3]) / 2 - (134 + (place + 0.5) * row_height)) < row_height


def test_a_rare_character_is_drawn_or_stood_in_for_without_a_warning() -> None:
    picture = ranking(12)
    rows = list(picture.rows)
    for number, name in enumerate(("陆𬭚", "䶮", "👵奶奶", "Ÿ\u200bж")):
        rows[number] = replace(rows[number], name=name)
    assert changed(picture, replace(picture, rows=tuple(rows))) is not None


def test_a_long_name_stays_left_of_its_bar() -> None:
    picture = ranking(12)
    rows = list(picture.rows)
    rows[4] = replace(rows[4], name="买买提·阿不都热合曼·艾合买提江·吐尔逊")
    box = changed(picture, replace(picture, rows=tuple(rows)))
    assert box is not None
    assert box[2] <= 240


def test_more_points_make_a_longer_bar() -> None:
    picture = ranking(12)
    rows = list(picture.rows)
    rows[11] = replace(rows[11], parts=(60.0, 20.0, 10.0))
    box = changed(picture, replace(picture, rows=tuple(rows)))
    assert box is not None
    assert box[2] - box[0] > 100


def test_what_would_be_drawn_wrong_is_refused() -> None:
    picture = ranking(2)
    with pytest.raises(ValueError, match="61 rows, at most 60 fit"):
        replace(picture, rows=picture.rows[:1] * 61)
    with pytest.raises(ValueError, match="2 parts for 3 sections"):
        replace(picture, rows=(replace(picture.rows[0], parts=(1.0, 2.0)),))
