"""What a day's reminder says: always how things stand now, also after it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from services.deciders import deciders
from services.duty_ledger import recorded_elsewhere, standing_of, view_of
from services.permissions import Action
from storage.notices.duties import Standing
from storage.notices.reminders import Digest, DuesOwed, DutyOwed, Owed, WordOwed
from storage.outbox import rewrite
from storage.queries import duties as ask_duties
from storage.queries import reminders as ask
from storage.tables import Branch, Dues, Reminded


def digest_of(session: Session, rows: Sequence[Reminded]) -> Digest:
    """Put together what these rows told, as it stands now. There is at least one row."""
    items = (_owed(session, row) for row in rows)
    return Digest(day=rows[0].on, items=tuple(item for item in items if item is not None))


def refresh(session: Session, what: str, member_id: int) -> None:
    """Let the reminders that told a member of a thing (``dues:5``, ``duty:7``) show how it stands now."""
    for digest in ask.digests_with(session, what, member_id):
        rewrite(session, digest, digest_of(session, ask.in_digest(session, digest)))


def refresh_words(session: Session, branch_id: int) -> None:
    """Let the latest reminder of each keeper show how many hand-ins still wait for his word."""
    for digest in ask.latest_digests(session, f"word:{branch_id}"):
        rewrite(session, digest, digest_of(session, ask.in_digest(session, digest)))


def waiting_for(session: Session, branch_id: int, day: date) -> dict[int, list[int]]:
    """Hand-ins that wait for a word, the oldest first, by each member who may say it."""
    found: dict[int, list[int]] = {}
    for done in ask_duties.filed(session, branch_id, besides_member=0):
        for keeper in deciders(session, branch_id, Action.CONFIRM_DUTY, day, about=done.member_id):
            found.setdefault(keeper.id, []).append(done.id)
    return found


def _owed(session: Session, row: Reminded) -> Owed | None:
    kind, _, number = row.what.partition(":")
    if kind == "dues":
        return _dues(session.get_one(Dues, int(number)))
    if kind == "duty":
        return _duty(session, int(number), row)
    return WordOwed(waiting=len(waiting_for(session, row.branch_id, row.on).get(row.member_id, [])))


def _dues(dues: Dues) -> DuesOwed:
    return DuesOwed(month=dues.month, due_on=dues.due_on, amount=dues.amount, paid=dues.paid, state=dues.state)


def _duty(session: Session, duty_id: int, row: Reminded) -> DutyOwed | None:
    """Nothing for one who is no longer asked, such as a member who has become exempt."""
    asked = ask_duties.asked(session, duty_id)
    entries = ask_duties.roll(session, asked, member_id=row.member_id) if asked is not None else []
    if asked is None or not entries:
        return None
    [entry] = entries
    zone = session.get_one(Branch, row.branch_id).zone
    standing = standing_of(entry, asked, recorded_elsewhere(session, asked))
    return DutyOwed(duty=view_of(asked, entry.done, Standing(standing), zone))
