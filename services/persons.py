"""One person in several branches: two memberships that turn out to be one person's."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from services.histories import note_change
from storage.queries.persons import is_in_branch, move_messages, other_memberships
from storage.tables import Member, Person


def unite(session: Session, person_id: int, member: Member, today: date, now: datetime) -> bool:
    """Make a membership the one of a person who opened its link with his own account; say whether it was.

    Only where the names are the same, he is not in that branch already, and the membership's person is in no other
    branch: else the link was opened by somebody else, which is not ours to guess.
    """
    person, double = session.get_one(Person, person_id), session.get_one(Person, member.person_id)
    if person.name != double.name or is_in_branch(session, person.id, member.branch_id, today):
        return False
    if other_memberships(session, double.id, besides=member.id):
        return False
    member.person_id = person.id
    session.add(member)
    move_messages(session, double.id, person.id)
    session.flush()
    session.delete(double)
    note_change(session, member, "person", str(double.id), str(person.id), reason="", by=member.id, now=now)
    session.flush()
    return True
