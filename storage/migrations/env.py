"""Alembic's entry: run on the connection that `storage.migrate` hands in."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 (fills the metadata)


def render_plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write the database's own types, so that an old version does not change when our Python types do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=render_plain,
)
with context.begin_transaction():
    context.run_migrations()
