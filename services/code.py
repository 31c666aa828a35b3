"""Rotating check-in codes: six digits that change each half minute and are good for a whole one; pure."""

from __future__ import annotations

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from enum import StrEnum

FRESH_EVERY = timedelta(seconds=30)
GOOD_FOR = timedelta(seconds=60)
"""A code is taken from when it is first shown until this much later: its own half minute and the next."""
REMEMBERED = timedelta(minutes=10)
"""How long an old code is told from a wrong one."""
DIGITS = 6


class Verdict(StrEnum):
    """What a code is worth at a moment."""

    GOOD = "good"
    EXPIRED = "expired"
    WRONG = "wrong"


def new_secret() -> str:
    """Make the secret from which a meeting's codes come; it never leaves the database."""
    return secrets.token_hex(16)


def code_at(secret: str, at: datetime) -> str:
    """Give the code that is fresh at a moment."""
    return _code(secret, _window(at))


def good_until(at: datetime) -> datetime:
    """Tell until when the code that is fresh at a moment is taken."""
    return datetime.fromtimestamp(_window(at) * FRESH_EVERY.total_seconds(), UTC) + GOOD_FOR


def judge(secret: str, code: str, now: datetime) -> Verdict:
    """Judge what somebody typed or scanned."""
    newest = _window(now)
    for age in range(REMEMBERED // FRESH_EVERY):
        if hmac.compare_digest(_code(secret, newest - age).encode(), code.encode()):
            return Verdict.GOOD if age < GOOD_FOR // FRESH_EVERY else Verdict.EXPIRED
    return Verdict.WRONG


def _window(at: datetime) -> int:
    return int(at.timestamp() // FRESH_EVERY.total_seconds())


def _code(secret: str, window: int) -> str:
    digest = hmac.digest(secret.encode(), window.to_bytes(8, "big", signed=True), "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}}"
