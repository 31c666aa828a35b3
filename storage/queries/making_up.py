"""Questions about forgotten check-ins and their witnesses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, or_, select

from storage.queries.facts import is_reversed
from storage.queries.meetings import HERE
from storage.tables import Account, Attendance, Attestation, FactRow, MakeUp, Meeting, Member, Person
from storage.vocabulary import CheckInMode, MeetingState, Presence


class Witness(NamedTuple):
    """A member who was there, and whether he has been asked to attest and has."""

    member: Member
    name: str
    attestation: Attestation | None


def locked(session: Session, make_up_id: int) -> MakeUp | None:
    """Take a request for a decision: where writers run side by side, the second waits here for the first."""
    return session.exec(select(MakeUp).where(MakeUp.id == make_up_id).with_for_update()).first()


def of_member(session: Session, meeting_id: int, member_id: int) -> MakeUp | None:
    """Find a member's request for a meeting; there is at most one."""
    return session.exec(select(MakeUp).where(MakeUp.meeting_id == meeting_id, MakeUp.member_id == member_id)).first()


def missed(session: Session, member_id: int, since: date, *, limit: int) -> Sequence[Meeting]:
    """List the confirmed meetings of a day or later at which a member was missing, the latest first."""
    return session.exec(
        select(Meeting)
        .join(Attendance, col(Attendance.meeting_id) == Meeting.id)
        .where(
            Attendance.member_id == member_id,
            Attendance.presence == Presence.ABSENT,
            Meeting.state == MeetingState.CONFIRMED,
            Meeting.on_date >= since,
        )
        .order_by(col(Meeting.on_date).desc(), col(Meeting.id).desc())
        .limit(limit)
    ).all()


def witnesses(session: Session, make_up: MakeUp, day: date) -> list[Witness]:
    """Who was at the meeting, recorded then and not made up later, and can be asked: a member with an account."""
    rows = session.execute(
        sql_select(Member, col(Person.name), Attestation)
        .join(Attendance, col(Attendance.member_id) == Member.id)
        .join(Person, col(Person.id) == Member.person_id)
        .join(Account, col(Account.person_id) == Member.person_id)
        .outerjoin(
            Attestation,
            and_(col(Attestation.member_id) == Member.id, col(Attestation.make_up_id) == make_up.id),
        )
        .where(
            col(Attendance.meeting_id) == make_up.meeting_id,
            col(Attendance.presence).in_(HERE),
            col(Attendance.mode) != CheckInMode.MADE_UP,
            col(Member.id) != make_up.member_id,
            or_(col(Member.left_on).is_(None), col(Member.left_on) > day),
        )
        .order_by(col(Member.id))
    ).all()
    return [Witness(*row) for row in rows]


def attested(session: Session, make_up_id: int) -> Sequence[Attestation]:
    """List the attestations that were given, in order."""
    return session.exec(
        select(Attestation)
        .where(Attestation.make_up_id == make_up_id, col(Attestation.attested_at).is_not(None))
        .order_by(col(Attestation.id))
    ).all()


def absence_of(session: Session, make_up: MakeUp) -> FactRow | None:
    """Find the fact that says that the member was missing, unless it is cancelled already."""
    key = f"meeting:{make_up.meeting_id}:member:{make_up.member_id}"
    fact = session.exec(select(FactRow).where(FactRow.source_key == key)).first()
    return None if fact is None or is_reversed(session, fact.id) else fact
