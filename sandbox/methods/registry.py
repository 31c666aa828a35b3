"""The table of methods: a function registers itself under its Bot API name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.params import Params
from sandbox.people import Bot
from sandbox.polling import Poller
from sandbox.webhook import Webhook
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one method: who calls, with what, in which world."""

    world: World
    bot: Bot
    params: Params
    poller: Poller
    webhook: Webhook


Answer = Any
Method = Callable[[Call], Answer | Awaitable[Answer]]
METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Register a function as the method of this name; names are not case-sensitive for callers."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return register
