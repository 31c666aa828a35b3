"""Questions about absences and the letters that they bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.queries.meetings import locked_branch
from storage.tables import FactRow, Letter
from storage.vocabulary import LetterState


def absences(session: Session, member_id: int, year: int) -> Sequence[FactRow]:
    """List a member's unexcused absences of a calendar year that stand, in the order of their days."""
    reversal = aliased(FactRow)
    return session.exec(
        select(FactRow)
        .where(
            FactRow.member_id == member_id,
            FactRow.kind == "meeting",
            FactRow.outcome == "absent",
            FactRow.on_date >= date(year, 1, 1),
            FactRow.on_date < date(year + 1, 1, 1),
            col(FactRow.reverses_id).is_(None),
            ~exists().where(col(reversal.reverses_id) == FactRow.id),
        )
        .order_by(col(FactRow.on_date), col(FactRow.id))
    ).all()


def locked(session: Session, letter_id: int) -> Letter | None:
    """Take a letter for a decision: where writers run side by side, the second waits here for the first."""
    return session.exec(select(Letter).where(Letter.id == letter_id).with_for_update()).first()


def of_cause(session: Session, cause_key: str) -> Letter | None:
    """Find the letter that a cause has brought already."""
    return session.exec(select(Letter).where(Letter.cause_key == cause_key)).first()


def alive(session: Session, member_id: int, year: int) -> Sequence[Letter]:
    """List a member's letters of a year that were neither declined nor taken back, in order."""
    over = [LetterState.DECLINED, LetterState.WITHDRAWN, LetterState.LAPSED]
    return session.exec(
        select(Letter)
        .where(Letter.member_id == member_id, Letter.year == year, col(Letter.state).not_in(over))
        .order_by(col(Letter.id))
        .with_for_update()
    ).all()


def void_causes(session: Session, member_id: int) -> frozenset[str]:
    """The causes of a member's letters that were declined or withdrawn: what they led to is void."""
    return frozenset(
        session.exec(
            select(Letter.cause_key).where(
                Letter.member_id == member_id, col(Letter.state).in_([LetterState.DECLINED, LetterState.WITHDRAWN])
            )
        )
    )


def fact_under(session: Session, source_key: str) -> FactRow | None:
    """The fact that something caused, if it did."""
    return session.exec(select(FactRow).where(FactRow.source_key == source_key)).first()


def waiting(session: Session, branch_id: int) -> Sequence[Letter]:
    """List a branch's letters that nobody has signed or declined yet."""
    return session.exec(
        select(Letter)
        .where(Letter.branch_id == branch_id, Letter.state == LetterState.PROPOSED)
        .order_by(col(Letter.id))
    ).all()


def next_number(session: Session, branch_id: int, year: int) -> int:
    """Give the next free number of a branch's year; the branch is locked so that two signers get two numbers."""
    locked_branch(session, branch_id)
    last = session.exec(select(func.max(Letter.number)).where(Letter.branch_id == branch_id, Letter.year == year)).one()
    return (last or 0) + 1
