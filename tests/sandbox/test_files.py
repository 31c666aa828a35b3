"""Uploads, downloads, sizes, and sending again by file_id."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.client import Control, Person
from tests.sandbox.conftest import Api, picture, refusal

MB = 1024 * 1024


async def send(api: Api, person: Person, kind: str, data: bytes, name: str = "a.bin") -> Any:
    return await api.upload(f"send{kind.title()}", {kind: (name, data)}, chat_id=person.id)


async def test_a_document_keeps_its_name_and_type(api: Api, control: Control, zhang: Person) -> None:
    sent = await send(api, zhang, "document", b"a,b", "积分 2026.csv")
    about = sent["document"]
    assert (about["file_name"], about["mime_type"], about["file_size"]) == ("积分 2026.csv", "text/csv", 3)
    assert await control.file(about["file_id"]) == b"a,b"


async def test_a_photo_comes_in_sizes_up_to_1280(api: Api, control: Control, zhang: Person) -> None:
    sent = await send(api, zhang, "photo", picture(2000, 1000), "a.png")
    assert [size["width"] for size in sent["photo"]] == [90, 320, 800, 1280]
    assert len({size["file_unique_id"] for size in sent["photo"]}) == 4
    small = await control.file(sent["photo"][0]["file_id"])
    assert small.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("kind", "data", "fault"),
    [
        pytest.param("document", b"", "file must be non-empty", id="an-empty-file"),
        pytest.param("photo", b"no picture", "IMAGE_PROCESS_FAILED", id="no-picture"),
        pytest.param("photo", picture(2100, 100), "PHOTO_INVALID_DIMENSIONS", id="a-picture-too-narrow"),
        pytest.param("photo", picture(9000, 1001), "PHOTO_INVALID_DIMENSIONS", id="a-picture-too-large"),
        pytest.param("photo", bytes(10 * MB + 1), "is too big for a photo", id="a-photo-over-10-mb"),
        pytest.param("document", bytes(50 * MB + 1), "is too big", id="a-file-over-50-mb"),
    ],
)
async def test_a_file_is_refused(api: Api, zhang: Person, kind: str, data: bytes, fault: str) -> None:
    code, words = await refusal(send(api, zhang, kind, data))
    assert (code, fault in words) == (400, True)


async def test_a_body_beyond_every_limit_is_refused_as_a_whole(api: Api, zhang: Person) -> None:
    assert await refusal(send(api, zhang, "document", bytes(52 * MB))) == (413, "Request Entity Too Large")


async def test_files_over_20_mb_cannot_be_fetched(api: Api, control: Control, zhang: Person) -> None:
    small = await control.upload(zhang, None, bytes(20 * MB))
    large = await control.upload(zhang, None, bytes(20 * MB + 1))
    assert (await api("getFile", file_id=small["document"]["file_id"]))["file_size"] == 20 * MB
    call = api("getFile", file_id=large["document"]["file_id"])
    assert await refusal(call) == (400, "Bad Request: file is too big")


async def test_a_file_is_sent_again_by_its_id(api: Api, zhang: Person, group: int) -> None:
    photo = await send(api, zhang, "photo", picture(), "a.png")
    paper = await send(api, zhang, "document", b"x", "a.pdf")
    again = await api("sendPhoto", chat_id=group, photo=photo["photo"][-1]["file_id"])
    assert again["photo"] == photo["photo"]
    again = await api("sendDocument", chat_id=group, document=paper["document"]["file_id"])
    assert again["document"] == paper["document"]


async def test_a_file_id_serves_its_own_kind_only(api: Api, zhang: Person) -> None:
    paper = await send(api, zhang, "document", b"x")
    call = api("sendPhoto", chat_id=zhang.id, photo=paper["document"]["file_id"])
    assert await refusal(call) == (400, "Bad Request: can't use file of type Document as Photo")


@pytest.mark.parametrize(
    ("reference", "fault"),
    [
        ("nonsense", "wrong remote file identifier specified: Wrong string length"),
        ("https://example.org/a.png", "failed to get HTTP URL content"),
        ("attach://missing", "there is no photo in the request"),
        (None, "there is no photo in the request"),
    ],
)
async def test_a_wrong_reference_is_refused(api: Api, zhang: Person, reference: str | None, fault: str) -> None:
    assert await refusal(api("sendPhoto", chat_id=zhang.id, photo=reference)) == (400, f"Bad Request: {fault}")


async def test_an_unknown_file_cannot_be_fetched(api: Api) -> None:
    assert await refusal(api("getFile", file_id="x")) == (400, "Bad Request: invalid file_id")


async def test_downloads_need_the_token_and_the_path(api: Api, control: Control, zhang: Person) -> None:
    sent = await control.upload(zhang, None, b"data")
    path = (await api("getFile", file_id=sent["document"]["file_id"]))["file_path"]
    for url, status in [
        (f"/file/bot{api.token}/{path}", 200),
        (f"/file/bot1:wrong/{path}", 401),
        (f"/file/bot{api.token}/documents/none", 404),
    ]:
        async with api.session.get(url) as response:
            assert response.status == status


async def album(api: Api, person: Person, *kinds: str, **more: Any) -> Any:
    media = [{"type": kind, "media": f"attach://f{index}"} for index, kind in enumerate(kinds)]
    files = {f"f{index}": ("a.png", picture()) for index in range(len(kinds))}
    return await api.upload("sendMediaGroup", files, chat_id=person.id, media=json.dumps(media), **more)


async def test_an_album_has_one_id_and_its_order(api: Api, control: Control, zhang: Person) -> None:
    sent = await album(api, zhang, "photo", "video", "photo")
    assert len({message["media_group_id"] for message in sent}) == 1
    shown = [message["message_id"] for message in (await control.messages(zhang))[-3:]]
    assert shown == [message["message_id"] for message in sent]


@pytest.mark.parametrize(
    ("kinds", "fault"),
    [
        (["photo"], "an album has 2 to 10 items, found 1"),
        (["photo"] * 11, "an album has 2 to 10 items, found 11"),
        (["photo", "document"], "document can't be mixed with other media types"),
        (["photo", "sticker"], "can't parse InputMedia"),
    ],
)
async def test_an_album_is_refused(api: Api, zhang: Person, kinds: list[str], fault: str) -> None:
    code, words = await refusal(album(api, zhang, *kinds))
    assert (code, fault in words) == (400, True)


async def test_photos_of_a_person_arrive_as_one_album(api: Api, control: Control, zhang: Person) -> None:
    for _ in range(2):
        await control.upload(zhang, None, picture(), kind="photo", name="a.png", album="证据")
    received = [update["message"] for update in (await api.updates())[1:]]
    assert [message["media_group_id"] for message in received] == ["证据", "证据"]
    assert [len(message["photo"]) for message in received] == [1, 1]
