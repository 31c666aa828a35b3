"""Who signs a warning letter, and what his card shows."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from services.actors import Actor
from services.clock import local_day
from services.deciders import deciders, require_decider
from services.errors import Refused
from services.permissions import Action
from storage.notices.absence import Absence, LetterCard, LetterOwn
from storage.queries.meetings import name_of
from storage.tables import Branch, Letter, Member


def signers(session: Session, letter: Letter, now: datetime) -> list[Member]:
    """Everybody who may sign a letter today, never its addressee: a secretary, or in his place the committee."""
    day = local_day(now, session.get_one(Branch, letter.branch_id).zone)
    return deciders(session, letter.branch_id, Action.SIGN_LETTER, day, about=letter.member_id)


def require_signer(session: Session, letter: Letter, actor: Actor) -> None:
    """Refuse anybody who may not sign this letter."""
    if letter.member_id == actor.member_id:
        raise Refused(LetterOwn())
    require_decider(session, actor, Action.SIGN_LETTER, about=letter.member_id)


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
