"""A warning letter whose cause fell away: it lapses, whoever knows of it is told, and its fact is reversed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Actor
from services.daytime import next_daytime
from services.letter_delivery import hand_subject_of, own_subject_of, sent_of, withdraw_consequence
from services.letters_signing import letter_card
from storage.notices.letters import LetterLapsed
from storage.outbox import owe, rewrite, withdraw
from storage.queries.meetings import name_of
from storage.tables import Branch, Letter, Member
from storage.vocabulary import LetterState


def appeal_subject_of(letter_id: int) -> str:
    """Under which name the rulers' cards of an appeal are found again."""
    return f"letter-appeal:{letter_id}"


def lapse(session: Session, letter: Letter, by: Actor, now: datetime) -> None:
    """Let a letter lapse: unsigned it is never sent; sent it is withdrawn, and addressee and signer are told."""
    letter.state, letter.ruled_by, letter.ruled_at = LetterState.LAPSED, by.member_id, now
    session.add(letter)
    session.flush()
    withdraw_consequence(session, letter, by.member_id, "", now)
    lapsed = lapsed_of(session, letter)
    rewrite(session, f"letter:{letter.id}", lapsed)
    if letter.number is None:
        return
    # Signed at night, it may still wait for the morning; then only that it lapsed is told.
    withdraw(session, own_subject_of(letter.id), sent_of(session, letter))
    morning = next_daytime(now, session.get_one(Branch, letter.branch_id).zone)
    for subject in (appeal_subject_of(letter.id), hand_subject_of(letter.id)):
        rewrite(session, subject, lapsed)
    for member_id in dict.fromkeys((letter.member_id, letter.decided_by)):
        if member_id is not None:
            owe(
                session,
                lapsed,
                key=f"letter:{letter.id}:lapsed:{member_id}",
                now=now,
                due_at=morning,
                branch_id=letter.branch_id,
                to_person=session.get_one(Member, member_id).person_id,
            )


def lapsed_of(session: Session, letter: Letter) -> LetterLapsed:
    """What became of a letter that has lapsed."""
    return LetterLapsed(
        addressee=name_of(session, letter.member_id),
        year=letter.year,
        number=letter.number,
        by=name_of(session, letter.ruled_by),
    )


def strike_out(session: Session, letter: Letter, absence: dict[str, str]) -> None:
    """Leave an absence out of a letter that still stands and is not signed yet; a signed one stays as it was."""
    if letter.state is not LetterState.PROPOSED or absence not in letter.absences:
        return
    letter.absences = [one for one in letter.absences if one != absence]
    session.add(letter)
    session.flush()
    rewrite(session, f"letter:{letter.id}", letter_card(session, letter))
