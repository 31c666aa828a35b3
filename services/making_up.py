"""Making up a forgotten check-in: within seven days, attested by two who were there, confirmed by who records."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from services import making_up_verdict as verdict
from services.actors import Actor, Caller, resolve
from services.checkin import PAGE
from services.clock import Clock
from services.errors import Refused
from services.pages import page_of
from services.permissions import Action, require
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.making_up import (
    AttestCard,
    Attested,
    MakeUpMeetings,
    MakeUpStands,
    MakeUpTooLate,
    MakeUpWitnesses,
    MissedMeeting,
    NotMissed,
    NoWitness,
    WitnessEntry,
)
from storage.outbox import owe
from storage.queries import making_up as ask
from storage.queries import meetings
from storage.tables import Attestation, MakeUp, Meeting
from storage.vocabulary import MakeUpState, MeetingState, Presence

DAYS = 7
"""Days after the meeting's own until whose end it can be made up and attested."""
NEEDED = 2
SHOWN = 8


class MakeUps:
    """What the forgetful, his witnesses and who records do."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def choices(self, caller: Caller) -> MakeUpMeetings:
        """List the meetings that the caller can make up."""
        return await self._db.read(_choices, caller, self._clock.now())

    async def ask(self, caller: Caller, meeting_id: int) -> MakeUpWitnesses | MakeUpStands:
        """Ask to be counted as present, and be shown who can attest it; asking again goes on where it stands."""
        return await self._db.write(_ask, caller, meeting_id, self._clock.now())

    async def witnesses(self, caller: Caller, make_up_id: int, page: int = 0) -> MakeUpWitnesses | MakeUpStands:
        """Show a page of those who can attest the caller's request."""
        return await self._db.read(_witnesses, caller, make_up_id, page, self._clock.now())

    async def ask_witness(self, caller: Caller, make_up_id: int, member_id: int) -> MakeUpWitnesses | MakeUpStands:
        """Ask one who was there to attest it; once."""
        return await self._db.write(_ask_witness, caller, make_up_id, member_id, self._clock.now())

    async def attest(self, caller: Caller, make_up_id: int) -> Attested | MakeUpStands:
        """Attest that somebody else was there; the second attestation brings it to who records."""
        return await self._db.write(_attest, caller, make_up_id, self._clock.now())

    async def decide(self, caller: Caller, make_up_id: int, *, approve: bool) -> MakeUpStands:
        """Confirm or refuse what was attested, once; a second decider gets the outcome."""
        return await self._db.write(verdict.decide, caller, make_up_id, approve, self._clock.now())


def last_day(meeting: Meeting) -> date:
    """The last day on which a meeting can be made up."""
    return meeting.on_date + timedelta(days=DAYS)


def _choices(session: Session, caller: Caller, now: datetime) -> MakeUpMeetings:
    actor = resolve(session, caller, now)
    since = actor.today - timedelta(days=DAYS)
    found = []
    for meeting in ask.missed(session, actor.member_id, since, limit=SHOWN):
        known = ask.of_member(session, meeting.id, actor.member_id)
        state = known.state if known is not None else None
        found.append(MissedMeeting(info=meetings.info(session, meeting), state=state))
    return MakeUpMeetings(meetings=found, days=DAYS)


def _ask(session: Session, caller: Caller, meeting_id: int, now: datetime) -> MakeUpWitnesses | MakeUpStands:
    meeting = meetings.locked(session, meeting_id)
    if meeting is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=meeting.branch_id)
    require(actor, Action.CHECK_IN)
    known = ask.of_member(session, meeting.id, actor.member_id)
    if known is not None:
        return _page(session, known, meeting, 0, actor)
    entry = meetings.attendance_of(session, meeting.id, actor.member_id)
    if meeting.state is not MeetingState.CONFIRMED or entry is None or entry.presence is not Presence.ABSENT:
        raise Refused(NotMissed())
    _require_time(session, meeting, actor)
    make_up = MakeUp(branch_id=meeting.branch_id, meeting_id=meeting.id, member_id=actor.member_id, asked_at=now)
    session.add(make_up)
    session.flush()
    return _page(session, make_up, meeting, 0, actor)


def _own(session: Session, caller: Caller, make_up_id: int, now: datetime) -> tuple[MakeUp, Meeting, Actor]:
    """Find the caller's own request; anybody else's is gone to him."""
    make_up = ask.locked(session, make_up_id)
    if make_up is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=make_up.branch_id)
    if make_up.member_id != actor.member_id:
        raise Refused(Gone())
    return make_up, session.get_one(Meeting, make_up.meeting_id), actor


def _witnesses(
    session: Session, caller: Caller, make_up_id: int, page: int, now: datetime
) -> MakeUpWitnesses | MakeUpStands:
    make_up, meeting, actor = _own(session, caller, make_up_id, now)
    return _page(session, make_up, meeting, page, actor)


def _ask_witness(
    session: Session, caller: Caller, make_up_id: int, member_id: int, now: datetime
) -> MakeUpWitnesses | MakeUpStands:
    make_up, meeting, actor = _own(session, caller, make_up_id, now)
    if make_up.state is not MakeUpState.ASKED:
        return verdict.stands(session, make_up)
    _require_time(session, meeting, actor)
    there = ask.witnesses(session, make_up, actor.today)
    place = next((n for n, witness in enumerate(there) if witness.member.id == member_id), None)
    if place is None:
        raise Refused(Gone())
    if there[place].attestation is None:
        session.add(Attestation(branch_id=make_up.branch_id, make_up_id=make_up.id, member_id=member_id, asked_at=now))
        session.flush()
        owe(
            session,
            AttestCard(
                make_up_id=make_up.id, info=meetings.info(session, meeting), name=actor.name, until=last_day(meeting)
            ),
            key=f"make-up:{make_up.id}:attest:{member_id}",
            now=now,
            branch_id=make_up.branch_id,
            to_person=there[place].member.person_id,
            subject=f"make-up-attest:{make_up.id}:{member_id}",
        )
    return _page(session, make_up, meeting, place // PAGE, actor)


def _attest(session: Session, caller: Caller, make_up_id: int, now: datetime) -> Attested | MakeUpStands:
    make_up = ask.locked(session, make_up_id)
    if make_up is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=make_up.branch_id)
    meeting = session.get_one(Meeting, make_up.meeting_id)
    there = {witness.member.id: witness for witness in ask.witnesses(session, make_up, actor.today)}
    if actor.member_id not in there:
        raise Refused(NoWitness())
    own = there[actor.member_id].attestation
    if own is None:
        raise Refused(Gone())
    told = Attested(
        info=meetings.info(session, meeting),
        name=meetings.name_of(session, make_up.member_id),
        again=own.attested_at is not None,
    )
    if told.again:
        return told
    if make_up.state is not MakeUpState.ASKED:
        return verdict.stands(session, make_up)
    _require_time(session, meeting, actor)
    own.attested_at = now
    session.add(own)
    session.flush()
    if len(ask.attested(session, make_up.id)) >= NEEDED:
        verdict.bring_to_decision(session, make_up, actor.today, now)
    return told


def _require_time(session: Session, meeting: Meeting, actor: Actor) -> None:
    if actor.today > last_day(meeting):
        raise Refused(MakeUpTooLate(info=meetings.info(session, meeting), days=DAYS))


def _page(
    session: Session, make_up: MakeUp, meeting: Meeting, number: int, reader: Actor
) -> MakeUpWitnesses | MakeUpStands:
    if make_up.state is not MakeUpState.ASKED:
        return verdict.stands(session, make_up)
    there = ask.witnesses(session, make_up, reader.today)
    entries = [
        WitnessEntry(
            member_id=witness.member.id,
            name=witness.name,
            asked=witness.attestation is not None,
            attested=witness.attestation is not None and witness.attestation.attested_at is not None,
        )
        for witness in there
    ]
    shown, number, pages = page_of(entries, number, PAGE)
    return MakeUpWitnesses(
        make_up_id=make_up.id,
        info=meetings.info(session, meeting),
        entries=list(shown),
        attested=sum(entry.attested for entry in entries),
        needed=NEEDED,
        until=last_day(meeting),
        page=number,
        pages=pages,
    )
