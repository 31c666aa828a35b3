"""Rewriting messages in chats: the last state always lands, no message is edited twice within three seconds."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic

from telegram.error import TelegramError

from bot.courier_patience import Patience
from bot.courier_post import Post
from bot.courier_verdict import Meaning, judge
from bot.flights import Flights
from storage.database import Database
from storage.queries import rewritings
from storage.queries.rewritings import Rewriting

logger = logging.getLogger(__name__)

AT_ONCE = 32
EDIT_PAUSE = 3.0
"""Seconds between two edits of one message."""


class Editor:
    """Brings messages up to date; each wish replaces the one before it."""

    def __init__(
        self, db: Database, post: Post, landed: Callable[[], None], ticks: Callable[[], float] = monotonic
    ) -> None:
        self._db = db
        self._post = post
        self._patience: Patience[int] = Patience(ticks)
        self._flights: Flights[int] = Flights(landed)

    async def round(self) -> None:
        """Set off the edits that may go now."""
        free = AT_ONCE - len(self._flights)
        if free <= 0 or self._patience.holds_all():
            return
        busy = self._patience.held() | set(self._flights)
        for wish in await self._db.read(rewritings.wanted, limit=free, busy=busy):
            self._flights.launch(wish.ref_id, self._rewrite(wish))

    async def is_idle(self) -> bool:
        """Tell whether every message shows what it should."""
        return not len(self._flights) and not await self._db.read(rewritings.count_wanted)

    def seconds_left(self) -> float | None:
        """Seconds until a message that was held back may be edited again; None when none is."""
        return self._patience.seconds_left()

    async def finish(self, seconds: float) -> None:
        """Let the edits on the wire arrive."""
        await self._flights.finish(seconds)

    async def _rewrite(self, wish: Rewriting) -> None:
        try:
            await self._post.rewrite(wish)
        except TelegramError as error:
            await self._settle_failure(wish, error)
        except Exception:
            # A kind that this version does not know or a wording that fails: the message keeps what it shows.
            logger.exception("message %s of chat %s cannot be rewritten", wish.message_id, wish.chat_id)
            await self._db.write(rewritings.settle_rewritten, wish)
        else:
            self._patience.succeeded(wish.ref_id)
            self._patience.hold(wish.ref_id, EDIT_PAUSE)
            await self._db.write(rewritings.settle_rewritten, wish)

    async def _settle_failure(self, wish: Rewriting, error: TelegramError) -> None:
        verdict = judge(error)
        logger.warning("message %s of chat %s: %s", wish.message_id, wish.chat_id, verdict.reason)
        match verdict.meaning:
            case Meaning.TOO_FAST:
                self._patience.asked_to_wait(wish.ref_id, max(verdict.seconds, EDIT_PAUSE))
            case Meaning.AGAIN:
                self._patience.failed(wish.ref_id)
            case Meaning.MIGRATED | Meaning.UNREACHABLE | Meaning.REFUSED:
                # Deleted, too old, in a chat that is closed or was left behind: nothing will show there any more.
                await self._db.write(rewritings.forget_message, wish)
