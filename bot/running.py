"""`xianfeng run`: from settings to a running product, until it is stopped."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from bot.app import App, Reading
from bot.assembly import House, build_house
from bot.clock import SandboxClock, SystemClock
from bot.polling import poll
from bot.settings import Settings
from bot.webhook import receive
from services.clock import Clock
from services.workdays import WorkDays
from storage.database import open_database
from storage.migrate import upgrade

logger = logging.getLogger(__name__)


async def serve(settings: Settings, token: str) -> None:
    """Upgrade the database, assemble the house and run it until cancelled."""
    await asyncio.to_thread(upgrade, settings.database.url)
    db = open_database(settings.database.url)
    try:
        redis = settings.forms.redis_url
        house = await build_house(
            db,
            clock_of(settings),
            token=token,
            api_base=settings.telegram.api_base,
            redis_url=redis.get_secret_value() if redis is not None else None,
            form_patience=timedelta(hours=settings.forms.expire_hours),
            days=WorkDays(settings.calendar.rest_days, settings.calendar.work_days),
        )
        reading = reading_of(settings, house)
        logger.info("running by %s", settings.telegram.mode)
        await App(house, token=token, api_base=settings.telegram.api_base, reading=reading).run()
    finally:
        await db.close()


def clock_of(settings: Settings) -> Clock:
    """The system's clock, or a sandbox's that is followed."""
    return SandboxClock(settings.trial.follow_clock) if settings.trial.follow_clock else SystemClock()


def reading_of(settings: Settings, house: House) -> Reading:
    """How updates come in."""

    async def by_polling() -> None:
        await poll(house.dispatcher, house.bot)

    async def by_webhook() -> None:
        await receive(house.dispatcher, house.bot, settings.telegram)

    return by_webhook if settings.telegram.mode == "webhook" else by_polling
