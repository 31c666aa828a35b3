"""One person and his memberships."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session, col, select, update

from storage.queries.roster import belongs_on
from storage.tables import Member, OutboxRow, Person


def is_in_branch(session: Session, person_id: int, branch_id: int, day: date) -> bool:
    """Whether a person is a member of a branch on a day."""
    found = select(Member.id).where(Member.person_id == person_id, Member.branch_id == branch_id, belongs_on(day))
    return session.exec(found).first() is not None


def other_memberships(session: Session, person_id: int, *, besides: int) -> Sequence[int]:
    """Every membership of a person but one, past ones included."""
    return session.exec(select(Member.id).where(Member.person_id == person_id, col(Member.id) != besides)).all()


def move_messages(session: Session, before: int, after: int) -> None:
    """Let what was owed to one person go to another, who is the same."""
    session.execute(update(OutboxRow).where(col(OutboxRow.person_id) == before).values(person_id=after))


def names_of_persons(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """Tell persons' names."""
    return dict(session.exec(select(Person.id, Person.name).where(col(Person.id).in_(person_ids))).all())
