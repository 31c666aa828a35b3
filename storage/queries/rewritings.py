"""What the courier asks of the messages that are in chats and must show something new."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlmodel import Session, col

from storage.database import OWES
from storage.tables import MessageRef


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One message that must show another notice; ``version`` tells a later wish from this one."""

    ref_id: int
    chat_id: int
    message_id: int
    language: str | None
    is_caption: bool
    kind: str
    data: dict[str, Any]
    version: int


def wanted(session: Session, *, limit: int, busy: Collection[int]) -> list[Rewriting]:
    """Messages to rewrite, the longest known first; ``busy`` refs are left for later."""
    rows = session.scalars(
        select(MessageRef)
        .where(_is_wanted(), col(MessageRef.id).not_in(busy))
        .order_by(col(MessageRef.id))
        .limit(limit)
    )
    return [_rewriting(row) for row in rows]


def count_wanted(session: Session) -> int:
    """How many messages show something outdated."""
    return int(session.execute(select(func.count()).select_from(MessageRef).where(_is_wanted())).scalar_one())


def settle_rewritten(session: Session, done: Rewriting) -> None:
    """Record that a message shows what was wanted; a wish that came during the edit stays."""
    settled = session.execute(
        update(MessageRef)
        .where(col(MessageRef.id) == done.ref_id, col(MessageRef.version) == done.version)
        .values(wanted_kind=None, wanted_data=None)
    )
    if getattr(settled, "rowcount", 0) == 0:
        session.info[OWES] = True


def forget_message(session: Session, gone: Rewriting) -> None:
    """Forget a message that was deleted or can be edited no more."""
    session.execute(delete(MessageRef).where(col(MessageRef.id) == gone.ref_id))


def _is_wanted() -> ColumnElement[bool]:
    return col(MessageRef.wanted_kind).is_not(None)


def _rewriting(row: MessageRef) -> Rewriting:
    assert row.wanted_kind is not None  # noqa: S101 (asked for by the query)
    return Rewriting(
        ref_id=row.id,
        chat_id=row.chat_id,
        message_id=row.message_id,
        language=row.language or None,
        is_caption=row.is_caption,
        kind=row.wanted_kind,
        data=row.wanted_data or {},
        version=row.version,
    )
