"""Questions about meetings and who is expected at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sql
from sqlalchemy import and_, text
from sqlmodel import Session, col, or_, select

from storage.notices.meetings import MeetingInfo, RollEntry
from storage.queries.audience import ADDRESSED, EXPECTED
from storage.tables import Account, Attendance, Branch, Leave, Meeting, Member, PartyGroup, Person
from storage.vocabulary import CheckInMode, LeaveKind, LeaveState, MeetingState, Presence

HERE = (Presence.PRESENT, Presence.LATE)
UNFINISHED = (MeetingState.PLANNED, MeetingState.OPEN, MeetingState.CLOSED)


@dataclass(frozen=True, slots=True)
class RollRow:
    """One member's standing at a meeting."""

    member: Member
    name: str
    presence: Presence | None
    leave: LeaveState | None
    leave_kind: LeaveKind | None = None
    mode: CheckInMode | None = None
    left_early: bool | None = None
    at: datetime | None = None


def locked(session: Session, meeting_id: int) -> Meeting | None:
    """Take a meeting for a decision: where writers run side by side, the second waits here for the first."""
    return session.exec(select(Meeting).where(Meeting.id == meeting_id).with_for_update()).first()


def locked_branch(session: Session, branch_id: int) -> Branch:
    """Take a branch, so that what is new in it is made by one writer at a time."""
    return session.exec(select(Branch).where(Branch.id == branch_id).with_for_update()).one()


def info(session: Session, meeting: Meeting) -> MeetingInfo:
    """Describe a meeting the way people know it."""
    group = session.get(PartyGroup, meeting.group_id) if meeting.group_id is not None else None
    return MeetingInfo(
        meeting_id=meeting.id,
        kind=meeting.kind,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=session.get_one(Branch, meeting.branch_id).zone,
        place=meeting.place,
        audience=meeting.audience,
        group=group.name if group is not None else "",
        check_in=meeting.check_in,
    )


def due_to_open(session: Session, now: datetime) -> Sequence[Meeting]:
    """Planned meetings whose check-in should be open at this moment."""
    return session.exec(
        select(Meeting)
        .where(Meeting.state == MeetingState.PLANNED, Meeting.opens_at <= now)
        .order_by(col(Meeting.id))
        .with_for_update()
    ).all()


def due_to_close(session: Session, now: datetime) -> Sequence[Meeting]:
    """Open meetings that have reached their end."""
    return session.exec(
        select(Meeting)
        .where(Meeting.state == MeetingState.OPEN, Meeting.ends_at <= now)
        .order_by(col(Meeting.id))
        .with_for_update()
    ).all()


def planned_as(session: Session, planned_key: str) -> Meeting | None:
    """Find the meeting that a form has made or moved already, if any."""
    made_or_moved = or_(Meeting.planned_key == planned_key, Meeting.moved_key == planned_key)
    return session.exec(select(Meeting).where(made_or_moved)).first()


def invited(session: Session, meeting: Meeting) -> list[Member]:
    """Everybody who is expected at a meeting and has an account to be told by, in the order of the roster."""
    rows = session.exec(
        select(Member)
        .join(Meeting, col(Meeting.branch_id) == Member.branch_id)
        .join(Account, col(Account.person_id) == Member.person_id)
        .where(col(Meeting.id) == meeting.id, text(EXPECTED))
        .order_by(col(Member.id))
    )
    return list(rows)


def forget_attendance(session: Session, meeting_id: int) -> None:
    """Take back who checked in to a meeting that has not begun: it is held at another time."""
    session.execute(sql.delete(Attendance).where(col(Attendance.meeting_id) == meeting_id))


def unfinished(session: Session, branch_id: int, *, limit: int) -> Sequence[Meeting]:
    """List a branch's meetings that are to come, under way or not confirmed yet, the earliest first."""
    return session.exec(
        select(Meeting)
        .where(Meeting.branch_id == branch_id, col(Meeting.state).in_(UNFINISHED))
        .order_by(col(Meeting.starts_at), col(Meeting.id))
        .limit(limit)
    ).all()


def roll(session: Session, meeting: Meeting) -> list[RollRow]:
    """Everybody who is expected at a meeting or has an entry, in the order of the roster."""
    rows = session.execute(
        sql.select(
            Member,
            col(Person.name),
            col(Attendance.presence),
            col(Leave.state),
            col(Leave.kind),
            col(Attendance.mode),
            col(Attendance.left_early),
            col(Attendance.at),
        )
        .join(Person, col(Person.id) == Member.person_id)
        .join(Meeting, col(Meeting.branch_id) == Member.branch_id)
        .outerjoin(Attendance, and_(col(Attendance.member_id) == Member.id, col(Attendance.meeting_id) == Meeting.id))
        .outerjoin(Leave, and_(col(Leave.member_id) == Member.id, col(Leave.meeting_id) == Meeting.id))
        .where(col(Meeting.id) == meeting.id, or_(col(Attendance.id).is_not(None), text(EXPECTED)))
        .order_by(col(Member.id))
    ).all()
    return [RollRow(*row) for row in rows]


def is_addressed(session: Session, meeting_id: int, member_id: int) -> bool:
    """Whether a meeting is for this member, exempt or not."""
    found = session.exec(
        select(Member.id)
        .join(Meeting, col(Meeting.branch_id) == Member.branch_id)
        .where(Member.id == member_id, Meeting.id == meeting_id, text(ADDRESSED))
    ).first()
    return found is not None


def attendance_of(session: Session, meeting_id: int, member_id: int) -> Attendance | None:
    """One member's entry at one meeting."""
    return session.exec(
        select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.member_id == member_id)
    ).first()


def groups(session: Session, branch_id: int) -> Sequence[PartyGroup]:
    """List a branch's party groups, by name."""
    return session.exec(
        select(PartyGroup).where(PartyGroup.branch_id == branch_id).order_by(col(PartyGroup.name))
    ).all()


def name_of(session: Session, member_id: int | None) -> str:
    """Tell a member's name; empty for nobody."""
    if member_id is None:
        return ""
    return session.exec(
        select(Person.name).join(Member, col(Member.person_id) == Person.id).where(Member.id == member_id)
    ).one()


def entries(rows: Sequence[RollRow], *, reader: int | None = None) -> list[RollEntry]:
    """Turn a roll into what a notice shows; ``reader`` is the member who will read it."""
    return [
        RollEntry(
            member_id=r.member.id,
            name=r.name,
            presence=r.presence,
            leave=r.leave,
            leave_kind=r.leave_kind,
            own=r.member.id == reader,
            left_early=bool(r.left_early),
            on_behalf=r.mode is CheckInMode.ON_BEHALF,
            made_up=r.mode is CheckInMode.MADE_UP,
        )
        for r in rows
    ]


def counted(rows: Sequence[RollRow]) -> tuple[int, int]:
    """How many are there, and how many are expected or came without having to."""
    return sum(row.presence in HERE for row in rows), len(rows)
