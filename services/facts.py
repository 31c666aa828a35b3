"""Appending facts. Nothing here edits or deletes: a correction is a reversal that names what it reverses."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from storage.queries.cards import forget_cards
from storage.tables import FactRow, Member


def append_fact(
    session: Session,
    *,
    member: Member,
    kind: str,
    outcome: str,
    on: date,
    source_key: str,
    author_id: int | None,
    now: datetime,
    quantity: Decimal = Decimal(1),
    detail: str = "",
    event: str = "",
    note: str = "",
) -> FactRow:
    """Append a fact once: the same ``source_key`` again gives the fact that is there already.

    The member's score cards that it changes are thrown away; they are worked out when they are asked for.
    """
    known = session.exec(select(FactRow).where(FactRow.source_key == source_key)).first()
    if known is not None:
        return known
    row = FactRow(
        branch_id=member.branch_id,
        member_id=member.id,
        kind=kind,
        outcome=outcome,
        on_date=on,
        quantity=quantity,
        detail=detail,
        event=event,
        note=note,
        source_key=source_key,
        author_id=author_id,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    forget_cards(session, row.member_id, row.on_date)
    return row


def reverse_fact(session: Session, fact: FactRow, *, author_id: int, note: str, now: datetime) -> FactRow:
    """Cancel a fact by appending its reversal; a fact is reversed once, a reversal never."""
    if fact.reverses_id is not None:
        raise ValueError(f"fact {fact.id} is itself a reversal")
    known = session.exec(select(FactRow).where(col(FactRow.reverses_id) == fact.id)).first()
    if known is not None:
        return known
    row = FactRow(
        branch_id=fact.branch_id,
        member_id=fact.member_id,
        kind=fact.kind,
        outcome=fact.outcome,
        on_date=fact.on_date,
        quantity=fact.quantity,
        detail=fact.detail,
        event=fact.event,
        note=note,
        source_key=f"reversal:{fact.id}",
        reverses_id=fact.id,
        author_id=author_id,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    forget_cards(session, row.member_id, row.on_date)
    return row
