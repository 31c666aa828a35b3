"""Where the bot can speak: each branch's group, chats that closed, groups that became supergroups."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.database import OWES
from storage.tables import Account, GroupChat, MessageRef, OutboxRow
from storage.vocabulary import ChatState, OutboxState


def group_of(session: Session, branch_id: int) -> int | None:
    """Find the chat of a branch's group that the bot can write to: the one bound last if there are several."""
    return session.exec(
        select(GroupChat.chat_id)
        .where(GroupChat.branch_id == branch_id, GroupChat.state == ChatState.ACTIVE)
        .order_by(col(GroupChat.bound_at).desc())
    ).first()


def mark_unreachable(session: Session, chat_id: int) -> None:
    """Record that a private chat or a group is closed to the bot."""
    account = session.get(Account, chat_id)
    if account is not None:
        account.chat_state = ChatState.UNREACHABLE
        session.add(account)
    group = session.get(GroupChat, chat_id)
    if group is not None and group.state is ChatState.ACTIVE:
        group.state = ChatState.UNREACHABLE
        session.add(group)


def mark_reachable(session: Session, chat_id: int) -> None:
    """Record that a private chat or a group is open to the bot again."""
    account = session.get(Account, chat_id)
    if account is not None:
        account.chat_state = ChatState.ACTIVE
        session.add(account)
    group = session.get(GroupChat, chat_id)
    if group is not None and group.state is ChatState.UNREACHABLE:
        group.state = ChatState.ACTIVE
        session.add(group)
        session.info[OWES] = True


def follow_migration(session: Session, old: int, new: int, now: datetime) -> None:
    """Follow a group that became a supergroup; told twice, the second time changes nothing.

    What is owed to the old chat goes to the new one. Messages of the old chat can be rewritten no more.
    """
    known = session.get(GroupChat, old)
    if known is not None and known.state is not ChatState.MIGRATED:
        known.state, known.migrated_to = ChatState.MIGRATED, new
        session.add(known)
        if session.get(GroupChat, new) is None:
            session.add(
                GroupChat(
                    chat_id=new, branch_id=known.branch_id, title=known.title, bound_by=known.bound_by, bound_at=now
                )
            )
    session.execute(
        update(OutboxRow)
        .where(col(OutboxRow.chat_id) == old, col(OutboxRow.state) == OutboxState.OWED)
        .values(chat_id=new)
    )
    session.execute(update(MessageRef).where(col(MessageRef.chat_id) == old).values(wanted_kind=None, wanted_data=None))
