"""Who must decide on a member's own matter: a keeper, but never himself."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from services.actors import holders
from storage.tables import Member
from storage.vocabulary import Role

KEEPING = (Role.RECORDER, Role.SECRETARY)


def keepers_for(session: Session, branch_id: int, day: date, *, about: int) -> list[Member]:
    """Recorders and secretaries of a day who may decide on the member ``about``: all but himself.

    Where he is the only one, the committee's other members decide; where there are none, nobody in the
    branch can (the list is empty) and the superior committee must.
    """
    for roles in (KEEPING, (Role.COMMITTEE,)):
        found = {member.id: member for role in roles for member in holders(session, branch_id, role, day)}
        others = [found[member_id] for member_id in sorted(found) if member_id != about]
        if others:
            return others
    return []
