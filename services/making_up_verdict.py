"""Deciding a forgotten check-in: by who records and has neither asked for it nor attested it; then facts."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from services.actors import Actor, Caller, holders, resolve
from services.errors import Refused
from services.facts import append_fact
from services.lapsing import cancel_absence
from services.permissions import ALLOWED, STAND_INS, Action, not_allowed
from services.roll_confirming import outcome
from storage.notices.common import Gone
from storage.notices.making_up import MakeUpCard, MakeUpStands, NotYours
from storage.notices.meetings import MeetingInfo
from storage.outbox import owe, rewrite
from storage.queries import making_up as ask
from storage.queries import meetings
from storage.tables import MakeUp, Meeting, Member
from storage.vocabulary import CheckInMode, MakeUpState, Presence


def bring_to_decision(session: Session, make_up: MakeUp, day: date, now: datetime) -> None:
    """Owe their card to those who decide what was attested."""
    make_up.state = MakeUpState.ATTESTED
    session.add(make_up)
    session.flush()
    card = MakeUpCard(
        make_up_id=make_up.id,
        info=_info(session, make_up),
        name=meetings.name_of(session, make_up.member_id),
        witnesses=[meetings.name_of(session, one.member_id) for one in ask.attested(session, make_up.id)],
    )
    for decider in deciders(session, make_up, day):
        owe(
            session,
            card,
            key=f"make-up:{make_up.id}:card:{decider.id}",
            now=now,
            branch_id=make_up.branch_id,
            to_person=decider.person_id,
            subject=f"make-up:{make_up.id}",
        )


def deciders(session: Session, make_up: MakeUp, day: date) -> list[Member]:
    """Who may decide: those who record, but for the member and his witnesses; else the committee, else the superior."""
    concerned = {make_up.member_id, *(one.member_id for one in ask.attested(session, make_up.id))}
    for roles in (ALLOWED[Action.CHECK_IN_OTHERS], *(frozenset({role}) for role in STAND_INS)):
        found = {
            member.id: member
            for role in sorted(roles)
            for member in holders(session, make_up.branch_id, role, day, about=make_up.member_id)
            if member.id not in concerned
        }
        if found:
            return [found[member_id] for member_id in sorted(found)]
    return []


def decide(session: Session, caller: Caller, make_up_id: int, approve: bool, now: datetime) -> MakeUpStands:
    """See `services.making_up.MakeUps.decide`."""
    make_up = ask.locked(session, make_up_id)
    if make_up is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=make_up.branch_id)
    _require_decider(session, make_up, actor)
    if make_up.state is not MakeUpState.ATTESTED:
        return stands(session, make_up)
    make_up.state = MakeUpState.CONFIRMED if approve else MakeUpState.REFUSED
    make_up.decided_by, make_up.decided_at = actor.member_id, now
    session.add(make_up)
    session.flush()
    if approve:
        _count_as_present(session, make_up, actor, now)
    _tell(session, make_up, now)
    return stands(session, make_up)


def stands(session: Session, make_up: MakeUp) -> MakeUpStands:
    """Tell how a request stands."""
    return MakeUpStands(
        info=_info(session, make_up),
        name=meetings.name_of(session, make_up.member_id),
        state=make_up.state,
        by=meetings.name_of(session, make_up.decided_by),
        at=make_up.decided_at,
    )


def _require_decider(session: Session, make_up: MakeUp, actor: Actor) -> None:
    witnesses = {one.member_id for one in ask.attested(session, make_up.id)}
    if actor.member_id in {make_up.member_id, *witnesses}:
        raise Refused(NotYours())
    if actor.member_id not in {member.id for member in deciders(session, make_up, actor.today)}:
        raise not_allowed(Action.CHECK_IN_OTHERS)


def _count_as_present(session: Session, make_up: MakeUp, by: Actor, now: datetime) -> None:
    """Cancel the fact that he was missing with all that it brought, and say that he was present, by who decided."""
    absence = ask.absence_of(session, make_up)
    meeting = session.get_one(Meeting, make_up.meeting_id)
    entry = meetings.attendance_of(session, make_up.meeting_id, make_up.member_id)
    if absence is None or entry is None:
        raise Refused(Gone())
    cancel_absence(session, absence, by, now)
    append_fact(
        session,
        member=session.get_one(Member, make_up.member_id),
        kind=absence.kind,
        outcome=Presence.PRESENT.value,
        on=absence.on_date,
        detail=absence.detail,
        event=absence.event,
        note=absence.note,
        source_key=f"make-up:{make_up.id}",
        author_id=by.member_id,
        now=now,
    )
    entry.presence, entry.mode, entry.recorded_by = Presence.PRESENT, CheckInMode.MADE_UP, by.member_id
    session.add(entry)
    session.flush()
    rewrite(session, f"roll:{meeting.id}", outcome(session, meeting))


def _tell(session: Session, make_up: MakeUp, now: datetime) -> None:
    told = stands(session, make_up)
    rewrite(session, f"make-up:{make_up.id}", told)
    owe(
        session,
        told,
        key=f"make-up:{make_up.id}:answer",
        now=now,
        branch_id=make_up.branch_id,
        to_person=session.get_one(Member, make_up.member_id).person_id,
    )


def _info(session: Session, make_up: MakeUp) -> MeetingInfo:
    return meetings.info(session, session.get_one(Meeting, make_up.meeting_id))
