"""Who signs a warning letter, and what his card shows."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from services.actors import Actor, holders
from services.clock import local_day
from services.errors import Refused
from services.permissions import ALLOWED, Action, require
from storage.notices.absence import Absence, LetterCard, LetterOwn
from storage.queries.meetings import name_of
from storage.tables import Branch, Letter, Member
from storage.vocabulary import Role


def signers(session: Session, letter: Letter, now: datetime) -> list[Member]:
    """Everybody who may sign a letter today, never its addressee: a secretary, or in his place the committee."""
    day = local_day(now, session.get_one(Branch, letter.branch_id).zone)
    found = {
        member.id: member
        for role in sorted(ALLOWED[_action(session, letter, day)])
        for member in holders(session, letter.branch_id, role, day)
    }
    found.pop(letter.member_id, None)
    return [found[key] for key in sorted(found)]


def require_signer(session: Session, letter: Letter, actor: Actor) -> None:
    """Refuse anybody who may not sign this letter."""
    if letter.member_id == actor.member_id:
        raise Refused(LetterOwn())
    require(actor, _action(session, letter, actor.today))


def letter_card(session: Session, letter: Letter) -> LetterCard:
    """Make the signers' card."""
    return LetterCard(
        letter_id=letter.id,
        addressee=name_of(session, letter.member_id),
        year=letter.year,
        absences=absences_of(letter),
    )


def absences_of(letter: Letter) -> list[Absence]:
    """Read a letter's causes back."""
    return [Absence(day=date.fromisoformat(cause["day"]), title=cause["title"]) for cause in letter.absences]


def _action(session: Session, letter: Letter, day: date) -> Action:
    """Give the committee the secretary's place where there is no other secretary than the addressee."""
    secretaries = [m for m in holders(session, letter.branch_id, Role.SECRETARY, day) if m.id != letter.member_id]
    return Action.SIGN_LETTER if secretaries else Action.SIGN_IN_PLACE_OF_SECRETARY
