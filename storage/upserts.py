"""INSERT … ON CONFLICT for the database at hand; the other one's dialect is not even loaded."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sqlmodel import Session


def upsert(session: Session, table: Any) -> Any:
    """Begin an insert that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    return import_module(f"sqlalchemy.dialects.{session.get_bind().dialect.name}").insert(table)
