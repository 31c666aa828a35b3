"""One member's year in numbers, each by the code of its state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from storage.tables import Attendance, Claim, Dues, Duty, DutyDone, Leave, Letter, Meeting, Member, MemberChange, Person
from storage.vocabulary import LeaveState


def attendance_in(session: Session, member_id: int, first: date, last: date) -> dict[str, int]:
    """How the member stood to the meetings of these days."""
    return _counted(
        session,
        select(Attendance.presence, func.count())
        .join(Meeting, col(Meeting.id) == Attendance.meeting_id)
        .where(Attendance.member_id == member_id, Meeting.on_date >= first, Meeting.on_date <= last)
        .group_by(col(Attendance.presence)),
    )


def leaves_in(session: Session, member_id: int, first: date, last: date) -> dict[str, int]:
    """Leave that was approved for meetings of these days, by kind."""
    return _counted(
        session,
        select(Leave.kind, func.count())
        .join(Meeting, col(Meeting.id) == Leave.meeting_id)
        .where(
            Leave.member_id == member_id,
            Leave.state == LeaveState.APPROVED,
            Meeting.on_date >= first,
            Meeting.on_date <= last,
        )
        .group_by(col(Leave.kind)),
    )


def dues_in(session: Session, member_id: int, first: date, last: date) -> dict[str, int]:
    """Months of dues, by state."""
    return _counted(
        session,
        select(Dues.state, func.count())
        .where(Dues.member_id == member_id, Dues.month >= first, Dues.month <= last)
        .group_by(col(Dues.state)),
    )


def letters_in(session: Session, member_id: int, year: int) -> dict[str, int]:
    """Warning letters of a year, by state."""
    return _counted(
        session,
        select(Letter.state, func.count())
        .where(Letter.member_id == member_id, Letter.year == year)
        .group_by(col(Letter.state)),
    )


def claims_in(session: Session, member_id: int, first: date, last: date) -> dict[str, int]:
    """Claims for these days, by state."""
    return _counted(
        session,
        select(Claim.state, func.count())
        .where(Claim.member_id == member_id, Claim.on_date >= first, Claim.on_date <= last)
        .group_by(col(Claim.state)),
    )


def duties_in(session: Session, member_id: int, first: date, last: date) -> dict[str, int]:
    """Duties due on these days that the member handed in or was excused from, by state."""
    return _counted(
        session,
        select(DutyDone.state, func.count())
        .join(Duty, col(Duty.id) == DutyDone.duty_id)
        .where(DutyDone.member_id == member_id, Duty.due_on >= first, Duty.due_on <= last)
        .group_by(col(DutyDone.state)),
    )


def count_changes(session: Session, member_id: int) -> int:
    """How many changes a member's history has."""
    return session.exec(select(func.count()).select_from(MemberChange).where(MemberChange.member_id == member_id)).one()


def changes_of(session: Session, member_id: int, *, limit: int, offset: int) -> Sequence[tuple[MemberChange, str]]:
    """A member's changes with their author's name, the latest first."""
    rows = session.exec(
        select(MemberChange, Person.name)
        .outerjoin(Member, col(Member.id) == MemberChange.by_member_id)
        .outerjoin(Person, col(Person.id) == Member.person_id)
        .where(MemberChange.member_id == member_id)
        .order_by(col(MemberChange.at).desc(), col(MemberChange.id).desc())
        .limit(limit)
        .offset(offset)
    ).all()
    return [(change, name or "") for change, name in rows]


def on_probation(session: Session, branch_id: int, until: date) -> list[tuple[Member, str]]:
    """Members of a branch whose probation ends on a day or before and who are not admitted in full, with names."""
    rows = session.exec(
        select(Member, Person.name)
        .join(Person, col(Person.id) == Member.person_id)
        .where(
            Member.branch_id == branch_id,
            col(Member.probationary).is_(True),
            col(Member.probation_until) <= until,
            col(Member.left_on).is_(None),
        )
        .order_by(col(Member.id))
    )
    return list(rows.all())


def _counted(session: Session, statement: Any) -> dict[str, int]:
    return {str(code): count for code, count in session.exec(statement)}
