"""Warning letters 警戒书: signed off or declined by one hand, sent to the addressee alone, acknowledged by him."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, holders, resolve
from services.clock import Clock, local_day
from services.errors import Refused
from services.letter_delivery import deliver, hand_over, own_subject_of, sent_of
from services.letters_lapsing import lapsed_of
from services.letters_signing import letter_card, require_signer
from storage.database import Database
from storage.notices.absence import (
    LetterAckKept,
    LetterAcknowledged,
    LetterDeclineAsked,
    LetterDeclined,
    LetterNotYours,
    LetterReasonBad,
    LetterSigned,
    LettersWaiting,
)
from storage.notices.common import Gone
from storage.notices.letters import LetterHanded, LetterLapsed
from storage.outbox import owe, rewrite
from storage.queries import letters as ask
from storage.queries.meetings import name_of
from storage.tables import Letter, Member
from storage.vocabulary import LetterState, Role

REASON_LIMIT = 200
Decided = LetterSigned | LetterDeclined | LetterLapsed


class Letters:
    """Signing off, declining and acknowledging warning letters."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def waiting(self, caller: Caller) -> LettersWaiting:
        """List the letters that the caller may sign."""
        return await self._db.read(_waiting, caller, self._clock.now())

    async def sign(self, caller: Caller, letter_id: int) -> Decided:
        """Give the letter its number and owe it to its addressee; a second tap gets the outcome."""
        return await self._db.write(_sign, caller, letter_id, self._clock.now())

    async def ask_decline(self, caller: Caller, letter_id: int) -> LetterDeclineAsked | Decided:
        """Ask for the reason before declining; a letter that is decided gives its outcome."""
        return await self._db.read(_ask_decline, caller, letter_id, self._clock.now())

    async def decline(self, caller: Caller, letter_id: int, reason: str) -> Decided:
        """Keep a letter from being sent, with a reason; nobody else hears of it."""
        return await self._db.write(_decline, caller, letter_id, reason, self._clock.now())

    async def hand_over(self, caller: Caller, letter_id: int) -> LetterHanded:
        """Record that a letter on paper was handed over and signed for; a second tap gets the first day."""
        return await self._db.write(hand_over, caller, letter_id, self._clock.now())

    async def acknowledge(self, caller: Caller, letter_id: int) -> LetterAckKept:
        """Record that the addressee has read his letter and tell who signed; a second tap gets the first day."""
        return await self._db.write(_acknowledge, caller, letter_id, self._clock.now())


def _waiting(session: Session, caller: Caller, now: datetime) -> LettersWaiting:
    actor = resolve(session, caller, now)
    mine = [letter for letter in ask.waiting(session, actor.branch_id) if _may_sign(session, letter, actor)]
    return LettersWaiting(letters=[letter_card(session, letter) for letter in mine])


def _may_sign(session: Session, letter: Letter, actor: Actor) -> bool:
    try:
        require_signer(session, letter, actor)
    except Refused:
        return False
    return True


def _for_signing(session: Session, caller: Caller, letter_id: int, now: datetime) -> tuple[Actor, Letter]:
    letter = ask.locked(session, letter_id)
    if letter is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=letter.branch_id)
    require_signer(session, letter, actor)
    return actor, letter


def _sign(session: Session, caller: Caller, letter_id: int, now: datetime) -> Decided:
    actor, letter = _for_signing(session, caller, letter_id, now)
    if letter.state is not LetterState.PROPOSED:
        return _decided(session, letter)
    letter.number = ask.next_number(session, letter.branch_id, letter.year)
    letter.state, letter.decided_by, letter.decided_at = LetterState.SENT, actor.member_id, now
    session.add(letter)
    session.flush()
    deliver(session, letter, now)
    decided = _decided(session, letter)
    rewrite(session, f"letter:{letter.id}", decided)
    return decided


def _ask_decline(session: Session, caller: Caller, letter_id: int, now: datetime) -> LetterDeclineAsked | Decided:
    _actor, letter = _for_signing(session, caller, letter_id, now)
    if letter.state is not LetterState.PROPOSED:
        return _decided(session, letter)
    return LetterDeclineAsked(addressee=name_of(session, letter.member_id))


def _decline(session: Session, caller: Caller, letter_id: int, reason: str, now: datetime) -> Decided:
    actor, letter = _for_signing(session, caller, letter_id, now)
    if letter.state is not LetterState.PROPOSED:
        return _decided(session, letter)
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= REASON_LIMIT:
        raise Refused(LetterReasonBad(limit=REASON_LIMIT))
    letter.state, letter.reason = LetterState.DECLINED, reason
    letter.decided_by, letter.decided_at = actor.member_id, now
    session.add(letter)
    decided = _decided(session, letter)
    rewrite(session, f"letter:{letter.id}", decided)
    return decided


def _acknowledge(session: Session, caller: Caller, letter_id: int, now: datetime) -> LetterAckKept:
    letter = ask.locked(session, letter_id)
    if letter is None or letter.number is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=letter.branch_id)
    if letter.member_id != actor.member_id:
        raise Refused(LetterNotYours())
    if letter.state is LetterState.SENT:
        letter.state, letter.acknowledged_at = LetterState.ACKNOWLEDGED, now
        session.add(letter)
        session.flush()
        rewrite(session, own_subject_of(letter.id), sent_of(session, letter))
        _tell_acknowledged(session, letter, letter.number, actor, now)
    return LetterAckKept(on=local_day(letter.acknowledged_at or now, actor.zone))


def _tell_acknowledged(session: Session, letter: Letter, number: int, addressee: Actor, now: datetime) -> None:
    told = {m.id: m for m in holders(session, letter.branch_id, Role.SECRETARY, addressee.today)}
    if letter.decided_by is not None:
        told[letter.decided_by] = session.get_one(Member, letter.decided_by)
    told.pop(addressee.member_id, None)
    for member_id in sorted(told):
        owe(
            session,
            LetterAcknowledged(addressee=addressee.name, year=letter.year, number=number, on=addressee.today),
            key=f"letter:{letter.id}:acknowledged:{member_id}",
            now=now,
            branch_id=letter.branch_id,
            to_person=told[member_id].person_id,
        )


def _decided(session: Session, letter: Letter) -> Decided:
    if letter.state is LetterState.LAPSED:
        return lapsed_of(session, letter)
    if letter.state is LetterState.DECLINED:
        return LetterDeclined(
            addressee=name_of(session, letter.member_id),
            year=letter.year,
            by=name_of(session, letter.decided_by),
            reason=letter.reason,
        )
    sent = sent_of(session, letter)
    return LetterSigned(
        addressee=sent.addressee, year=sent.year, number=sent.number, by=sent.signer, signed_on=sent.signed_on
    )
