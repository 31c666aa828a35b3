"""What an entry of dues is: how it is paid or taken back, and the fact that it brings when its month is over."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from services.reminder_digest import refresh
from services.standing_facts import Wanted, let_facts_say
from storage.tables import Dues, Member
from storage.vocabulary import DuesState

OUTCOMES = {
    DuesState.PAID: "on_time",
    DuesState.LATE: "late",
    DuesState.SHORT: "short",
    DuesState.UNPAID: "unpaid",
}


def exempt_on(member: Member, day: date) -> bool:
    """Whether a member is exempt on a day; the end of an exemption is the first day after it."""
    started = member.exempt_from is not None and member.exempt_from <= day
    return started and (member.exempt_until is None or member.exempt_until > day)


def receive(session: Session, dues: Dues, paid: Decimal, on: date) -> None:
    """Enter a payment: full by the due day, full after it, or less than the amount."""
    dues.paid, dues.paid_on = paid, on
    if paid < dues.amount:
        dues.state = DuesState.SHORT
    else:
        dues.state = DuesState.PAID if on <= dues.due_on else DuesState.LATE
    session.add(dues)
    session.flush()
    refresh(session, f"dues:{dues.id}", dues.member_id)


def take_back(session: Session, dues: Dues) -> None:
    """Undo a payment; the reminders ask for it again."""
    dues.paid, dues.paid_on = Decimal(0), None
    dues.state = DuesState.DUE if dues.settled_at is None else DuesState.UNPAID
    session.add(dues)
    session.flush()
    refresh(session, f"dues:{dues.id}", dues.member_id)


def sign(session: Session, dues: Dues, member_id: int, now: datetime) -> None:
    """Say whose hand it was; a settled month's facts follow."""
    dues.recorded_by, dues.recorded_at = member_id, now
    session.add(dues)
    session.flush()
    if dues.settled_at is not None:
        state_fact(session, dues, session.get_one(Member, dues.member_id), author_id=member_id, now=now)


def settle(session: Session, dues: Dues, member: Member, now: datetime) -> None:
    """Close an entry whose month is over: what was not paid is unpaid, and its fact is appended."""
    gone = member.left_on is not None and member.left_on <= dues.due_on
    if dues.state is DuesState.DUE:
        dues.state = DuesState.EXEMPT if gone or exempt_on(member, dues.due_on) else DuesState.UNPAID
    dues.settled_at = now
    session.add(dues)
    state_fact(session, dues, member, author_id=dues.recorded_by, now=now)


def state_fact(session: Session, dues: Dues, member: Member, *, author_id: int | None, now: datetime) -> None:
    """Let the facts say what a settled entry says."""
    outcome = OUTCOMES.get(dues.state)
    wanted = Wanted("dues", outcome, dues.due_on) if outcome is not None else None
    key = f"dues:{member.id}:{dues.month:%Y-%m}"
    let_facts_say(session, key, member, wanted, author_id=author_id, now=now)
