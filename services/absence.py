"""The absence ladder.

The first unexcused absence of a calendar year brings a private reminder, each further one a proposed warning letter.
Steps beyond the letter belong to the scheme.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from scoring.details import MEETINGS
from services.daytime import next_daytime
from services.letters_signing import letter_card, signers
from storage.notices.absence import AbsenceReminder, LetterUnsignable
from storage.outbox import owe
from storage.queries import letters as ask
from storage.queries import meetings
from storage.tables import Branch, FactRow, Letter, Meeting, Member


def climb(session: Session, meeting: Meeting, missing: Iterable[Member], now: datetime) -> None:
    """Take each member missing from a confirmed meeting up the ladder; counts are of facts that stand."""
    language = session.get_one(Branch, meeting.branch_id).language
    for member in missing:
        found = ask.absences(session, member.id, meeting.on_date.year)
        if len(found) <= 1:
            _remind(session, meeting, member, now)
        else:
            _propose_letter(session, meeting, member, [_absence(fact, language) for fact in found], now)


def _remind(session: Session, meeting: Meeting, member: Member, now: datetime) -> None:
    """Remind by day: rolls are confirmed late in the evening, and nobody is woken for that."""
    info = meetings.info(session, meeting)
    owe(
        session,
        AbsenceReminder(
            info=info,
            name=meetings.name_of(session, member.id),
            year=meeting.on_date.year,
        ),
        key=f"meeting:{meeting.id}:absence:{member.id}",
        now=now,
        due_at=next_daytime(now, info.zone),
        branch_id=meeting.branch_id,
        to_person=member.person_id,
    )


def _propose_letter(
    session: Session, meeting: Meeting, member: Member, absences: list[dict[str, str]], now: datetime
) -> None:
    cause = f"meeting:{meeting.id}:member:{member.id}"
    if ask.of_cause(session, cause) is not None:
        return
    letter = Letter(
        branch_id=member.branch_id,
        member_id=member.id,
        year=meeting.on_date.year,
        cause_key=cause,
        absences=absences,
    )
    session.add(letter)
    session.flush()
    owe_sign_off(session, letter, member, now)


def owe_sign_off(session: Session, letter: Letter, addressee: Member, now: datetime) -> None:
    """Owe the card to everybody who may sign; where nobody may, tell the addressee, who is the secretary himself."""
    card = letter_card(session, letter)
    for signer in signers(session, letter, now):
        owe(
            session,
            card,
            key=f"letter:{letter.id}:card:{signer.id}",
            now=now,
            branch_id=letter.branch_id,
            to_person=signer.person_id,
            subject=f"letter:{letter.id}",
        )
    if not signers(session, letter, now):
        owe(
            session,
            LetterUnsignable(addressee=card.addressee, year=card.year, absences=card.absences),
            key=f"letter:{letter.id}:unsignable",
            now=now,
            branch_id=letter.branch_id,
            to_person=addressee.person_id,
            subject=f"letter:{letter.id}",
        )


def _absence(fact: FactRow, language: str) -> dict[str, str]:
    kind = MEETINGS.get(fact.detail)
    return {"day": fact.on_date.isoformat(), "title": fact.note or (kind.to(language) if kind else fact.detail)}
