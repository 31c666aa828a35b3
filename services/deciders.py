"""Who decides on a member's own matter: never himself, nor whoever only acts in his place."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from services.actors import Actor, holders
from services.permissions import ALLOWED, STAND_INS, Action, not_allowed
from storage.tables import Member
from storage.vocabulary import Role


def deciders(
    session: Session, branch_id: int, action: Action, day: date, *, about: int, besides: int | None = None
) -> list[Member]:
    """Members who may decide on the member ``about`` on a day, deputies among them, in order of their ids.

    ``besides`` leaves out one more: who filed it in another's name.

    First those whom the table names. Where all of them are concerned, the committee's other members; where there are
    none, the superior's reviewers. The list is empty where there is not even one of these.
    """
    for roles in (ALLOWED[action], *(frozenset({role}) for role in STAND_INS)):
        found = [member for member in _in(session, branch_id, roles, day, about) if member.id != besides]
        if found:
            return found
    return []


def require_decider(session: Session, actor: Actor, action: Action, *, about: int, besides: int | None = None) -> None:
    """Refuse whoever may not decide on this member's matter today."""
    found = deciders(session, actor.branch_id, action, actor.today, about=about, besides=besides)
    if actor.member_id not in {member.id for member in found}:
        raise not_allowed(action)


def _in(session: Session, branch_id: int, roles: frozenset[Role], day: date, about: int) -> list[Member]:
    found = {
        member.id: member for role in sorted(roles) for member in holders(session, branch_id, role, day, about=about)
    }
    return [found[member_id] for member_id in sorted(found)]
