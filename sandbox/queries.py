"""Taps on inline buttons and inline queries that wait for the bot's answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from sandbox.shapes import Json

ANSWERABLE_SECONDS = 60.0
FIRST_ID = 4_000_000_000_000_001


@dataclass(eq=False, slots=True)
class Query:
    """A question to one bot, answered once at most and not after a minute."""

    id: str
    bot_id: int
    user_id: int
    chat_id: int | None
    asked: float
    answer: Json | None = None
    on_answer: list[Callable[[Json], None]] = field(default_factory=list)


class Queries:
    """The questions of one kind."""

    def __init__(self) -> None:
        self._open: dict[str, Query] = {}
        self._ids = count(FIRST_ID)

    def ask(self, *, bot_id: int, user_id: int, chat_id: int | None, at: float) -> Query:
        """Open a question; those past their time are forgotten."""
        for old in [q for q in self._open.values() if q.asked + ANSWERABLE_SECONDS < at]:
            del self._open[old.id]
        query = Query(str(next(self._ids)), bot_id, user_id, chat_id, at)
        self._open[query.id] = query
        return query

    def take(self, query_id: str, *, bot_id: int, at: float) -> Query | None:
        """Close a question of this bot for its answer; None when it is unknown, answered or too old."""
        query = self._open.get(query_id)
        if query is None or query.bot_id != bot_id or query.asked + ANSWERABLE_SECONDS < at:
            return None
        return self._open.pop(query_id)

    def settle(self, query: Query, answer: Json) -> None:
        """Hand the answer to whoever waits for it."""
        query.answer = answer
        for listener in query.on_answer:
            listener(answer)
