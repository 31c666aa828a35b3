"""The group chats of branches."""

from __future__ import annotations

from sqlmodel import Session, col, select

from storage.tables import GroupChat
from storage.vocabulary import ChatState


def current_group(session: Session, branch_id: int) -> GroupChat | None:
    """Find a branch's group, whether the bot can write in it or not; one that was upgraded is not it."""
    return session.exec(
        select(GroupChat)
        .where(GroupChat.branch_id == branch_id, GroupChat.state != ChatState.MIGRATED)
        .order_by(col(GroupChat.bound_at).desc())
    ).first()


def other_groups(session: Session, branch_id: int, chat_id: int) -> list[GroupChat]:
    """Find every group of a branch but this one, without the traces of groups that were upgraded."""
    return list(
        session.exec(
            select(GroupChat)
            .where(
                GroupChat.branch_id == branch_id,
                GroupChat.state != ChatState.MIGRATED,
                col(GroupChat.chat_id) != chat_id,
            )
            .order_by(col(GroupChat.bound_at))
        )
    )
