"""Facts as their member sees them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, or_, select

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


def facts_of_cause(session: Session, key: str) -> list[FactRow]:
    """Every fact that one cause has brought, reversed or not, in order; all but the first have a number behind it."""
    same_cause = or_(FactRow.source_key == key, col(FactRow.source_key).startswith(key + ":", autoescape=True))
    return list(session.exec(select(FactRow).where(same_cause).order_by(col(FactRow.id))))


def is_reversed(session: Session, fact_id: int) -> bool:
    """Whether a fact has been cancelled."""
    return session.exec(select(FactRow.id).where(FactRow.reverses_id == fact_id)).first() is not None


def members_with_fact(
    session: Session,
    branch_id: int,
    kind: str,
    outcomes: Collection[str],
    *,
    detail: str,
    since: date,
    until: date,
    not_from: str,
) -> set[int]:
    """Members of a branch who have such a fact, not cancelled, from one day to another, both included.

    An empty ``detail`` asks for any. Facts whose source key begins with ``not_from`` are left out, and so is a 0
    that the clock wrote for who had no number.
    """
    cancelled = select(FactRow.reverses_id).where(FactRow.branch_id == branch_id, col(FactRow.reverses_id).is_not(None))
    asked = select(FactRow.member_id).where(
        FactRow.branch_id == branch_id,
        FactRow.kind == kind,
        col(FactRow.outcome).in_(outcomes),
        FactRow.on_date >= since,
        FactRow.on_date <= until,
        col(FactRow.reverses_id).is_(None),
        col(FactRow.id).not_in(cancelled),
        ~col(FactRow.source_key).startswith(not_from, autoescape=True),
        or_(FactRow.quantity != Decimal(0), col(FactRow.author_id).is_not(None)),
    )
    return set(session.exec(asked.where(FactRow.detail == detail) if detail else asked))
