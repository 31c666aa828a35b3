"""A friendly client of the control API, for tests and for the demo."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import aiohttp

from sandbox.shapes import Json

T = TypeVar("T")

PATIENCE_SECONDS = 10.0
QUIET_SECONDS = 0.05
LOOK_AGAIN_SECONDS = 0.01


class ControlFailed(Exception):
    """The sandbox refused a control call; the text says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the sandbox; wherever a person is asked for, the id will do as well."""

    id: int
    first_name: str
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """How a tap ended: `text` is what the tapper was told, None when nothing or nobody answered."""

    query_id: str
    answered: bool
    text: str | None = None
    show_alert: bool = False
    url: str | None = None


class Control:
    """Drives a sandbox, used as `async with Control(base_url) as control`.

    A chat is named by its id, a private chat by the person (`bot_id` chooses the bot, the first by default).
    """

    def __init__(self, base_url: str, *, bot_id: int | None = None) -> None:
        self._base_url = base_url
        self._bot_id = bot_id
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Control:
        self._session = aiohttp.ClientSession(self._base_url)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    # The world

    async def bot(self, token: str, username: str = "sandbox_bot", first_name: str = "Sandbox") -> Json:
        """Register a bot."""
        return await self.post("/control/bots", token=token, username=username, first_name=first_name)

    async def user(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "zh-hans",
        user_id: int | None = None,
    ) -> Person:
        """Create a person."""
        made = await self.post(
            "/control/users",
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            id=user_id,
        )
        return Person(made["id"], made["first_name"], made.get("username"))

    async def group(
        self,
        title: str,
        creator: Person | int,
        members: list[Person] | list[int] | None = None,
        *,
        kind: str = "supergroup",
    ) -> int:
        """Found a group and return its id."""
        made = await self.post(
            "/control/chats",
            type=kind,
            title=title,
            creator=number(creator),
            members=[number(member) for member in members or []],
        )
        return int(made["id"])

    async def member(
        self,
        chat: int,
        who: Person | int,
        status: str = "member",
        *,
        anonymous: bool = False,
        by: Person | int | None = None,
        rights: Mapping[str, bool] | None = None,
    ) -> Json:
        """Change a person's or bot's standing: member, administrator, restricted, left, kicked."""
        return await self.post(
            f"/control/chats/{chat}/members",
            user_id=number(who),
            status=status,
            anonymous=anonymous,
            by=None if by is None else number(by),
            rights=None if rights is None else dict(rights),
        )

    async def migrate(self, chat: int) -> int:
        """Turn a group into a supergroup and return the new id."""
        return int((await self.post(f"/control/chats/{chat}/migrate"))["migrated_to"])

    async def block(self, user: Person | int) -> None:
        """Stop the bot."""
        await self.post(f"/control/users/{number(user)}/block", bot_id=self._bot_id)

    async def unblock(self, user: Person | int) -> None:
        """Let the bot write again."""
        await self.post(f"/control/users/{number(user)}/unblock", bot_id=self._bot_id)

    async def deactivate(self, user: Person | int) -> None:
        """Delete a person's account."""
        await self.post(f"/control/users/{number(user)}/deactivate")

    async def world(self) -> Json:
        """Return everything that exists."""
        return await self.get("/control/world")

    # What persons do

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

    # What is there to see

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
            return await _until(look, timeout_seconds)
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

    # Time, traffic and trouble

    async def now(self) -> datetime:
        """Return the sandbox's time in UTC."""
        return datetime.fromisoformat((await self.get("/control/clock"))["now"])

    async def advance(self, **amount: float) -> datetime:
        """Move the clock forward by days, hours, minutes or seconds; returns when followers have followed."""
        moved = await self.post("/control/clock", advance=timedelta(**amount).total_seconds())
        return datetime.fromisoformat(moved["now"])

    async def move_to(self, moment: datetime) -> datetime:
        """Move the clock forward to a moment; returns when followers have followed."""
        return datetime.fromisoformat((await self.post("/control/clock", to=moment.isoformat()))["now"])

    async def flow(self, flowing: bool) -> None:
        """Let the clock run or stop it."""
        await self.post("/control/clock", flowing=flowing)

    async def fault(self, kind: str, method: str = "*", **how: Any) -> None:
        """Let the next calls of a method fail.

        Kinds are 429, 500, drop and slow; `how` may give count, retry_after, delay, chat_id, and when="after"
        for a fault that comes after the call took effect.
        """
        await self.post("/control/faults", kind=kind, method=method, **how)

    async def clear_faults(self) -> None:
        """Let all calls pass again."""
        await self._request("DELETE", "/control/faults")

    async def strict(self, limits: bool) -> None:
        """Turn the rate limits on or off."""
        await self.post("/control/strict", limits=limits)

    async def calls(self, method: str | None = None, *, chat: int | None = None, since: int = 0) -> list[Json]:
        """Return the calls that bots made, oldest first."""
        return list((await self.get("/control/calls", method=method, chat_id=chat, since=since))["calls"])

    async def clear_calls(self) -> None:
        """Empty the log of calls."""
        await self._request("DELETE", "/control/calls")

    async def inject(self, update: Json) -> int:
        """Queue a raw update and return its id."""
        return int((await self.post("/control/updates", update=update, bot_id=self._bot_id))["update_id"])

    async def repeat(self, update_id: int) -> None:
        """Deliver an update once more."""
        await self.post("/control/updates", repeat=update_id, bot_id=self._bot_id)

    async def pending(self) -> Json:
        """Tell what the bot has not yet taken."""
        return await self.get("/control/updates", pending=1, bot_id=self._bot_id)

    async def settled(self, *, timeout_seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until the bot has taken and confirmed all updates and has made no call for a little while."""
        last: list[int] = []

        async def quiet() -> bool | None:
            state = await self.pending()
            if state["pending"] or state["running"] or last != [state["last_call"]]:
                last[:] = [state["last_call"]]
                await asyncio.sleep(QUIET_SECONDS)
                return None
            return True

        try:
            await _until(quiet, timeout_seconds)
        except TimeoutError:
            raise TimeoutError(f"the bot has not settled within {timeout_seconds} s: {await self.pending()}") from None

    # HTTP

    async def get(self, path: str, **query: Any) -> Json:
        """Make any GET of the control API."""
        given = {key: str(value) for key, value in query.items() if value is not None}
        return await self._request("GET", path, params=given)

    async def post(self, path: str, **body: Any) -> Json:
        """Make any POST of the control API; what is None is left out."""
        return await self._request("POST", path, json={k: v for k, v in body.items() if v is not None})

    async def _request(self, verb: str, path: str, **how: Any) -> Json:
        assert self._session is not None  # noqa: S101 - a wrong use of this class
        async with self._session.request(verb, path, **how) as response:
            body: Json = json.loads(await response.text())
            if not response.ok:
                raise ControlFailed(f"{response.status} {path}: {body.get('error')}")
            return body

    async def _act(self, user: Person | int, act: str, where: Json | None = None, **body: Any) -> Json:
        whole = {"bot_id": self._bot_id, **(where or {}), **body}
        return await self.post(f"/control/users/{number(user)}/{act}", **whole)

    def _where(self, user: Person | int, chat: Person | int | None) -> Json:
        return {"chat_id": number(user if chat is None else chat), "bot_id": self._bot_id}

    async def _data(self, user: Person | int, chat_id: int, message: Json | int, button: str) -> str:
        """Return the data of the button with this label on the message as it is now, or the word itself."""
        wanted = message_number(message)
        page = await self.messages(user, chat_id, limit=1, before=wanted + 1)
        rows = page[0].get("reply_markup", {}).get("inline_keyboard", []) if page else []
        labels = {b["text"]: b["callback_data"] for row in rows for b in row if "callback_data" in b}
        if button not in labels and button not in labels.values():
            raise ControlFailed(f"message {wanted} has no button {button!r}, only {labels}")
        return str(labels.get(button, button))


def number(who: Person | int) -> int:
    """Return the id of a person, or the id itself."""
    return who.id if isinstance(who, Person) else who


def message_number(message: Json | int) -> int:
    """Return the id of a message, or the id itself."""
    return message if isinstance(message, int) else int(message["message_id"])


def words_of(message: Json) -> str:
    """Return the text or caption of a message."""
    return str(message.get("text") or message.get("caption") or "")


def buttons_of(message: Json) -> list[str]:
    """List the labels of the inline buttons of a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def _until(look: Callable[[], Awaitable[T | None]], seconds: float) -> T:
    """Look until there is something, real seconds at most."""
    async with asyncio.timeout(seconds):
        while (found := await look()) is None:  # noqa: ASYNC110 - what is awaited lives in another process
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
    return found
