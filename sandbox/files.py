"""Files that were sent: bytes in memory, reusable by file_id, photos in several sizes."""

from __future__ import annotations

import base64
import io
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from PIL import Image, UnidentifiedImageError

from sandbox.errors import BadRequest
from sandbox.shapes import Json

UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
UNKNOWN_TYPE = "application/octet-stream"
SIZES = (90, 320, 800, 1280)
FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "audio": "music",
    "voice": "voice",
    "animation": "animations",
    "sticker": "stickers",
}


@dataclass(eq=False, slots=True)
class StoredFile:
    """One file; `about` is the Bot API object that a message carries (for a photo: all its sizes)."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime_type: str
    path: str
    size: int
    read: Callable[[], bytes]
    about: Json | list[Json]


class FileStore:
    """Every file of the sandbox, by id and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def get(self, file_id: str) -> StoredFile | None:
        """Find a file by its file_id."""
        return self._by_id.get(file_id)

    def at_path(self, path: str) -> StoredFile | None:
        """Find a file by its file_path."""
        return self._by_path.get(path)

    def add(self, kind: str, data: bytes, *, name: str, mime_type: str | None = None) -> StoredFile:
        """Keep an upload; refuse what is empty, too large or, for a photo, no picture."""
        if not data:
            raise BadRequest("file must be non-empty")
        if len(data) > UPLOAD_BYTES:
            raise BadRequest(f"file of size {len(data)} bytes is too big; the maximum size is {UPLOAD_BYTES} bytes")
        if kind == "photo":
            return self._add_photo(data)
        told = None if mime_type == UNKNOWN_TYPE else mime_type
        mime = told or mimetypes.guess_type(name)[0] or UNKNOWN_TYPE
        stored = self._keep(kind, name, mime, len(data), lambda: data)
        stored.about = _about(stored)
        return stored

    def _add_photo(self, data: bytes) -> StoredFile:
        width, height = _picture_size(data)
        shown = [side for side in SIZES if side < max(width, height)] + [min(max(width, height), SIZES[-1])]
        sizes: list[Json] = []
        for side in sorted(set(shown)):
            wide, high = _fitted(width, height, side)
            read = _once(_scaled(data, wide, high) if (wide, high) != (width, height) else lambda: data)
            size = len(read()) if side == max(shown) else max(1, wide * high // 8)
            stored = self._keep("photo", "photo.jpg", "image/jpeg", size, read)
            sizes.append(
                {
                    "file_id": stored.file_id,
                    "file_unique_id": stored.unique_id,
                    "file_size": size,
                    "width": wide,
                    "height": high,
                }
            )
            stored.about = sizes
        return stored

    def _keep(self, kind: str, name: str, mime: str, size: int, read: Callable[[], bytes]) -> StoredFile:
        number = len(self._by_id) + 1
        suffix = mimetypes.guess_extension(mime) or "" if kind != "document" else _suffix(name)
        path = f"{FOLDERS[kind]}/file_{number}{suffix}"
        unique = blake2b(f"{kind}/{number}".encode(), digest_size=9).digest()
        file_id = base64.urlsafe_b64encode(unique + blake2b(unique, digest_size=36).digest()).decode()
        short = base64.urlsafe_b64encode(unique).decode()
        stored = StoredFile(file_id, short, kind, name, mime, path, size, read, {})
        self._by_id[file_id] = self._by_path[path] = stored
        return stored


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix}" if stem and dot and suffix.isascii() and suffix.isalnum() else ""


def _about(stored: StoredFile) -> Json:
    about: Json = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
    }
    match stored.kind:
        case "voice":
            about |= {"duration": 1, "mime_type": stored.mime_type}
        case "audio":
            about |= {"duration": 1, "mime_type": stored.mime_type, "file_name": stored.name}
        case "video" | "animation":
            about |= {"width": 640, "height": 360, "duration": 1}
            about |= {"mime_type": stored.mime_type, "file_name": stored.name}
        case "sticker":
            about |= {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        case _:
            about |= {"mime_type": stored.mime_type, "file_name": stored.name}
    return about


def _picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height, within Telegram's bounds for photos."""
    if len(data) > PHOTO_BYTES:
        raise BadRequest(
            f"file of size {len(data)} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes"
        )
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise BadRequest("IMAGE_PROCESS_FAILED") from None
    if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
        raise BadRequest("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _fitted(width: int, height: int, side: int) -> tuple[int, int]:
    longer = max(width, height)
    return max(1, width * side // longer), max(1, height * side // longer)


def _scaled(data: bytes, width: int, height: int) -> Callable[[], bytes]:
    def scale() -> bytes:
        with Image.open(io.BytesIO(data)) as picture:
            out = io.BytesIO()
            picture.convert("RGB").resize((width, height)).save(out, "JPEG")
            return out.getvalue()

    return scale


def _once(read: Callable[[], bytes]) -> Callable[[], bytes]:
    kept: list[bytes] = []

    def reading() -> bytes:
        if not kept:
            kept.append(read())
        return kept[0]

    return reading
