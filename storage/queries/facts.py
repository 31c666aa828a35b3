"""Facts as their member sees them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.tables import FactRow, Member, Person


def seen_facts(session: Session, member_id: int, fact_ids: Sequence[int]) -> list[tuple[FactRow, str]]:
    """Find facts of one member, each with its author's name (empty for the clock), in the order of their days."""
    rows = session.exec(
        select(FactRow, Person.name)
        .outerjoin(Member, col(Member.id) == FactRow.author_id)
        .outerjoin(Person, col(Person.id) == Member.person_id)
        .where(FactRow.member_id == member_id, col(FactRow.id).in_(fact_ids))
        .order_by(col(FactRow.on_date), col(FactRow.id))
    ).all()
    return [(row, name or "") for row, name in rows]
