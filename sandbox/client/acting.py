"""What persons do in chats."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import aiohttp

from sandbox.client.link import PATIENCE_SECONDS, ControlFailed, Person, Tap, message_number, number
from sandbox.client.looking import LookingDriver
from sandbox.shapes import Json


class ActingDriver(LookingDriver):
    """Writes, taps, presses and sends for persons; a chat that is not named is the private one."""

    async def start(self, user: Person | int, payload: str | None = None) -> Json:
        """Press Start or open a deep link."""
        return await self._act(user, "start", payload=payload)

    async def say(
        self, user: Person | int, chat: Person | int | None, text: str, *, reply_to: int | None = None
    ) -> Json:
        """Write a text; `chat` None is the private chat."""
        return await self._act(user, "send", self._where(user, chat), text=text, reply_to_message_id=reply_to)

    async def edit(self, user: Person | int, chat: Person | int | None, message: Json | int, text: str) -> Json:
        """Change one's own message."""
        where = self._where(user, chat)
        return await self._act(user, "edit", where, message_id=message_number(message), text=text)

    async def tap(
        self,
        user: Person | int,
        message: Json | int,
        button: str | tuple[int, int],
        *,
        chat: Person | int | None = None,
        forged: bool = False,
        wait: float = PATIENCE_SECONDS,
    ) -> Tap:
        """Tap a button by its label, its data, or (row, column); a message given whole tells its chat."""
        if chat is None and isinstance(message, dict):
            chat = int(message["chat"]["id"])
        where = self._where(user, chat)
        target: Json = {"message_id": message_number(message), "forged": forged, "wait": wait}
        if isinstance(button, tuple):
            target |= {"row": button[0], "column": button[1]}
        else:
            target["data"] = button if forged else await self._data(user, where["chat_id"], message, button)
        told = await self._act(user, "tap", where, **target)
        return Tap(told["callback_query_id"], told["answered"], **(told["answer"] or {}))

    async def press(
        self,
        user: Person | int,
        message: Json | int,
        row: int,
        column: int,
        *,
        chat: Person | int | None = None,
        place: tuple[float, float] | None = None,
        phone_number: str | None = None,
    ) -> Json:
        """Press a button below the input line."""
        extra: Json = {"phone_number": phone_number}
        if place is not None:
            extra |= {"latitude": place[0], "longitude": place[1]}
        where = self._where(user, chat)
        target = {"message_id": message_number(message), "row": row, "column": column}
        return await self._act(user, "press", where, **target, **extra)

    async def upload(
        self,
        user: Person | int,
        chat: Person | int | None,
        file: bytes | Path,
        *,
        kind: str = "document",
        name: str = "file.bin",
        content_type: str | None = None,
        caption: str = "",
        album: str | None = None,
        reply_to: int | None = None,
    ) -> Json:
        """Send a file; those with the same `album` word belong together."""
        if isinstance(file, Path):
            name, file = file.name, await asyncio.to_thread(file.read_bytes)
        form = aiohttp.FormData(quote_fields=False)
        optional = {"media_group": album, "reply_to_message_id": reply_to}
        for key, value in {**self._where(user, chat), "kind": kind, "caption": caption, **optional}.items():
            if value is not None:
                form.add_field(key, str(value))
        form.add_field("file", io.BytesIO(file), filename=name, content_type=content_type or "application/octet-stream")
        return await self._request("POST", f"/control/users/{number(user)}/send", data=form)

    async def contact(
        self,
        user: Person | int,
        phone_number: str,
        *,
        of: Person | int | None = None,
        chat: Person | int | None = None,
        first_name: str = "联系人",
    ) -> Json:
        """Share a telephone number, of a person or of nobody known."""
        owner = None if of is None else number(of)
        about: Json = {"phone_number": phone_number, "user_id": owner, "first_name": first_name}
        return await self._act(user, "contact", self._where(user, chat), **about)

    async def location(
        self, user: Person | int, latitude: float, longitude: float, *, chat: Person | int | None = None
    ) -> Json:
        """Share a place."""
        return await self._act(user, "location", self._where(user, chat), latitude=latitude, longitude=longitude)

    async def inline(self, user: Person | int, query: str, *, wait: float = PATIENCE_SECONDS) -> list[Json] | None:
        """Ask the bot inline; None when it did not answer."""
        told = await self._act(user, "inline", query=query, wait=wait)
        return None if told["results"] is None else list(told["results"])

    async def vote(
        self, user: Person | int, message: Json | int, options: list[int], *, chat: Person | int | None = None
    ) -> Json:
        """Vote in a poll."""
        where = self._where(user, chat)
        return await self._act(user, "vote", where, message_id=message_number(message), option_ids=options)

    async def react(
        self, user: Person | int, message: Json | int, *emoji: str, chat: Person | int | None = None
    ) -> Json:
        """React to a message; without emoji, take the reaction back."""
        where = self._where(user, chat)
        return await self._act(user, "react", where, message_id=message_number(message), emoji=list(emoji))

    async def read(self, user: Person | int, chat: Person | int | None = None) -> None:
        """Note that everything was seen."""
        await self._act(user, "read", self._where(user, chat))

    async def _data(self, user: Person | int, chat_id: int, message: Json | int, button: str) -> str:
        """Return the data of the button with this label on the message as it is now, or the word itself."""
        wanted = message_number(message)
        page = await self.messages(user, chat_id, limit=1, before=wanted + 1)
        rows = page[0].get("reply_markup", {}).get("inline_keyboard", []) if page else []
        labels = {b["text"]: b["callback_data"] for row in rows for b in row if "callback_data" in b}
        if button not in labels and button not in labels.values():
            raise ControlFailed(f"message {wanted} has no button {button!r}, only {labels}")
        return str(labels.get(button, button))
