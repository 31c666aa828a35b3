"""What an error of the messenger means for the message that met it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError


class Meaning(StrEnum):
    """The ends that an attempt can have beside success."""

    TOO_FAST = "too_fast"
    UNREACHABLE = "unreachable"
    MIGRATED = "migrated"
    REFUSED = "refused"
    AGAIN = "again"


_CLOSED = ("chat not found", "user is deactivated", "bot was kicked", "bot was blocked", "group chat was deactivated")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do: wait ``seconds``, follow to ``new_chat_id``, end with ``reason``, or try again."""

    meaning: Meaning
    reason: str
    seconds: float = 0.0
    new_chat_id: int = 0


def judge(error: TelegramError) -> Verdict:
    """Tell what an error means. What is neither the chat's nor the message's fault is tried again."""
    text = error.message
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return Verdict(Meaning.TOO_FAST, text, seconds=wait if isinstance(wait, int) else wait.total_seconds())
    if isinstance(error, ChatMigrated):
        return Verdict(Meaning.MIGRATED, text, new_chat_id=error.new_chat_id)
    if isinstance(error, Forbidden) or any(phrase in text.lower() for phrase in _CLOSED):
        return Verdict(Meaning.UNREACHABLE, text)
    if isinstance(error, BadRequest):
        return Verdict(Meaning.REFUSED, text)
    return Verdict(Meaning.AGAIN, text)
