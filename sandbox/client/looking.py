"""What is there to see."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from sandbox.client.link import PATIENCE_SECONDS, ControlFailed, Link, Person, number, until, words_of
from sandbox.shapes import Json


class LookingDriver(Link):
    """Shows chats as a person sees them, and waits for what shall come."""

    async def messages(
        self, viewer: Person | int, chat: Person | int | None = None, *, limit: int = 100, before: int | None = None
    ) -> list[Json]:
        """Return the last messages of a chat as a viewer sees it, oldest first."""
        where = self._where(viewer, chat)
        page = await self.get(
            f"/control/chats/{where['chat_id']}/messages",
            viewer=number(viewer),
            limit=limit,
            before=before,
            bot_id=self._bot_id,
        )
        return list(page["messages"])

    async def last(self, viewer: Person | int, chat: Person | int | None = None) -> Json:
        """Return the last message of a chat; the chat must not be empty."""
        return (await self.messages(viewer, chat, limit=1))[0]

    async def wait_for(
        self,
        viewer: Person | int,
        wanted: str | Callable[[Json], bool],
        *,
        chat: Person | int | None = None,
        after: int = 0,
        timeout_seconds: float = PATIENCE_SECONDS,
    ) -> Json:
        """Wait for a message of somebody else: one that holds the words, or that the function likes.

        Only messages with an id above `after` count. The refusal shows what was there instead.
        """

        def likes(message: Json) -> bool:
            return wanted in words_of(message) if isinstance(wanted, str) else wanted(message)

        seen: list[Json] = []

        async def look() -> Json | None:
            seen[:] = [m for m in await self.messages(viewer, chat) if m["message_id"] > after]
            return next((m for m in reversed(seen) if not m["outgoing"] and likes(m)), None)

        with suppress(TimeoutError):
            return await until(look, timeout_seconds)
        shown = "\n".join(f"  {m['message_id']} {m['sender_name']}: {words_of(m)!r}" for m in seen[-10:])
        raise TimeoutError(f"no message as wanted ({wanted!r}) within {timeout_seconds} s; there was:\n{shown}")

    async def chats(self, viewer: Person | int) -> list[Json]:
        """Return a viewer's chats with their unread counts."""
        return list((await self.get("/control/chats", viewer=number(viewer)))["chats"])

    async def commands(self, viewer: Person | int, chat: Person | int | None = None) -> Json:
        """Return the commands and the menu button that a viewer is offered."""
        where = self._where(viewer, chat)
        return await self.get("/control/commands", viewer=number(viewer), **where)

    async def file(self, file_id: str) -> bytes:
        """Return the bytes of a file."""
        assert self._session is not None  # noqa: S101 - a wrong use of this class
        async with self._session.get(f"/control/files/{file_id}") as response:
            if not response.ok:
                raise ControlFailed(f"{response.status}: {await response.text()}")
            return await response.read()
