"""The verbs of a walk: what people do over HTTP and what they see, whoever runs the bot and however often it dies."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlmodel import Session, col

from sandbox.client import Control, Person, buttons_of, words_of
from sandbox.client.link import until
from sandbox.server import Sandbox
from sandbox.shapes import Json
from storage.database import Database
from storage.queries.deliveries import outstanding
from storage.tables import MessageRef

ZONE = ZoneInfo("Asia/Shanghai")
PATIENCE_SECONDS = 30.0
HISTORY = 1000


@dataclass
class Walk:
    """People, their group, and what they do. A verb waits until what was done before is settled, not for its own."""

    box: Sandbox
    control: Control
    db: Database
    bot_id: int
    people: dict[str, Person] = field(default_factory=dict)
    group: int = 0
    taps: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    # What they do

    async def person(self, name: str) -> Person:
        """Find somebody of this name, or let him live here from now on."""
        if name not in self.people:
            self.people[name] = await self.control.user(name)
        return self.people[name]

    async def open_link(self, name: str, token: str) -> None:
        """Let somebody open a one-time deep link."""
        await self.settle()
        await self.control.start(await self.person(name), token)

    async def say(self, name: str, text: str, *, in_group: bool = False) -> None:
        """Write to the bot, or in the group."""
        await self.settle()
        await self.control.say(self.people[name], self.group if in_group else None, text)

    async def send(self, name: str, file: bytes, /, **how: Any) -> None:
        """Send a file to the bot."""
        await self.settle()
        await self.control.upload(self.people[name], None, file, **how)

    async def tap(self, name: str, label: str, *, in_group: bool = False) -> None:
        """Tap the newest button whose label begins so."""
        await self.settle()
        await self.tap_now(name, label, in_group=in_group)

    async def tap_now(self, name: str, label: str, *, in_group: bool = False) -> None:
        """Tap without waiting for what others have just done."""
        message, exact = await self.button(name, label, in_group=in_group)
        chat = self.group if in_group else None
        tapped = await self.control.tap(self.people[name], message, exact, chat=chat, wait=0)
        self.taps.append(tapped.query_id)

    async def at(self, moment: str) -> None:
        """Move the clock forward to a moment of the branch's wall clock, with everything that falls due on the way."""
        await self.settle()
        await self.control.move_to(datetime.fromisoformat(moment).replace(tzinfo=ZONE))

    # What they see

    async def messages(self, name: str, *, in_group: bool = False) -> list[Json]:
        """Every message of his private chat with the bot, or of the group as he sees it."""
        return await self.control.messages(self.people[name], self.group if in_group else None, limit=HISTORY)

    async def texts(self, name: str, *, in_group: bool = False) -> list[str]:
        """The bot's words to him as they read now, oldest first."""
        return [words_of(message) for message in await self.bots(name, in_group=in_group)]

    async def bots(self, name: str, *, in_group: bool = False) -> list[Json]:
        """The bot's messages to him, oldest first."""
        return [m for m in await self.messages(name, in_group=in_group) if m.get("from", {}).get("is_bot")]

    async def last(self, name: str, *, in_group: bool = False) -> str:
        """The bot's last words to him."""
        return (await self.texts(name, in_group=in_group))[-1]

    async def with_words(self, name: str, words: str, *, in_group: bool = False) -> Json:
        """The newest message of the bot to him that holds these words."""
        seen = await self.bots(name, in_group=in_group)
        found = [message for message in seen if words in words_of(message)]
        assert found, f"{name} sees nothing with {words!r}; he sees {[words_of(m)[:80] for m in seen[-6:]]}"
        return found[-1]

    async def button(self, name: str, label: str, *, in_group: bool = False) -> tuple[Json, str]:
        """The newest message with a button whose label begins so, and the whole label."""
        seen = await self.messages(name, in_group=in_group)
        for message in reversed(seen):
            for found in buttons_of(message):
                if found.startswith(label):
                    return message, found
        shown = [f"{words_of(message)[:60]!r} {buttons_of(message)}" for message in seen[-5:]]
        raise AssertionError(f"{name} sees no button {label!r}; he sees {shown}")

    async def told(self) -> str:
        """What the last tapper was told at once; empty when he was told nothing in words."""
        calls = await self.control.calls("answerCallbackQuery")
        answers = [call["params"] for call in calls if call["params"]["callback_query_id"] == self.taps[-1]]
        assert answers, f"tap {self.taps[-1]} got no answer"
        return str(answers[0].get("text") or "")

    # Quiet

    async def settle(self, *, edits: bool = False) -> None:
        """Wait until every update is handled and nothing due is owed; ``edits``: and every message shows the latest."""
        await self.control.settled(timeout_seconds=PATIENCE_SECONDS)
        if await self._busy(edits=edits):
            await until(lambda: self._is_quiet(edits=edits), PATIENCE_SECONDS)
            await self.control.settled(timeout_seconds=PATIENCE_SECONDS)

    async def _busy(self, *, edits: bool) -> bool:
        now = self.box.clock.now()
        owed = await self.db.read(outstanding, now)
        return owed or (edits and await self.db.read(_wants_edits))

    async def _is_quiet(self, *, edits: bool) -> bool | None:
        return None if await self._busy(edits=edits) else True


def _wants_edits(session: Session) -> bool:
    return session.execute(select(exists().where(col(MessageRef.wanted_kind).is_not(None)))).scalar_one() is True


Act = Callable[[Walk], Awaitable[None]]


@dataclass(frozen=True)
class Step:
    """One step: what people do, and what holds once it is settled, whether or not the bot died meanwhile."""

    name: str
    act: Act
    expect: Act
