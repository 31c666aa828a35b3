"""All facts at once, for the bulk road of the core: rows become columns chunk by chunk, never objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Date, bindparam, text
from sqlmodel import Session, col, select

from storage.tables import FactRow

if TYPE_CHECKING:
    from scoring.bulk import FactTable

CHUNK: Final = 250
"""Rows that are in memory as such at a time; so few stay in the processor's cache."""

STANDING_FACTS: Final = """
SELECT member_id, kind, outcome, on_date, quantity, detail, event FROM fact
WHERE on_date BETWEEN :first AND :last AND reverses_id IS NULL
AND id NOT IN (SELECT reverses_id FROM fact WHERE reverses_id IS NOT NULL)
"""
_RESTORED: Final = """
SELECT member_id, kind, outcome, on_date, quantity, detail, event FROM fact
WHERE on_date BETWEEN :first AND :last AND id IN :ids
"""


def fact_columns(session: Session, first: date, last: date) -> FactTable:
    """Every fact that stands, of all members, with a day from first to last. NumPy is loaded here."""
    from scoring.bulk import from_rows

    days = {"first": first, "last": last}
    return from_rows(_chunks(session, days))


def _chunks(session: Session, days: dict[str, Any]) -> Iterator[Sequence[Any]]:
    typed = [bindparam("first", type_=Date), bindparam("last", type_=Date)]
    yield from _fetched(session, text(STANDING_FACTS).bindparams(*typed), days)
    restored = sorted(_restored(session))
    statement = text(_RESTORED).bindparams(*typed, bindparam("ids", expanding=True))
    for start in range(0, len(restored), CHUNK):
        yield from _fetched(session, statement, {**days, "ids": restored[start : start + CHUNK]})


def _fetched(session: Session, statement: Any, parameters: dict[str, Any]) -> Iterator[Sequence[Any]]:
    """The driver's own rows: those of SQLAlchemy take twice as long."""
    cursor: Any = session.connection().execute(statement, parameters).cursor
    while rows := cursor.fetchmany(CHUNK):
        yield rows


def _restored(session: Session) -> Iterator[int]:
    """The facts that were reversed by something that was reversed itself, and so stand again."""
    pairs = session.exec(select(FactRow.reverses_id, FactRow.id).where(col(FactRow.reverses_id).is_not(None)))
    reversed_by: dict[int | None, int] = dict(pairs.all())
    for fact_id in reversed_by.keys() - set(reversed_by.values()):
        times, at = 0, fact_id
        while at in reversed_by:
            times, at = times + 1, reversed_by[at]
        if times % 2 == 0 and fact_id is not None:
            yield fact_id
