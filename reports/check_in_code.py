"""The picture of a check-in code for the screen at the place."""

from __future__ import annotations

from io import BytesIO

SCALE = 16
"""Pixels of one module: a telephone scans it from some steps away."""


def code_picture(link: str) -> bytes:
    """Draw a link as a QR code, as PNG; it still reads when a seventh of it is covered."""
    import segno  # here, as few runs of the bot show a code

    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=SCALE, border=4)
    return picture.getvalue()
