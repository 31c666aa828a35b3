"""One-time links: which are open, whose they are."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, update
from sqlmodel import Session, col, select

from storage.tables import Invitation


def invitation_by_hash(session: Session, token_hash: str) -> Invitation | None:
    """Find the invitation behind a token's hash."""
    return session.exec(select(Invitation).where(Invitation.token_hash == token_hash)).first()


def open_counts(session: Session, branch_id: int) -> Counter[int]:
    """How many open links each member of a branch has."""
    rows = session.exec(
        select(Invitation.member_id, func.count())
        .where(Invitation.branch_id == branch_id, _is_open())
        .group_by(col(Invitation.member_id))
    )
    return Counter(dict(rows.all()))


def revoke_open(session: Session, member_id: int, now: datetime, *, keep_newest: int = 0) -> int:
    """Revoke a member's open links but the newest so many. Returns how many were revoked."""
    newest = session.exec(
        select(Invitation.id)
        .where(Invitation.member_id == member_id, _is_open())
        .order_by(col(Invitation.id).desc())
        .limit(keep_newest)
    ).all()
    changed = session.execute(
        update(Invitation)
        .where(col(Invitation.member_id) == member_id, _is_open(), col(Invitation.id).not_in(newest))
        .values(revoked_at=now)
    )
    return int(getattr(changed, "rowcount", 0))


def _is_open() -> ColumnElement[bool]:
    return and_(col(Invitation.used_at).is_(None), col(Invitation.revoked_at).is_(None))
