"""The branches of an installation, for its operator."""

from __future__ import annotations

from sqlmodel import Session, col, select

from storage.tables import Branch, Superior


def branch_named(session: Session, name: str) -> Branch | None:
    """Find a branch by its name."""
    return session.exec(select(Branch).where(Branch.name == name)).first()


def superior_named(session: Session, name: str) -> Superior | None:
    """Find a superior committee by its name."""
    return session.exec(select(Superior).where(Superior.name == name)).first()


def all_branches(session: Session) -> list[tuple[Branch, Superior]]:
    """List every branch with its superior committee, in the order in which they were made."""
    rows = session.exec(
        select(Branch, Superior).join(Superior, col(Superior.id) == Branch.superior_id).order_by(col(Branch.id))
    )
    return [(branch, superior) for branch, superior in rows]
