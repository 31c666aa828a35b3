"""When a service refuses or something breaks: the person is told, nothing is swallowed."""

from __future__ import annotations

import logging

from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from handlers.reply import answer, toast
from messages.i18n import DEFAULT
from services.errors import Refused
from storage.notices import Notice
from storage.notices.common import Broken

logger = logging.getLogger(__name__)


async def tell_refusal(event: ErrorEvent, lang: str = DEFAULT) -> None:
    """Tell why a request cannot be met."""
    assert isinstance(event.exception, Refused)  # noqa: S101 (the filter lets nothing else through)
    await _tell(event, event.exception.notice, lang)


async def tell_breakage(event: ErrorEvent, lang: str = DEFAULT) -> None:
    """Tell that something broke, and keep the whole story in the log, without the message's text."""
    logger.error("update %s broke", event.update.update_id, exc_info=event.exception)
    await _tell(event, Broken(update_id=event.update.update_id), lang)


async def _tell(event: ErrorEvent, notice: Notice, lang: str) -> None:
    if event.update.callback_query is not None:
        await toast(event.update.callback_query, notice, lang)
    elif event.update.message is not None:
        await answer(event.update.message, notice, lang)


def build_router() -> Router:
    """Say which failures reach which handler."""
    router = Router(name=__name__)
    router.errors.register(tell_refusal, ExceptionTypeFilter(Refused))
    router.errors.register(tell_breakage, ExceptionTypeFilter(Exception))
    return router
