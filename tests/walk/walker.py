"""The verbs of a walk: what people do over HTTP and what they see, whoever runs the bot and however often it dies."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal
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
PLAIN = str.maketrans("：，；（）！？", ":,;()!?")
"""Steps are written with plain punctuation, whichever width the wording prefers."""
PATIENCE_SECONDS = 30.0
HELD_SECONDS = 60.0
"""How long a trapped call is held: longer than it takes to kill who waits for it."""

HISTORY = 1000


@dataclass(frozen=True)
class Trap:
    """Hold the bot's next call after a step's ``verb`` (counted from 1), ``before`` or ``after`` it takes effect."""

    verb: int
    when: Literal["before", "after"]
    is_set: bool = False


@dataclass
class Walk:
    """People, their group, and what they do. A verb waits until what was done before is settled, not for its own.

    ``verbs`` counts them by step. With a ``trap`` set, the bot's next call after that verb meets the sandbox's fault.
    """

    box: Sandbox
    control: Control
    db: Database
    bot_id: int
    people: dict[str, Person] = field(default_factory=dict)
    group: int = 0
    taps: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    step: str = ""
    verbs: dict[str, int] = field(default_factory=dict)
    trap: Trap | None = None
    moving: asyncio.Event = field(default_factory=asyncio.Event)

    async def _begin(self) -> None:
        """Count a verb, and set the trap before the one that it is meant for."""
        self.verbs[self.step] = self.verbs.get(self.step, 0) + 1
        if self.trap is not None and self.trap.verb == self.verbs[self.step]:
            await self.control.fault("slow", when=self.trap.when, delay=HELD_SECONDS)
            self.trap = replace(self.trap, is_set=True)

    def sprung(self) -> bool:
        """Tell whether a call is held."""
        return self.trap is not None and self.trap.is_set and not self.box.api.faults.waiting

    # What they do

    async def person(self, name: str) -> Person:
        """Find somebody of this name, or let him live here from now on."""
        if name not in self.people:
            self.people[name] = await self.control.user(name)
        return self.people[name]

    async def open_link(self, name: str, token: str) -> None:
        """Let somebody open a one-time deep link."""
        await self.settle()
        await self.open_link_now(name, token)

    async def open_link_now(self, name: str, token: str) -> None:
        """Let somebody open his link without waiting for what others have just done."""
        await self._begin()
        await self.control.start(await self.person(name), token)

    async def say(self, name: str, text: str, *, in_group: bool = False) -> None:
        """Write to the bot, or in the group."""
        await self.settle()
        await self._begin()
        await self.control.say(self.people[name], self.group if in_group else None, text)

    async def send(self, name: str, file: bytes, /, **how: Any) -> None:
        """Send a file to the bot."""
        await self.settle()
        await self._begin()
        await self.control.upload(self.people[name], None, file, **how)

    async def tap(self, name: str, label: str, *, in_group: bool = False) -> None:
        """Tap the newest button whose label begins so."""
        await self.settle()
        await self.tap_now(name, label, in_group=in_group)

    async def tap_now(self, name: str, label: str, *, in_group: bool = False) -> None:
        """Tap without waiting for what others have just done."""
        message, exact = await self.button(name, label, in_group=in_group)
        await self.tap_on(name, message, exact)

    async def tap_on(self, name: str, message: Json, label: str) -> None:
        """Tap a button of a message that was found."""
        await self._begin()
        chat = self.group if message["chat"]["id"] == self.group else None
        tapped = await self.control.tap(self.people[name], message, label, chat=chat, wait=0)
        self.taps.append(tapped.query_id)

    async def at(self, moment: str) -> None:
        """Move the clock forward to a moment of the branch's wall clock, with everything that falls due on the way."""
        await self.settle()
        await self._begin()
        self.moving.set()
        try:
            await self.control.move_to(datetime.fromisoformat(moment).replace(tzinfo=ZONE))
        finally:
            self.moving.clear()

    # What they see

    async def messages(self, name: str, *, in_group: bool = False) -> list[Json]:
        """Every message of his private chat with the bot, or of the group as he sees it."""
        return await self.control.messages(self.people[name], self.group if in_group else None, limit=HISTORY)

    async def texts(self, name: str, *, in_group: bool = False) -> list[str]:
        """The bot's words to him as they read now, oldest first, with plain punctuation."""
        return [plain(message) for message in await self.bots(name, in_group=in_group)]

    async def bots(self, name: str, *, in_group: bool = False) -> list[Json]:
        """The bot's messages to him, oldest first."""
        return [m for m in await self.messages(name, in_group=in_group) if m.get("from", {}).get("is_bot")]

    async def last(self, name: str, *, in_group: bool = False) -> str:
        """The bot's last words to him."""
        return (await self.texts(name, in_group=in_group))[-1]

    async def with_words(self, name: str, words: str, *, in_group: bool = False) -> Json:
        """The newest message of the bot to him that holds these words; its words stand under ``text``."""
        seen = await self.bots(name, in_group=in_group)
        found = [message for message in seen if words in plain(message)]
        assert found, f"{name} sees nothing with {words!r}; he sees {[plain(m)[:80] for m in seen[-6:]]}"
        return {**found[-1], "text": plain(found[-1])}

    async def button(self, name: str, label: str, *, in_group: bool = False) -> tuple[Json, str]:
        """The newest message with a button whose label begins so, and the whole label."""
        seen = await self.messages(name, in_group=in_group)
        for message in reversed(seen):
            for found in buttons_of(message):
                if found.translate(PLAIN).startswith(label):
                    return message, found
        shown = [f"{words_of(message)[:60]!r} {buttons_of(message)}" for message in seen[-5:]]
        raise AssertionError(f"{name} sees no button {label!r}; he sees {shown}")

    async def told(self) -> str:
        """What the last tapper was told at once; empty when he was told nothing in words."""
        calls = await self.control.calls("answerCallbackQuery")
        of_last = [call for call in calls if call["ok"] and call["params"]["callback_query_id"] == self.taps[-1]]
        answers = [call["params"] for call in of_last]
        assert answers, f"tap {self.taps[-1]} got no answer"
        return str(answers[0].get("text") or "").translate(PLAIN)

    # Quiet

    async def settle(self, *, edits: bool = False) -> None:
        """Wait until every update is handled and nothing due is owed; ``edits``: and every message shows the latest.

        The bot confirms an update only when it has answered, so there is no need to listen for silence.
        """

        async def look() -> bool | None:
            state = await self.control.pending()
            if state["pending"] or state["running"] or await self.db.read(outstanding, self.box.clock.now()):
                return None
            return None if edits and await self.db.read(_wants_edits) else True

        try:
            await until(look, PATIENCE_SECONDS)
        except TimeoutError:
            raise AssertionError(f"the bot does not settle: {await self.control.pending()}") from None


def plain(message: Json) -> str:
    """A message's words with plain punctuation."""
    return words_of(message).translate(PLAIN)


def _wants_edits(session: Session) -> bool:
    return session.execute(select(exists().where(col(MessageRef.wanted_kind).is_not(None)))).scalar_one() is True


Act = Callable[[Walk], Awaitable[None]]


@dataclass(frozen=True)
class Step:
    """One step: what people do, and what holds once it is settled, whether or not the bot died meanwhile."""

    name: str
    act: Act
    expect: Act
