"""A photo's mark: a perceptual hash that survives resizing and compression. To be made in the Studio."""

from __future__ import annotations

import io

LEAST_CONTRAST = 4.0
"""Standard deviation of grey below which a picture shows nothing: all such pictures would look alike."""

LARGEST_PIXELS = 80_000_000
"""A picture that claims more would fill the memory of the process that opens it."""


def mark_photo(data: bytes) -> bytes:
    """Give the eight bytes of a photo's 64-bit pHash; nothing for what is no picture, or shows nothing."""
    import imagehash  # here, so that only the process that looks at photos pays for it
    from PIL import Image, ImageOps, ImageStat, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                return b""
            grey = ImageOps.exif_transpose(opened).convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return b""  # cut off or forged: there is nothing to compare
    if ImageStat.Stat(grey).stddev[0] < LEAST_CONTRAST:
        return b""
    return bytes.fromhex(str(imagehash.phash(grey)))
