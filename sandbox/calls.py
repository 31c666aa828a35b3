"""The log of the calls that bots made, for tests to look into."""

from __future__ import annotations

from collections import deque
from itertools import count

from sandbox.shapes import Json

KEPT = 20_000


class CallLog:
    """The last calls, numbered from 1."""

    def __init__(self) -> None:
        self._calls: deque[Json] = deque(maxlen=KEPT)
        self._numbers = count(1)
        self.last = 0
        self.running = 0

    def add(self, *, method: str, bot_id: int, params: Json, error_code: int | None, at: str) -> None:
        """Note a finished call; `error_code` None means that it succeeded."""
        self.last = next(self._numbers)
        self._calls.append(
            {
                "seq": self.last,
                "method": method,
                "bot_id": bot_id,
                "params": params,
                "ok": error_code is None,
                "error_code": error_code,
                "at": at,
            }
        )

    def since(self, number: int, *, method: str | None = None, chat_id: str | None = None) -> list[Json]:
        """Return the calls after `number`, of one method or chat if asked."""
        return [
            call
            for call in self._calls
            if call["seq"] > number
            and (method is None or call["method"].lower() == method.lower())
            and (chat_id is None or str(call["params"].get("chat_id")) == chat_id)
        ]

    def clear(self) -> None:
        """Forget the calls; numbers go on."""
        self._calls.clear()
