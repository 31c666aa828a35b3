"""Asking for what is refused."""

from __future__ import annotations

from collections.abc import Awaitable

import pytest

from services.errors import Refused
from storage.notices import Notice


async def refusal(asked: Awaitable[object]) -> Notice:
    """What a refused request is told."""
    with pytest.raises(Refused) as caught:
        await asked
    return caught.value.notice
