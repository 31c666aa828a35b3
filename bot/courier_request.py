"""The courier's side of the allowance: python-telegram-bot's connections and its limiter."""

from __future__ import annotations

from typing import Any

from telegram.ext import AIORateLimiter
from telegram.request import HTTPXRequest

from bot.allowance import PER_SECOND, Allowance

PER_GROUP_MINUTE = 20
"""Source: core.telegram.org/bots/faq, "My bot is hitting limits": to one group, in a minute."""

AT_A_TIME = 8
"""Messages that may go at once after the loop was late."""


class CourierRequest(HTTPXRequest):
    """python-telegram-bot's connections; each message takes its place in the second as late as it can."""

    def __init__(self, allowance: Allowance, **options: Any) -> None:
        super().__init__(**options)
        self._allowance = allowance

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """See python-telegram-bot."""
        place = await self._allowance.owed()
        try:
            return await super().do_request(*args, **kwargs)
        finally:
            self._allowance.arrived(place)


def courier_limiter() -> AIORateLimiter:
    """Make python-telegram-bot's limiter, nearly evenly spaced: its default lets 60 through in a second.

    What the loop was late with a few messages is made up for with the next; the allowance keeps each second at 30.
    """
    return AIORateLimiter(
        overall_max_rate=AT_A_TIME,
        overall_time_period=AT_A_TIME / PER_SECOND,
        group_max_rate=PER_GROUP_MINUTE,
        group_time_period=60,
    )
