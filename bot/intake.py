"""The gate that every update passes: done once, whole or not at all, whatever the messenger delivers again."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from typing import Any

from aiogram import BaseMiddleware
from aiogram.fsm.context import FSMContext
from aiogram.types import TelegramObject, Update

from bot.forms import FormStorage

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
REMEMBERED = 4096
"""Update numbers kept in memory: more than the messenger repeats at once."""

logger = logging.getLogger(__name__)


class Intake(BaseMiddleware):
    """Outer middleware of the update, behind aiogram's isolation: one update of a person at a time.

    An update that this process finished is dropped when it comes again. One that another process finished before it
    was killed is known by the form that it changed; what it decided is recognised by the services' own keys.
    """

    def __init__(self, forms: FormStorage | None) -> None:
        self._forms = forms
        self._done: OrderedDict[int, None] = OrderedDict()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand on what is new; a handler that fails leaves no form changed."""
        assert isinstance(event, Update)  # noqa: S101 (it is registered on updates only)
        state: FSMContext | None = data.get("state")
        if event.update_id in self._done or self._changed_a_form(event, state):
            logger.info("update %s came again", event.update_id)
            return None
        async with self._forms.update(event.update_id) if self._forms is not None else nullcontext():
            result = await handler(event, data)
        self._done[event.update_id] = None
        if len(self._done) > REMEMBERED:
            self._done.popitem(last=False)
        return result

    def _changed_a_form(self, event: Update, state: FSMContext | None) -> bool:
        if self._forms is None or state is None:
            return False
        return self._forms.last_update(state.key) >= event.update_id
