"""Filters on the event loop: aiogram sends every plain function to a thread, a trip that costs more than the filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import FilterObject


def resolve_on_the_loop(router: Router) -> None:
    """Let the magic filters (``F.…``) of a router and of those below it be resolved where they are asked.

    They only look at the event. Handlers and filters of any other kind are left as they are.
    """
    for part in router.chain_tail:
        for observer in part.observers.values():
            for handler in observer.handlers:
                for condition in handler.filters or ():
                    _make_async(condition)


def _make_async(condition: FilterObject) -> None:
    if condition.magic is None or condition.awaitable:
        return
    resolve: Callable[[Any], Any] = condition.magic.resolve

    async def on_the_loop(event: Any) -> Any:
        return resolve(event)

    condition.callback, condition.awaitable = on_the_loop, True
    condition.params, condition.varkw = set(), False
