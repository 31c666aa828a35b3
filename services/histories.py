"""The history of a membership: each change with its author, time and reason. Appended in the change's transaction."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from storage.tables import Member, MemberChange


def note_change(
    session: Session,
    member: Member,
    field: str,
    before: str,
    after: str,
    *,
    reason: str,
    by: int | None,
    now: datetime,
) -> bool:
    """Keep one change of a member; ``by`` is the author's member id, None for the operator. Say whether it was one."""
    if before == after:
        return False
    session.add(
        MemberChange(
            branch_id=member.branch_id,
            member_id=member.id,
            field=field,
            before=before,
            after=after,
            reason=reason,
            by_member_id=by,
            at=now,
        )
    )
    return True


def told(value: date | bool | str | None) -> str:
    """Write a value the way the history keeps it: ISO days, ``yes`` and ``no``, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value
