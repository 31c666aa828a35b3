"""Sweep: when a duty's grace is over, those who missed it have their facts, and are told."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from services.clock import local_day
from services.daytime import next_daytime
from services.duty_catalogue import OUTCOMES
from services.duty_ledger import (
    CORRECTION,
    begins_on,
    left_in_peace,
    recorded_elsewhere,
    standing_of,
    state_missed,
    subject_of,
    view_of,
)
from storage.notices.duties import DutyTold, Standing
from storage.outbox import owe
from storage.queries.dues import branches
from storage.queries.duties import Asked, RollEntry, roll, unsettled
from storage.tables import Branch, DutyDone


def settle_due(session: Session, now: datetime) -> int:
    """Settle what is over in every branch; say how many misses that brought.

    Never charged: who has done it here or elsewhere, is exempt, excused, was on leave all the time, or came to the
    branch after it was opened. What waits for a keeper's word, or came back within the last week, is settled later.
    """
    missed = 0
    for branch in branches(session):
        today = local_day(now, branch.zone)
        missed += sum(_settle(session, branch, asked, today, now) for asked in unsettled(session, branch.id, today))
    return missed


def _settle(session: Session, branch: Branch, asked: Asked, today: date, now: datetime) -> int:
    elsewhere, on_leave = recorded_elsewhere(session, asked), left_in_peace(session, asked)
    entries = [(entry, standing_of(entry, asked, elsewhere)) for entry in roll(session, asked)]
    pending = [entry for entry, standing in entries if _waits(entry.done, standing, today, branch.zone)]
    missing = [
        entry
        for entry, standing in entries
        if standing in (Standing.OPEN, Standing.RETURNED)
        and entry not in pending
        and entry.member.id not in on_leave
        and entry.member.joined_on <= begins_on(asked)
    ]
    if not _was_held(asked, elsewhere, entries):
        missing = []
    for entry in missing:
        _miss(session, branch, asked, entry, now)
    if not pending:
        asked.duty.settled_at = now
        session.add(asked.duty)
    session.flush()
    return len(missing)


def _waits(done: DutyDone | None, standing: Standing, today: date, zone: str) -> bool:
    if standing is Standing.FILED:
        return True
    if standing is not Standing.RETURNED or done is None or done.decided_at is None:
        return False
    return today <= local_day(done.decided_at, zone) + CORRECTION


def _was_held(asked: Asked, elsewhere: set[int], entries: list[tuple[RollEntry, Standing]]) -> bool:
    """A number from another system is missed only where somebody has one."""
    known = OUTCOMES.get(asked.plan.fact_kind)
    if known is None or not known.reported:
        return True
    return bool(elsewhere) or any(standing is Standing.DONE for _, standing in entries)


def _miss(session: Session, branch: Branch, asked: Asked, entry: RollEntry, now: datetime) -> None:
    state_missed(session, asked, entry.member, now)
    if entry.member.left_on is not None or asked.plan.fact_kind not in OUTCOMES:
        return
    owe(
        session,
        DutyTold(duty=view_of(asked, entry.done, Standing.MISSED, branch.zone), scored=True),
        key=f"{subject_of(asked.duty.id, entry.member.id)}:missed",
        now=now,
        branch_id=branch.id,
        to_person=entry.member.person_id,
        due_at=next_daytime(now, branch.zone),
        subject=subject_of(asked.duty.id, entry.member.id),
    )
