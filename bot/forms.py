"""Where people stand in forms of several steps: kept in memory for reading, in the database for restarts.

What a handler changes is held back until its update is done (`bot.intake`), then written at once together with the
update's number. So an update that dies half-way is handled again from the same step, and one that comes again after it
was done is known.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlmodel import Session, col, select

from services.clock import Clock
from services.daytime import next_daytime
from storage.database import Database
from storage.notices.forms import FormExpired
from storage.outbox import DIRECT, owe
from storage.queries.accounts import zone_of
from storage.tables import Conversation

PATIENCE = timedelta(hours=24)
"""How long a form lies open untouched before it is closed, if nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Form:
    """One person's step and answers in one chat; ``last_update`` is the update that led here."""

    state: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    last_update: int = -1


_EMPTY = Form()
_held_back: ContextVar[dict[str, Form] | None] = ContextVar("held_back", default=None)


class FormStorage(BaseStorage):
    """aiogram's state storage over our database. One process owns it; several need Redis."""

    def __init__(self, db: Database, clock: Clock, patience: timedelta = PATIENCE) -> None:
        self._db = db
        self._clock = clock
        self._patience = patience
        self._forms: dict[str, Form] = {}

    async def load(self) -> None:
        """Take up the forms that a former process left open."""
        self._forms = await self._db.read(_all_forms)

    @asynccontextmanager
    async def update(self, update_id: int) -> AsyncIterator[None]:
        """Hold changes back until the block is done, then make them durable; a block that fails changes nothing."""
        held: dict[str, Form] = {}
        token = _held_back.set(held)
        try:
            yield
        finally:
            _held_back.reset(token)
        changed = {name: Form(form.state, form.data, update_id) for name, form in held.items()}
        if changed:
            await self._db.write(_keep, changed, self._clock)
            self._forms.update(changed)

    async def expire(self, now: datetime) -> int:
        """Close the forms that nobody went on with for too long, and tell each of their owners once; say how many.

        One that is gone on with in this very moment stays as that leaves it.
        """
        closed = await self._db.write(_expire, now, now - self._patience)
        for name, last_update in closed.items():
            if self._forms.get(name, _EMPTY).last_update == last_update:
                self._forms[name] = Form(last_update=last_update)
        return len(closed)

    def last_update(self, key: StorageKey) -> int:
        """Number of the last update that changed this form; -1 for none."""
        return self._forms.get(_name(key), _EMPTY).last_update

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """See aiogram."""
        text = state.state if isinstance(state, State) else state
        await self._change(key, Form(text, self._form(key).data))

    async def get_state(self, key: StorageKey) -> str | None:
        """See aiogram."""
        return self._form(key).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """See aiogram."""
        await self._change(key, Form(self._form(key).state, dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """See aiogram."""
        return dict(self._form(key).data)

    async def close(self) -> None:
        """Nothing of its own to close: the database is closed by who opened it."""

    def _form(self, key: StorageKey) -> Form:
        name = _name(key)
        return (_held_back.get() or {}).get(name) or self._forms.get(name, _EMPTY)

    async def _change(self, key: StorageKey, form: Form) -> None:
        now = self._form(key)
        if (now.state, now.data) == (form.state, form.data):
            return
        held = _held_back.get()
        if held is None:
            raise RuntimeError("a form was changed outside of an update")
        held[_name(key)] = form


def _expire(session: Session, now: datetime, before: datetime) -> dict[str, int]:
    """Close old forms in the database; the rows stay, as they know the last update that changed them.

    Their owners are told by day.
    """
    closed = {}
    for row in session.exec(
        select(Conversation).where(col(Conversation.state).is_not(None), Conversation.updated_at < before)
    ):
        chat_id, user_id = (int(part) for part in row.key.split(":")[1:3])
        row.state, row.data = None, {}
        session.add(row)
        closed[row.key] = row.last_update
        zone = zone_of(session, user_id)
        if chat_id == user_id and zone is not None:
            key = f"form:{row.key}:{row.last_update}"
            told = next_daytime(now, zone)
            owe(session, FormExpired(), key=key, now=now, due_at=told, branch_id=None, to_chat=chat_id, priority=DIRECT)
    return closed


def _name(key: StorageKey) -> str:
    return f"{key.bot_id}:{key.chat_id}:{key.user_id}:{key.thread_id or 0}:{key.destiny}"


def _all_forms(session: Session) -> dict[str, Form]:
    return {row.key: Form(row.state, row.data, row.last_update) for row in session.exec(select(Conversation))}


def _keep(session: Session, changed: Mapping[str, Form], clock: Clock) -> None:
    for name, form in changed.items():
        row = Conversation(
            key=name, state=form.state, data=dict(form.data), last_update=form.last_update, updated_at=clock.now()
        )
        session.merge(row)
