"""Score cards as they are kept: found, kept, thrown away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, delete, exists, or_, select

from storage.tables import Branch, FactRow, Member, Person, ScoreCardRow
from storage.upserts import upsert

MY_MONTH = """
SELECT c.card, c.period_start, c.period_end, b.zone, m.left_on
FROM account a
JOIN member m ON m.person_id = a.person_id
JOIN branch b ON b.id = m.branch_id
JOIN score_card c ON c.member_id = m.id AND c.unit = 'month'
WHERE a.user_id = ?
ORDER BY m.left_on IS NOT NULL, CASE WHEN m.branch_id = a.branch_id THEN 0 ELSE 1 END, m.id, c.period_start DESC
LIMIT 1
"""
"""The latest month card behind an account, for `Database.fetch_row`: every step is by an index."""


def keep_card(session: Session, values: dict[str, Any]) -> None:
    """Keep a card; one of the same member and period is replaced."""
    table = ScoreCardRow.__table__  # type: ignore[attr-defined]  # SQLModel's metaclass adds it
    insert = upsert(session, table).values(**values)
    key = ["member_id", "period_start", "period_end"]
    session.execute(
        insert.on_conflict_do_update(
            index_elements=key, set_={name: insert.excluded[name] for name in values if name not in key}
        )
    )


def kept_cards(session: Session, member_ids: Collection[int], start: date, end: date) -> dict[int, str]:
    """Find what is kept for a period, by member."""
    rows = session.exec(
        select(ScoreCardRow.member_id, ScoreCardRow.card).where(
            col(ScoreCardRow.member_id).in_(member_ids),
            ScoreCardRow.period_start == start,
            ScoreCardRow.period_end == end,
        )
    )
    return dict(rows.all())


def forget_cards(session: Session, member_id: int, on: date) -> None:
    """Throw away a member's cards that a fact of this day can change: those from its calendar year on.

    A run of months that begins in one year can cancel points of the next.
    """
    session.execute(
        delete(ScoreCardRow).where(
            col(ScoreCardRow.member_id) == member_id,
            col(ScoreCardRow.period_start) >= date(on.year, 1, 1),
        )
    )


def forget_members_cards(session: Session, member_ids: Collection[int]) -> None:
    """Throw away all cards of members whose category, dates or exemption changed."""
    session.execute(delete(ScoreCardRow).where(col(ScoreCardRow.member_id).in_(member_ids)))


def members_in(session: Session, branch_id: int, start: date, end: date) -> list[Member]:
    """Everybody who belonged to a branch on any day of a period, in the order of the roster."""
    return list(
        session.exec(
            select(Member)
            .where(
                Member.branch_id == branch_id,
                Member.joined_on < end,
                or_(col(Member.left_on).is_(None), col(Member.left_on) > start),
            )
            .order_by(col(Member.id))
        )
    )


def members_without_card(session: Session, branch_id: int, start: date, end: date, *, limit: int) -> list[Member]:
    """Members of a branch in a period for whom no card of it is kept."""
    kept = exists().where(
        col(ScoreCardRow.member_id) == col(Member.id),
        col(ScoreCardRow.period_start) == start,
        col(ScoreCardRow.period_end) == end,
    )
    return list(
        session.exec(
            select(Member)
            .where(
                Member.branch_id == branch_id,
                Member.joined_on < end,
                or_(col(Member.left_on).is_(None), col(Member.left_on) > start),
                ~kept,
            )
            .order_by(col(Member.id))
            .limit(limit)
        )
    )


def facts_between(session: Session, member_ids: Collection[int], first: date, last: date) -> Sequence[FactRow]:
    """Every fact of these members with a day from first to last."""
    return session.exec(
        select(FactRow)
        .where(col(FactRow.member_id).in_(member_ids), FactRow.on_date >= first, FactRow.on_date <= last)
        .order_by(col(FactRow.id))
    ).all()


def all_branches(session: Session) -> Sequence[Branch]:
    """Every branch."""
    return session.exec(select(Branch).order_by(col(Branch.id))).all()


def names_of(session: Session, member_ids: Collection[int]) -> dict[int, str]:
    """Tell members' names."""
    rows = session.exec(
        select(Member.id, Person.name)
        .join(Person, col(Person.id) == Member.person_id)
        .where(col(Member.id).in_(member_ids))
    )
    return dict(rows.all())


def card_values(
    member: Member, *, unit: str, start: date, end: date, scheme_id: str, total: Decimal, card: str, now: datetime
) -> dict[str, Any]:
    """Put a card's columns together."""
    return {
        "branch_id": member.branch_id,
        "member_id": member.id,
        "unit": unit,
        "period_start": start,
        "period_end": end,
        "scheme_id": scheme_id,
        "total": total,
        "card": card,
        "computed_at": now,
    }
