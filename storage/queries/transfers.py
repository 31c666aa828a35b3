"""Transfers and applications for exemption."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from storage.tables import Exemption, Transfer
from storage.vocabulary import RequestState


def transfer_filed_as(session: Session, key: str) -> Transfer | None:
    """Find a transfer by the form that made it."""
    return session.exec(select(Transfer).where(Transfer.filed_key == key)).first()


def locked_transfer(session: Session, transfer_id: int) -> Transfer | None:
    """Take a transfer for a decision."""
    return session.exec(select(Transfer).where(Transfer.id == transfer_id).with_for_update()).first()


def exemption_filed_as(session: Session, key: str) -> Exemption | None:
    """Find an application by the form that made it."""
    return session.exec(select(Exemption).where(Exemption.filed_key == key)).first()


def locked_exemption(session: Session, exemption_id: int) -> Exemption | None:
    """Take an application for a decision: the second reviewer waits here for the first."""
    return session.exec(select(Exemption).where(Exemption.id == exemption_id).with_for_update()).first()


def waiting_exemption(session: Session, member_id: int) -> Exemption | None:
    """Find a member's application that waits."""
    return session.exec(
        select(Exemption).where(Exemption.member_id == member_id, Exemption.state == RequestState.ASKED)
    ).first()


def granted_exemptions(session: Session, member_ids: Collection[int]) -> dict[int, list[tuple[date, date | None]]]:
    """Every span for which members were granted exemption, half-open, in the order of their days."""
    found: defaultdict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for row in session.exec(
        select(Exemption)
        .where(col(Exemption.member_id).in_(member_ids), Exemption.state == RequestState.APPROVED)
        .order_by(col(Exemption.since), col(Exemption.id))
    ):
        found[row.member_id].append((row.since, row.until))
    return found
