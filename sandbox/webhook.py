"""Delivery to a bot's webhook: in order in each chat, kept and tried again until it is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from sandbox.bodies import from_response
from sandbox.errors import ApiError
from sandbox.params import Params
from sandbox.shapes import Json, dump, without_nones
from sandbox.updates import Inbox, Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
ANSWER_SECONDS = 60.0
FIRST_RETRY_SECONDS, LONGEST_RETRY_SECONDS = 0.2, 30.0
CONNECTIONS = 40

Execute = Callable[[str, Params], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go."""

    url: str
    secret: str | None = None
    connections: int = CONNECTIONS


class Webhook:
    """Pushes the updates of one bot. An answer that names a method is executed as a call; its result is lost."""

    def __init__(self, inbox: Inbox, execute: Execute, timestamp: Callable[[], int]) -> None:
        self._inbox = inbox
        self._execute = execute
        self._timestamp = timestamp
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._lanes: set[int] = set()
        self.target: Target | None = None
        self.last_error: tuple[int, str] | None = None

    def point(self, target: Target | None) -> None:
        """Start pushing to `target`, or stop."""
        self._stop_tasks()
        self.target = target
        self.last_error = None
        self._inbox.listeners.discard(self._dispatch)
        if target is not None:
            self._inbox.listeners.add(self._dispatch)
            self._dispatch()

    async def close(self) -> None:
        """Stop pushing and close connections."""
        tasks = tuple(self._tasks)
        self.point(None)
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def about(self) -> Json:
        """Return the Bot API's WebhookInfo, without what concerns the queue."""
        target = self.target
        out: Json = {"url": target.url if target else "", "has_custom_certificate": False}
        out["pending_update_count"] = len(self._inbox)
        if target is not None:
            out |= {"ip_address": "127.0.0.1", "max_connections": target.connections}
        if self.last_error is not None:
            date, message = self.last_error
            out |= without_nones(last_error_date=date, last_error_message=message)
        return out

    def _stop_tasks(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        self._tasks.clear()
        self._lanes.clear()

    def _dispatch(self) -> None:
        """Start as many deliveries as there are free lanes and connections."""
        if self.target is None:
            return
        for update in self._inbox.waiting():
            if len(self._lanes) >= self.target.connections:
                return
            if update.lane not in self._lanes:
                self._lanes.add(update.lane)
                task = asyncio.get_running_loop().create_task(self._deliver(update, self.target))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _deliver(self, update: Update, target: Target) -> None:
        delay = FIRST_RETRY_SECONDS
        try:
            while self._inbox.holds(update) and not await self._push(update, target):
                await asyncio.sleep(delay)
                delay = min(2 * delay, LONGEST_RETRY_SECONDS)
        finally:
            if target is self.target:
                self._lanes.discard(update.lane)
                self._dispatch()

    async def _push(self, update: Update, target: Target) -> bool:
        """Try once; tell whether the update is off the queue."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS))
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers[SECRET_HEADER] = target.secret
        try:
            async with self._session.post(target.url, data=dump(update.body), headers=headers) as response:
                if not response.ok:
                    return self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                answer = await from_response(response)
        except TimeoutError:
            return self._failed("Read timeout expired")
        except (aiohttp.ClientError, OSError) as error:
            return self._failed(f"Connection failed: {error}")
        except (ApiError, ValueError):
            answer = None  # the update is taken; what else the bot said cannot be read
        self._inbox.done(update)
        if answer is not None:
            await self._execute(*answer)
        return True

    def _failed(self, message: str) -> bool:
        self.last_error = (self._timestamp(), message)
        return False
