"""Updates as Telegram sends them, for loads: a text in a private chat, a tap on a button in a group."""

from __future__ import annotations

import itertools
from typing import Any

_numbers = itertools.count(1)
GROUP = -1001000000001
DATE = 1782262800


def user(user_id: int) -> dict[str, Any]:
    """A messenger user."""
    return {"id": user_id, "is_bot": False, "first_name": f"成员{user_id}", "language_code": "zh-hans"}


def text(user_id: int, words: str) -> dict[str, Any]:
    """A private message."""
    number = next(_numbers)
    message = {
        "message_id": number,
        "date": DATE,
        "chat": {"id": user_id, "type": "private", "first_name": f"成员{user_id}"},
        "from": user(user_id),
        "text": words,
    }
    if words.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words)}]
    return {"update_id": number, "message": message}


def tap(user_id: int, message_id: int, data: str) -> dict[str, Any]:
    """A tap on a button of the bot's message in the group."""
    number = next(_numbers)
    return {
        "update_id": number,
        "callback_query": {
            "id": str(number),
            "from": user(user_id),
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": message_id,
                "date": DATE,
                "chat": {"id": GROUP, "type": "supergroup", "title": "支部群"},
                "from": {"id": 700000001, "is_bot": True, "first_name": "B", "username": "bench_bot"},
                "text": "签到",
            },
        },
    }
