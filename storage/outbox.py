"""The outbox: messages owed, written in the transaction of the decision that causes them, and messages to rewrite."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, bindparam, func, literal, text
from sqlmodel import Session, col, select

from storage.database import OWES
from storage.notices import Notice
from storage.tables import OutboxRow
from storage.upserts import upsert
from storage.vocabulary import OutboxState

_REWRITE_SENT = text("""
    UPDATE message_ref SET wanted_kind = :kind, wanted_data = :data, version = version + 1 WHERE subject = :subject
""").bindparams(bindparam("data", type_=JSON()))
_REWRITE_OWED = text("""
    UPDATE outbox SET kind = :kind, data = :data WHERE subject = :subject AND state = 'owed'
""").bindparams(bindparam("data", type_=JSON()))

_RETIRE = (
    text("UPDATE message_ref SET subject = :past WHERE subject = :subject"),
    text("UPDATE outbox SET subject = :past WHERE subject = :subject"),
)

_DELETE_OWED = text("DELETE FROM outbox WHERE subject = :subject AND state = 'owed' AND leased_until IS NULL")

DIRECT = 1
ORDINARY = 5
BROADCAST = 9


def owe(
    session: Session,
    notice: Notice,
    *,
    key: str,
    now: datetime,
    branch_id: int | None,
    to_person: int | None = None,
    to_chat: int | None = None,
    to_group: bool = False,
    due_at: datetime | None = None,
    subject: str | None = None,
    priority: int = ORDINARY,
) -> bool:
    """Owe a notice once: a second one with the same key changes nothing; say whether this was the first.

    Exactly one addressee: a person (his account is looked up on sending), a chat, or the branch's group (``to_group``).
    ``subject`` names what it shows (``claim:5``), so that `rewrite` finds the message later. ``due_at``
    defaults to now.
    """
    if (to_person is not None) + (to_chat is not None) + to_group != 1:
        raise ValueError(f"{key}: a notice has exactly one addressee")
    values: dict[str, Any] = {
        "key": key,
        "branch_id": branch_id,
        "person_id": to_person,
        "chat_id": to_chat,
        "to_group": to_group,
        "kind": notice.kind,
        "data": notice.dump(),
        "subject": subject,
        "priority": priority,
        "due_at": due_at or now,
        "state": OutboxState.OWED,
        "attempts": 0,
        "failure": "",
        "created_at": now,
    }
    table = OutboxRow.__table__  # type: ignore[attr-defined]  # SQLModel's metaclass adds it
    insert = upsert(session, table).values(**values).on_conflict_do_nothing(index_elements=["key"])
    first = session.execute(insert.returning(table.c.id)).first() is not None
    if first:
        session.info[OWES] = True
    return first


def rewrite(session: Session, subject: str, notice: Notice) -> None:
    """Make every message about a subject show this notice: those in chats are edited, those still owed go out so.

    Plain SQL, because each check-in tap rewrites the group's prompt; rows that this session holds are not refreshed.
    """
    wanted = {"subject": subject, "kind": notice.kind, "data": notice.dump()}
    connection = session.connection()
    changed = connection.execute(_REWRITE_SENT, wanted)
    connection.execute(_REWRITE_OWED, wanted)
    session.info[OWES] = session.info.get(OWES) or changed.rowcount > 0


def withdraw(session: Session, subject: str, notice: Notice) -> None:
    """Take back what is owed about a subject and not on its way yet; what is in chats shows the notice instead."""
    session.connection().execute(_DELETE_OWED, {"subject": subject})
    rewrite(session, subject, notice)


def retire(session: Session, subject: str, past: str) -> None:
    """Let every message about a subject be about a past one from now on: what is owed under it next is new."""
    wanted = {"subject": subject, "past": past}
    for statement in _RETIRE:
        session.connection().execute(statement, wanted)


def due_messages(session: Session, now: datetime, *, limit: int) -> list[OutboxRow]:
    """Messages to send now, the urgent first and each chat's in their order."""
    return list(
        session.exec(
            select(OutboxRow)
            .where(OutboxRow.state == OutboxState.OWED, OutboxRow.due_at <= now)
            .order_by(col(OutboxRow.priority), col(OutboxRow.id))
            .limit(limit)
        )
    )


def owed_count(session: Session, now: datetime) -> int:
    """How many messages are owed at this moment."""
    return session.exec(
        select(func.count(literal(1))).where(OutboxRow.state == OutboxState.OWED, OutboxRow.due_at <= now)
    ).one()
