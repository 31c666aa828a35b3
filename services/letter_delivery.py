"""Delivering a signed letter: to the addressee's chat, or on paper through the secretary where he has none."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Caller, holders, resolve
from services.clock import local_day
from services.daytime import next_daytime
from services.errors import Refused
from services.facts import append_fact, reverse_fact
from services.letters_signing import absences_of
from services.permissions import Action, require
from storage.notices.absence import LetterSent
from storage.notices.common import Gone
from storage.notices.letters import LetterByHand, LetterHanded
from storage.outbox import owe, rewrite
from storage.queries import letters as ask
from storage.queries.accounts import account_of
from storage.queries.meetings import name_of
from storage.tables import Branch, Letter, Member
from storage.vocabulary import LetterState, Role


def own_subject_of(letter_id: int) -> str:
    """Under which name the letter itself is found again."""
    return f"letter-own:{letter_id}"


def hand_subject_of(letter_id: int) -> str:
    """Under which name the secretaries' copies of a letter on paper are found again."""
    return f"letter-hand:{letter_id}"


def deliver(session: Session, letter: Letter, now: datetime) -> None:
    """Owe a signed letter to its addressee, by day, or its paper to who hands it over; append its fact."""
    member = session.get_one(Member, letter.member_id)
    morning = next_daytime(now, session.get_one(Branch, letter.branch_id).zone)
    append_fact(
        session,
        member=member,
        kind="discipline",
        outcome="letter",
        on=local_day(now, session.get_one(Branch, letter.branch_id).zone),
        detail=letter.cause,
        event=f"letter:{letter.id}",
        source_key=f"letter:{letter.id}",
        author_id=letter.decided_by,
        now=now,
    )
    if account_of(session, member.person_id) is not None:
        owe(
            session,
            sent_of(session, letter),
            key=f"letter:{letter.id}:sent",
            now=now,
            due_at=morning,
            branch_id=letter.branch_id,
            to_person=member.person_id,
            subject=own_subject_of(letter.id),
        )
        return
    letter.printed = True
    session.add(letter)
    for one in _who_hands_over(session, letter, now):
        owe(
            session,
            LetterByHand(letter=sent_of(session, letter)),
            key=f"letter:{letter.id}:by-hand:{one.id}",
            now=now,
            due_at=morning,
            branch_id=letter.branch_id,
            to_person=one.person_id,
            subject=hand_subject_of(letter.id),
        )


def _who_hands_over(session: Session, letter: Letter, now: datetime) -> list[Member]:
    """The secretaries, and whoever signed; never the addressee."""
    day = local_day(now, session.get_one(Branch, letter.branch_id).zone)
    found = {one.id: one for one in holders(session, letter.branch_id, Role.SECRETARY, day, about=letter.member_id)}
    if letter.decided_by is not None:
        found[letter.decided_by] = session.get_one(Member, letter.decided_by)
    return [found[key] for key in sorted(found)]


def withdraw_consequence(session: Session, letter: Letter, author_id: int, note: str, now: datetime) -> None:
    """Reverse the fact that the letter was; a fact reversed already stays so."""
    fact = ask.fact_under(session, f"letter:{letter.id}")
    if fact is not None:
        reverse_fact(session, fact, author_id=author_id, note=note, now=now)


def hand_over(session: Session, caller: Caller, letter_id: int, now: datetime) -> LetterHanded:
    """See `services.letters.Letters.hand_over`."""
    letter = ask.locked(session, letter_id)
    if letter is None or not letter.printed:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=letter.branch_id)
    if actor.member_id != letter.decided_by:
        require(actor, Action.SIGN_LETTER, about=letter.member_id)
    zone = session.get_one(Branch, letter.branch_id).zone
    if letter.handed_by is None:
        letter.handed_by, letter.acknowledged_at = actor.member_id, now
        if letter.state is LetterState.SENT:
            letter.state = LetterState.ACKNOWLEDGED
        session.add(letter)
        session.flush()
        handed = LetterByHand(letter=sent_of(session, letter), handed_by=actor.name, handed_on=local_day(now, zone))
        rewrite(session, hand_subject_of(letter.id), handed)
    return LetterHanded(
        addressee=name_of(session, letter.member_id),
        by=name_of(session, letter.handed_by),
        on=local_day(letter.acknowledged_at or now, zone),
    )


def sent_of(session: Session, letter: Letter) -> LetterSent:
    """The letter as its addressee reads it, with what became of it."""
    branch = session.get_one(Branch, letter.branch_id)
    if letter.number is None or letter.decided_at is None:
        raise ValueError(f"letter {letter.id} is not signed")
    answered = letter.acknowledged_at
    return LetterSent(
        letter_id=letter.id,
        number=letter.number,
        year=letter.year,
        addressee=name_of(session, letter.member_id),
        absences=absences_of(letter),
        branch=branch.name,
        signed_on=local_day(letter.decided_at, branch.zone),
        signer=name_of(session, letter.decided_by),
        acknowledged_on=local_day(answered, branch.zone) if answered is not None else None,
        state=letter.state,
        ruling=letter.ruling,
        ruled_by=name_of(session, letter.ruled_by),
    )
