"""The real dispatcher on a database in memory: feed it an update, see what came of it, set everything back."""

from __future__ import annotations

import asyncio
import itertools
import traceback
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from aiogram.types import ErrorEvent, TelegramObject, Update

from bot.assembly import build_house
from bot.forms import FormStorage
from services.clock import SetClock
from services.errors import Refused
from storage.tables import Conversation
from tests.hostile.fuzz.messenger import Heard, Messenger
from tests.hostile.fuzz.world import one_of_everything
from tests.states.here import Dump, Here
from tests.states.machine import here, settled
from tests.states.office import OUTSIDER, STRANGER

TOKEN = "700000001:AAfuzzfuzzfuzzfuzzfuzzfuzzfuzzfuzz"
THEN = 1_796_000_000


async def studio(_function: Callable[[Any], bytes], _drawn: Any, /) -> bytes:
    """Draw nothing: what pictures show is tried elsewhere."""
    return b"%PDF-"


class Rig:
    """One bot for all tests of this folder; `reset` sets its branch back."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self.db: Here = here()
        self._kept, self.stage = settled(one_of_everything)
        self.clock = SetClock(self.stage.clock.at)
        self.home = self.stage.branch_id
        self.messenger = Messenger()
        self._numbers = itertools.count(1)
        self.refused = ""
        self.db.be(self._kept)
        self._loop.run_until_complete(self._build())

    async def _build(self) -> None:
        house = await build_house(self.db, self.clock, token=TOKEN, api_base=None)
        await house.bot.session.close()
        house.bot.session = self.messenger
        house.dispatcher["studio"] = studio
        house.dispatcher.errors.outer_middleware(self._note)
        self._bot, self._dispatcher = house.bot, house.dispatcher

    async def _note(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, ErrorEvent)
        if isinstance(event.exception, Refused):
            self.refused = str(event.exception)
        else:
            self.messenger.heard.faults.append("".join(traceback.format_exception(event.exception)))
        return await handler(event, data)

    def reset(self) -> None:
        """Be as at the beginning."""
        self.db.be(self._kept)
        self.clock.at = self.stage.clock.at
        forms = self._dispatcher.storage
        assert isinstance(forms, FormStorage)
        self._loop.run_until_complete(forms.load())

    # What is sent

    def tap(self, name: str, data: str, *, in_group: bool = False) -> Heard:
        """Let somebody tap a button with this data, shown to him or not."""
        who = self._who(name)
        chat = {"id": -100500, "type": "supergroup", "title": "支部群"} if in_group else {**who, "type": "private"}
        message = {"message_id": 7, "date": THEN, "chat": chat, "text": "…"}
        query = {"id": f"q{next(self._numbers)}", "from": who, "chat_instance": "c", "data": data, "message": message}
        heard = self.feed(name, {"callback_query": query})
        assert heard.answered, f"{name} taps {data!r} and is not answered"
        return heard

    def send(self, name: str, **content: Any) -> Heard:
        """Let somebody send a message of any content in his private chat."""
        who = self._who(name)
        number = next(self._numbers)
        message = {"message_id": number, "date": THEN, "chat": {**who, "type": "private"}, "from": who, **content}
        return self.feed(name, {"message": message})

    def say(self, name: str, text: str) -> Heard:
        """Let somebody write."""
        entities = (
            [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}] if text[:1] == "/" else []
        )
        return self.send(name, text=text, entities=entities) if entities else self.send(name, text=text)

    def feed(self, name: str, content: dict[str, Any]) -> Heard:
        """Feed one update: it breaks nothing, a refusal leaves no trace, and others' branches are out of reach."""
        before = self._data()
        self.messenger.heard, self.refused = Heard(), ""
        update = Update.model_validate({"update_id": next(self._numbers), **content}, context={"bot": self._bot})
        self._loop.run_until_complete(self._dispatcher.feed_update(self._bot, update))
        heard, after = self.messenger.heard, self._data()
        assert not heard.faults, "\n".join(heard.faults)
        assert not self.db.rows("PRAGMA foreign_key_check")
        if self.refused or name == STRANGER:
            assert after == before, (self.refused, _changes(before, after))
        if name == OUTSIDER:
            assert self._of_home(after) == self._of_home(before), _changes(before, after)
        return heard

    def form(self, name: str) -> str | None:
        """The step of a form in which somebody is."""
        key = f"%:{self._who(name)['id']}:%"
        rows = self.db.rows("SELECT state FROM conversation WHERE key LIKE ?", key)
        return rows[0][0] if rows else None

    def data(self) -> Dump:
        """Everything but where conversations stand."""
        return self._data()

    def _who(self, name: str) -> dict[str, Any]:
        return {"id": self.stage.callers[name].user_id, "is_bot": False, "first_name": name, "language_code": "zh"}

    def _data(self) -> Dump:
        found = self.db.dump()
        del found[str(Conversation.__tablename__)]
        return found

    def _of_home(self, data: Dump) -> Dump:
        return {
            table: [row for row in data[table] if row[at] == self.home] for table, at in _branch_columns(self).items()
        }


@cache
def rig() -> Rig:
    """The one bot of this folder."""
    return Rig()


@cache
def _branch_columns(of: Rig) -> dict[str, int]:
    """Where each table that has one keeps its branch."""
    found = {}
    for table in of.data():
        names = [row[1] for row in of.db.rows(f'PRAGMA table_info("{table}")')]
        if "branch_id" in names:
            found[table] = names.index("branch_id")
    return found


def _changes(before: Dump, after: Dump) -> Dump:
    return {
        table: [row for row in after[table] if row not in before[table]]
        for table in after
        if after[table] != before[table]
    }
