"""What waits for somebody: on the home screen, as numbers only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, func, select

from storage.queries.audience import ADDRESSED, CAME
from storage.tables import Claim, Leave, Letter
from storage.types import UtcDateTime
from storage.vocabulary import ClaimState, LeaveState, LetterState

_OPEN = text(f"""
    SELECT meeting.id, meeting.title, meeting.kind FROM meeting
    JOIN member ON member.id = :member
    WHERE meeting.branch_id = :branch AND meeting.state = 'open' AND meeting.ends_at > :now
      AND {ADDRESSED} AND NOT {CAME}
    ORDER BY meeting.starts_at, meeting.id
""").bindparams(bindparam("now", type_=UtcDateTime()))  # noqa: S608 (constants of ours)


def open_for(session: Session, branch_id: int, member_id: int, now: datetime) -> list[tuple[int, str, str]]:
    """Meetings under way for which a member has not checked in: id, title, kind."""
    rows = session.connection().execute(_OPEN, {"branch": branch_id, "member": member_id, "now": now})
    return [(row[0], row[1], row[2]) for row in rows]


def matters_of_others(session: Session, branch_id: int, member_id: int) -> tuple[int, int, int]:
    """Count what waits in a branch beside a member's own: claims, requests for leave, letters to sign."""
    claims = select(func.count()).where(
        Claim.branch_id == branch_id, Claim.state == ClaimState.SUBMITTED, col(Claim.member_id) != member_id
    )
    leaves = select(func.count()).where(
        Leave.branch_id == branch_id, Leave.state == LeaveState.ASKED, col(Leave.member_id) != member_id
    )
    letters = select(func.count()).where(
        Letter.branch_id == branch_id, Letter.state == LetterState.PROPOSED, col(Letter.member_id) != member_id
    )
    return session.exec(claims).one(), session.exec(leaves).one(), session.exec(letters).one()
