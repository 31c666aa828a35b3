"""One whole month of a branch, walked over HTTP with a moved clock."""

from __future__ import annotations

from pathlib import Path

from tests.walk.month import STEPS, take, unbroken


async def test_walk(tmp_path: Path) -> None:
    import time
    async with unbroken(tmp_path) as walk:
        for step in STEPS:
            t = time.monotonic()
            print(step.name)
            await take(walk, step)
            print("   ", time.monotonic() - t)
