"""What is done to every conversation's filters at once: where they are resolved, and how commands are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import FilterObject
from aiogram.filters import Command


def resolve_on_the_loop(router: Router) -> None:
    """Let the magic filters (``F.…``) of a router and of those below it be resolved where they are asked.

    aiogram sends every plain function to a thread, a trip that costs more than these filters, which only look at the
    event. Handlers and filters of any other kind are left as they are.
    """
    for part in router.chain_tail:
        for observer in part.observers.values():
            for handler in observer.handlers:
                for condition in handler.filters or ():
                    _make_async(condition)


def read_commands_in_any_case(router: Router) -> None:
    """Let every command of a router be written as a phone writes it: /Start, /POINTS. Ours are lower case."""
    for part in router.chain_tail:
        for handler in part.message.handlers:
            for condition in handler.filters or ():
                if isinstance(condition.callback, Command):
                    condition.callback.ignore_case = True


def _make_async(condition: FilterObject) -> None:
    if condition.magic is None or condition.awaitable:
        return
    resolve: Callable[[Any], Any] = condition.magic.resolve

    async def on_the_loop(event: Any) -> Any:
        return resolve(event)

    condition.callback, condition.awaitable = on_the_loop, True
    condition.params, condition.varkw = set(), False
