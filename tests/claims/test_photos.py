"""The same photo twice: by its file, and by what it shows."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageFilter

from reports.photo_mark import mark_photo
from services.claims import Claims
from services.photos import TRIES, OutOfReach, Photos
from services.reviews import Reviews
from storage.notices.reviews import ReviewCard
from storage.queries.photos import NEAR, distance
from storage.tables import Evidence
from tests.claims.drafting import file_service
from tests.claims.stage import Stage
from tests.claims.test_walk import declare_service
from tests.town import Town


def scene(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture of soft shapes; another seed is another scene."""
    grain = Image.frombytes("L", (16, 12), random.Random(seed).randbytes(16 * 12))  # noqa: S311 (a picture, no secret)
    return grain.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))


def jpeg(image: Image.Image, quality: int = 90) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(5))
def test_a_photo_is_known_again_smaller_and_compressed(seed: int) -> None:
    marks = [mark_photo(jpeg(scene(seed))), mark_photo(jpeg(scene(seed).resize((200, 150)), 30))]
    assert distance(marks[0].hex(), marks[1].hex()) <= NEAR


def test_photos_of_other_things_are_far_apart() -> None:
    marks = [mark_photo(jpeg(scene(seed))).hex() for seed in range(12)]
    apart = [distance(one, other) for index, one in enumerate(marks) for other in marks[:index]]
    assert min(apart) > NEAR


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"MZ no picture", id="no-picture"),
        pytest.param(jpeg(scene(1))[:400], id="a-picture-that-is-cut-off"),
        pytest.param(jpeg(Image.new("RGB", (64, 48), (90, 120, 60))), id="one-colour"),
    ],
)
def test_what_shows_nothing_has_no_mark(data: bytes) -> None:
    assert mark_photo(data) == b""


class Album:
    """Marks by file id, as if looked at; ids that are missing are out of reach."""

    def __init__(self, **marks: str) -> None:
        self.marks = marks
        self.asked = 0

    async def __call__(self, file_id: str) -> str:
        """See `services.photos.Look`."""
        self.asked += 1
        found = self.marks.get(file_id.removeprefix("id-photo-"))
        if found is None:
            raise OutOfReach(file_id)
        return found


def album(**marks: int) -> Album:
    """An album in which each photo has so many bits set."""
    return Album(**{name.replace("_", "-"): f"{(1 << bits) - 1:016x}" for name, bits in marks.items()})


@pytest.mark.parametrize(
    ("bits", "flagged"),
    [pytest.param(NEAR, True, id="eight-bits-are-near"), pytest.param(NEAR + 1, False, id="nine-are-not")],
)
async def test_a_near_photo_names_the_earlier_claim_on_the_later_card(
    stage: Stage, claims: Claims, bits: int, flagged: bool
) -> None:
    await file_service(stage, claims)
    await file_service(stage, claims, "李四", form=2)
    photos = Photos(stage.db, album(张三_1=0, 李四_2=bits))
    assert await photos.mark_due(stage.clock.now()) == 2
    [first, second] = [card for _, card in await stage.owed("王书记")]
    assert isinstance(first, ReviewCard)
    assert isinstance(second, ReviewCard)
    assert first.alike == ()
    assert [(one.claim_id, one.claimant) for one in second.alike] == ([(1, "张三")] if flagged else [])


async def test_each_photo_is_looked_at_once(stage: Stage, claims: Claims) -> None:
    await file_service(stage, claims)
    looked = album(张三_1=3)
    photos = Photos(stage.db, looked)
    assert [await photos.mark_claim(1), await photos.mark_due(stage.clock.now())] == [1, 0]
    assert looked.asked == 1


async def test_what_is_out_of_reach_is_tried_again_and_given_up_at_last(stage: Stage, claims: Claims) -> None:
    await file_service(stage, claims)
    looked = Album()
    photos = Photos(stage.db, looked)
    for _ in range(TRIES + 2):
        assert await photos.mark_due(stage.clock.now()) == 0
    assert looked.asked == TRIES
    [row] = await stage.rows(Evidence)
    assert row.mark == ""


async def test_a_withdrawn_claims_photo_flags_nothing(stage: Stage, claims: Claims, reviews: Reviews) -> None:
    filed = await file_service(stage, claims)
    await claims.withdraw(stage.callers["张三"], filed.claim.claim_id)
    await file_service(stage, claims, "李四", form=2)
    photos = Photos(stage.db, album(张三_1=0, 李四_2=1))
    await photos.mark_due(stage.clock.now())
    card = await reviews.queue(stage.callers["王书记"])
    assert isinstance(card, ReviewCard)
    assert card.alike == ()


async def test_a_photo_sent_again_smaller_is_flagged_to_the_reviewer(town: Town) -> None:
    await declare_service(town, photo=jpeg(scene(7)))
    await town.tap("张三", "提交")
    await declare_service(town, "李四", photo=jpeg(scene(7).resize((320, 240)), 40))
    await town.tap("李四", "提交")
    await town.quiet(edits=True)
    assert "与第 1 号申报（张三，7月1日）的照片相似" in await town.last("赵记分")
    assert "相似" not in await town.last("李四")
