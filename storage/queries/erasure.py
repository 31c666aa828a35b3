"""Requests to be erased."""

from __future__ import annotations

from sqlmodel import Session, col, select

from storage.tables import ErasureRequest, Member
from storage.vocabulary import RequestState


def last_membership(session: Session, person_id: int) -> Member | None:
    """Find the membership that ended last, or still holds."""
    return session.exec(
        select(Member)
        .where(Member.person_id == person_id)
        .order_by(col(Member.left_on).is_not(None), col(Member.left_on).desc(), col(Member.id).desc())
    ).first()


def open_request(session: Session, person_id: int) -> ErasureRequest | None:
    """Find a person's request that waits."""
    return session.exec(
        select(ErasureRequest).where(ErasureRequest.person_id == person_id, ErasureRequest.state == RequestState.ASKED)
    ).first()


def locked_request(session: Session, request_id: int) -> ErasureRequest | None:
    """Take a request for a decision."""
    return session.exec(select(ErasureRequest).where(ErasureRequest.id == request_id).with_for_update()).first()
