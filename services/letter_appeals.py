"""Appeals against warning letters: once, with a reason; ruled on by somebody who did not sign."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from services.actors import Actor, Caller, holders, resolve
from services.clock import Clock
from services.deciders import deciders
from services.errors import Refused
from services.letter_delivery import own_subject_of, sent_of, withdraw_consequence
from services.letters_lapsing import appeal_subject_of, lapsed_of
from services.permissions import STAND_INS, Action, not_allowed
from storage.database import Database
from storage.notices import Notice
from storage.notices.absence import LetterNotYours, LetterReasonBad
from storage.notices.common import Gone
from storage.notices.letters import (
    AppealAsked,
    AppealCard,
    AppealFiled,
    LetterNotAppealable,
    LetterRuled,
    RulingAsked,
    RulingOwn,
)
from storage.outbox import owe, rewrite
from storage.queries import letters as ask
from storage.queries.meetings import name_of
from storage.tables import Letter, Member
from storage.vocabulary import LetterState

REASON_LIMIT = 200
OPEN = (LetterState.SENT, LetterState.ACKNOWLEDGED)
"""States in which a letter can be appealed."""


class LetterAppeals:
    """What an addressee says against his letter, and what becomes of it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def ask(self, caller: Caller, letter_id: int) -> Notice:
        """Ask the addressee for his reason; refused once the letter was appealed."""
        return await self._db.read(_ask, caller, letter_id, self._clock.now())

    async def appeal(self, caller: Caller, letter_id: int, reason: str) -> Notice:
        """File the appeal and ask those who may rule; a second one gets the receipt of the first."""
        return await self._db.write(_appeal, caller, letter_id, reason, self._clock.now())

    async def ask_ruling(self, caller: Caller, letter_id: int, *, withdraw: bool) -> Notice:
        """Ask for the reason of a ruling; what was ruled if it was."""
        return await self._db.read(_ask_ruling, caller, letter_id, withdraw, self._clock.now())

    async def rule(self, caller: Caller, letter_id: int, reason: str, *, withdraw: bool) -> Notice:
        """Rule with a reason: the letter stays, or it is withdrawn and its fact reversed. A second ruler is told."""
        return await self._db.write(_rule, caller, letter_id, reason, withdraw, self._clock.now())


def rulers(session: Session, letter: Letter, day: date) -> list[Member]:
    """Who may rule: whoever may sign but did not; else the committee, else the superior; never the addressee."""
    besides = {letter.member_id, letter.decided_by}
    signing = deciders(session, letter.branch_id, Action.SIGN_LETTER, day, about=letter.member_id)
    found = [one for one in signing if one.id not in besides]
    for role in STAND_INS:
        if found:
            break
        others = holders(session, letter.branch_id, role, day, about=letter.member_id)
        found = [one for one in others if one.id not in besides]
    return found


def _own(session: Session, caller: Caller, letter_id: int, now: datetime) -> tuple[Actor, Letter]:
    letter = ask.locked(session, letter_id)
    if letter is None or letter.number is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=letter.branch_id)
    if letter.member_id != actor.member_id:
        raise Refused(LetterNotYours())
    return actor, letter


def _ask(session: Session, caller: Caller, letter_id: int, now: datetime) -> Notice:
    _actor, letter = _own(session, caller, letter_id, now)
    if letter.state not in OPEN:
        raise Refused(LetterNotAppealable())
    return AppealAsked(number=letter.number or 0, year=letter.year)


def _appeal(session: Session, caller: Caller, letter_id: int, reason: str, now: datetime) -> Notice:
    actor, letter = _own(session, caller, letter_id, now)
    said = _reason(reason)
    if letter.state is LetterState.APPEALED:
        return _filed(session, letter, actor.today)
    if letter.state not in OPEN:
        raise Refused(LetterNotAppealable())
    letter.state, letter.appeal, letter.appealed_at = LetterState.APPEALED, said, now
    session.add(letter)
    session.flush()
    rewrite(session, own_subject_of(letter.id), sent_of(session, letter))
    for one in rulers(session, letter, actor.today):
        owe(
            session,
            AppealCard(letter=sent_of(session, letter), appeal=said),
            key=f"letter:{letter.id}:appeal:{one.id}",
            now=now,
            branch_id=letter.branch_id,
            to_person=one.person_id,
            subject=appeal_subject_of(letter.id),
        )
    return _filed(session, letter, actor.today)


def _filed(session: Session, letter: Letter, day: date) -> AppealFiled:
    names = tuple(name_of(session, one.id) for one in rulers(session, letter, day))
    return AppealFiled(number=letter.number or 0, year=letter.year, rulers=names)


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not 0 < len(reason) <= REASON_LIMIT:
        raise Refused(LetterReasonBad(limit=REASON_LIMIT))
    return reason


def _ruling(session: Session, caller: Caller, letter_id: int, now: datetime) -> tuple[Actor, Letter]:
    letter = ask.locked(session, letter_id)
    if letter is None or letter.appealed_at is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=letter.branch_id)
    found = rulers(session, letter, actor.today)
    if actor.member_id in (letter.member_id, letter.decided_by):
        raise Refused(RulingOwn(others=tuple(name_of(session, one.id) for one in found)))
    if actor.member_id not in {one.id for one in found}:
        raise not_allowed(Action.SIGN_LETTER)
    return actor, letter


def _ask_ruling(session: Session, caller: Caller, letter_id: int, withdraw: bool, now: datetime) -> Notice:
    _actor, letter = _ruling(session, caller, letter_id, now)
    if letter.state is LetterState.LAPSED:
        return lapsed_of(session, letter)
    if letter.state is not LetterState.APPEALED:
        return ruled_of(session, letter)
    return RulingAsked(addressee=name_of(session, letter.member_id), withdraw=withdraw)


def _rule(
    session: Session,
    caller: Caller,
    letter_id: int,
    reason: str,
    withdraw: bool,
    now: datetime,
) -> Notice:
    actor, letter = _ruling(session, caller, letter_id, now)
    if letter.state is LetterState.LAPSED:
        return lapsed_of(session, letter)
    if letter.state is not LetterState.APPEALED:
        return ruled_of(session, letter)
    letter.ruling = _reason(reason)
    letter.state = LetterState.WITHDRAWN if withdraw else LetterState.UPHELD
    letter.ruled_by, letter.ruled_at = actor.member_id, now
    session.add(letter)
    session.flush()
    if withdraw:
        withdraw_consequence(session, letter, actor.member_id, letter.ruling, now)
    ruled = ruled_of(session, letter)
    rewrite(session, own_subject_of(letter.id), sent_of(session, letter))
    rewrite(session, appeal_subject_of(letter.id), ruled)
    _tell(session, letter, ruled, now)
    return ruled


def ruled_of(session: Session, letter: Letter) -> LetterRuled:
    """What was ruled."""
    return LetterRuled(
        addressee=name_of(session, letter.member_id),
        number=letter.number or 0,
        year=letter.year,
        withdrawn=letter.state is LetterState.WITHDRAWN,
        by=name_of(session, letter.ruled_by),
        reason=letter.ruling,
    )


def _tell(session: Session, letter: Letter, ruled: LetterRuled, now: datetime) -> None:
    """Tell the addressee and whoever signed."""
    for member_id in dict.fromkeys((letter.member_id, letter.decided_by)):
        if member_id is not None:
            owe(
                session,
                ruled,
                key=f"letter:{letter.id}:ruled:{member_id}",
                now=now,
                branch_id=letter.branch_id,
                to_person=session.get_one(Member, member_id).person_id,
            )
