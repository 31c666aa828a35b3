"""Where people stand in forms of several steps: kept in memory for reading, in the database for restarts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlmodel import Session, select

from services.clock import Clock
from storage.database import Database
from storage.tables import Conversation


class FormStorage(BaseStorage):
    """aiogram's state storage over our database; every change is durable before the handler goes on."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._held: dict[str, tuple[str | None, dict[str, Any]]] = {}

    async def load(self) -> None:
        """Take up the forms that a former process left open."""
        self._held = await self._db.read(_open_forms)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """See aiogram."""
        text = state.state if isinstance(state, State) else state
        await self._keep(_name(key), text, self._held.get(_name(key), (None, {}))[1])

    async def get_state(self, key: StorageKey) -> str | None:
        """See aiogram."""
        return self._held.get(_name(key), (None, {}))[0]

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """See aiogram."""
        await self._keep(_name(key), self._held.get(_name(key), (None, {}))[0], dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """See aiogram."""
        return dict(self._held.get(_name(key), (None, {}))[1])

    async def close(self) -> None:
        """Nothing of its own to close: the database is closed by who opened it."""

    async def _keep(self, name: str, state: str | None, data: dict[str, Any]) -> None:
        if self._held.get(name, (None, {})) == (state, data):
            return
        await self._db.write(_keep, name, state, data, self._clock)
        self._held[name] = (state, data)


def _name(key: StorageKey) -> str:
    return f"{key.bot_id}:{key.chat_id}:{key.user_id}:{key.thread_id or 0}:{key.destiny}"


def _open_forms(session: Session) -> dict[str, tuple[str | None, dict[str, Any]]]:
    return {row.key: (row.state, row.data) for row in session.exec(select(Conversation))}


def _keep(session: Session, name: str, state: str | None, data: dict[str, Any], clock: Clock) -> None:
    row = session.get(Conversation, name)
    if state is None and not data:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = Conversation(key=name, data=data, updated_at=clock.now())
    row.state, row.data, row.updated_at = state, data, clock.now()
    session.add(row)
